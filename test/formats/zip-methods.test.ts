import { describe, expect, it } from "vitest";
import { packedText } from "../../fixtures/make/packed-text.mjs";
import { packed } from "../../fixtures/make/packed.mjs";
import { xz, zstd } from "../../fixtures/make/streams.mjs";
import { randomBytes } from "./random.ts";
import { contents, everyPrefix, fileOf, gapsOf, reasons, unfold } from "./unfold.ts";
import { makeZip } from "./zip-writer.ts";
import { crc32 } from "node:zlib";

const TEXT = packedText();

describe("zip: compression methods", () => {
  const samples = ["zipDeflate64", "zipBzip2", "zipLzma", "zipXz"];
  it.each(samples)("%s of another program", async (sample) => {
    const items = await unfold(fileOf("x.zip", packed(sample)));
    expect(contents(items)).toEqual([["orders.txt", TEXT]]);
    expect(reasons(items)).toEqual([]);
  });

  it.each([93, 20, 95])("method %d", async (method) => {
    const content = method === 95 ? xz(Buffer.from(TEXT)) : zstd(Buffer.from(TEXT));
    const entry = { name: "orders.txt", content, method, size: Buffer.byteLength(TEXT), crc: crc32(TEXT) };
    const items = await unfold(fileOf("x.zip", makeZip([entry])));
    expect(contents(items)).toEqual([["orders.txt", TEXT]]);
    expect(reasons(items)).toEqual([]);
    expect(reasons(await unfold(fileOf("x.zip", makeZip([{ ...entry, crc: 5 }]))))).toEqual(["malformed/partly"]);
  });

  it.each(samples)("%s: every prefix is told", async (sample) => {
    await everyPrefix("x.zip", packed(sample), 11);
  });

  it.each(samples)("%s: damage is told", async (sample) => {
    const whole = packed(sample);
    const seed = Number(process.env["SEED"] ?? 17);
    const random = randomBytes(seed, 50 * 3);
    for (let round = 0; round < 150; round += 3) {
      const bytes = Buffer.from(whole);
      // Behind the header and before the directory.
      const at = 60 + (random.readUInt16LE(round) % (bytes.length - 220));
      bytes[at] = (bytes[at] ?? 0) ^ (1 + ((random[round + 2] ?? 0) % 255));
      const items = await unfold(fileOf("x.zip", bytes));
      if (contents(items)[0]?.[1] !== TEXT) expect(gapsOf(items).length, `seed ${seed} round ${round}`).toBeGreaterThan(0);
    }
  });

  it("names what is not read", async () => {
    const details = async (bytes: Buffer): Promise<string[]> => gapsOf(await unfold(fileOf("x", bytes))).map((gap) => gap.detail);
    expect(await details(packed("zipPpmd"))).toEqual(["the zip entry is compressed with PPMd"]);
    expect(await details(makeZip([{ name: "S1234567D", content: "x", method: 6 }]))).toEqual([
      "the zip entry is compressed with Implode",
    ]);
    expect(await details(makeZip([{ name: "S1234567D", content: "x", method: 77 }]))).toEqual([
      "the zip entry is compressed with number 77",
    ]);
  });
});

describe("zip: split archives", () => {
  const parts = [
    { name: "a.txt", content: "NRIC S1234567D\n", method: 0 },
    { name: "b.txt", content: "x".repeat(5_000), method: 0 },
  ];
  const whole = makeZip(parts);
  it.each<[string, string, Buffer, [string, number][]]>([
    [
      "the first part, cut by size",
      "x.zip.001",
      whole.subarray(0, 3_000),
      [
        ["a.txt", 15],
        ["b.txt", 2_915],
      ],
    ],
    [
      "a part by its signature",
      "blob",
      Buffer.concat([Buffer.from("PK\x07\x08", "latin1"), whole.subarray(0, 3_000)]),
      [
        ["a.txt", 15],
        ["b.txt", 2_911],
      ],
    ],
    [
      "a part by its name",
      "x.z01",
      whole.subarray(0, 3_000),
      [
        ["a.txt", 15],
        ["b.txt", 2_915],
      ],
    ],
  ])("%s", async (_name, file, bytes, read) => {
    const items = await unfold(fileOf(file, bytes));
    expect(contents(items).map(([name]) => name)).toEqual(read.map(([name]) => name));
    expect(gapsOf(items).at(-1)?.detail).toMatch(/^a part of a split archive: 2 entries begin in it/);
    expect(reasons(items)).toEqual(["malformed/partly", "unsupported/partly"]);
  });

  it("the last part, by the number in its end record", async () => {
    const last = Buffer.from(whole.subarray(3_000));
    last.writeUInt16LE(1, last.length - 18);
    const items = await unfold(fileOf("x.zip", last));
    expect(gapsOf(items).map(({ detail }) => detail)).toEqual([
      "a part of a split archive: 0 entries begin in it, and what lies in other parts was not read",
    ]);
  });
});
