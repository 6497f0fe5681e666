import { describe, expect, it } from "vitest";
import { findEnvelope } from "../../../src/formats/mail/split.ts";
import { openWindow } from "../../../src/formats/mail/window.ts";
import type { ByteSource } from "../../../src/model/bytes.ts";
import { randomFrom, seedOf } from "../../random.ts";

/** A source that gives the same memory each time, and counts what was asked for. */
function counted(bytes: Uint8Array): { source: ByteSource; read: () => number } {
  const memory = new Uint8Array(bytes.length);
  let total = 0;
  const source: ByteSource = {
    size: bytes.length,
    read(offset, length) {
      const piece = bytes.subarray(offset, offset + length);
      total += piece.length;
      memory.fill(0x21);
      memory.set(piece);
      return memory.subarray(0, piece.length);
    },
  };
  return { source, read: () => total };
}

describe("a window that moves", () => {
  it("gives the bytes of the source wherever it stands, and views that stay", () => {
    const seed = seedOf("window");
    const random = randomFrom(seed);
    for (let round = 0; round < 300; round += 1) {
      const bytes = Buffer.from(Array.from({ length: 1 + random.below(900) }, () => 0x61 + random.below(3)));
      const window = openWindow(counted(bytes).source, 8 + random.below(200));
      const views: [Buffer, Buffer][] = [];
      for (let step = 0; step < 30; step += 1) {
        const start = random.below(bytes.length);
        const end = start + random.below(120);
        const note = `seed ${seed} round ${round} step ${step}`;
        if (random.below(4) === 0) window.keepFrom(random.below(bytes.length));
        const needle = bytes.subarray(start, start + 1 + random.below(4));
        switch (random.below(4)) {
          case 0:
            views.push([window.slice(start, end), bytes.subarray(start, end)]);
            break;
          case 1:
            expect(window.find(needle, random.below(start + 1)), note).toBeLessThanOrEqual(start);
            break;
          case 2:
            expect(window.find(needle, start, end), note).toBe(end < start + needle.length ? -1 : start);
            break;
          default: {
            const to = window.reach(start, end);
            expect(window.bytes.subarray(start - window.base, to), note).toEqual(bytes.subarray(start, end));
          }
        }
      }
      for (const [view, wanted] of views) expect(view, `seed ${seed} round ${round}`).toEqual(wanted);
    }
  });

  it("does not read again what is kept", () => {
    const bytes = Buffer.alloc(10_000, "a");
    const { source, read } = counted(bytes);
    const window = openWindow(source, 1_000);
    for (let at = 0; at < bytes.length; at += 400) {
      window.keepFrom(at);
      expect(window.find(Buffer.from("b"), at, Math.min(bytes.length, at + 400))).toBe(-1);
      expect(window.slice(at, at + 400).length).toBe(400);
    }
    expect(read()).toBe(bytes.length);
  });

  it("does not go back to the start of a mailbox for each line that may be an envelope line", () => {
    const bytes = Buffer.from(`From a@b.example Thu Nov 12 08:00:00 2026\nX: y\n\n${"From \n".repeat(200_000)}`);
    const { source, read } = counted(bytes);
    const window = openWindow(source);
    expect(findEnvelope(window, 10)).toBeUndefined();
    expect(read()).toBeLessThan(bytes.length * 2);
  });

  it("ends where a source ends that stated a larger size", () => {
    const window = openWindow(
      { size: 1_000, read: (offset, length) => new Uint8Array(Math.max(0, Math.min(length, 10 - offset))) },
      100,
    );
    expect(window.find(Buffer.from("x"), 0)).toBe(-1);
    expect(window.reach(0, 50)).toBe(10);
  });
});
