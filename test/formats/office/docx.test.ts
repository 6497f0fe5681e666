import { describe, expect, it } from "vitest";
import { makeDocx, wordParagraph, wordPart, wordTable } from "../../../fixtures/make/office.mjs";
import { cellsOf, chosen, documentsOf, fileOf, partsOf, reasons, unfold } from "../unfold.ts";
import { said, textsOf } from "./texts.ts";

const docx = (body: string, ...more: [parts?: Record<string, string | Buffer>, links?: Parameters<typeof makeDocx>[2]]) =>
  unfold(fileOf("x.docx", makeDocx(body, ...more)));
const run = (text: string, properties = "") => `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`;
const NS = 'xmlns:mc="m" xmlns:wps="w" xmlns:v="v"';

describe("a Word document", () => {
  it("is told by its parts, whatever its name says", () => {
    expect(chosen(fileOf("x.zip", makeDocx(wordParagraph("x")))).id).toBe("docx");
  });

  it.each<[string, string, string]>([
    ["runs that share a word", wordParagraph("S12", "345", "67D", " Tan"), "S1234567D Tan\n"],
    ["tabs and breaks", `<w:p>${run("a")}<w:r><w:tab/></w:r>${run("b")}<w:r><w:br/></w:r>${run("c")}</w:p>`, "a\tb\nc\n"],
    [
      "stops of tabs, which are none",
      `<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr>${run("a")}</w:p>`,
      "a\n",
    ],
    ["hidden text", `<w:p>${run("open ")}${run("S1234567D", "<w:vanish/>")}</w:p>`, "open S1234567D\n"],
    ["hyphens that do not break", `<w:p>${run("8123")}<w:r><w:noBreakHyphen/></w:r>${run("4567")}</w:p>`, "8123-4567\n"],
    ["symbols that repeat ASCII", `<w:p>${run("S")}<w:r><w:sym w:font="Symbol" w:char="F031"/></w:r></w:p>`, "S1\n"],
    ["content controls", `<w:sdt><w:sdtContent>${wordParagraph("in a control")}</w:sdtContent></w:sdt>`, "in a control\n"],
    ["references to characters", wordParagraph("Tan & Lim <b>"), "Tan & Lim <b>\n"],
    [
      "white space between elements",
      `<w:p>\n  <w:r>\n    <w:t>a</w:t>\n  </w:r>\n  <w:r><w:t xml:space="preserve"> </w:t></w:r>\n${run("b")}\n</w:p>`,
      "a b\n",
    ],
    ["other prefixes", `<x:p xmlns:x="w"><x:r><x:t>strict</x:t></x:r></x:p>`, "strict\n"],
    [
      "a label and its value",
      wordTable([
        ["NRIC", "S1234567D"],
        ["Address", "Blk 1\nRoad 2"],
      ]),
      "NRIC\tS1234567D\nAddress\tBlk 1\nRoad 2\n",
    ],
    [
      "ruby beside its base",
      `<w:p><w:r><w:ruby><w:rt>${run("chen")}</w:rt><w:rubyBase>${run("陈")}</w:rubyBase></w:ruby></w:r>${run("先生")}</w:p>`,
      "陈先生\nchen\n",
    ],
  ])("reads %s", async (_name, body, wanted) => {
    expect(said(await docx(body))).toBe(wanted);
  });

  it("makes rows of a table with heads", async () => {
    const items = await docx(
      wordParagraph("List") +
        wordTable([
          ["Name", "NRIC", "Phone"],
          ["Tan\nAh Kow", "S1234567D", "81234567\n91234567"],
        ]),
    );
    expect(cellsOf(partsOf(items)).slice(3)).toEqual([
      ["Tan, Ah Kow", "Name", expect.any(Number), 3, 1],
      ["S1234567D", "NRIC", expect.any(Number), 3, 13],
      ["81234567, 91234567", "Phone", expect.any(Number), 3, 23],
    ]);
  });

  it("keeps a spanned cell under its head", async () => {
    const wide = `<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>${wordParagraph("Tan")}</w:tc><w:tc>${wordParagraph("81234567")}</w:tc></w:tr>`;
    const items = await docx(wordTable([["Name", "NRIC", "Phone"]]).replace("</w:tbl>", `${wide}</w:tbl>`));
    expect(
      cellsOf(partsOf(items))
        .slice(3)
        .map(([text, label]) => [text, label]),
    ).toEqual([
      ["Tan", "Name"],
      ["81234567", "Phone"],
    ]);
  });

  it("tells the old text of a tracked change, and the new", async () => {
    const body = `<w:p>${run("NRIC S12")}<w:del w:author="Lim Bee"><w:r><w:delText>34567D</w:delText></w:r></w:del><w:ins w:author="Lim Bee">${run("99999A")}</w:ins>${run(" of Tan")}</w:p>`;
    const items = await docx(body);
    expect(said(items)).toBe("NRIC S1299999A of Tan\nNRIC S1234567D of Tan\n");
    expect(said(items, "metadata")).toBe("author: Lim Bee\n");
  });

  it("tells a text box once, behind its paragraph, and a fallback only where it differs", async () => {
    const box = (text: string) => `<w:txbxContent>${wordParagraph(text)}</w:txbxContent>`;
    const both = (one: string, other: string) =>
      `<w:r><mc:AlternateContent ${NS}><mc:Choice><wps:txbx>${box(one)}</wps:txbx></mc:Choice><mc:Fallback><v:textbox>${box(other)}</v:textbox></mc:Fallback></mc:AlternateContent></w:r>`;
    expect(said(await docx(`<w:p>${run("be")}${both("Box 1", "Box 1")}${run("fore")}</w:p>`))).toBe("before\nBox 1\n");
    expect(said(await docx(`<w:p>${run("be")}${both("Box 1", "Box 2")}${run("fore")}</w:p>`))).toBe("before\nBox 1\nBox 2\n");
  });

  it("reads codes of fields, alternative texts and targets of links as metadata", async () => {
    const body = `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "mailto:tan</w:instrText></w:r><w:r><w:instrText>@example.com" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>${run("mail")}<w:drawing><wp:docPr xmlns:wp="d" id="1" name="Picture 1" descr="IC of Lim"/></w:drawing></w:p>`;
    const items = await docx(body, {}, [{ type: "hyperlink", target: "https://example.com/?ic=S1234567D", external: true }]);
    expect(said(items)).toBe("mail\n");
    expect(said(items, "metadata").split("\n").sort()).toEqual(
      ["", 'HYPERLINK "mailto:tan@example.com"', "IC of Lim", "https://example.com/?ic=S1234567D", "name: Picture 1"].sort(),
    );
  });

  it("reads every other part, each in its place", async () => {
    const items = await docx(wordParagraph("Body"), {
      "word/header1.xml": wordPart("hdr", wordParagraph("Head")),
      "word/footnotes.xml": wordPart("footnotes", `<w:footnote w:id="1">${wordParagraph("Note")}</w:footnote>`),
      "word/comments.xml": wordPart(
        "comments",
        `<w:comment w:author="Lim Bee" w:initials="LB">${wordParagraph("Remark")}</w:comment>`,
      ),
      "word/glossary/document.xml": wordPart("glossaryDocument", wordParagraph("Block")),
      "word/settings.xml": wordPart("settings", '<w:docVars><w:docVar w:name="ic" w:val="S1234567D"/></w:docVars>'),
      "docProps/custom.xml": '<Properties><property name="NRIC"><vt:lpwstr>S7654321A</vt:lpwstr></property></Properties>',
      "customXml/item1.xml": '<staff xmlns="x"><ic n="7">S1111111D</ic></staff>',
    });
    expect(reasons(items)).toEqual([]);
    const texts = textsOf(items).map(([where, role, text]) => `${where} ${role}: ${text.trim().replaceAll("\n", " | ")}`);
    expect(texts).toEqual([
      " body: Body",
      "word/header1.xml body: Head",
      "word/footnotes.xml body: Note",
      "word/comments.xml body: | Remark".replace(": | ", ": "),
      "word/comments.xml metadata: author: Lim Bee | initials: LB",
      "word/glossary/document.xml body: Block",
      "word/settings.xml metadata: name: ic | S1234567D",
      "docProps/custom.xml metadata: NRIC: S7654321A",
      "customXml/item1.xml metadata: n: 7 | ic: S1111111D",
    ]);
  });

  it("gives out pictures, embedded files and chunks in other formats as documents", async () => {
    const items = await docx(wordParagraph("x"), {
      "word/media/image1.png": Buffer.from("picture"),
      "word/embeddings/list.xlsx": Buffer.from("workbook"),
      "word/afchunk.html": "<p>chunk</p>",
    });
    expect(documentsOf(items).map(({ name, steps }) => [name, steps])).toEqual([
      ["image1.png", [{ kind: "entry", name: "word/media/image1.png" }]],
      ["list.xlsx", [{ kind: "entry", name: "word/embeddings/list.xlsx" }]],
      ["afchunk.html", [{ kind: "entry", name: "word/afchunk.html" }]],
    ]);
  });

  it("expands no entity and tells so", async () => {
    const part =
      '<!DOCTYPE x [<!ENTITY ic "S1234567D"><!ENTITY a "&ic;&ic;&ic;">]><w:hdr xmlns:w="w"><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:hdr>';
    const items = await docx("", { "word/header1.xml": part });
    expect(said(items)).toBe("&a;\n");
    expect(said(items, "metadata")).toContain('ENTITY ic "S1234567D"');
    expect(reasons(items)).toEqual(["malformed/partly"]);
  });

  it("reads UTF-16", async () => {
    const part = Buffer.from(
      `\ufeff<?xml version="1.0" encoding="UTF-16"?>${wordPart("hdr", wordParagraph("陈大文 S1234567D")).replace(/^.*?\?>/, "")}`,
      "utf16le",
    );
    expect(said(await docx("", { "word/header1.xml": part }))).toBe("陈大文 S1234567D\n");
  });
});
