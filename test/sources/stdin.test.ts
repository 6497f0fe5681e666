import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { readStdin } from "../../src/sources/stdin.ts";

const STDIN = { kind: "stdin", file: "-" } as const;

async function* pieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

describe("readStdin", () => {
  it.each([
    ["nothing", "", 7, 100],
    ["one piece", "From a@b\n", 100, 100],
    ["many pieces", "0123456789".repeat(10), 7, 100],
    ["exactly the limit", "0123456789", 5, 10],
  ])("%s is read whole", async (_what, text, size, limit) => {
    const read = await readStdin(STDIN, pieces(text, size), limit);
    expect(read).toMatchObject({ kind: "memory", file: "-", truncated: false });
    expect(read).not.toHaveProperty("error");
    expect(textOf(read.bytes)).toBe(text);
  });

  it("more than the first buffer is kept in order", async () => {
    const text = Array.from({ length: 400_000 }, (_, index) => String(index)).join(" ");
    const read = await readStdin(STDIN, pieces(text, 65_536), 2 ** 30);
    expect(textOf(read.bytes) === text).toBe(true);
  });

  it.each([1, 3, 10, 64])("what comes after the limit is not waited for (pieces of %i)", async (size) => {
    let given = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        given += size;
        yield Buffer.alloc(size, "x");
      }
    }
    const read = await readStdin(STDIN, endless(), 10);
    expect(read.truncated).toBe(true);
    expect(textOf(read.bytes)).toBe("x".repeat(10));
    expect(given).toBeLessThanOrEqual(10 + size);
  });

  it("what came before a failure is kept, with the code and nothing else of the error", async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield Buffer.from("before");
      throw Object.assign(new Error("S1234567D"), { code: "EIO" });
    }
    const read = await readStdin(STDIN, failing(), 100);
    expect({ ...read, bytes: textOf(read.bytes) }).toEqual({
      kind: "memory",
      file: "-",
      bytes: "before",
      truncated: true,
      error: "EIO",
    });
  });

  it("takes a stream, keeps the index of the input, and the name that the user states", async () => {
    const stream = Readable.from([Buffer.from("a"), Buffer.from("b")]);
    const read = await readStdin({ ...STDIN, input: 2 }, stream, 100, "mail.eml");
    expect({ ...read, bytes: textOf(read.bytes) }).toEqual({
      kind: "memory",
      input: 2,
      file: "mail.eml",
      bytes: "ab",
      truncated: false,
    });
  });
});
