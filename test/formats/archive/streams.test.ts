import { describe, expect, it } from "vitest";
import { packedText } from "../../../fixtures/make/packed-text.mjs";
import { packed } from "../../../fixtures/make/packed.mjs";
import { filteredSample } from "../../../fixtures/make/packed-filters.mjs";
import { program } from "../../../fixtures/make/program.mjs";
import { lz4, xz, zstd, zstdSkipped } from "../../../fixtures/make/streams.mjs";
import { memorySource } from "../../../src/bytes/memory.ts";
import { compressed } from "../../../src/formats/compressed.ts";
import { createBudget } from "../../../src/limits/budget.ts";
import { DEFAULT_LIMITS } from "../../../src/limits/limits.ts";
import type { Document } from "../../../src/model/document.ts";
import { randomBytes } from "../random.ts";
import { chosen, contents, documentsOf, everyPrefix, fileOf, reasons, unfold } from "../unfold.ts";

const TEXT = packedText();
const PLAIN = Buffer.from(TEXT);

/** Each format: name of the sample, name of the file, format. */
const FORMATS: [sample: string, file: string, id: string][] = [
  ["bzip2", "orders.txt.bz2", "bzip2"],
  ["xz", "orders.txt.xz", "xz"],
  ["xzCrc32", "orders.txt.xz", "xz"],
  ["zstd", "orders.txt.zst", "zstd"],
  ["lz4", "orders.txt.lz4", "lz4"],
  ["lzip", "orders.txt.lz", "lzip"],
  ["lzma", "orders.txt.lzma", "lzma"],
  ["compress", "orders.txt.Z", "compress"],
];

describe("compressed files of other programs", () => {
  it.each(FORMATS)("%s", async (sample, file, id) => {
    const document = fileOf(file, packed(sample));
    expect(chosen(document).id).toBe(id);
    const items = await unfold(document);
    expect(contents(items)).toEqual([["orders.txt", TEXT]]);
    expect(reasons(items)).toEqual([]);
    expect(documentsOf(items)[0]?.steps).toEqual([{ kind: "stream" }]);
  });

  it.each(FORMATS)("%s is known by its content alone", (sample, _file, id) => {
    expect(chosen(fileOf("blob", packed(sample))).id).toBe(id);
  });

  it.each(FORMATS.filter(([, , id]) => !["lzma", "compress"].includes(id)))(
    "%s: streams that follow each other",
    async (sample, file) => {
      const twice = Buffer.concat([packed(sample), packed(sample)]);
      const items = await unfold(fileOf(file, twice));
      expect(contents(items)).toEqual([["orders.txt", TEXT + TEXT]]);
      expect(reasons(items)).toEqual([]);
    },
  );

  it.each(FORMATS)("%s: what a truncated file holds", async (sample, file) => {
    const whole = packed(sample);
    const items = await unfold(fileOf(file, whole.subarray(0, Math.floor(whole.length * 0.7))));
    const [[, text] = ["", ""]] = contents(items);
    expect(TEXT.startsWith(text)).toBe(true);
    // The only block of bzip2 is read wholly or not at all, and compress has no end that could be missing.
    expect(text.length > 2_000).toBe(sample !== "bzip2" && text.length > 0);
    expect(reasons(items)).toEqual(sample === "compress" ? [] : [`malformed/${text === "" ? "none" : "partly"}`]);
  });

  it.each(FORMATS.filter(([, , id]) => !["compress", "lzma"].includes(id)))(
    "%s: bytes that follow are told",
    async (sample, file) => {
      const items = await unfold(fileOf(file, Buffer.concat([packed(sample), Buffer.from("more bytes")])));
      expect(contents(items)).toEqual([["orders.txt", TEXT]]);
      expect(reasons(items)).toEqual(["malformed/partly"]);
    },
  );

  it.each(FORMATS)("%s: every prefix is told", async (sample, file) => {
    await everyPrefix(file, packed(sample), 7, 20);
  });

  it.each(FORMATS)("%s: damage is told and never thrown", async (sample, file, id) => {
    const whole = packed(sample);
    const seed = Number(process.env["SEED"] ?? 11);
    const random = randomBytes(seed, 60 * 9);
    for (let round = 0; round < 60; round += 1) {
      const bytes = Buffer.from(whole);
      for (let hit = round * 9; hit < round * 9 + 9; hit += 3)
        bytes[4 + (random.readUInt16LE(hit) % (bytes.length - 4))] = random[hit + 2] ?? 0;
      const items = await unfold(fileOf(file, bytes));
      const [[, text] = ["", ""]] = contents(items);
      // What has no checksum cannot tell wrong text from right.
      const checked = !["compress", "lzma"].includes(id);
      if (checked && text !== TEXT) expect(reasons(items).length, `seed ${seed} round ${round}`).toBeGreaterThan(0);
    }
  });
});

describe("streams of blocks that are stored", () => {
  const noise = Buffer.from(randomBytes(5, 300_000));
  it.each<[string, Buffer]>([
    ["x.xz", xz(noise)],
    ["x.zst", zstd(noise)],
    ["x.lz4", lz4(noise)],
  ])("%s", async (name, bytes) => {
    const items = await unfold(fileOf(name, bytes));
    const [document] = documentsOf(items);
    expect(Buffer.from(document?.bytes.read(0, 400_000) ?? []).equals(noise)).toBe(true);
    expect(reasons(items)).toEqual([]);
  });

  it("Zstandard: frames that are passed over", async () => {
    const bytes = Buffer.concat([packed("zstd"), zstdSkipped(Buffer.from("index")), zstd(PLAIN)]);
    expect(contents(await unfold(fileOf("x.zst", bytes)))).toEqual([["x", TEXT + TEXT]]);
  });

  it("bzip2: a wrong checksum of a block is told", async () => {
    const bytes = Buffer.from(packed("bzip2"));
    bytes[12] = (bytes[12] ?? 0) ^ 1;
    const items = await unfold(fileOf("x.bz2", bytes));
    expect(contents(items)).toEqual([["x", TEXT]]);
    expect(reasons(items)).toEqual(["malformed/partly"]);
  });

  it("xz: a wrong checksum is told", async () => {
    const bytes = xz(PLAIN);
    bytes[200] = (bytes[200] ?? 0) ^ 1;
    expect(reasons(await unfold(fileOf("x.xz", bytes)))).toEqual(["malformed/partly"]);
  });
});

describe("hostile streams", () => {
  it.each<[string, Buffer, string]>([
    ["Zstandard: a window of terabytes", Buffer.from("28b52ffd00f8010000", "hex"), "size-limit/none"],
    ["Zstandard: a content of 2^60 bytes", Buffer.from("28b52ffde0000000000000001001000000", "hex"), "size-limit/none"],
    ["Zstandard: a dictionary", Buffer.from("28b52ffd2105000000", "hex"), "unsupported/none"],
    ["LZMA: a window of 4 GB without a size", lzmaHeader(0xffff_ffff, -1n), "size-limit/none"],
    ["xz: a window of 4 GB", xzWindow(40), "size-limit/none"],
    ["xz: a filter for programs", xzWindow(8, 4), "unsupported/none"],
    ["LZ4: a dictionary", Buffer.concat([Buffer.from("04224d1861408200000000", "hex")]), "unsupported/none"],
  ])("%s", async (_name, bytes, expected) => {
    expect(reasons(await unfold(fileOf("x.lzma", bytes)))).toEqual([expected]);
  });

  it("stops a bomb of Zstandard, also where the ratio is modest for each stream", async () => {
    const items = await unfold(fileOf("x.zst", zstd(Buffer.from("x"), { zeros: 3_000_000_000 })));
    expect(reasons(items)).toEqual(["ratio-limit/partly"]);
    expect(documentsOf(items)[0]?.bytes.size).toBeLessThan(100 * 1024 ** 2);
  });

  it("reads more than may be in memory, forward and back", () => {
    const format = compressed.find(({ id }) => id === "bzip2");
    const many = Buffer.concat(Array<Buffer>(60).fill(packed("bzip2")));
    const whole = Buffer.from(TEXT.repeat(60));
    const budget = createBudget({ ...DEFAULT_LIMITS, documentBytes: 100_000 });
    const items = format?.extract(fileOf("x.bz2", many), { budget, insideMessage: false, depth: 0 }) as Iterable<Document>;
    const [item] = [...items];
    const bytes = item?.bytes ?? memorySource(new Uint8Array(0));
    expect(bytes.size).toBe(whole.length);
    for (const at of [0, 10, 500_000, 499_000, 100, whole.length - 50, 123_456]) {
      expect(Buffer.from(bytes.read(at, 1_000)).equals(whole.subarray(at, at + 1_000)), `at ${at}`).toBe(true);
    }
  });
});

function lzmaHeader(window: number, size: bigint): Buffer {
  const head = Buffer.alloc(40);
  head[0] = 0x5d;
  head.writeUInt32LE(window, 1);
  head.writeBigInt64LE(size, 5);
  return head;
}

/** A block header that states this window, or names another filter. */
function xzWindow(property: number, filter = 0x21): Buffer {
  const bytes = Buffer.from(xz(PLAIN));
  bytes[14] = filter;
  bytes[16] = property;
  return bytes;
}

describe("xz with filters", () => {
  const FILTERED = ["xzX86", "xzPowerPc", "xzItanium", "xzArm", "xzArmThumb", "xzArm64", "xzSparc", "xzX86Delta"];

  it.each(FILTERED)("%s", async (sample) => {
    const items = await unfold(fileOf("program.xz", filteredSample(sample)));
    const [{ bytes } = { bytes: memorySource(new Uint8Array(0)) }] = documentsOf(items);
    expect(Buffer.from(bytes.read(0, bytes.size)).toString("hex")).toBe(program().toString("hex"));
    // The checksum of the block is that of the content, with the filters undone.
    expect(reasons(items)).toEqual([]);
  });

  it("what a truncated file holds", async () => {
    const items = await unfold(fileOf("program.xz", filteredSample("xzX86").subarray(0, 1_200)));
    const [{ bytes } = { bytes: memorySource(new Uint8Array(0)) }] = documentsOf(items);
    expect(bytes.size).toBeGreaterThan(500);
    // The last bytes may be half of an instruction.
    expect(
      program()
        .subarray(0, bytes.size - 5)
        .equals(bytes.read(0, bytes.size - 5)),
    ).toBe(true);
    expect(reasons(items)).toEqual(["malformed/partly"]);
  });

  it("a filter that is not known is told", async () => {
    const sample = filteredSample("xzX86");
    // The id of the filter, in the header of the block, whose checksum is not looked at.
    expect(sample[14]).toBe(4);
    sample[14] = 0x0b;
    expect(reasons(await unfold(fileOf("program.xz", sample)))).toEqual(["unsupported/none"]);
  });
});
