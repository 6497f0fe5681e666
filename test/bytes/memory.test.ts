import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import { memorySource, pieces } from "../../src/bytes/memory.ts";

describe("bytes in memory", () => {
  it("of a Buffer are copied by slice(), as of a Uint8Array", () => {
    // A small Buffer lies in a pool that it shares with others.
    const buffer = Buffer.from("abc");
    const copy = memorySource(buffer).read(0, 3).slice();
    buffer[0] = 0x78;
    expect(Buffer.from(copy).toString()).toBe("abc");
    expect(copy.byteOffset).toBe(0);
  });

  it("are cut at the end", () => {
    const source = memorySource(Buffer.from("abcdef"));
    expect(Buffer.from(source.read(4, 10)).toString()).toBe("ef");
    expect(source.read(6, 1)).toHaveLength(0);
    expect([...pieces(source, 4)].map((piece) => Buffer.from(piece).toString())).toEqual(["abcd", "ef"]);
  });
});
