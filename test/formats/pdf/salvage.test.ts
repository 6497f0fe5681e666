import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import { memorySource } from "../../../src/bytes/memory.ts";
import { openPdf } from "../../../src/formats/pdf/document.ts";
import { pageSize, renderPage } from "../../../src/formats/pdf/render.ts";
import { contentText } from "../../../src/formats/pdf/salvage/content.ts";
import { decoder } from "../../../src/formats/pdf/salvage/fonts.ts";
import { rawStreams, unpacked } from "../../../src/formats/pdf/salvage/streams.ts";
import { dictionaryStrings, hexAt, literalAt } from "../../../src/formats/pdf/salvage/strings.ts";
import { createBudget } from "../../../src/limits/budget.ts";
import { DEFAULT_LIMITS } from "../../../src/limits/limits.ts";
import { line, pdf } from "../../../fixtures/make/pdf.mjs";

describe("strings", () => {
  it.each([
    ["(plain)", "plain"],
    ["(a (nested) one)", "a (nested) one"],
    ["(\\(\\)\\\\)", "()\\"],
    ["(\\101\\7x\\1012)", "A\u0007xA2"],
    ["(joined \\\nlines)", "joined lines"],
    ["(cut off", "cut off"],
    ["(cut off\\", "cut off"],
  ])("literal %s", (written, expected) => {
    expect(literalAt(Buffer.from(written), 0).bytes.toString("latin1")).toBe(expected);
  });
  it.each([
    ["<4142 43>", "ABC"],
    ["<414>", "A@"],
    ["<41", "A"],
    ["<4x>", undefined],
  ])("hexadecimal %s", (written, expected) => {
    expect(hexAt(Buffer.from(written), 0)?.bytes.toString("latin1")).toBe(expected);
  });
  it("of objects are those that people write", () => {
    const objects =
      "<< /Type /Annot /T (Lim) /Contents <FEFF0054006E> /DA (/Helv 0 Tf) /V (S1111111X) /ID (\u0001\u0002\u0003) >>";
    expect(dictionaryStrings(Buffer.from(objects, "latin1"))).toBe("Lim\nTn\nvalue: S1111111X\n");
  });
});

describe("content streams", () => {
  it.each([
    ["one string", "BT (Tan Ah Kow) Tj ET", "Tan Ah Kow"],
    ["kerned pieces", "BT [(S765) -20 (43) 15 (21X)] TJ ET", "S7654321X"],
    ["a blank that is a gap", "BT [(Tan) -300 (Ah)] TJ ET", "Tan Ah"],
    ["lines", "BT (one) Tj 0 -12 Td (two) Tj T* (three) Tj (four) ' ET", "one\ntwo\nthree\nfour"],
    ["pieces of a line", "BT (one) Tj 30 0 Td (two) Tj ET", "one two"],
    [
      "letters placed by themselves",
      "BT /F 10 Tf 1 0 0 1 50 9 Tm (a) Tj 1 0 0 1 56 9 Tm (b) Tj 1 0 0 1 68 9 Tm (c) Tj ET",
      "ab c",
    ],
    ["no text", "q 1 0 0 1 0 0 cm /P Do Q", ""],
  ])("%s", (_, content, expected) => {
    expect(contentText(Buffer.from(content), new Map())).toBe(expected);
  });
  it("in the words of a font", () => {
    const map = "1 beginbfchar <01> <0041> endbfchar 2 beginbfrange <02> <04> <0062> <05> <06> [<00660066> <0021>] endbfrange";
    const fonts = new Map([["F9", decoder(map, 1)]]);
    expect(contentText(Buffer.from("BT /F9 10 Tf <010203040506> Tj ET"), fonts)).toBe("Abcdff!");
  });
});

describe("streams", () => {
  it.each([
    ["stored", "<< /Length 5 >>", "hello"],
    ["ASCII85", "<< /Filter /ASCII85Decode >>", "BOu!rDZ~>"],
    ["hexadecimal", "<< /Filter [/ASCIIHexDecode] >>", "68 65 6c 6c 6f>"],
  ])("%s", (_, dictionary, data) => {
    const [stream] = [...rawStreams(Buffer.from(`7 0 obj\n${dictionary}\nstream\n${data}\nendstream`))];
    expect(stream?.number).toBe(7);
    expect(String(stream === undefined ? "" : unpacked(stream, createBudget(DEFAULT_LIMITS))).trim()).toBe("hello");
  });
  it("that only look like one are passed over", () => {
    const file = "1 0 obj << /Subtype /octet-stream\n>> stream\r\nabc endstream endstream\n stream of words";
    expect([...rawStreams(Buffer.from(file))].map(({ data }) => data.toString())).toEqual(["abc "]);
  });
});

describe("a page as pixels", () => {
  it("has the size that was asked for, and what is painted", async () => {
    const opened = await openPdf(memorySource(pdf([{ content: line(50, 700, "Tan Ah Kow", { size: 40 }) }])));
    if (typeof opened === "string") throw new Error(opened);
    const bitmap = renderPage(opened, 0, 36, "page");
    expect([bitmap?.width, bitmap?.height]).toEqual([298, 421]);
    expect(bitmap?.grey.filter((value) => value < 64).length).toBeGreaterThan(100);
    expect(bitmap?.grey.filter((value) => value > 250).length).toBeGreaterThan(100_000);
    expect(pageSize(opened, 0)).toEqual({ width: 595, height: 842 });
    expect(renderPage(opened, 7, 36, "page")).toBeUndefined();
    opened.close();
  });
  it("of absurd size is drawn smaller", async () => {
    const opened = await openPdf(memorySource(pdf([{ content: "", box: [0, 0, 14_400, 14_400] }])));
    if (typeof opened === "string") throw new Error(opened);
    const bitmap = renderPage(opened, 0, 300, "page");
    expect((bitmap?.width ?? 0) * (bitmap?.height ?? 0)).toBeLessThan(17_000_000);
    opened.close();
  });
});
