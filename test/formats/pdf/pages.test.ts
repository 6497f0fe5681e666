import { describe, expect, it } from "vitest";
import { glyphwise, line, lines, pdf, picture, table, FIRST_EXTRA } from "../../../fixtures/make/pdf.mjs";
import { cellsOf, chosen, coreText, fileOf, gapsOf, partsOf, reasons, unfold } from "../unfold.ts";

const TEXT = [
  "Tan Ah Kow of Blk 12 Bedok North Road",
  "works here since the year before last",
  "and has done so with great success",
];

/** The text of a one-page document. */
async function textOf(content: string, more = ""): Promise<string> {
  return coreText(partsOf(await unfold(fileOf("a.pdf", pdf([{ content, more }])))));
}

describe("the text of a page", () => {
  it.each([
    ["words of one string", line(50, 700, "NRIC no. 1234 of Tan"), "NRIC no. 1234 of Tan"],
    ["a font that only its map explains", line(50, 700, "moved by its map", { font: "F2" }), "moved by its map"],
    ["each glyph by itself", glyphwise(50, 700, "S7654321X of Tan Ah Kow"), "S7654321X of Tan Ah Kow"],
    ["spaced letters", line(50, 700, "S7654321X", { state: "4 Tc" }), "S7654321X"],
    ["spaced letters and words", line(50, 700, "NRIC S7654321X", { state: "2 Tc" }), "NRIC S7654321X"],
    ["digits in boxes of a form", glyphwise(50, 700, "S7654321X", 2), "S7654321X"],
    ["words without blanks between", line(50, 700, "Tan") + line(70, 700, "Ah") + line(85, 700, "Kow"), "Tan Ah Kow"],
    ["a word in two strings", line(50, 700, "S765") + line(73.35, 700, "4321X"), "S7654321X"],
    ["words out of order", line(85, 700, "Kow") + line(50, 700, "Tan") + line(70, 700, "Ah"), "Tan Ah Kow"],
    ["lines out of order", line(50, 680, "second") + line(50, 700, "first"), "first\nsecond"],
    ["a word broken at a line end", lines(50, 700, ["this was identi-", "fied at once"]), "this was identified at once"],
    ["a number broken at a line end", lines(50, 700, ["call 9123-", "4567 now"]), "call 9123-4567 now"],
    ["a hyphen before a name stays", lines(50, 700, ["the late Tan-", "Ah Kow"]), "the late Tan-\nAh Kow"],
    ["painted twice for boldness", line(50, 700, "S7654321X") + line(50.3, 700, "S7654321X"), "S7654321X"],
    [
      "painted again after other lines",
      line(50, 700, "S7654321X") + line(50, 600, "and so on") + line(50.3, 700, "S7654321X", { size: 10.1 }),
      "S7654321X\nand so on",
    ],
    ["text that is not painted", line(50, 700, "a layer of text", { state: "3 Tr" }), "a layer of text"],
    ["text on its side", "BT /F1 10 Tf 0 1 -1 0 300 300 Tm (Tan Ah) Tj 0 1 -1 0 312 300 Tm (Kow) Tj ET", "Tan Ah\nKow"],
    ["text upside down", "BT /F1 10 Tf -1 0 0 -1 300 300 Tm (Tan Ah) Tj -1 0 0 -1 300 288 Tm (Kow) Tj ET", "Kow\nTan Ah"],
    ["a slanted text", "BT /F1 10 Tf 0.7 0.7 -0.7 0.7 300 300 Tm (Tan Ah) Tj ET", "Tan Ah"],
    ["a negative height of the font", "BT /F1 -10 Tf -1 0 0 -1 100 300 Tm (Tan Ah) Tj ET", "Tan Ah"],
  ])("%s", async (_, content, expected) => {
    expect((await textOf(content)).trim()).toBe(expected);
  });

  it("tells each page with its number, and lines that go on", async () => {
    const parts = partsOf(
      await unfold(fileOf("a.pdf", pdf([{ content: lines(50, 700, ["one", "two"]) }, { content: line(50, 700, "three") }]))),
    );
    expect(parts.map(({ steps, origin }) => [steps, origin.line])).toEqual([
      [[{ kind: "page", page: 1 }], 1],
      [[{ kind: "page", page: 2 }], 4],
    ]);
  });

  it("reads 500 pages", async () => {
    const pages = Array.from({ length: 500 }, (_, index) => ({ content: lines(50, 700, [`page ${index + 1}`, ...TEXT]) }));
    const parts = partsOf(await unfold(fileOf("a.pdf", pdf(pages, {}, { layout: "streams" }))));
    expect(parts).toHaveLength(500);
    expect(coreText(parts.slice(499))).toContain("page 500\nTan Ah Kow");
  });
});

describe("columns and tables", () => {
  it("reads columns of running text one after the other", async () => {
    const left = ["the left column begins here and", "goes on for several lines until", "the end of what it has to say"];
    const right = ["the right column follows it and", "is read when the left one is at", "its end, as a reader would do it"];
    const text = await textOf(lines(50, 700, left) + lines(300, 700, right));
    expect(text.indexOf("has to say")).toBeLessThan(text.indexOf("the right column"));
    expect(text).toContain(left.join("\n"));
    expect(text).toContain(right.join("\n"));
  });

  it("keeps the lines of addresses together that stand beside each other", async () => {
    const one = ["Tan Ah Kow", "Blk 12 Bedok North Road", "Singapore 460012"];
    const other = ["Lim Bee Hoon", "45 Jalan Besar", "Singapore 208787"];
    const text = await textOf(lines(50, 700, one) + lines(300, 700, other));
    expect(text).toContain(one.join("\n"));
    expect(text).toContain(other.join("\n"));
  });

  it("puts a label beside its value", async () => {
    const text = await textOf(lines(50, 700, ["Name", "NRIC"]) + lines(200, 700, ["Tan Ah Kow", "S7654321X"]));
    expect(text).toBe("Name\tTan Ah Kow\nNRIC\tS7654321X\n");
  });

  it("makes rows with heads of a table, a wrapped cell one", async () => {
    const rows = [
      ["Name", "Number", "Address"],
      ["Tan Ah Kow", "S7654321X", "Blk 12 Bedok North Road\n#04-56\nSingapore 460012"],
      ["Lim Bee Hoon", "T0123456Y", "45 Jalan Besar\nSingapore 208787"],
    ];
    const items = await unfold(
      fileOf("a.pdf", pdf([{ content: line(50, 740, "The list") + table(50, 700, [120, 120, 200], rows) }])),
    );
    const cells = cellsOf(partsOf(items)).map(([text, label]) => `${label}: ${text}`);
    expect(cells).toContain("Address: Blk 12 Bedok North Road #04-56 Singapore 460012");
    expect(cells).toContain("Name: Lim Bee Hoon");
    expect(new Set(cellsOf(partsOf(items)).map(([, , record]) => record)).size).toBe(3);
  });

  it("tells rows and cells by the rules around them", async () => {
    const rules =
      [710, 690, 650, 610].map((y) => `50 ${y} m 450 ${y} l S `).join("") +
      [50, 150, 250, 450].map((x) => `${x} 610 m ${x} 710 l S `).join("");
    const heads = line(55, 697, "Name") + line(152, 697, "Number") + line(255, 697, "Address");
    // The cells of the first two columns stand in the middle of the row, close to each other.
    const first =
      line(55, 668, "Tan Ah Kow") +
      line(196, 668, "S7654321X") +
      lines(251, 680, ["Blk 12 Bedok Road", "#04-56", "Singapore 460012"]);
    const second =
      line(55, 628, "Lim Bee Hoon") + line(196, 628, "T0123456Y") + lines(251, 634, ["45 Jalan Besar", "Singapore 208787"]);
    const items = await unfold(fileOf("a.pdf", pdf([{ content: rules + heads + first + second }])));
    expect(coreText(partsOf(items))).toBe(
      "Name\tNumber\tAddress\nTan Ah Kow\tS7654321X\tBlk 12 Bedok Road #04-56 Singapore 460012\nLim Bee Hoon\tT0123456Y\t45 Jalan Besar Singapore 208787\n",
    );
  });

  it("takes labels and values in one row for no heads", async () => {
    const rows = [
      ["Name:", "Tan Ah Kow", "Sex:", "M"],
      ["NRIC:", "S7654321X", "Race:", "C"],
    ];
    const items = await unfold(fileOf("a.pdf", pdf([{ content: table(50, 700, [80, 120, 80, 80], rows) }])));
    expect(coreText(partsOf(items))).toBe("Name: Tan Ah Kow Sex: M\nNRIC: S7654321X Race: C\n");
  });
});

describe("what only a picture of the page would tell", () => {
  const draw = (width: number, height: number): string => `q ${width} 0 0 ${height} 50 50 cm /P Do Q\n`;
  const extras = { objects: [picture(300, 200)], resources: `/XObject << /P ${FIRST_EXTRA} 0 R >>` };
  it.each([
    ["a scanned page", draw(500, 700), ["image-not-read/none"]],
    ["a scanned page with a text layer", draw(500, 700) + line(50, 700, TEXT.join(" "), { state: "3 Tr" }), []],
    ["a picture in a page with text", draw(300, 200) + lines(50, 700, TEXT), ["image-not-read/partly"]],
    ["a logo", draw(40, 30) + lines(50, 700, TEXT), []],
    ["an empty page", "", []],
    ["outlines of letters", "10 10 m 20 20 l S ".repeat(300), ["image-not-read/none"]],
    ["a frame", "10 10 m 20 20 l S ".repeat(5), []],
  ])("%s", async (_, content, expected) => {
    const items = await unfold(fileOf("a.pdf", pdf([{ content }], extras)));
    expect(reasons(items)).toEqual(expected);
    for (const { steps } of gapsOf(items)) expect(steps).toEqual([{ kind: "page", page: 1 }]);
  });

  it("counts characters without a Unicode value", async () => {
    const nameless = `BT /F2 10 Tf 1 0 0 1 50 600 Tm <${"e001".repeat(30)}> Tj ET`;
    expect(reasons(await unfold(fileOf("a.pdf", pdf([{ content: nameless }]))))).toEqual(["image-not-read/none"]);
  });
});

describe("what a PDF is told by", () => {
  it.each([
    ["its header", "x.bin", Buffer.alloc(0), "pdf"],
    ["its header after junk, and its name", "x.pdf", Buffer.from("\x1b%-12345X@PJL JOB\r\n"), "pdf"],
    ["its header after junk, and what follows", "x.bin", Buffer.from([1, 2, 3, 4, 5]), "pdf"],
  ])("%s", (_, name, junk, expected) => {
    expect(chosen(fileOf(name, pdf([{ content: "" }], {}, { junk }))).id).toBe(expected);
  });

  it("leaves a text about PDF to the reader of texts", () => {
    expect(chosen(fileOf("a.txt", "A PDF begins with %PDF-1.7 and ends with %%EOF.")).id).toBe("text");
  });
});
