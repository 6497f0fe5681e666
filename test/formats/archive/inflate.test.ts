import zlib from "node:zlib";
import { describe, expect, it } from "vitest";
import { memorySource } from "../../../src/bytes/memory.ts";
import { inflate, type Inflated } from "../../../src/formats/archive/inflate.ts";
import { randomBytes } from "../random.ts";

const PROSE = Buffer.from("The quick brown fox, NRIC S1234567D, jumps over 8123 4567 lazy dogs. ".repeat(9_000));
const MIXED = Buffer.concat([PROSE, randomBytes(1, 200_000), PROSE, Buffer.alloc(700_000)]);

function run(bytes: Uint8Array, start = 0): { out: Buffer; ended: Inflated } {
  const out: Uint8Array[] = [];
  const stream = inflate(memorySource(bytes), start);
  for (;;) {
    const step = stream.next();
    if (step.done === true) return { out: Buffer.concat(out), ended: step.value };
    out.push(step.value.slice());
  }
}

describe("inflate agrees with zlib", () => {
  const options: [string, zlib.ZlibOptions][] = [
    ["stored", { level: 0 }],
    ["fast", { level: 1 }],
    ["best", { level: 9 }],
    ["fixed codes", { strategy: zlib.constants.Z_FIXED }],
    ["Huffman only", { strategy: zlib.constants.Z_HUFFMAN_ONLY }],
    ["small blocks", { memLevel: 1 }],
  ];
  it.each(options)("%s", (_name, option) => {
    for (const data of [Buffer.alloc(0), Buffer.from("a"), PROSE, MIXED]) {
      const packed = zlib.deflateRawSync(data, option);
      const { out, ended } = run(Buffer.concat([Buffer.from("xx"), packed, Buffer.from("tail")]), 2);
      expect(ended).toEqual({ end: "whole", consumed: packed.length + 2 });
      expect(out.equals(data)).toBe(true);
    }
  });
});

it("gives what every prefix holds", () => {
  const data = PROSE.subarray(0, 20_000);
  const packed = zlib.deflateRawSync(data);
  for (let end = 0; end < packed.length; end += 1) {
    const { out, ended } = run(packed.subarray(0, end));
    expect(ended.end, `prefix of ${end}`).toBe("truncated");
    expect(out.equals(data.subarray(0, out.length))).toBe(true);
  }
  expect(run(packed.subarray(0, packed.length - 20)).out.length).toBeGreaterThan(5_000);
});

it.each([1, 2, 3, 4, 5, 6, 7, 8])("ends on damage (seed %d)", (seed) => {
  const packed = zlib.deflateRawSync(MIXED.subarray(0, 300_000));
  const noise = randomBytes(seed, 64);
  packed.set(noise, Math.floor((packed.length * seed) / 10));
  expect(["whole", "truncated", "corrupt"]).toContain(run(packed).ended.end);
});

it.each<[string, number[]]>([
  ["a block type that does not exist", [0x07]],
  ["a stored length that contradicts itself", [0x01, 5, 0, 5, 0]],
  ["a distance before the beginning", [0x4b, 0x04, 0x22, 0x00]],
])("finds corruption: %s", (_name, bytes) => {
  expect(run(Uint8Array.from([...bytes, 0, 0, 0, 0])).ended.end).toBe("corrupt");
});
