import { describe, expect, it } from "vitest";
import { createTextHash } from "../../src/individuals/siphash.ts";

/** Test vectors of the reference implementation for 128 bits: key 00 01 .. 0f, message 00 01 .. of each length. */
const VECTORS = [
  [0, "a3817f04ba25a8e66df67214c7550293"],
  [2, "8177228da4a45dc7fca38bdef60affe4"],
  [4, "f88164c12d9c8faf7d0f6e7c7bcd5579"],
  [6, "14eeca338b208613485ea0308fd7a15e"],
  [8, "3b62a9ba6258f5610f83e264f31497b4"],
] as const;

const key = Uint32Array.from([0x03020100, 0x07060504, 0x0b0a0908, 0x0f0e0d0c]);

function hex(words: Uint32Array): string {
  const bytes = Buffer.alloc(16);
  for (const [index, word] of words.entries()) bytes.writeUInt32LE(word, index * 4);
  return bytes.toString("hex");
}

describe("the keyed hash of a text", () => {
  it.each(VECTORS)("is SipHash-2-4-128 of %i bytes", (length, digest) => {
    const text = Buffer.from(Uint8Array.from({ length }, (_, at) => at)).toString("utf16le");
    expect(hex(createTextHash(key)(text))).toBe(digest);
  });

  it("depends on the key and on every unit", () => {
    const hash = createTextHash(key);
    const other = createTextHash(Uint32Array.from([1, 0, 0, 0]));
    const texts = [
      "",
      "a",
      "b",
      "aa",
      "a\u0000",
      "\u0000a",
      "\u0100",
      "\ud800",
      "abcd",
      "abce",
      "x".repeat(1_000),
      "x".repeat(1_001),
    ];
    const seen = [...texts.map((text) => hex(hash(text))), ...texts.map((text) => hex(other(text)))];
    expect(new Set(seen).size).toBe(texts.length * 2);
  });
});
