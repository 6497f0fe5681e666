import { describe, expect, it } from "vitest";
import { countNewlines, createJsonLines } from "../../src/kernel/index.ts";
import { randomFrom, seedOf } from "../random.ts";

describe("line ends", () => {
  it.each([0, 1, 15, 16, 17, 63, 64, 4_095, 4_096, 65_535, 65_536, 65_537, 200_000])("are found in %i bytes", (size) => {
    const seed = seedOf(`line ends ${size}`);
    const random = randomFrom(seed);
    const share = random.pick([1, 3, 50, 4_000]);
    const bytes = Uint8Array.from({ length: size }, () => (random.below(share) === 0 ? 10 : random.pick([0, 11, 13, 65, 138])));
    const expected: number[] = [];
    for (const [at, byte] of bytes.entries()) if (byte === 10) expected.push(at);
    const lines = createJsonLines();
    if (lines !== undefined) expect([...lines.lineEnds(bytes)], `seed ${seed}`).toEqual(expected);
    expect(countNewlines(bytes, 0, size), `seed ${seed}`).toBe(expected.length);
    const middle = expected.filter((at) => at >= 7 && at < size - 7).length;
    expect(countNewlines(bytes, 7, size - 7), `seed ${seed}`).toBe(middle);
  });
});
