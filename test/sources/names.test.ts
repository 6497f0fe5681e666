import { describe, expect, it } from "vitest";
import { bytesFromFileName, fileNameFromBytes, openablePath, pathOrderKey, shownName } from "../../src/sources/names.ts";
import { seeded } from "./temp-tree.ts";

describe("lossless names", () => {
  it.each([
    ["ASCII", [0x61, 0x2e, 0x62], "a.b"],
    ["valid UTF-8", [...Buffer.from("陈小明 😀.eml")], "陈小明 😀.eml"],
    ["a byte order mark", [0xef, 0xbb, 0xbf, 0x61], "\uFEFFa"],
    ["a replacement character that really stands there", [0xef, 0xbf, 0xbd], "\uFFFD"],
    ["a Latin-1 byte", [0x63, 0x61, 0x66, 0xe9], "caf\uDCE9"],
    ["a cut sequence", [0xe2, 0x82, 0x61], "\uDCE2\uDC82a"],
    ["an overlong form", [0xc0, 0xaf], "\uDCC0\uDCAF"],
    ["an overlong form of three bytes", [0xe0, 0x80, 0xaf], "\uDCE0\uDC80\uDCAF"],
    ["an encoded surrogate", [0xed, 0xb2, 0x80], "\uDCED\uDCB2\uDC80"],
    ["beyond U+10FFFF", [0xf4, 0x90, 0x80, 0x80], "\uDCF4\uDC90\uDC80\uDC80"],
    ["damage beside a real replacement character", [0xff, 0xef, 0xbf, 0xbd], "\uDCFF\uFFFD"],
    ["a character with the code unit of an escape", [0xf0, 0x9f, 0x92, 0x80], "💀"],
    ["damage beside such a character", [0xf0, 0x9f, 0x92, 0x80, 0x80, 0xf0, 0x9f, 0x92, 0x80], "💀\uDC80💀"],
    ["an invalid byte after a character of two code units", [0xf0, 0x9f, 0x98, 0x80, 0x80], "😀\uDC80"],
  ])("%s", (_what, bytes, name) => {
    expect(fileNameFromBytes(Buffer.from(bytes))).toBe(name);
    expect([...bytesFromFileName(name)]).toEqual(bytes);
  });

  it("every run of bytes comes back as it was, and no two have one name or one shown form", () => {
    const seed = Date.now() % 100_000;
    const random = seeded(seed);
    // Few different bytes, so that valid, cut and overlong sequences all come up.
    const alphabet = [0x61, 0x2f, 0x5c, 0x78, 0x46, 0x35, 0x43, 0x80, 0xbf, 0xc2, 0xe2, 0xed, 0xef, 0xbd, 0xf0, 0x9f, 0x98, 0xff];
    const names = new Map<string, string>();
    const shown = new Map<string, string>();
    for (let round = 0; round < 20_000; round += 1) {
      const anyByte = round % 2 === 0;
      const pick = (): number => (anyByte ? Math.floor(random() * 256) : (alphabet[Math.floor(random() * alphabet.length)] ?? 0));
      const bytes = Buffer.from(Array.from({ length: Math.floor(random() * 12) }, pick));
      const hex = bytes.toString("hex");
      const name = fileNameFromBytes(bytes);
      expect(bytesFromFileName(name).toString("hex"), `seed ${seed}`).toBe(hex);
      expect(names.get(name) ?? hex, `seed ${seed}`).toBe(hex);
      expect(shown.get(shownName(name)) ?? hex, `seed ${seed}`).toBe(hex);
      names.set(name, hex);
      shown.set(shownName(name), hex);
    }
  });
});

describe("shownName", () => {
  it.each([
    ["plain.eml", "plain.eml"],
    ["caf\uDCE9 \uDC80.eml", "caf\\xE9 \\x80.eml"],
    ["back\\slash", "back\\slash"],
    ["\\xE9", "\\x5CxE9"],
    ["😀\uDC80", "😀\\x80"],
    // The second half of this character is U+DC80, but not alone.
    ["💀 stays", "💀 stays"],
  ])("%j is shown as %j", (name, shown) => {
    expect(shownName(name)).toBe(shown);
  });

  it("no lone surrogate is left, so that the name can be written as UTF-8", () => {
    const every = Array.from({ length: 128 }, (_, index) => String.fromCharCode(0xdc80 + index)).join("");
    expect(Buffer.from(shownName(every), "utf8").toString("utf8")).not.toContain("\uFFFD");
  });
});

describe("openablePath", () => {
  it("is a string where a string loses nothing, bytes otherwise", () => {
    expect(openablePath("a/陈💀.eml")).toBe("a/陈💀.eml");
    expect(openablePath("a/\uDCE9")).toEqual(Buffer.from([0x61, 0x2f, 0xe9]));
  });
});

describe("pathOrderKey", () => {
  it("orders by segments, byte by byte", () => {
    const ordered = ["A", "a/x", "a/x/y", "a/y", "a b", "a.txt", "b", "é", "\uFF21", "😀", "\uDCFF"];
    const shuffled = [...ordered].reverse();
    expect(shuffled.toSorted((left, right) => (pathOrderKey(left) < pathOrderKey(right) ? -1 : 1))).toEqual(ordered);
  });
});
