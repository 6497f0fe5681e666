import { describe, expect, it } from "vitest";
import {
  drawingParagraph,
  makeEpub,
  makeFlatOdf,
  makeIwa,
  makeOdf,
  makePackage,
  makePptx,
  relationships,
  slide,
} from "../../../fixtures/make/office.mjs";
import { chosen, contents, documentsOf, fileOf, reasons, unfold } from "../unfold.ts";
import { cells, said, textsOf } from "./texts.ts";

describe("a presentation", () => {
  const slides = [drawingParagraph("Sli", "de A"), drawingParagraph("Slide B"), drawingParagraph("Never shown")];
  const deck = makePptx(slides, [2, 1], {
    "ppt/slides/_rels/slide1.xml.rels": relationships([{ type: "notesSlide", target: "../notesSlides/notesSlide1.xml" }]),
    "ppt/notesSlides/notesSlide1.xml": slide(drawingParagraph("Call 81234567"), "notes"),
    "ppt/slideMasters/slideMaster1.xml": slide(drawingParagraph("Master"), "sldMaster"),
    "ppt/diagrams/data1.xml":
      '<dgm:dataModel xmlns:dgm="d" xmlns:a="a"><dgm:pt><dgm:t><a:p><a:r><a:t>Box</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:dataModel>',
    "ppt/diagrams/drawing1.xml": '<dsp:drawing xmlns:dsp="d" xmlns:a="a"><a:p><a:r><a:t>Box</a:t></a:r></a:p></dsp:drawing>',
    "ppt/charts/chart1.xml":
      '<c:chart xmlns:c="c"><c:cat><c:strCache><c:pt idx="0"><c:v>Tan Ah Kow</c:v></c:pt></c:strCache></c:cat></c:chart>',
  });

  it("is told in the order of its slides, with their notes, and everything once", async () => {
    expect(chosen(fileOf("", deck)).id).toBe("pptx");
    const items = await unfold(fileOf("", deck));
    expect(
      textsOf(items)
        .filter(([, role]) => role === "body")
        .map(([where, , text]) => [where, text.trim()]),
    ).toEqual([
      ["page 1", "Slide B"],
      ["page 2", "Slide A"],
      ["ppt/notesSlides/notesSlide1.xml", "Call 81234567"],
      ["page 3", "Never shown"],
      ["ppt/slideMasters/slideMaster1.xml", "Master"],
      ["ppt/diagrams/data1.xml", "Box"],
      ["ppt/charts/chart1.xml", "Tan Ah Kow"],
    ]);
    expect(reasons(items)).toEqual([]);
  });

  it("makes rows of a table", async () => {
    const row = (cells: string[]) =>
      `<a:tr>${cells.map((cell) => `<a:tc><a:txBody>${drawingParagraph(cell)}</a:txBody></a:tc>`).join("")}</a:tr>`;
    const items = await unfold(
      fileOf("", makePptx([`<a:tbl>${row(["Name", "IC", "Phone"])}${row(["Tan", "S1234567D", "81234567"])}</a:tbl>`], [1])),
    );
    expect(
      cells(items)
        .map((cell) => cell.replace(/ \d+:\d+$/, ""))
        .slice(3),
    ).toEqual(["Tan @ Name", "S1234567D @ IC", "81234567 @ Phone"]);
  });
});

describe("OpenDocument", () => {
  it("passes over where its pages were broken, and nothing else", async () => {
    const binary = Buffer.from([1, 0, 2, 0, 9]);
    const items = await unfold(fileOf("x.odt", makeOdf("text", TEXT, { "layout-cache": binary, "Object 1": binary })));
    expect(documentsOf(items).map(({ name }) => name)).toEqual(["Object 1"]);
    expect(reasons(items)).toEqual([]);
  });

  const TEXT =
    "<text:tracked-changes><text:changed-region><text:deletion><text:p>Old S7654321A</text:p></text:deletion></text:changed-region></text:tracked-changes>" +
    '<text:h>Head</text:h><text:p>S12<text:span>345</text:span>67D<text:s text:c="2"/>a<text:tab/>b<text:line-break/>c ' +
    "<office:annotation><dc:creator>Lim Bee</dc:creator><text:p>Remark</text:p></office:annotation>d</text:p>" +
    "<text:p>e<text:note><text:note-body><text:p>Note</text:p></text:note-body></text:note></text:p>";

  it.each<[string, Buffer | string]>([
    ["a package", makeOdf("text", TEXT)],
    ["flat XML", makeFlatOdf("text", TEXT)],
  ])("reads paragraphs, notes, comments and deletions of %s", async (_form, bytes) => {
    expect(chosen(fileOf("", bytes)).id).toBe("odf");
    const items = await unfold(fileOf("", bytes));
    expect(said(items)).toBe("Head\nS1234567D  a\tb\nc d\nLim Bee\nRemark\ne\nNote\nOld S7654321A\n");
    expect(reasons(items)).toEqual([]);
  });

  it.each<[string, Buffer | string]>([
    ["a package", makeOdf("spreadsheet", spreadsheet())],
    ["flat XML", makeFlatOdf("spreadsheet", spreadsheet())],
  ])("reads sheets as shown and as stored, with what is repeated counted: %s", async (_form, bytes) => {
    expect(cells(await unfold(fileOf("", bytes)))).toEqual([
      "Name @ Name 1:1",
      "IC @ IC 1:2",
      "Postal @ Postal 1:5",
      "Tan @ Name 2:1",
      "S1234567D @ IC 2:2",
      "018956 @ Postal 2:5",
      "18956 @ Postal 2:5",
      "8123-4567 @ column 3 1000003:3",
    ]);
  });

  it("tells an encrypted document as a gap", async () => {
    const manifest =
      '<manifest:manifest xmlns:manifest="m"><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>';
    const items = await unfold(
      fileOf("x.odt", makeOdf("text", "", { "META-INF/manifest.xml": manifest, "content.xml": Buffer.from([1, 2, 3]) })),
    );
    expect(reasons(items)).toEqual(["encrypted/none"]);
  });

  it("reads headers from the styles, properties, and pictures in flat XML", async () => {
    const items = await unfold(
      fileOf(
        "x.odt",
        makeOdf("text", "", {
          "styles.xml": "<s xmlns:text='t'><text:p>Header</text:p></s>",
          "meta.xml": "<m xmlns:dc='d'><dc:creator>Tan</dc:creator></m>",
        }),
      ),
    );
    expect(textsOf(items)).toEqual([
      ["styles.xml", "body", "Header\n"],
      ["meta.xml", "metadata", "creator: Tan\n"],
    ]);
    const flat = await unfold(
      fileOf("", makeFlatOdf("text", "<text:p>a<office:binary-data>aGVs\nbG8=</office:binary-data></text:p>")),
    );
    expect(contents(flat)).toEqual([["", "hello"]]);
    expect(said(flat)).toBe("a\n");
  });

  function spreadsheet(): string {
    const cell = (text: string, more = "") =>
      `<table:table-cell ${more}>${text === "" ? "" : `<text:p>${text}</text:p>`}</table:table-cell>`;
    return `<table:table table:name="Staff"><table:table-row>${cell("Name")}${cell("IC")}${cell("", 'table:number-columns-repeated="2"')}${cell("Postal")}</table:table-row>
      <table:table-row>${cell("Tan")}${cell("S1234567D")}${cell("", 'table:number-columns-repeated="2"')}${cell("018956", 'office:value-type="float" office:value="18956" table:number-columns-repeated="999999999999"')}</table:table-row>
      <table:table-row table:number-rows-repeated="1000000">${cell("", 'table:number-columns-repeated="16384"')}</table:table-row>
      <table:table-row table:number-rows-repeated="99999999999999">${cell("")}${cell("")}${cell("8123-4567", 'office:value="81234567"')}</table:table-row></table:table>`;
  }
});

describe("an e-book", () => {
  it("is told chapter by chapter, in the order of its spine", async () => {
    const book = makeEpub({ "a.xhtml": "first", "b.xhtml": "second" }, ["b.xhtml", "a.xhtml"]);
    expect(chosen(fileOf("x.zip", book)).id).toBe("epub");
    const items = await unfold(fileOf("", book));
    expect(documentsOf(items).map(({ name }) => name)).toEqual(["b.xhtml", "a.xhtml"]);
    expect(said(items, "metadata")).toContain("creator: Tan Ah Kow");
    expect(reasons(items)).toEqual([]);
  });

  it("tells protected chapters, and not scrambled fonts, as a gap", async () => {
    const data = (algorithm: string, part: string) =>
      `<enc:EncryptedData><enc:EncryptionMethod Algorithm="${algorithm}"/><enc:CipherReference URI="${part}"/></enc:EncryptedData>`;
    const encryption = (...list: string[]) => `<encryption xmlns:enc="e">${list.join("")}</encryption>`;
    const font = data("http://www.idpf.org/2008/embedding", "OEBPS/f.otf");
    const chapter = data("http://www.w3.org/2001/04/xmlenc#aes256-cbc", "OEBPS/a.xhtml");
    const book = (parts: string) =>
      unfold(
        fileOf("", makeEpub({ "a.xhtml": "first" }, ["a.xhtml"], { "META-INF/encryption.xml": parts, "OEBPS/f.otf": "font" })),
      );
    expect(reasons(await book(encryption(font)))).toEqual([]);
    const locked = await book(encryption(font, chapter));
    expect(reasons(locked)).toEqual(["encrypted/partly"]);
    expect(documentsOf(locked)).toEqual([]);
  });
});

describe("an iWork document", () => {
  const TEXTS = ["Dear Tan Ah Kow", "NRIC S1234567D of 陈大文", "x".repeat(300)];

  it("gives its preview and its texts, and says what is not read", async () => {
    const bytes = makePackage({ "Index/Document.iwa": makeIwa(TEXTS), "preview.jpg": Buffer.from("picture") });
    expect(chosen(fileOf("", bytes)).id).toBe("iwork");
    const items = await unfold(fileOf("", bytes));
    expect(said(items)).toBe(`${TEXTS.join("\n")}\n`);
    expect(documentsOf(items).map(({ name }) => name)).toEqual(["preview.jpg"]);
    expect(reasons(items)).toEqual(["unsupported/partly"]);
  });

  it("looks into an index that is an archive of its own", async () => {
    const bytes = makePackage({ "Index.zip": makePackage({ "Index/Document.iwa": makeIwa(TEXTS) }) });
    expect(said(await unfold(fileOf("", bytes)))).toContain("S1234567D");
  });
});
