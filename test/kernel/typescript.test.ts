import { describe, expect, it } from "vitest";
import { AT, typescriptKernel } from "../../src/kernel/index.ts";
import { randomFrom, seedOf } from "../random.ts";

/** The anchors by a regular expression: slow and plainly right. */
function expected(text: string): [number, number][] {
  return [...text.matchAll(/[0-9]+|@/g)].map((match) => [match.index, match[0] === "@" ? AT : match[0].length]);
}

function found(text: string, room: number): [number, number][] {
  const bytes = Buffer.from(text, "latin1");
  const out = new Uint32Array(room * 2);
  const events: [number, number][] = [];
  for (let from = 0; from < bytes.length;) {
    const { count, next } = typescriptKernel.anchors(bytes, from, bytes.length, out);
    for (let event = 0; event < count; event += 1) events.push([out[event * 2] as number, out[event * 2 + 1] as number]);
    from = next;
  }
  return events;
}

describe("the kernel", () => {
  it.each(["", "1", "@", "12@34", "a1b22c333", "@@", "0".repeat(100), "9 9@9 9"])("finds the anchors of %j", (text) => {
    for (const room of [1, 2, 3, 64]) expect(found(text, room)).toEqual(expected(text));
  });

  it("agrees with the plain search on random text, whatever the room for events", () => {
    const seed = seedOf("kernel");
    const random = randomFrom(seed);
    for (let round = 0; round < 300; round += 1) {
      const text = Array.from({ length: random.below(200) }, () =>
        random.pick(["0", "7", "9", "@", " ", "-", "/", ":", "?", "A", "\u00e9"]),
      ).join("");
      expect(found(text, 1 + random.below(8)), `seed ${seed}, round ${round}`).toEqual(expected(text));
    }
  });

  it("leaves a run to the part in which it begins", () => {
    const bytes = Buffer.from("ab1234567cd");
    const out = new Uint32Array(8);
    expect(typescriptKernel.anchors(bytes, 5, bytes.length, out).count).toBe(0);
    expect(typescriptKernel.anchors(bytes, 0, 4, out)).toEqual({ count: 1, next: 9 });
    expect([out[0], out[1]]).toEqual([2, 7]);
  });
});
