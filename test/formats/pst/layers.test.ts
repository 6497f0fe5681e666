import { describe, expect, it } from "vitest";
import { memorySource } from "../../../src/bytes/memory.ts";
import type { Blocks } from "../../../src/formats/pst/blocks.ts";
import { checksum } from "../../../src/formats/pst/checksum.ts";
import { openData } from "../../../src/formats/pst/data-tree.ts";
import { nodeEntry, type NodeEntry } from "../../../src/formats/pst/entries.ts";
import { openHeapTree } from "../../../src/formats/pst/heap-tree.ts";
import { openHeap } from "../../../src/formats/pst/heap.ts";
import { layoutOf, type Layout } from "../../../src/formats/pst/layout.ts";
import { NODE_TREE, pageReader } from "../../../src/formats/pst/page.ts";
import { findSubnode, subnodesOf } from "../../../src/formats/pst/subnodes.ts";
import { openTree, type Hole } from "../../../src/formats/pst/tree.ts";
import { fixedValue, variableValues } from "../../../src/formats/pst/values.ts";

const UNICODE = layoutOf(23) as Layout;

/** Blocks in memory. */
function blocksOf(list: Readonly<Record<number, Buffer>>): Blocks {
  const damage = { missing: new Set<number>(), wrong: new Set<number>() };
  const read = (bid: number): Uint8Array | undefined => {
    if (list[bid] === undefined) damage.missing.add(bid);
    return list[bid];
  };
  const nothing = (): void => {};
  return {
    layout: UNICODE,
    size: (bid) => list[bid]?.length,
    read,
    damage,
    begin: nothing,
    charge: nothing,
    exhausted: () => false,
    spent: () => 0,
  };
}

function words(...numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(numbers.length * 8);
  for (const [index, number] of numbers.entries()) bytes.writeBigUInt64LE(BigInt(number), index * 8);
  return bytes;
}

/** The head of a list of blocks or subnodes. */
function head(type: number, level: number, count: number): Buffer {
  return Buffer.from([type, level, count & 0xff, count >> 8, 0, 0, 0, 0]);
}

describe("a tree of pages", () => {
  /** Pages of a file, at multiples of 512 bytes from 512 on; page n has the number n. */
  function treeOf(
    pages: readonly { level: number; entries: readonly Buffer[]; broken?: true }[],
  ): ReturnType<typeof openTree<NodeEntry>> {
    const bytes = Buffer.alloc(512 * (pages.length + 1));
    for (const [index, { level, entries, broken }] of pages.entries()) {
      const page = bytes.subarray(512 * (index + 1), 512 * (index + 2));
      page.set(Buffer.concat(entries));
      page.set([entries.length, 20, level > 0 ? 24 : 32, level], 488);
      page.set([NODE_TREE, NODE_TREE], 496);
      page.writeUInt32LE((checksum(page.subarray(0, 496)) ^ (broken === undefined ? 0 : 1)) >>> 0, 500);
      page.writeBigUInt64LE(BigInt(index + 1), 504);
    }
    return openTree({
      layout: UNICODE,
      type: NODE_TREE,
      root: { bid: 1, offset: 512 },
      page: pageReader(memorySource(bytes), UNICODE, NODE_TREE, 10_000),
      entry: nodeEntry,
    });
  }
  const branch = (key: number, page: number): Buffer => words(key, page, page * 512);
  const leaf = (key: number): Buffer => words(key, key * 4, 0, 0x122);
  const told = (tree: ReturnType<typeof treeOf>): string[] =>
    [...tree.walk()].map((one: NodeEntry | Hole<NodeEntry>) =>
      "kind" in one ? `hole ${one.low}-${one.high}${one.weak.map(({ key }) => ` ${key}`).join("")}` : String(one.key),
    );

  it("is walked and searched in the order of its keys", () => {
    const tree = treeOf([
      { level: 1, entries: [branch(1, 2), branch(10, 3)] },
      { level: 0, entries: [leaf(1), leaf(5)] },
      { level: 0, entries: [leaf(10), leaf(11)] },
    ]);
    expect(told(tree)).toEqual(["1", "5", "10", "11"]);
    expect([0, 1, 5, 6, 11, 12].map((key) => tree.find(key).entry?.data)).toEqual([undefined, 4, 20, undefined, 44, undefined]);
    expect(tree.find(6).lost).toBe(false);
  });

  it.each<[string, Parameters<typeof treeOf>[0], string[], boolean]>([
    [
      "a page that is its own child",
      [
        { level: 1, entries: [branch(1, 1), branch(10, 2)] },
        { level: 0, entries: [leaf(10)] },
      ],
      ["hole 1-10", "10"],
      true,
    ],
    [
      "a child of another level",
      [
        { level: 2, entries: [branch(5, 2)] },
        { level: 0, entries: [leaf(5)] },
      ],
      ["hole 5-Infinity"],
      true,
    ],
    [
      "one child twice",
      [
        { level: 1, entries: [branch(5, 2), branch(9, 2)] },
        { level: 0, entries: [leaf(5), leaf(6)] },
      ],
      ["5", "6", "hole 9-Infinity"],
      false,
    ],
    ["keys out of order", [{ level: 0, entries: [leaf(5), leaf(3), leaf(5), leaf(8)] }], ["5", "8"], false],
    ["a leaf with a wrong checksum", [{ level: 0, entries: [leaf(5), leaf(7)], broken: true }], ["hole 0-Infinity 5 7"], true],
    [
      "a branch with a wrong checksum",
      [
        { level: 1, entries: [branch(5, 2)], broken: true },
        { level: 0, entries: [leaf(5)] },
      ],
      ["hole 0-Infinity"],
      true,
    ],
    [
      "a child that is another page than the one that is meant",
      [
        { level: 1, entries: [words(5, 3, 2 * 512)] },
        { level: 0, entries: [leaf(5)] },
      ],
      ["hole 5-Infinity"],
      true,
    ],
    ["no pages", [], ["hole 0-Infinity"], true],
  ])("with %s", (_name, pages, expected, lost) => {
    const tree = treeOf(pages);
    expect(told(tree)).toEqual(expected);
    expect(tree.find(5).lost).toBe(lost);
  });
});

describe("the data of a node", () => {
  const list = (level: number, ...bids: readonly number[]): Buffer =>
    Buffer.concat([head(1, level, bids.length), words(...bids)]);
  const text = (bids: number, blocks: Blocks): string => {
    const { source } = openData(blocks, bids);
    return Buffer.from(source.read(0, source.size)).toString();
  };

  it.each<[string, number, Record<number, Buffer>, string, { missing?: number[]; wrong?: number[] }]>([
    ["none", 0, {}, "", {}],
    ["one block", 4, { 4: Buffer.from("abc") }, "abc", {}],
    ["a list", 6, { 6: list(1, 8, 12), 8: Buffer.from("abc"), 12: Buffer.from("def") }, "abcdef", {}],
    [
      "a list of lists",
      6,
      { 6: list(2, 10, 14), 10: list(1, 8), 14: list(1, 12), 8: Buffer.from("abc"), 12: Buffer.from("d") },
      "abcd",
      {},
    ],
    ["a list that lists itself", 6, { 6: list(2, 6, 10), 10: list(1, 8), 8: Buffer.from("abc") }, "abc", { wrong: [6] }],
    ["a list with one block twice", 6, { 6: list(1, 8, 8, 8), 8: Buffer.from("abc") }, "abc", { wrong: [6] }],
    ["lists of lists of lists", 6, { 6: list(2, 10), 10: list(2, 8), 8: Buffer.from("abc") }, "", { wrong: [10] }],
    ["a list that is cut off", 6, { 6: list(1, 8, 12).subarray(0, 20), 8: Buffer.from("abc") }, "abc", { wrong: [6] }],
    ["a list that is none", 6, { 6: Buffer.from("\u0002\u0001 is none"), 8: Buffer.from("abc") }, "", { wrong: [6] }],
    ["a last block that is not there", 6, { 6: list(1, 8, 12), 8: Buffer.from("abc") }, "abc", { missing: [12] }],
  ])("in %s", (_name, bid, given, expected, { missing = [], wrong = [] }) => {
    const blocks = blocksOf(given);
    expect(text(bid, blocks)).toBe(expected);
    expect([[...blocks.damage.missing], [...blocks.damage.wrong]]).toEqual([missing, wrong]);
  });

  it("keeps its place behind a block that is not there", () => {
    const { source } = openData(blocksOf({ 6: list(1, 8, 12), 12: Buffer.from("end") }), 6);
    expect(source.size).toBe(UNICODE.maxBlockData + 3);
    expect(Buffer.from(source.read(source.size - 4, 10))).toEqual(Buffer.from("\0end"));
  });
});

describe("subnodes", () => {
  const slist = (...entries: readonly (readonly [number, number, number])[]): Buffer =>
    Buffer.concat([head(2, 0, entries.length), ...entries.map((one) => words(...one))]);
  const ilist = (...entries: readonly (readonly [number, number])[]): Buffer =>
    Buffer.concat([head(2, 1, entries.length), ...entries.map((one) => words(...one))]);

  it("are found in one list or in lists of lists", () => {
    const blocks = blocksOf({ 2: slist([5, 8, 0], [37, 12, 2]), 6: slist([69, 16, 0]), 10: ilist([5, 2], [69, 6]) });
    expect([5, 37, 69].map((nid) => findSubnode(blocks, 10, nid)?.data)).toEqual([8, 12, 16]);
    expect(findSubnode(blocks, 2, 37)).toEqual({ nid: 37, data: 12, subnodes: 2 });
    expect([findSubnode(blocks, 10, 6), findSubnode(blocks, 10, 1), findSubnode(blocks, 0, 5)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect([...subnodesOf(blocks, 10)].map(({ nid }) => nid)).toEqual([5, 37, 69]);
  });

  it("end where a list leads to itself or to one that was read", () => {
    const blocks = blocksOf({ 2: slist([5, 8, 0]), 10: ilist([5, 10], [6, 2], [7, 2]) });
    expect([...subnodesOf(blocks, 10)].map(({ nid }) => nid)).toEqual([5]);
  });
});

describe("a heap", () => {
  /** A heap of one block: its items are numbered from 1. */
  function heapOf(items: readonly Buffer[], root = 0x20): NonNullable<ReturnType<typeof openHeap>> {
    const offsets: number[] = [];
    let at = 12;
    for (const item of items) {
      offsets.push(at);
      at += item.length;
    }
    const start = Buffer.alloc(12);
    start.writeUInt16LE(at, 0);
    start.set([0xec, 0xbc], 2);
    start.writeUInt32LE(root, 4);
    const map = Buffer.alloc(4 + 2 * (items.length + 1));
    map.writeUInt16LE(items.length, 0);
    for (const [index, offset] of [...offsets, at].entries()) map.writeUInt16LE(offset, 4 + 2 * index);
    const heap = openHeap(blocksOf({ 4: Buffer.concat([start, ...items, map]) }), { data: 4, subnodes: 0 });
    if (heap === undefined) throw new Error("no heap");
    return heap;
  }
  const treeHead = (keyBytes: number, dataBytes: number, level: number, root: number): Buffer =>
    Buffer.from([0xb5, keyBytes, dataBytes, level, root & 0xff, root >> 8, 0, 0]);
  const keys = (heap: ReturnType<typeof heapOf>): { keys: number[] | undefined; broken: number } => {
    let broken = 0;
    const records = openHeapTree(heap, heap.userRoot, () => (broken += 1));
    return { keys: records === undefined ? undefined : [...records].map(({ key }) => key), broken };
  };

  it("gives the items that are there", () => {
    const heap = heapOf([Buffer.from("one"), Buffer.from(""), Buffer.from("three")]);
    const texts = [0x20, 0x40, 0x60, 0x80, 0, 0x21, 0x10020].map((hid) => heap.item(hid)?.toString());
    expect(texts).toEqual(["one", "", "three", undefined, undefined, undefined, undefined]);
  });

  it("is none where its data is not", () => {
    for (const data of ["", "short", "\u0000\u0000\u0000\u0000 no signature"]) {
      expect(openHeap(blocksOf({ 4: Buffer.from(data) }), { data: 4, subnodes: 0 })).toBeUndefined();
    }
  });

  it.each<[string, readonly Buffer[], number[] | undefined, number]>([
    ["of one level", [treeHead(2, 2, 0, 0x40), Buffer.from([1, 0, 9, 9, 2, 0, 9, 9])], [1, 2], 0],
    ["without records", [treeHead(2, 2, 0, 0)], [], 0],
    ["of two levels", [treeHead(2, 2, 1, 0x40), Buffer.from([1, 0, 0x60, 0, 0, 0]), Buffer.from([1, 0, 9, 9])], [1], 0],
    ["that leads to itself", [treeHead(2, 2, 8, 0x40), Buffer.from([1, 0, 0x40, 0, 0, 0, 2, 0, 0x40, 0, 0, 0])], [], 2],
    ["without its root", [treeHead(2, 2, 0, 0x80)], [], 1],
    ["that is none", [Buffer.from("no tree!")], undefined, 0],
    ["of too many levels", [treeHead(2, 2, 9, 0x40), Buffer.from([1, 0, 9, 9])], undefined, 0],
    ["with keys of no size", [treeHead(0, 2, 0, 0x40), Buffer.from([1, 0, 9, 9])], undefined, 0],
    ["whose last record is cut off", [treeHead(2, 2, 0, 0x40), Buffer.from([1, 0, 9, 9, 2, 0])], [1], 0],
  ])("holds a tree %s", (_name, items, expected, broken) => {
    expect(keys(heapOf(items))).toEqual({ keys: expected, broken });
  });
});

describe("a value", () => {
  const room = (bytes: number): Parameters<typeof variableValues>[2] => ({ charset: "windows-1252", room: { bytes } });

  it.each([
    ["int16", 2, "feff", { kind: "number", number: -2 }],
    ["int32", 3, "feffffff", { kind: "number", number: -2 }],
    ["double", 5, "000000000000f83f", { kind: "number", number: 1.5 }],
    ["currency", 6, "1027000000000000", { kind: "number", number: 1 }],
    ["boolean", 11, "01", { kind: "boolean", boolean: true }],
    ["int64", 20, "0000000001000000", { kind: "number", number: 2 ** 32 }],
    ["time", 64, "00803ed5deb19d01", { kind: "time", time: 0 }],
    ["a type there is not", 99, "00", undefined],
  ])("of the type %s", (_name, type, hex, expected) => {
    expect(fixedValue(type, new DataView(new Uint8Array(Buffer.from(hex, "hex")).buffer), 0)).toEqual(expected);
  });

  const listOf = (...items: readonly string[]): Buffer => {
    const table = Buffer.alloc(4 + 4 * items.length);
    table.writeUInt32LE(items.length, 0);
    let at = table.length;
    for (const [index, item] of items.entries()) {
      table.writeUInt32LE(at, 4 + 4 * index);
      at += item.length;
    }
    return Buffer.concat([table, Buffer.from(items.join(""), "latin1")]);
  };

  it.each<[string, number, Buffer, unknown]>([
    ["text", 0x1f, Buffer.from("陳大文\0", "utf16le"), [{ kind: "text", text: "陳大文" }]],
    ["text of an odd length", 0x1f, Buffer.from("a\0b", "latin1"), [{ kind: "text", text: "a" }]],
    [
      "8-bit text",
      0x1e,
      Buffer.from("caf\u00e9 au lait, s'il vous pla\u00eet\0", "latin1"),
      [{ kind: "text", text: "café au lait, s'il vous plaît" }],
    ],
    ["a list of texts", 0x101e, listOf("one", "", "three"), [{ kind: "texts", texts: ["one", "", "three"] }]],
    [
      "a list of numbers",
      0x1003,
      Buffer.from("0100000002000000", "hex"),
      [
        { kind: "number", number: 1 },
        { kind: "number", number: 2 },
      ],
    ],
    ["an empty list", 0x101f, Buffer.alloc(0), []],
    ["a list whose texts overlap", 0x101e, Buffer.from("02000000100000000c000000616263646566", "hex"), undefined],
    ["a list whose texts lie in its own head", 0x101e, Buffer.from("01000000040000006162", "hex"), undefined],
    ["a list of more than there is", 0x101e, Buffer.from("ffffff7f0c000000", "hex"), undefined],
  ])("of %s", (_name, type, bytes, expected) => {
    expect(variableValues(type, memorySource(bytes), room(1_000))).toEqual(expected);
  });

  it("of an item is not read when its texts take more room than there is", () => {
    const decoding = room(10);
    const eight = memorySource(Buffer.from("8 bytes!"));
    expect([variableValues(0x1e, eight, decoding) !== undefined, variableValues(0x1e, eight, decoding)]).toEqual([
      true,
      undefined,
    ]);
  });
});
