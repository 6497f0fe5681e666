import { describe, expect, it } from "vitest";
import { zip } from "../../../fixtures/make/archives.mjs";
import { cfb } from "../../../fixtures/make/cfb.mjs";
import { atom, doc, macro, packaged, ppt, summary, word6, xls } from "../../../fixtures/make/legacy.mjs";
import { png } from "../../../fixtures/make/written.mjs";
import { cellsOf, chosen, contents, coreText, documentsOf, everyPrefix, fileOf, partsOf, reasons, unfold } from "../unfold.ts";
import { file, scan } from "../scan.ts";

const GREY = { width: 64, height: 40, pixels: Buffer.alloc(64 * 40, 200) };

async function read(bytes: Uint8Array) {
  const document = fileOf("a", bytes);
  const items = await unfold(document);
  return { id: chosen(document).id, items, text: coreText(partsOf(items)), gaps: reasons(items) };
}

describe("doc", () => {
  it.each([
    ["plain words", "The NRIC is S1234567D.\r", "The NRIC is S1234567D.\n"],
    ["Chinese in the second half", "The name of the applicant is \u738b\u5c0f\u660e.\r", "is \u738b\u5c0f\u660e.\n"],
    ["hyphens and breaks", "a\x1eb\x1fc\x0bd\x0ce\r", "a-bc\nd\ne\n"],
    ["the result of a field", 'See \x13 HYPERLINK "mailto:ann@example.com" \x14our office\x15.\r', "See our office.\n"],
    ["a field in a field", "\x13 IF \x13 A \x14 1 \x15 \x14done\x15 x\r", "done x\n"],
    ["a field that is never closed", "before \x13 S1234567D after\r", "before "],
  ])("reads %s", async (_, stored, text) => {
    const { id, text: seen, gaps } = await read(doc(stored));
    expect(id).toBe("doc");
    expect(seen).toContain(text);
    expect(gaps).toEqual([]);
  });

  it.each([
    ["of the Macintosh", "r\x8esum\x8e S1234567D\r", 0x0409, true, "résumé S1234567D\n"],
    // A name too short to guess by.
    ["of the language that it names", "\xce\xeb\xfc\xe3\xe0 S1234567D\r", 0x0419, false, "Ольга S1234567D\n"],
  ])("reads a document of Word 6 in the characters %s", async (_, bytes, language, macintosh, text) => {
    expect((await read(word6(Buffer.from(bytes, "latin1"), language, macintosh))).text).toBe(text);
  });

  it("shows what fields hold unseen, and the stories behind the text", async () => {
    const bytes = doc("x \x13 HYPERLINK mailto:ann@example.com \x14here\x15\r", { stories: "Footnote of S1234567D\r" });
    const { items } = await read(bytes);
    const parts = partsOf(items).map((part) => [part.role, part.section, coreText([part]).trim()]);
    expect(parts).toEqual([
      ["body", 0, "x here"],
      ["body", 1, "Footnote of S1234567D"],
      ["metadata", 2, "HYPERLINK mailto:ann@example.com"],
    ]);
  });

  it("makes rows of a table with heads, also where cells are empty or hold paragraphs", async () => {
    const table = "Name\x07NRIC\x07Town\x07\x07Tan\x07S1234567D\x07\x07\x07\x07F1234567N\x07Bedok\rWest\x07\x07";
    const { items } = await read(doc(`List\r${table}Behind it\r`));
    const rows = cellsOf(partsOf(items)).map(([text, label, , line]) => [text, label, line]);
    expect(rows.filter(([, label]) => label !== "?")).toEqual([
      ["Name", "Name", 2],
      ["NRIC", "NRIC", 2],
      ["Town", "Town", 2],
      ["Tan", "Name", 3],
      ["S1234567D", "NRIC", 3],
      ["F1234567N", "NRIC", 4],
      ["Bedok West", "Town", 4],
    ]);
  });

  it.each([
    ["an encrypted document", doc("x", { encrypted: true }), ["encrypted/none"]],
    [
      "a document without its table",
      cfb([{ name: "WordDocument", bytes: Buffer.concat([head(), Buffer.from("S1234567D")]) }]),
      ["malformed/partly"],
    ],
    [
      "a document whose head is damaged",
      cfb([{ name: "WordDocument", bytes: Buffer.alloc(5_000, "S1234567D ") }]),
      ["malformed/partly"],
    ],
  ])("tells of %s", async (_, bytes, gaps) => {
    expect((await read(bytes)).gaps).toEqual(gaps);
  });

  function head(): Buffer {
    const block = Buffer.alloc(4_200);
    block.writeUInt16LE(0xa5ec, 0);
    block.writeUInt16LE(0x00c1, 2);
    return block;
  }
});

describe("xls", () => {
  const rows = [
    ["Name", "NRIC", "Phone", "Born"],
    ["Tan \u738b", "S1234567D", { format: 0, value: 91_234_567 }, { format: 1, value: 29_221 }],
    [{ inline: "Lim" }, { formula: "F1234567N" }, { rk: 98_765_432 }, { formula: 81_234_567 }],
  ];
  const formats = ["0000-0000", "d/m/yyyy"];

  it("reads cells as they are shown and stored, with heads, rows and columns", async () => {
    const { id, items, gaps } = await read(xls([{ name: "Staff", rows }], { formats }));
    expect(id).toBe("xls");
    expect(gaps).toEqual([]);
    const [part] = partsOf(items).filter(({ table }) => table !== undefined);
    expect(part?.steps).toEqual([{ kind: "sheet", name: "Staff" }]);
    const cells = cellsOf(partsOf(items)).filter(([, label]) => label !== "");
    expect(cells.map(([text, label, , line, column]) => [text, label, line, column]).slice(-9)).toEqual([
      ["Tan \u738b", "Name", 2, 1],
      ["S1234567D", "NRIC", 2, 2],
      ["9123-4567", "Phone", 2, 3],
      ["1/1/1980", "Born", 2, 4],
      ["29221", "Born", 2, 4],
      ["Lim", "Name", 3, 1],
      ["F1234567N", "NRIC", 3, 2],
      ["98765432", "Phone", 3, 3],
      ["81234567", "Born", 3, 4],
    ]);
  });

  it.each([20, 33, 34, 35, 36, 100])("puts shared strings together that go on after %i bytes", async (cut) => {
    const names = Array.from(
      { length: 40 },
      (_, at) => `person number ${at} ${at % 3 === 0 ? "\u738b\u5c0f\u660e" : "of the list"}`,
    );
    const { items, gaps } = await read(xls([{ name: "a", rows: names.map((name) => [name]) }], { cut }));
    expect(gaps).toEqual([]);
    const text = coreText(partsOf(items));
    for (const name of names) expect(text).toContain(name);
  });

  it("reads the cells behind a chart, which have a form of their own", async () => {
    const data = [
      [{ graph: "Name" }, { graph: "Phone" }],
      [{ graph: "Tan \u738b" }, { graph: 91_234_567 }],
    ];
    const { items } = await read(xls([{ name: "a", rows: data }]));
    expect(cellsOf(partsOf(items)).map(([text, label, , line]) => [text, label, line])).toEqual([
      ["Name", "Name", 1],
      ["Phone", "Phone", 1],
      ["Tan \u738b", "Name", 2],
      ["91234567", "Phone", 2],
    ]);
  });

  it("shows comments, and strings that no cell uses any more", async () => {
    const { text } = await read(xls([{ name: "a", rows: [["x"]], note: "call 91234567" }], { unused: ["S1234567D"] }));
    expect(text).toContain("call 91234567");
    expect(text).toContain("S1234567D");
  });

  it("tells of an encrypted workbook, and of one that is cut off", async () => {
    expect((await read(xls([{ name: "a", rows: [["x"]] }], { encrypted: true }))).gaps).toEqual(["encrypted/partly"]);
    const whole = xls([{ name: "a", rows: Array.from({ length: 2_000 }, () => ["S1234567D", 1]) }]);
    const { text, gaps } = await read(whole.subarray(0, whole.length / 2));
    expect(text).toContain("S1234567D");
    expect(gaps.every((gap) => gap === "malformed/partly") && gaps.length > 0).toBe(true);
  });
});

describe("ppt", () => {
  it("reads slides apart, a text once, in one and two bytes a character", async () => {
    const { id, items, gaps } = await read(
      ppt([
        ["Title", "NRIC S1234567D"],
        ["\u738b\u5c0f\u660e\r91234567", "Title"],
      ]),
    );
    expect(id).toBe("ppt");
    expect(gaps).toEqual([]);
    expect(partsOf(items).map((part) => [part.section, coreText([part])])).toEqual([
      [1, "Title\nNRIC S1234567D\n"],
      [2, "\u738b\u5c0f\u660e\n91234567\n"],
    ]);
  });

  it.each([
    ["a package that calls itself a container", 0x0428, []],
    ["a container with anything in it", 0x0999, ["malformed/partly"]],
    ["room that is left", undefined, []],
  ])("reads the slides behind %s", async (_, type, expected) => {
    const inner = Buffer.from("PK\x03\x04\x14\0\x06\0\x08\0!\0");
    const first = [type === undefined ? Buffer.alloc(1_003) : atom(type, inner, 15)];
    const { text, gaps } = await read(ppt([["NRIC S1234567D"]], { first }));
    expect(text).toBe("NRIC S1234567D\n");
    expect(gaps).toEqual(expected);
  });

  it("reads WordArt and alternative texts among the properties of shapes", async () => {
    const [art, alternative] = ["Congratulations\rTan Ah Kow\0", "photo of S1234567D\0"].map((text) =>
      Buffer.from(text, "utf16le"),
    );
    const entry = (id: number, value: number): Buffer => {
      const bytes = Buffer.alloc(6);
      bytes.writeUInt16LE(id, 0);
      bytes.writeUInt32LE(value, 2);
      return bytes;
    };
    const entries = [
      entry(0x007f, 1),
      entry(0x80c0, art?.length ?? 0),
      entry(0xc381, alternative?.length ?? 0),
      entry(0x83a9, 4_000_000_000),
    ];
    const shape = atom(0xf00b, Buffer.concat([...entries, art ?? Buffer.alloc(0), alternative ?? Buffer.alloc(0)]), (4 << 4) | 3);
    const { text, gaps } = await read(ppt([["x"]], { first: [shape] }));
    expect(text).toContain("Congratulations\nTan Ah Kow\nphoto of S1234567D\n");
    expect(gaps).toEqual([]);
  });

  it("gives the objects that are embedded in it", async () => {
    const { items } = await read(ppt([["x"]], { objects: [doc("S1234567D\r")] }));
    const [inner] = documentsOf(items);
    expect(inner?.steps).toEqual([{ kind: "entry", name: "object 1" }]);
    expect(inner === undefined ? "" : chosen(inner).id).toBe("doc");
  });

  it("tells of an encrypted one", async () => {
    expect((await read(ppt([["x"]], { encrypted: true }))).gaps).toEqual(["encrypted/none"]);
  });
});

describe("what lies in a compound file beside its document", () => {
  it("reads the text of macros, and what is printable in their other streams", async () => {
    const lines = Array.from({ length: 400 }, (_, at) => `Range("A${at}").Value = "call 9123 ${1_000 + at}"\r\n`);
    const source = `Attribute VB_Name = "Module1"\r\n${lines.join("")}mail = "ann@example.com"\r\n`;
    const vba = [
      { name: "Module1", bytes: macro(source) },
      { name: "dir", bytes: Buffer.from("compressed names") },
      { name: "form", bytes: Buffer.from("\0\0caption S1234567D\0") },
    ];
    const project = [
      { name: "VBA", children: vba },
      { name: "PROJECT", bytes: Buffer.from("Module=Module1\r\n") },
    ];
    for (const bytes of [doc("x\r", { children: [{ name: "Macros", children: project }] }), cfb(project)]) {
      const { text, gaps } = await read(bytes);
      expect(text).toContain(source);
      expect(text).toContain("Module=Module1");
      expect(text).toContain("caption S1234567D");
      expect(gaps).toEqual([]);
    }
  });

  it("survives macros that are cut off or point before their text", async () => {
    const whole = macro(`Attribute VB_Name = "M"\r\n${"Attribute S1234567D ".repeat(40)}`);
    const torn = Buffer.from(whole);
    torn.fill(0xff, 30);
    for (const bytes of [whole.subarray(0, 40), torn]) {
      const { text } = await read(doc("x\r", { children: [{ name: "Macros", children: [{ name: "M", bytes }] }] }));
      expect(text).toContain("Attribute");
    }
  });

  it("shows its properties", async () => {
    const children = [{ name: "\x05SummaryInformation", bytes: summary({ 4: "Tan Ah Kow", 6: "IC S1234567D \u738b" }) }];
    expect((await read(doc("x\r", { children }))).text).toContain("Author: Tan Ah Kow\nComments: IC S1234567D \u738b");
  });

  it("opens packaged files, other documents, and documents in documents", async () => {
    const inner = [{ name: "WordDocument", bytes: Buffer.alloc(5_000, "ann@example.com ") }];
    const children = [
      {
        name: "ObjectPool",
        children: [
          { name: "_1", children: inner },
          { name: "_2", children: [{ name: "\x01Ole10Native", bytes: packaged("list.csv", Buffer.from("S1234567D")) }] },
        ],
      },
      { name: "MBD1", children: [{ name: "Package", bytes: zip([{ name: "a.txt", bytes: Buffer.from("F1234567N") }]) }] },
    ];
    const { findings, gaps } = await scan(file("a.doc", doc("x\r", { children })));
    expect(new Set(findings)).toEqual(new Set(["email ann@example.com", "sg-nric S1234567D", "sg-nric F1234567N"]));
    expect(gaps).toEqual(["malformed/partly"]);
  });

  it("gives pictures, and tells of streams of other programs", async () => {
    const picture = png(GREY);
    const head = Buffer.alloc(25);
    head.writeUInt16LE(0xf01e, 2);
    head.writeUInt32LE(17 + picture.length, 4);
    const children = [
      { name: "Data", bytes: Buffer.concat([Buffer.alloc(100), head, picture, Buffer.alloc(50)]) },
      { name: "Unknown", bytes: Buffer.from("the NRIC S1234567D is here") },
    ];
    const { items, text, gaps } = await read(doc("x\r", { children }));
    expect(contents(items).map(([, bytes]) => bytes.length)).toEqual([picture.toString().length]);
    expect(text).toContain("the NRIC S1234567D is here");
    expect(gaps).toEqual(["unsupported/partly"]);
  });

  it.each([
    [
      "an encrypted package",
      cfb([{ name: "EncryptedPackage", bytes: Buffer.alloc(5_000) }]),
      "encrypted-office",
      ["encrypted/none"],
    ],
    [
      "a rights-protected document",
      doc("x", { children: [{ name: "\x09DRMContent", bytes: Buffer.alloc(10) }] }),
      "doc",
      ["encrypted/none"],
    ],
    [
      "a file of another program",
      cfb([{ name: "VisioDocument", bytes: Buffer.from("S1234567D of the plan") }]),
      "ole",
      ["unsupported/partly"],
    ],
  ])("tells of %s", async (_, bytes, format, expected) => {
    const { id, gaps } = await read(bytes);
    expect(id).toBe(format);
    expect(gaps).toEqual(expected);
  });

  it("tells every prefix", async () => {
    await everyPrefix("a.doc", doc("The NRIC is S1234567D.\r"), 61, 8);
    await everyPrefix("a.xls", xls([{ name: "a", rows: [["NRIC"], ["S1234567D"]] }]), 61, 8);
    await everyPrefix("a.ppt", ppt([["NRIC S1234567D"]]), 61, 8);
  });
});
