import { describe, expect, it } from "vitest";
import { memorySource } from "../../../src/bytes/memory.ts";
import {
  compoundOf,
  openCompound,
  storageIn,
  streamIn,
  type Compound,
  type CompoundEntry,
} from "../../../src/formats/cfb/compound.ts";
import { storageFile } from "../../../src/formats/cfb/storage-file.ts";
import { cfb, type CfbNode } from "../../../fixtures/make/cfb.mjs";
import { randomFrom, seedOf } from "../../random.ts";
import { randomBytes } from "../random.ts";
import { fileOf, sniffedOf } from "../unfold.ts";

const END_OF_CHAIN = 0xfffffffe;
const BIG = randomBytes(1, 70_000);
const SMALL = randomBytes(2, 700);
const TREE: readonly CfbNode[] = [
  { name: "big", bytes: BIG },
  { name: "small", bytes: SMALL },
  { name: "empty", bytes: Buffer.alloc(0) },
  { name: "edge", bytes: randomBytes(3, 4_096) },
  { name: "below", bytes: randomBytes(4, 4_095) },
  {
    name: "folder",
    clsid: Buffer.alloc(16, 7),
    children: [
      { name: "inner", bytes: SMALL },
      { name: "deeper", children: [{ name: "x", bytes: BIG }] },
    ],
  },
  ...Array.from({ length: 40 }, (_, index) => ({ name: `n${index}`, bytes: randomBytes(index + 10, index * 40) })),
];

/** Path and content of each stream. */
function streams(entries: readonly CompoundEntry[], path = ""): [path: string, bytes: string][] {
  return entries.flatMap((entry): [string, string][] => {
    if (entry.kind === "storage") return streams(entry.entries, `${path}${entry.name}/`);
    const { bytes } = entry.open();
    return [[path + entry.name, Buffer.from(bytes.read(0, bytes.size)).toString("hex")]];
  });
}

function wanted(nodes: readonly CfbNode[], path = ""): [path: string, bytes: string][] {
  return nodes.flatMap((node): [string, string][] =>
    node.children === undefined
      ? [[path + node.name, node.bytes.toString("hex")]]
      : wanted(node.children, `${path}${node.name}/`),
  );
}

function opened(bytes: Buffer): Compound {
  const compound = openCompound(memorySource(bytes));
  if (compound === undefined) throw new Error("not opened");
  return compound;
}

const byPath = (one: readonly [string, string], other: readonly [string, string]): number => (one[0] < other[0] ? -1 : 1);

describe("a compound file", () => {
  it.each([3, 4] as const)("of version %s is read whole", (version) => {
    const compound = opened(cfb(TREE, { version, clsid: Buffer.from("0b0d020000000000c000000000000046", "hex") }));
    expect(compound.damaged).toBe(false);
    expect(compound.lost).toEqual([]);
    expect(compound.root.clsid).toBe("00020d0b-0000-0000-c000-000000000046");
    expect(streams(compound.root.entries).toSorted(byPath)).toEqual(wanted(TREE).toSorted(byPath));
  });

  it("with a DIFAT beyond the header is read whole", () => {
    const huge = Buffer.alloc(8 * 1024 ** 2, "The quick brown fox. ");
    const compound = opened(
      cfb([
        { name: "huge", bytes: huge },
        { name: "s", bytes: SMALL },
      ]),
    );
    const stream = streamIn(compound.root, "HUGE");
    const { bytes, whole } = stream?.open() ?? { bytes: memorySource(Buffer.alloc(0)), whole: false };
    expect(whole).toBe(true);
    expect(Buffer.compare(Buffer.from(bytes.read(0, bytes.size)), huge)).toBe(0);
    // The last bytes, which only the DIFAT leads to.
    expect(Buffer.from(bytes.read(huge.length - 5, 99)).toString("latin1")).toBe(huge.toString("latin1", huge.length - 5));
  });

  it("gives any range of a stream", () => {
    const stream = streamIn(opened(cfb(TREE)).root, "big");
    const bytes = stream?.open().bytes;
    for (const [from, length] of [
      [0, 1],
      [511, 2],
      [512, 512],
      [69_990, 100],
      [70_000, 10],
      [1_000, 60_000],
    ] as const)
      expect(Buffer.from(bytes?.read(from, length) ?? []).toString("hex")).toBe(
        BIG.subarray(from, from + length).toString("hex"),
      );
  });

  it("is found by names in any case", () => {
    const { root } = opened(cfb(TREE));
    expect(storageIn(root, "FOLDER")?.entries.map(({ name }) => name)).toEqual(["inner", "deeper"]);
    expect(streamIn(root, "folder")).toBeUndefined();
  });

  it("is opened through what is sniffed, once", () => {
    const sniffed = sniffedOf(fileOf("x", cfb(TREE)));
    expect(compoundOf(sniffed)?.root.entries.length).toBe(TREE.length);
    expect(compoundOf(sniffed)).toBe(compoundOf(sniffed));
    expect(compoundOf(sniffedOf(fileOf("x", "no")))).toBeUndefined();
  });

  it("that holds streams in pieces is read in their order", () => {
    // Sectors of one stream that do not follow one another: each second one belongs to the other.
    const bytes = cfb([
      { name: "a", bytes: BIG },
      { name: "b", bytes: BIG },
    ]);
    const fat = 512 * (1 + bytes.readUInt32LE(76));
    const count = Math.ceil(BIG.length / 512);
    const sector = (number: number): Buffer => bytes.subarray(512 * (number + 1), 512 * (number + 2));
    const [first, second] = [
      Buffer.from(bytes.subarray(512, 512 * (count + 1))),
      Buffer.from(bytes.subarray(512 * (count + 1), 512 * (2 * count + 1))),
    ];
    const put = (place: number, next: number): void => {
      const table = Math.floor(place / 128);
      bytes.writeUInt32LE(next, fat + table * 512 + (place % 128) * 4);
    };
    for (let index = 0; index < count; index += 1) {
      first.copy(sector(index * 2), 0, index * 512, (index + 1) * 512);
      second.copy(sector(index * 2 + 1), 0, index * 512, (index + 1) * 512);
      put(index * 2, index + 1 < count ? index * 2 + 2 : END_OF_CHAIN);
      put(index * 2 + 1, index + 1 < count ? index * 2 + 3 : END_OF_CHAIN);
    }
    const directory = 512 * (1 + bytes.readUInt32LE(48));
    bytes.writeUInt32LE(0, directory + 128 + 116);
    bytes.writeUInt32LE(1, directory + 256 + 116);
    expect(streams(opened(bytes).root.entries)).toEqual([
      ["a", BIG.toString("hex")],
      ["b", BIG.toString("hex")],
    ]);
  });
});

describe("a storage as a file of its own", () => {
  it.each([
    ["small", TREE],
    ["empty", []],
    ["beyond the header's table", [{ name: "huge", bytes: Buffer.alloc(8 * 1024 ** 2, "abc") }]],
  ] as const)("is the same: %s", (_name, tree) => {
    const folder = storageIn(opened(cfb([{ name: "object", clsid: Buffer.alloc(16, 9), children: tree }])).root, "object");
    const source = storageFile(folder ?? { kind: "storage", name: "", clsid: "", entries: [] });
    const again = opened(Buffer.from(source.read(0, source.size)));
    expect(again.damaged).toBe(false);
    expect(again.root.clsid).toBe("09090909-0909-0909-0909-090909090909");
    expect(streams(again.root.entries).toSorted(byPath)).toEqual(wanted(tree).toSorted(byPath));
    // Any range is the same as that of the whole.
    const whole = Buffer.from(source.read(0, source.size));
    for (const from of [0, 500, 513, 4_000, 66_000])
      expect(Buffer.from(source.read(from, 700))).toEqual(whole.subarray(from, from + 700));
  });
});

describe("a damaged compound file", () => {
  const sample = cfb(TREE);

  it("is opened as far as it goes, whatever its length", () => {
    let most = 0;
    for (let end = 0; end < sample.length; end += 97) {
      const compound = openCompound(memorySource(sample.subarray(0, end)));
      if (end < 80) expect(compound).toBeUndefined();
      else most = Math.max(most, streams(compound?.root.entries ?? []).length);
      if (compound !== undefined)
        expect(compound.damaged || streamIn(compound.root, "big")?.open().whole === false || end > sample.length - 600).toBe(
          true,
        );
    }
    expect(most).toBe(wanted(TREE).length);
  });

  it("without its sector table takes sectors to be neighbours", () => {
    const table = 512 * (1 + sample.readUInt32LE(76));
    const compound = opened(sample.subarray(0, table));
    expect(compound.damaged).toBe(true);
    const { bytes, whole } = streamIn(compound.root, "big")?.open() ?? { bytes: memorySource(Buffer.alloc(0)), whole: true };
    expect(whole).toBe(false);
    expect(Buffer.compare(Buffer.from(bytes.read(0, bytes.size)), BIG)).toBe(0);
  });

  it.each<[string, (bytes: Buffer, fat: number, directory: number) => void]>([
    ["a chain that comes back to itself", (bytes, fat) => bytes.writeUInt32LE(3, fat + 9 * 4)],
    ["a chain of one sector", (bytes, fat) => bytes.writeUInt32LE(0, fat)],
    [
      "a directory that comes back to itself",
      (bytes, fat, directory) => bytes.writeUInt32LE((directory - 512) / 512, fat + ((directory - 512) / 512) * 4),
    ],
    [
      "siblings in a ring",
      (bytes, _fat, directory) => [1, 2, 3].forEach((entry) => bytes.writeUInt32LE(entry, directory + entry * 128 + 72)),
    ],
    ["a storage inside itself", (bytes, _fat, directory) => bytes.writeUInt32LE(0, directory + 76)],
    ["a size beyond all", (bytes, _fat, directory) => bytes.writeUInt32LE(0xfffffff0, directory + 128 + 120)],
    ["a DIFAT that leads out of the file", (bytes) => bytes.fill(0xff, 76, 512).writeUInt32LE(0x00ffffff, 68)],
    ["no size of sectors", (bytes) => bytes.writeUInt16LE(31, 30)],
    ["all sectors free", (bytes, fat) => bytes.fill(0xff, fat, fat + 512)],
  ])("%s ends, and is told", (_name, damage) => {
    const bytes = Buffer.from(sample);
    damage(bytes, 512 * (1 + bytes.readUInt32LE(76)), 512 * (1 + bytes.readUInt32LE(48)));
    const compound = opened(bytes);
    const all = streams([...compound.root.entries, ...compound.lost]);
    expect(all.every(([, content]) => content.length / 2 <= bytes.length)).toBe(true);
    const whole = (entries: readonly CompoundEntry[]): boolean =>
      entries.every((entry) => (entry.kind === "stream" ? entry.open().whole : whole(entry.entries)));
    expect(compound.damaged || !whole(compound.root.entries)).toBe(true);
  });

  it("whose root leads nowhere gives its entries as lost", () => {
    const bytes = Buffer.from(sample);
    bytes.writeUInt32LE(0xffffffff, 512 * (1 + bytes.readUInt32LE(48)) + 76);
    const { root, lost, damaged } = opened(bytes);
    expect([root.entries, damaged]).toEqual([[], true]);
    expect(streams(lost).map(([path]) => path)).toContain("folder/deeper/x");
    expect(streams(lost).length).toBe(wanted(TREE).length);
  });

  it("never takes more sectors than a few times its own for all of its streams", () => {
    const bytes = cfb(
      Array.from({ length: 400 }, (_, index) => ({ name: `s${index}`, bytes: index === 0 ? BIG : Buffer.alloc(0) })),
    );
    const directory = 512 * (1 + bytes.readUInt32LE(48));
    for (let entry = 1; entry <= 400; entry += 1) {
      bytes.writeUInt32LE(0, directory + entry * 128 + 116);
      bytes.writeUInt32LE(BIG.length, directory + entry * 128 + 120);
    }
    const total = streams(opened(bytes).root.entries).reduce((sum, [, content]) => sum + content.length / 2, 0);
    expect(total).toBeLessThan(bytes.length * 4 + 4_096 * 512 + 1);
    expect(total).toBeGreaterThan(BIG.length);
  });

  it("with random bytes in it never hangs, throws or grows", () => {
    const seed = seedOf("compound");
    const random = randomFrom(seed);
    for (let round = 0; round < 300; round += 1) {
      const bytes = Buffer.from(sample);
      for (let hits = 1 + random.below(30); hits > 0; hits -= 1) bytes[8 + random.below(bytes.length - 8)] = random.below(256);
      const compound = openCompound(memorySource(bytes));
      const size = streams([...(compound?.root.entries ?? []), ...(compound?.lost ?? [])]).reduce(
        (sum, [, one]) => sum + one.length / 2,
        0,
      );
      expect(size, `seed ${seed}, round ${round}`).toBeLessThan(bytes.length * 8);
    }
  });
});
