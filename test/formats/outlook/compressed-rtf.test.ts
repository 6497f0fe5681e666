import { describe, expect, it } from "vitest";
import { storeRtf } from "../../../fixtures/make/rtf.mjs";
import { expandRtf } from "../../../src/formats/outlook/compressed-rtf.ts";
import { randomFrom, seedOf } from "../../random.ts";

const LIMIT = 1_000_000;

/** The examples of [MS-OXRTFCP] 4.1.1 and 4.2.1. */
const SIMPLE = "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0";
const CROSSING = "1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0";

describe("compressed RTF", () => {
  it.each([
    ["the example of the specification", SIMPLE, "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"],
    ["its example that reads over the write position", CROSSING, "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"],
  ])("%s", (_name, hex, text) => {
    const { bytes, whole } = expandRtf(Buffer.from(hex, "hex"), LIMIT);
    expect([bytes.toString("latin1"), whole]).toEqual([text, true]);
  });

  it.each(["LZFu", "MELA"] as const)("of any text comes back: %s", (form) => {
    const random = randomFrom(seedOf("rtf"));
    for (const size of [0, 1, 15, 16, 17, 4_095, 4_096, 4_097, 30_000]) {
      const text = `{\\rtf1 ${Array.from({ length: size }, () => random.pick(["a", "b", "\\par ", "{}", "x"])).join("")}}`;
      const { bytes, whole } = expandRtf(storeRtf(text, form), LIMIT);
      expect(whole).toBe(true);
      expect(bytes.toString("latin1") === text).toBe(true);
    }
  });

  it("that is damaged is read as far as it goes, and says so", () => {
    const stored = storeRtf(`{\\rtf1 ${"hello world ".repeat(50)}}`);
    for (let end = 0; end < stored.length; end += 1) expect(expandRtf(stored.subarray(0, end), LIMIT).whole).toBe(false);
    const cut = expandRtf(stored.subarray(0, stored.length - 20), LIMIT);
    expect(cut.bytes.toString("latin1").startsWith("{\\rtf1 hello world")).toBe(true);
    const flipped = Buffer.from(stored);
    flipped[40] = (flipped[40] as number) ^ 0xff;
    expect(expandRtf(flipped, LIMIT).whole).toBe(false);
    expect(expandRtf(Buffer.alloc(200, 0xab), LIMIT)).toEqual({ bytes: Buffer.alloc(0), whole: false });
  });

  it("whose size lies takes no more memory than its bytes can fill, nor than is allowed", () => {
    const stored = storeRtf(`{\\rtf1 ${"a".repeat(100_000)}}`);
    stored.writeUInt32LE(0xffffffff, 4);
    expect(expandRtf(stored, LIMIT).bytes.length).toBe(100_008);
    expect(expandRtf(stored, 5_000)).toMatchObject({ whole: false });
    expect(expandRtf(stored, 5_000).bytes.length).toBe(5_000);
  });
});
