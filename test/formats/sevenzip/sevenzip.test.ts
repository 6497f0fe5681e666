import { describe, expect, it } from "vitest";
import { filteredSample } from "../../../fixtures/make/packed-filters.mjs";
import { packedText } from "../../../fixtures/make/packed-text.mjs";
import { packed } from "../../../fixtures/make/packed.mjs";
import { program } from "../../../fixtures/make/program.mjs";
import { copied, sevenZipArchive, stored, SYMLINK } from "../../../fixtures/make/sevenzip.mjs";
import { randomBytes } from "../random.ts";
import { chosen, contents, documentsOf, everyPrefix, fileOf, gapsOf, reasons, unfold } from "../unfold.ts";

const A = { name: "a.txt", bytes: Buffer.from("NRIC S1234567D\n") };
const ORDERS = { name: "sub/订单.txt", bytes: Buffer.from(packedText()) };
const PROGRAM = { name: "b.exe", bytes: program() };
const LONG = { name: "long.txt", bytes: Buffer.from(packedText().repeat(20)) };
const ALL = [A, ORDERS, PROGRAM, LONG];
const told = (members: readonly { name: string; bytes: Buffer }[]): [string, string][] =>
  members.map(({ name, bytes }) => [name, bytes.toString()]);

/** Differences to the byte `distance` before, as the delta filter makes them. */
function differences(bytes: Buffer, distance: number): Buffer {
  return Buffer.from(bytes.map((byte, index) => byte - (bytes[index - distance] ?? 0)));
}

const WHOLE = Buffer.concat(ALL.map(({ bytes }) => bytes));
const ARCHIVES: [string, Buffer][] = [
  ["each file in a folder of its own", sevenZipArchive(ALL.map((one) => stored([one])))],
  ["solid", sevenZipArchive([stored(ALL)])],
  ["copied", sevenZipArchive([copied(ALL)])],
  ["two folders, the list packed", sevenZipArchive([stored(ALL.slice(0, 2)), copied(ALL.slice(2))], { encoded: true })],
  [
    "a filter before LZMA2",
    sevenZipArchive([
      {
        members: ALL,
        coders: [{ id: "03", properties: "03" }, ...stored([]).coders],
        packed: stored([{ name: "", bytes: differences(WHOLE, 4) }]).packed,
      },
    ]),
  ],
  [
    "a decompressor before another",
    sevenZipArchive([
      { members: ALL, coders: [{ id: "00" }, ...stored([]).coders], packed: stored([{ name: "", bytes: WHOLE }]).packed },
    ]),
  ],
];

describe("7z", () => {
  it.each(ARCHIVES)("%s", async (_name, bytes) => {
    const items = await unfold(fileOf("x.7z", bytes));
    expect(contents(items)).toEqual(told(ALL));
    expect(reasons(items)).toEqual([]);
    expect(documentsOf(items)[1]?.steps).toEqual([{ kind: "entry", name: "sub/订单.txt" }]);
  });

  it.each(ARCHIVES)("%s: files that are larger than may be held flow", async (_name, bytes) => {
    const items = await unfold(fileOf("x.7z", bytes), { documentBytes: 20_000 });
    expect(contents(items)).toEqual(told(ALL));
    expect(reasons(items)).toEqual([]);
  });

  it.each<[string, string, [string, Buffer][]]>([
    ["LZMA", "sevenZipLzma", [["orders.txt", ORDERS.bytes]]],
    ["bzip2", "sevenZipBzip2", [["orders.txt", ORDERS.bytes]]],
    ["Deflate", "sevenZipDeflate", [["orders.txt", ORDERS.bytes]]],
    ["Deflate64", "sevenZipDeflate64", [["orders.txt", ORDERS.bytes]]],
    ["x86 programs", "sevenZipX86", [["program", PROGRAM.bytes]]],
    ["x86 programs in four streams", "sevenZipBcj2", [["program", PROGRAM.bytes]]],
    ["ARM64 programs", "sevenZipArm64Bzip2", [["program", PROGRAM.bytes]]],
    [
      "LZMA2, solid",
      "sevenZipPacked",
      [
        ["orders.txt", ORDERS.bytes],
        ["program", PROGRAM.bytes],
      ],
    ],
  ])("of 7-Zip: %s", async (_name, sample, expected) => {
    const items = await unfold(fileOf("x.7z", filteredSample(sample)));
    const found = documentsOf(items).map(({ name, bytes }) => [name, Buffer.from(bytes.read(0, bytes.size)).toString("hex")]);
    expect(found).toEqual(expected.map(([name, bytes]) => [name, bytes.toString("hex")]));
    expect(reasons(items)).toEqual([]);
  });

  it("LZMA2 that begins anew in the middle", async () => {
    const one = packed("sevenZip");
    const length = Number(one.readBigUInt64LE(12));
    // The packed stream of the first file, without the mark of its end and the list of files behind it.
    const stream = lzma2Of(one.subarray(32, 32 + length));
    // The byte before the new beginning is none that the first literal may look at.
    const first = { name: "first.txt", bytes: Buffer.from("xyz") };
    const twice = Buffer.concat([stored([first]).packed.subarray(0, -1), stream.subarray(0, -1), stream]);
    const members = [first, ORDERS, { ...ORDERS, name: "again.txt" }];
    const items = await unfold(fileOf("x.7z", sevenZipArchive([{ members, coders: stored([]).coders, packed: twice }])));
    expect(contents(items)).toEqual(told(members));
    expect(reasons(items)).toEqual([]);
  });

  it("what has no content, and links", async () => {
    const link = { name: "link", bytes: Buffer.from("a.txt"), attributes: SYMLINK };
    const bytes = sevenZipArchive([stored([A, link, ORDERS])], {
      empty: [
        { name: "folder", kind: "folder" },
        { name: "empty.txt", kind: "empty" },
        { name: "gone.txt", kind: "anti" },
      ],
    });
    const items = await unfold(fileOf("x.7z", bytes));
    expect(contents(items)).toEqual(told([A, ORDERS]));
    expect(gapsOf(items).map(({ reason, steps }) => [reason, steps])).toEqual([
      ["not-followed", [{ kind: "entry", name: "link" }]],
    ]);
    expect(await unfold(fileOf("x.7z", sevenZipArchive([], { empty: [{ name: "e", kind: "empty" }] })))).toEqual([]);
  });

  it.each<[string, string, string]>([
    ["AES", "06f10701", "encrypted/none"],
    ["Brotli", "04f71102", "unsupported/none"],
    ["what nobody knows", "7f7f", "unsupported/none"],
  ])("%s is told for each entry; other folders are read", async (_name, id, expected) => {
    const bytes = sevenZipArchive([{ members: [A, ORDERS], coders: [{ id }], packed: randomBytes(1, 900) }, stored([PROGRAM])]);
    // Small archives with unknown methods are shown to libarchive.
    const document = {
      ...fileOf("x.7z", bytes),
      bytes: { size: 2 ** 28, read: (at: number, length: number) => new Uint8Array(bytes.subarray(at, at + length)) },
    };
    const items = await unfold(document);
    expect(reasons(items)).toEqual([expected, expected]);
    expect(contents(items)).toEqual(told([PROGRAM]));
  });
});

/** The LZMA2 data of a packed stream, up to the mark of its end. */
function lzma2Of(packedStream: Buffer): Buffer {
  let at = 0;
  while (packedStream[at] !== 0) {
    const control = packedStream[at] ?? 0;
    at +=
      control < 0x80 ? 4 + packedStream.readUInt16BE(at + 1) : 6 + packedStream.readUInt16BE(at + 3) + (control >= 0xc0 ? 1 : 0);
  }
  return packedStream.subarray(0, at + 1);
}

describe("7z that is damaged", () => {
  it("every prefix is told, and what is in it is read", async () => {
    const bytes = sevenZipArchive([stored([A, ORDERS])]);
    await everyPrefix("x.7z", bytes, 211, 8);
    const items = await unfold(fileOf("x.7z", bytes.subarray(0, 6_000)));
    expect(contents(items)[0]?.[1]).toBe((A.bytes.toString() + packedText()).slice(0, 6_000 - 32 - 3));
    expect(reasons(items)).toEqual(["malformed/partly"]);
  });

  it.each<[string, string]>([
    ["sevenZip", "LZMA2"],
    ["sevenZipLzma", "LZMA"],
  ])("without its list of files: %s", async (sample) => {
    const bytes = sample === "sevenZip" ? packed(sample) : filteredSample(sample);
    const items = await unfold(fileOf("x.7z", bytes.subarray(0, 900)));
    const [[, text] = ["", ""]] = contents(items);
    expect(text.length).toBeGreaterThan(5_000);
    expect(packedText().startsWith(text)).toBe(true);
    expect(reasons(items)).toEqual(["malformed/partly"]);
  });

  it("streams that follow each other without a list", async () => {
    const bytes = sevenZipArchive([stored([LONG]), stored([ORDERS])]);
    const items = await unfold(fileOf("x.7z", bytes.subarray(0, 32 + Number(bytes.readBigUInt64LE(12)))));
    expect(contents(items)).toEqual([
      ["", LONG.bytes.toString()],
      ["", ORDERS.bytes.toString()],
    ]);
    expect(reasons(items)).toEqual(["malformed/partly"]);
  });

  it("a list that is not where the archive says is found", async () => {
    const bytes = sevenZipArchive([stored(ALL)]);
    bytes.fill(0, 8, 32);
    const items = await unfold(fileOf("x.7z", bytes));
    expect(contents(items)).toEqual(told(ALL));
    expect(reasons(items)).toEqual(["malformed/partly"]);
  });

  it("damage in a solid stream: what comes before it is read, each file behind it is told", async () => {
    const bytes = sevenZipArchive([stored([A, LONG, ORDERS]), stored([PROGRAM])]);
    // The control byte of the second chunk.
    bytes[32 + 3 + 65_536] = 0x7f;
    for (const documentBytes of [2 ** 27, 20_000]) {
      const items = await unfold(fileOf("x.7z", bytes), { documentBytes });
      const found = contents(items);
      expect(found.map(([name]) => name)).toEqual(["a.txt", "long.txt", "b.exe"]);
      expect(found[1]?.[1]).toBe(LONG.bytes.toString().slice(0, 65_536 - 15));
      expect(reasons(items)).toEqual(["malformed/partly", "malformed/none"]);
      expect(gapsOf(items).map(({ steps }) => steps)).toEqual([
        [{ kind: "entry", name: "long.txt" }],
        [{ kind: "entry", name: ORDERS.name }],
      ]);
    }
  });

  it.each([2 ** 27, 1_000])("a checksum is wrong (held up to %d)", async (documentBytes) => {
    for (const folder of [stored([A, ORDERS]), copied([A, ORDERS])]) {
      const bytes = sevenZipArchive([folder]);
      bytes[3_000] = 0x21;
      const items = await unfold(fileOf("x.7z", bytes), { documentBytes });
      expect(contents(items)).toHaveLength(2);
      expect(gapsOf(items).map(({ detail }) => detail)).toEqual(["the checksum of this entry is wrong"]);
    }
  });

  it("sizes that lie", async () => {
    const items = await unfold(fileOf("x.7z", sevenZipArchive([{ ...stored([A, ORDERS]), size: 2 ** 40 }])));
    expect(contents(items)).toEqual(told([A, ORDERS]));
    expect(reasons(items)).toEqual(["malformed/partly"]);
    const none = await unfold(fileOf("x.7z", sevenZipArchive([{ ...stored([A, ORDERS]), size: 3 }])));
    expect(reasons(none)).toEqual(["malformed/partly"]);
  });

  it("random damage: never thrown, and nothing is wrong in silence", async () => {
    const seed = Number(process.env["SEED"] ?? 11);
    for (const [name, bytes] of [...ARCHIVES, ["of 7-Zip", filteredSample("sevenZipPacked")] as const]) {
      const expected = JSON.stringify(contents(await unfold(fileOf("x.7z", bytes))));
      const random = randomBytes(seed, 60 * 8);
      for (let round = 0; round < 60; round += 1) {
        const hurt = Buffer.from(bytes);
        // Half of the hits are at the ends, where the lists are.
        const spread = round % 2 === 0 ? hurt.length - 6 : 250;
        const from = round % 2 === 0 ? 6 : hurt.length - 250;
        for (let hit = 0; hit < 2; hit += 1)
          hurt[from + (random.readUInt32LE(round * 8 + hit * 4) % spread)] = random[round * 8 + hit * 4 + 1] ?? 0;
        const document = fileOf("x.7z", hurt);
        if (chosen(document).id !== "7z") continue;
        const items = await unfold(document);
        if (JSON.stringify(contents(items)) !== expected)
          expect(gapsOf(items).length, `seed ${seed} round ${round} ${name}`).toBeGreaterThan(0);
      }
    }
  });
});

describe("7z bombs", () => {
  const zeros = filteredSample("lzma2Zeros");
  const size = (((zeros[0] ?? 0) & 0x1f) << 16) + zeros.readUInt16BE(1) + 1;

  it("3 GB of zeros", async () => {
    const count = Math.ceil((3 * 1024 ** 3) / size);
    const data = Buffer.concat([...Array.from({ length: count }, () => zeros), Buffer.from([0])]);
    const bomb = {
      members: [{ name: "zeros", bytes: Buffer.alloc(0) }],
      coders: stored([]).coders,
      packed: data,
      size: count * size,
    };
    const document = fileOf("x.7z", sevenZipArchive([bomb, stored([A])]));
    const format = chosen(document);
    const started = performance.now();
    const items = await unfoldShort(document, format);
    expect(items).toContain("ratio-limit/partly");
    expect(performance.now() - started).toBeLessThan(8_000);
  });

  it("counts of things that are not there", async () => {
    const bytes = sevenZipArchive([stored(ALL)]);
    // The number of files.
    const at = bytes.lastIndexOf(Buffer.from([0x05, ALL.length, 0x11]));
    const absurd = Buffer.concat([bytes.subarray(0, at + 1), Buffer.from("e0ffffff", "hex"), bytes.subarray(at + 2)]);
    expect(at).toBeGreaterThan(0);
    const items = await unfold(fileOf("x.7z", absurd));
    expect(reasons(items)).toEqual(["malformed/partly"]);
  });
});

/** Reads as a scan does: forward, and holding nothing. */
async function unfoldShort(document: ReturnType<typeof fileOf>, format: ReturnType<typeof chosen>): Promise<string[]> {
  const { createBudget } = await import("../../../src/limits/budget.ts");
  const { DEFAULT_LIMITS } = await import("../../../src/limits/limits.ts");
  const told: string[] = [];
  for await (const item of format.extract(document, { budget: createBudget(DEFAULT_LIMITS), insideMessage: false, depth: 0 })) {
    if (item.kind === "gap") told.push(`${item.reason}/${item.examined}`);
    if (item.kind !== "document") continue;
    for (let at = 0; at < item.bytes.size; at += 1_048_576) item.bytes.read(at, 1_048_576);
  }
  return told;
}
