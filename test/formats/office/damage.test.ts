import { describe, expect, it } from "vitest";
import {
  drawingParagraph,
  makeDocx,
  makeEpub,
  makeFlatOdf,
  makeIwa,
  makeOdf,
  makePackage,
  makePptx,
  makeXlsb,
  makeXlsx,
  sheetRows,
  wordParagraph,
  wordTable,
} from "../../../fixtures/make/office.mjs";
import { attribute, attributes, unescaped, xmlReader, type XmlListener } from "../../../src/formats/office/xml.ts";
import { everyPrefix, fileOf, reasons, unfold } from "../unfold.ts";
import { randomBytes } from "../random.ts";
import { cells, said } from "./texts.ts";

const PEOPLE = [
  ["Name", "NRIC"],
  ["Tan", "S1234567D"],
];
const SAMPLES: [string, Buffer][] = [
  ["docx", makeDocx(wordParagraph("Tan S1234567D") + wordTable(PEOPLE), { "word/header1.xml": "<w:hdr><w:p/></w:hdr>" })],
  ["xlsx", makeXlsx([{ name: "A", data: sheetRows(PEOPLE) }], { strings: ["a", "b"] })],
  ["xlsb", makeXlsb("A", PEOPLE)],
  ["pptx", makePptx([drawingParagraph("Tan")], [1])],
  [
    "ods",
    makeOdf(
      "spreadsheet",
      "<table:table><table:table-row><table:table-cell><text:p>Tan</text:p></table:table-cell></table:table-row></table:table>",
    ),
  ],
  ["epub", makeEpub({ "a.xhtml": "x" }, ["a.xhtml"])],
  ["iwork", makePackage({ "Index/Document.iwa": makeIwa(["Tan Ah Kow"]) })],
];

describe("damaged documents", () => {
  it.each(SAMPLES)("every prefix of %s is told as something", async (name, sample) => {
    await everyPrefix(`x.${name}`, sample, 7);
  });

  it.each(SAMPLES)("%s with random bytes changed is told without an exception", async (name, sample) => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const noise = randomBytes(seed, 24);
      const broken = Buffer.from(sample);
      for (let index = 0; index + 3 < noise.length; index += 4)
        broken[noise.readUInt32LE(index) % broken.length] = noise[index] ?? 0;
      const items = await unfold(fileOf(`x.${name}`, broken)).catch((error: unknown) => {
        throw new Error(`seed ${seed}`, { cause: error });
      });
      expect(items.length, `seed ${seed}`).toBeGreaterThan(0);
    }
  });

  it("reads the parts of a document whose directory is lost", async () => {
    const whole = makeDocx(wordParagraph("Tan S1234567D"));
    const items = await unfold(fileOf("", whole.subarray(0, whole.indexOf("PK\x01\x02", 0, "latin1"))));
    expect(said(items)).toBe("Tan S1234567D\n");
    expect(reasons(items)).toEqual(["malformed/partly"]);
  });

  it.each<[string, Buffer, string[]]>([
    ["a line end", Buffer.from("\r\n"), []],
    ["more", Buffer.from("something that stands behind"), ["malformed/partly"]],
  ])("takes %s behind the archive for what it is", async (_name, behind, wanted) => {
    expect(reasons(await unfold(fileOf("", Buffer.concat([makeDocx(wordParagraph("Tan")), behind]))))).toEqual(wanted);
  });

  it("tells a wrong checksum of a part, and reads it", async () => {
    const whole = makeDocx(wordParagraph("Tan S1234567D"));
    const entry = whole.lastIndexOf("word/document.xml") - 46;
    whole.writeUInt32LE(7, entry + 16);
    const items = await unfold(fileOf("", whole));
    expect(said(items)).toBe("Tan S1234567D\n");
    expect(reasons(items)).toEqual(["malformed/partly"]);
  });

  it("reads the rows before the place where a sheet is cut, and tells the cut", async () => {
    const items = await unfold(
      fileOf(
        "",
        makeXlsx([], {
          more: {
            "xl/worksheets/sheet1.xml": `<worksheet><sheetData>${sheetRows(PEOPLE)}<row r="3"><c r="A3"><v>81234567</v></c><c r="B`,
          },
        }),
      ),
    );
    expect(cells(items).slice(-2)).toEqual(["S1234567D @ NRIC 2:2", "81234567 @ Name 3:1"]);
    expect(reasons(items)).toEqual(["malformed/partly"]);
  });
});

describe("documents without their main part", () => {
  it.each<[string, Record<string, string>]>([
    ["Word", { "[Content_Types].xml": "<Types/>", "word/x.xml": "<x/>" }],
    ["Excel", { "[Content_Types].xml": "<Types/>", "xl/x.xml": "<x/>" }],
    ["PowerPoint", { "[Content_Types].xml": "<Types/>", "ppt/x.xml": "<x/>" }],
    ["OpenDocument", { mimetype: "application/vnd.oasis.opendocument.text" }],
    ["an e-book", { mimetype: "application/epub+zip" }],
  ])("%s", async (_name, parts) => {
    expect(reasons(await unfold(fileOf("", makePackage(parts))))).toEqual(["malformed/partly"]);
  });
});

describe("hostile documents", () => {
  it.each<[string, string]>([
    ["tables in tables", "<w:tbl><w:tr><w:tc>".repeat(20_000)],
    ["boxes in boxes", "<w:p><w:r><w:txbxContent>".repeat(20_000)],
    ["alternatives in alternatives", "<mc:AlternateContent><mc:Choice><mc:Fallback>".repeat(20_000)],
    ["a cell over all columns", '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr></w:tc></w:tr></w:tbl>'],
    ["an attribute that never ends", `<w:p w:x="${"a".repeat(300_000)}`],
    ["signs that are no tags", "< <1 <<".repeat(50_000)],
    ["quotation marks in tags", `<w:p ${"'\"".repeat(100_000)}>`],
  ])("ends at %s, and tells what stands behind or before", async (_name, bomb) => {
    const items = await unfold(fileOf("", makeDocx(`${wordParagraph("before")}${bomb}${wordParagraph("behind S1234567D")}`)));
    expect(said(items)).toContain("before\n");
    expect(said(items) + said(items, "metadata")).toContain("S1234567D");
  });

  it("stops at a sheet whose cells share more text than the budget allows", async () => {
    const data = '<row><c t="s"><v>0</v></c></row>'.repeat(60_000);
    const bytes = makeXlsx([{ name: "A", data }], { strings: ["word ".repeat(200)] });
    const items = await unfold(fileOf("", bytes), { ratio: 100, ratioFloorBytes: 4_000_000 });
    expect(reasons(items)).toEqual(["ratio-limit/partly"]);
  });

  it.each<[string, object, string[]]>([
    ["parts", { entries: 3 }, ["count-limit/partly"]],
    ["bytes", { outputBytes: 2_000 }, ["size-limit/partly"]],
  ])("stops where the budget ends: %s", async (_name, limits, wanted) => {
    expect(reasons(await unfold(fileOf("", makeXlsx([{ name: "A", data: sheetRows(PEOPLE) }])), limits))).toEqual(wanted);
  });

  it("writes no repeated blank, row or cell of OpenDocument out", async () => {
    const body = '<text:p>a<text:s text:c="999999999"/>b</text:p>';
    expect(said(await unfold(fileOf("", makeFlatOdf("text", body)))).length).toBeLessThan(100);
  });
});

describe("the XML reader", () => {
  const heard = (text: string, size: number): string[] => {
    const told: string[] = [];
    let run = "";
    const flush = (): void => {
      if (run !== "") told.push(`"${run}"`);
      run = "";
    };
    const listener: XmlListener = {
      open(name, tag) {
        flush();
        told.push(`<${name}${tag}`);
      },
      close(name) {
        flush();
        told.push(`/${name}`);
      },
      text(more) {
        run += more;
      },
      aside(more) {
        flush();
        told.push(`!${more}`);
      },
    };
    const reader = xmlReader(listener);
    for (let at = 0; at < text.length; at += size) reader.write(text.slice(at, at + size));
    reader.end();
    flush();
    return told;
  };

  it.each<[string, string, string[]]>([
    ["elements", '<a:b x="1">t</a:b><c/>', ['<b x="1"', '"t"', "/b", "<c", "/c"]],
    ["signs in attributes", `<a x=">" y='"<'/>`, [`<a x=">" y='"<'/`, "/a"]],
    ["references", "<a>&lt;&#65;&#x42;&amp;lt;&unknown;&</a>", ["<a", '"<AB&lt;&unknown;&"', "/a"]],
    ["character data", "<a><![CDATA[<b>&lt;]]></a>", ["<a", '"<b>&lt;"', "/a"]],
    ["comments and instructions", "<?xml v?><a><!-- x > y --><?p q?></a>", ["<a", "! x > y ", "!p q", "/a"]],
    ["a document type", '<!DOCTYPE a [<!ENTITY b "c">]><a/>', ['!<!DOCTYPE a [<!ENTITY b "c">]', "<a", "/a"]],
    ["what is no markup", "a < b <1> <", ['"a < b <1> <"']],
    ["a tag that another begins in", "<a b <c>", ['"<a b "', "<c"]],
    ["a comment that never ends", "<a/><!-- S1234567D", ["<a", "/a", "! S1234567D"]],
  ])("hears %s, whatever the pieces are", (_name, text, wanted) => {
    for (let size = 1; size <= text.length; size += 1) {
      const got = heard(text, size).map((one) => one.replace(/\/$/, ""));
      expect(got, `pieces of ${size}`).toEqual(wanted.map((one) => one.replace(/\/$/, "")));
    }
  });

  it("finds attributes", () => {
    const tag = ` w:val="a&quot;b" val2='c' xmlns:w="u" r:id = "d"`;
    expect([
      attribute(tag, "val"),
      attribute(tag, "val2"),
      attribute(tag, "r:id"),
      attribute(tag, "id"),
      attribute(tag, "x"),
    ]).toEqual(['a"b', "c", "d", "d", undefined]);
    expect(attributes(tag)).toEqual([
      ["val", 'a"b'],
      ["val2", "c"],
      ["id", "d"],
    ]);
    expect(unescaped("&#0;&#xD800;&#x110000;")).toBe("&#0;&#xD800;&#x110000;");
  });
});
