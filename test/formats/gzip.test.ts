import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { memorySource } from "../../src/bytes/memory.ts";
import { gzip } from "../../src/formats/gzip.ts";
import { createBudget } from "../../src/limits/budget.ts";
import { DEFAULT_LIMITS } from "../../src/limits/limits.ts";
import type { Document } from "../../src/model/document.ts";
import { contents, documentsOf, everyPrefix, fileOf, reasons, unfold } from "./unfold.ts";

const LINES = Array.from({ length: 20_000 }, (_, line) => `${line} S1234567D ${(line * 7_919) % 10_007}\n`).join("");
const PACKED = gzipSync(LINES);

/** A header with every optional field (RFC 1952 section 2.3). */
const FULL_HEADER = Buffer.concat([
  Buffer.from([0x1f, 0x8b, 8, 0x1e, 0, 0, 0, 0, 0, 3, 4, 0, 1, 2, 3, 4]),
  Buffer.from("list.csv\0a comment\0xx"),
]);

describe("gzip", () => {
  it.each<[string, Buffer, string, string[]]>([
    ["one member", PACKED, LINES, []],
    ["several members", Buffer.concat([gzipSync("a"), gzipSync(""), gzipSync("b")]), "ab", []],
    ["padding of zeros", Buffer.concat([gzipSync("a"), Buffer.alloc(700)]), "a", []],
    ["trailing bytes", Buffer.concat([gzipSync("a"), Buffer.from("garbage")]), "a", ["malformed/partly"]],
    ["a wrong checksum", Buffer.concat([gzipSync("a").subarray(0, -8), Buffer.alloc(8)]), "a", ["malformed/partly"]],
    ["a missing trailer", gzipSync("a").subarray(0, -5), "a", ["malformed/partly"]],
  ])("%s", async (_name, bytes, text, gaps) => {
    const items = await unfold(fileOf("list.csv.gz", bytes));
    expect(contents(items)).toEqual([["list.csv", text]]);
    expect(reasons(items)).toEqual(gaps);
    expect(documentsOf(items)[0]?.steps).toEqual([{ kind: "stream" }]);
  });

  it("takes the name that the header states", async () => {
    const items = await unfold(fileOf("x.gz", Buffer.concat([FULL_HEADER, gzipSync("a").subarray(10)])));
    expect(documentsOf(items)[0]).toMatchObject({ name: "list.csv", steps: [{ kind: "stream", name: "list.csv" }] });
    expect(reasons(items)).toEqual([]);
  });

  it.each([
    ["x.tgz", "x.tar"],
    ["mail.mbox.GZ", "mail.mbox"],
    ["blob", "blob"],
  ])("names the content of %s", async (name, inner) => {
    expect(contents(await unfold(fileOf(name, gzipSync("a"))))).toEqual([[inner, "a"]]);
  });

  it("gives what a truncated file holds", async () => {
    const items = await unfold(fileOf("x.gz", PACKED.subarray(0, PACKED.length / 2)));
    const [, text = ""] = contents(items)[0] ?? [];
    expect(text.length).toBeGreaterThan(LINES.length / 3);
    expect(LINES.startsWith(text)).toBe(true);
    expect(reasons(items)).toEqual(["malformed/partly"]);
  });

  it("stops a bomb", async () => {
    const items = await unfold(fileOf("x.gz", gzipSync(Buffer.alloc(300 * 1024 ** 2))));
    expect(reasons(items)).toEqual(["ratio-limit/partly"]);
    expect(documentsOf(items)[0]?.bytes.size).toBeLessThan(200 * 1024 ** 2);
  });

  it("tells every prefix", async () => {
    await everyPrefix("x.gz", gzipSync("NRIC S1234567D ".repeat(9)));
    await everyPrefix("x.gz", FULL_HEADER);
  });

  it("reads more than may be in memory, forward and back", () => {
    const content = LINES.repeat(40);
    const document: Document = { ...fileOf("x.gz", gzipSync(content)) };
    const budget = createBudget({ ...DEFAULT_LIMITS, documentBytes: 100_000 });
    const [item] = [...(gzip.extract(document, { budget, insideMessage: false, depth: 0 }) as Iterable<Document>)];
    const bytes = item?.bytes ?? memorySource(new Uint8Array(0));
    const whole = Buffer.from(content);
    expect(bytes.size).toBe(whole.length);
    for (const at of [0, 10, 5_000_000, 4_999_000, 15_000_000, 100, whole.length - 50, whole.length, 12_345_678]) {
      expect(Buffer.from(bytes.read(at, 1_000)).equals(whole.subarray(at, at + 1_000)), `at ${at}`).toBe(true);
    }
    let at = 0;
    for (let size = 1; at < whole.length; size = (size * 7) % 300_007) {
      const piece = bytes.read(at, size);
      expect(whole.subarray(at, at + size).equals(piece)).toBe(true);
      at += piece.length;
    }
  });
});
