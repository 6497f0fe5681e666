import { describe, expect, it } from "vitest";
import { cfb } from "../../../fixtures/make/cfb.mjs";
import { rtfOfHtml, rtfOfText } from "../../../fixtures/make/rtf.mjs";
import { memorySource } from "../../../src/bytes/memory.ts";
import { rtf } from "../../../src/formats/rtf/rtf.ts";
import { createBudget } from "../../../src/limits/budget.ts";
import { DEFAULT_LIMITS } from "../../../src/limits/limits.ts";
import type { Unfolded } from "../../../src/model/document.ts";
import { randomFrom, seedOf } from "../../random.ts";
import { file, scan } from "../scan.ts";
import { cellsOf, chosen, coreText, documentsOf, everyPrefix, fileOf, partsOf, reasons, unfold } from "../unfold.ts";
import { ANN_NRIC, BEN_NRIC } from "../outlook/people.ts";

const FONTS =
  "{\\fonttbl{\\f0\\fnil\\fcharset0 Arial;}{\\f1\\fcharset128 MS Gothic;}{\\f2\\fcharset134{\\*\\panose 020}SimSun;}{\\f3\\fcharset204 A;}{\\f4\\fnil\\cpg1253 B;}{\\f5\\fcharset1 C;}}";

function wrapped(body: string, head = "\\ansi\\ansicpg1252\\deff0\\uc1"): string {
  return `{\\rtf1${head}${FONTS}{\\colortbl;\\red0\\green0\\blue0;}{\\stylesheet{\\s0 Normal;}}${body}}`;
}

/** Text of the body, of the metadata, and gaps. */
async function read(source: string | Buffer): Promise<{ text: string; meta: string; gaps: string[] }> {
  const items = await unfold(fileOf("x.rtf", typeof source === "string" ? Buffer.from(source, "latin1") : source));
  const parts = partsOf(items);
  return {
    text: coreText(parts.filter(({ role }) => role === "body")),
    meta: coreText(parts.filter(({ role }) => role === "metadata")),
    gaps: reasons(items),
  };
}

describe("RTF", () => {
  it.each<[string, string, string]>([
    ["paragraphs and lines", "one\\par two\\line three\\page four", "one\ntwo\nthree\nfour"],
    ["line ends of the file, which are none of the text", "on\r\ne\\\r\ntwo", "one\ntwo"],
    ["signs", "\\{a\\}\\\\ b\\~c\\_d\\-e\\tab f\\emdash\\endash\\lquote\\rquote\\bullet", "{a}\\ b\u00a0c-de\tf—–‘’•"],
    ["formatting inside a number", `{\\b ${ANN_NRIC.slice(0, 4)}}{\\i ${ANN_NRIC.slice(4)}}`, ANN_NRIC],
    ["a sign of destinations in the middle of a group", `{\\b0\\*\\cs7\\i0 ${ANN_NRIC}}{\r\n\\*\\qqq no}`, ANN_NRIC],
    ["Western bytes", "caf\\'e9 \\'80 na\xefve", "café € naïve"],
    ["Japanese with a letter or a brace as second byte", "\\f1 \\'93\\'fa\\'96\\{\\'8c\\'ea\\'83A\\f0\\'e9", "日本語アé"],
    ["Japanese as it is", "{\\f1 \x93\xfa\x96{\x95\\\x83}}.", "日本表マ."],
    ["Chinese", "\\f2\\'b3\\'c2\\'ce\\'b0\\'c3\\'f7", "陈伟明"],
    ["Russian", "\\f3\\'cf\\'f0\\'e8", "При"],
    ["a font with a code page", "\\f4\\'e1\\'e2", "αβ"],
    ["the code page of a font ends with its group", "{\\f3\\'cf}\\'cf", "ПÏ"],
    ["Unicode with what stands for it", "\\u38472?\\u20255 ?\\u26126 \\'3f!", "陈伟明!"],
    ["Unicode below zero, and pairs", "\\u-257?\\u-10179?\\u-8704?", "\ufeff\u{1f600}"],
    ["a lone half of a pair", "\\u-10179?x", "\ufffdx"],
    ["two characters that stand for one", "{\\uc2\\u38472\\'b3\\'c2x}\\u20255?y", "陈x伟y"],
    ["nothing that stands for it", "\\uc0\\u38472\\u20255", "陈伟"],
    ["old and new text", "{\\upr{old}{\\*\\ud{new \\u38472?}}}.", "new 陈."],
    [
      "groups that may be passed over",
      "{\\*\\unknown secret{\\b more}}a{\\*\\shpinst{\\sp{\\sn x}}{\\shptxt box\\par}}b",
      "abox\nb",
    ],
    ["pictures for old programs", "{\\nonshppict{\\pict\\wmetafile8 00}}x{\\shprslt y}", "x"],
    ["binary data with braces in it", "a{\\*\\blob\\bin4 }}}}}b", "ab"],
    ["a field's result", '{\\field{\\*\\fldinst HYPERLINK "mailto:ann@example.com"}{\\fldrslt write}}', "write"],
    ["bytes of a document's own code page", "\\f5\\'e9", "é"],
    ["control words behind a number below zero", "a\\li-720 b\\fi-1c", "abc"],
    ["deep groups", `${"{".repeat(40_000)}x${"}".repeat(40_000)}y`, "xy"],
  ])("%s", async (_name, body, text) => {
    expect(await read(wrapped(body))).toMatchObject({ text, gaps: [] });
  });

  it.each<[string, string, string]>([
    ["in a document of a double-byte code page, a Western font", "\\f0\\'b3\\'c2\\'ce\\'b0", "陈伟"],
    ["without any font", "\\'b3\\'c2", "陈"],
  ])("bytes %s", async (_name, body, text) => {
    expect(await read(wrapped(body, "\\ansi\\ansicpg936"))).toMatchObject({ text });
    expect(await read(`{\\rtf1\\ansi\\ansicpg936 ${body}}`)).toMatchObject({ text });
  });

  it.each<[string, string, string]>([
    [
      "links",
      '{\\field{\\*\\fldinst{HYPERLINK "mailto:}{\\b ann@example.com"}}{\\fldrslt x}}',
      'fldinst: HYPERLINK "mailto:ann@example.com"',
    ],
    ["properties", "{\\info{\\title Case}{\\author Ann \\u38472?}{\\creatim\\yr2026}}x", "title: Case\nauthor: Ann 陈"],
    ["hidden text", "a{\\v b}c\\v d\\v0 e\\v f\\plain g", "b\nd\nf"],
    [
      "text of shapes, without their numbers",
      "{\\shp{\\*\\shpinst{\\sp{\\sn pib}{\\sv 81234567}}{\\sp{\\sn alt}{\\sv Ann Tan}}}}",
      "sv: Ann Tan",
    ],
    ["comments' authors", "{\\*\\atnid AT}{\\*\\atnauthor Ann Tan}x", "atnid: AT\natnauthor: Ann Tan"],
  ])("%s are metadata", async (_name, body, meta) => {
    expect((await read(wrapped(body))).meta.trim().replaceAll(/\n+/g, "\n")).toBe(meta);
  });

  it("shows headers, footers, notes and comments beside the text, which they do not cut", async () => {
    const items = await unfold(
      fileOf("x", wrapped("{\\header top\\par}Call {\\footnote a note}{\\*\\annotation a comment}me{\\footer end}")),
    );
    expect(partsOf(items).map(({ bytes }) => Buffer.from(bytes).toString())).toEqual([
      "Call me",
      "top\n\na note\na comment\nend\n",
    ]);
  });

  it("gives tables as rows with labels", async () => {
    const row = (...cells: readonly string[]): string =>
      `\\trowd\\cellx1\\cellx2\\pard\\intbl ${cells.map((one) => `${one}\\cell `).join("")}\\row\n`;
    const table = row("Name", "NRIC", "Note") + row("Ann\\par Tan", ANN_NRIC, "") + row("Ben", BEN_NRIC, "x");
    const items = await unfold(fileOf("x", wrapped(`\\pard before\\par ${table}\\pard after`)));
    const cells = cellsOf(partsOf(items)).filter(([value]) => value !== "");
    expect(cells.slice(-5).map(([value, label]) => [value, label])).toEqual([
      ["Ann Tan", "Name"],
      [ANN_NRIC, "NRIC"],
      ["Ben", "Name"],
      [BEN_NRIC, "NRIC"],
      ["x", "Note"],
    ]);
    expect(coreText(partsOf(items))).toBe(`before\nName\tNRIC\tNote\nAnn Tan\t${ANN_NRIC}\t\nBen\t${BEN_NRIC}\tx\nafter`);
  });

  it("gives a text of its own and one that was HTML", async () => {
    expect((await read(rtfOfText(`Zoë ${ANN_NRIC}\n陈伟明`))).text).toBe(`Zoë ${ANN_NRIC}\n陈伟明\n`);
    expect((await read(rtfOfHtml(`<p>Zoë ${ANN_NRIC}</p>`))).text.trim()).toBe(`Zoë ${ANN_NRIC}`);
  });
});

/** An object of OLE 1.0 ([MS-OLEDS] 2.2.5). */
function object(format: number, native: Buffer): string {
  const text = (value: string): Buffer => {
    const bytes = Buffer.from(`${value}\0`);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const head = Buffer.alloc(8);
  head.writeUInt32LE(0x501, 0);
  head.writeUInt32LE(format, 4);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(native.length);
  const bytes = Buffer.concat([head, text("Package"), Buffer.alloc(8), size, native]);
  return `{\\object\\objemb{\\*\\objclass Package}{\\*\\objdata ${bytes.toString("hex").replaceAll(/(.{64})/g, "$1\r\n")}}{\\result shown}}`;
}

function packaged(name: string, content: Buffer): Buffer {
  const size = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return bytes;
  };
  const path = Buffer.from(`C:\\temp\\${name}\0`);
  return Buffer.concat([
    Buffer.from([2, 0]),
    Buffer.from(`${name}\0`),
    path,
    Buffer.from([0, 0, 3, 0]),
    size(path.length),
    path,
    size(content.length),
    content,
  ]);
}

describe("objects in RTF", () => {
  const compound = cfb([{ name: "CONTENTS", bytes: Buffer.from("x") }]);

  it.each<[string, string, [string, string][], string[]]>([
    ["a packaged file", object(2, packaged("list.txt", Buffer.from(ANN_NRIC))), [["list.txt", ANN_NRIC]], []],
    ["a compound file", object(2, compound), [["", compound.toString("latin1")]], []],
    ["a link", object(1, Buffer.alloc(4)), [], ["not-followed/none"]],
    ["nothing that is known", object(9, Buffer.alloc(4)), [], ["malformed/none"]],
    [
      "a package that is cut off",
      object(2, packaged("a.txt", Buffer.from("abc")).subarray(0, -1)),
      [["a.txt", "ab"]],
      ["malformed/partly"],
    ],
    ["a picture", "{\\pict\\pngblip 89504e470d0a1a0a}", [["", Buffer.from("89504e470d0a1a0a", "hex").toString("latin1")]], []],
    [
      "a picture as it is",
      `{\\*\\shppict{\\pict{\\*\\picprop{\\sp{\\sn a}}}\\jpegblip\\bin5 \xff\xd8}{\xff}}`,
      [["", "\xff\xd8}{\xff"]],
      [],
    ],
    ["a picture without the header of a file", "{\\pict\\wmetafile8 0100}", [], ["image-not-read/none"]],
  ])("%s", async (_name, body, documents, gaps) => {
    const items = await unfold(fileOf("x", Buffer.from(wrapped(`a${body}b`), "latin1")));
    expect(
      documentsOf(items).map(({ name, bytes }) => [name, Buffer.from(bytes.read(0, bytes.size)).toString("latin1")]),
    ).toEqual(documents);
    expect(reasons(items)).toEqual(gaps);
    expect(coreText(partsOf(items).filter(({ role }) => role === "body"))).toMatch(/^a(?:shown)?b$/);
  });

  it("are opened", async () => {
    const { findings } = await scan(
      file("x.rtf", Buffer.from(wrapped(object(2, packaged("list.txt", Buffer.from(`NRIC ${ANN_NRIC}`)))))),
    );
    expect(findings).toEqual([`sg-nric ${ANN_NRIC}`]);
  });

  it("are counted and bounded", async () => {
    const many = wrapped("{\\pict\\pngblip 8950}".repeat(9));
    expect(reasons(await unfold(fileOf("x", many), { entries: 4 }))).toContain("count-limit/partly");
    const large = wrapped(`{\\pict\\pngblip ${"89".repeat(5_000)}}`);
    expect(reasons(await unfold(fileOf("x", large), { documentBytes: 1_000 }))).toEqual(["size-limit/partly"]);
  });
});

describe("RTF of any kind", () => {
  const sample = Buffer.from(
    wrapped(`{\\info{\\author A}}caf\\'e9 \\u38472?${"{\\b x}".repeat(5)}{\\pict\\pngblip 8950}\\f1 \\'83A\\par`),
    "latin1",
  );

  it("is known by its beginning", () => {
    expect(chosen(fileOf("a.doc", "{\\rtf1 x}")).id).toBe("rtf");
    expect(chosen(fileOf("a.rtf", "no")).id).not.toBe("rtf");
  });

  it("that is cut off is told at every length", async () => {
    await everyPrefix("x.rtf", sample, 1, 6);
    expect(await read(sample.subarray(0, -1))).toMatchObject({ gaps: ["malformed/partly"] });
  });

  it("is the same however it is cut into windows", async () => {
    const body = Array.from({ length: 40_000 }, (_, line) => `{\\b ${line}} caf\\'e9 \\u38472?\\f1 \\'93\\'fa\\f0 \\par\n`).join(
      "",
    );
    const { text } = await read(wrapped(body));
    expect(text).toBe(Array.from({ length: 40_000 }, (_, line) => `${line} café 陈日\n`).join(""));
  });

  it("with random bytes in it never hangs or throws", async () => {
    const seed = seedOf("rtf");
    const random = randomFrom(seed);
    for (let round = 0; round < 300; round += 1) {
      const bytes = Buffer.from(sample);
      for (let hits = 1 + random.below(12); hits > 0; hits -= 1)
        bytes[6 + random.below(bytes.length - 6)] = random.pick([0x5c, 0x7b, 0x7d, 0x27, random.below(256)]);
      const items = await unfold(fileOf("x.rtf", bytes));
      // All of the text may have become that of a group which nobody shows.
      expect(
        partsOf(items).every(({ bytes: text }) => text.length <= bytes.length * 3),
        `seed ${seed}, round ${round}`,
      ).toBe(true);
    }
  });

  it.each<[string, string]>([
    ["open groups", "{"],
    ["escapes in a double-byte code page", "\\f1\\'83A"],
    ["cells", "\\cell"],
    ["words that are unknown", "\\abcdefghijklmnop123456789"],
    ["text of one line", "abcdefgh"],
  ])("takes linear time and flat memory: %s", (_name, unit) => {
    const time = (size: number): number => {
      const bytes = Buffer.from(wrapped(unit.repeat(Math.ceil(size / unit.length))));
      const began = performance.now();
      const document = { kind: "document", steps: [], name: "", declaredType: "", bytes: memorySource(bytes) } as const;
      const context = { budget: createBudget(DEFAULT_LIMITS), insideMessage: false, depth: 0 };
      let seen = 0;
      for (const item of rtf.extract(document, context) as Iterable<Unfolded>) seen += item.kind === "text" ? 1 : 0;
      expect(seen).toBeGreaterThanOrEqual(0);
      return performance.now() - began;
    };
    time(500_000);
    // Eight times as much; quadratic would be sixty-four.
    expect(time(4_000_000)).toBeLessThan(Math.max(60, time(500_000)) * 24);
  });
});
