import { describe, expect, it } from "vitest";
import { checksum, signature } from "../../../src/formats/pst/checksum.ts";
import { charsetOfCodepage } from "../../../src/formats/pst/codepage.ts";
import { openRows } from "../../../src/formats/pst/columns.ts";
import { decode, type Crypt } from "../../../src/formats/pst/crypt.ts";
import { layoutOf } from "../../../src/formats/pst/layout.ts";
import { nidSet } from "../../../src/formats/pst/nid-set.ts";
import { blockKey, idAt, isInternal, roundUp } from "../../../src/formats/pst/numbers.ts";
import { openRecent } from "../../../src/formats/pst/recent.ts";
import { randomBytes } from "../random.ts";

describe("the checksum", () => {
  it.each([
    ["", 0],
    ["123456789", 0x2dfd2d88],
  ])("of %j is that of the standard, without its inversions", (text, expected) => {
    expect(checksum(Buffer.from(text))).toBe(expected);
  });

  it("is that of the table of the standard, bit by bit", () => {
    const bytes = randomBytes(3, 500);
    let crc = 0;
    for (const byte of bytes) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ ((crc & 1) === 0 ? 0 : 0xedb88320);
    }
    expect(checksum(bytes)).toBe(crc >>> 0);
  });
});

it.each([
  [0x25000, 4, 0x5006],
  [0x220000, 0x4aa3, 0x4a81],
  [0x1_0000_4400, 0x1_0000_0004, 0x4404],
])("the signature of offset %i and id %i", (offset, id, expected) => {
  expect(signature(offset, id)).toBe(expected);
});

describe("the encodings", () => {
  it.each<[Crypt, number, string, string]>([
    ["none", 4, "13c800", "13c800"],
    // The inverse table of the standard begins 47 f1 b4 e6.
    ["permute", 4, "00010203", "47f1b4e6"],
    // With the key 0 the first byte goes through the three tables as they stand.
    ["cyclic", 0, "00", "b9"],
  ])("%s with the key %i", (crypt, bid, data, expected) => {
    expect(Buffer.from(decode(Buffer.from(data, "hex"), crypt, bid)).toString("hex")).toBe(expected);
  });

  it("cyclic twice is what it was, whatever the key", () => {
    const data = randomBytes(5, 70_000);
    for (const bid of [0, 4, 0x12345678, 0xffff_fffc, 0x1_0000_0004]) {
      const once = decode(data, "cyclic", bid);
      expect(Buffer.from(once).equals(data)).toBe(false);
      expect(Buffer.from(decode(once, "cyclic", bid)).equals(data)).toBe(true);
    }
  });

  it("does not write to what it is given", () => {
    const data = Buffer.from([0, 1, 2, 3]);
    decode(data, "permute", 4);
    expect([...data]).toEqual([0, 1, 2, 3]);
  });
});

it("ids are read in both sizes, and their lowest bits told", () => {
  const view = new DataView(Uint8Array.of(6, 0, 0, 0x80, 1, 0, 0, 0).buffer);
  expect([idAt(view, 0, 4), idAt(view, 0, 8)]).toEqual([0x80000006, 0x1_8000_0006]);
  expect([isInternal(0x1_8000_0006), isInternal(0x1_8000_0004), blockKey(7), roundUp(65, 64), roundUp(64, 64)]).toEqual([
    true,
    false,
    6,
    128,
    64,
  ]);
});

it.each([
  [14, "ansi"],
  [15, "ansi"],
  [21, "unicode"],
  [23, "unicode"],
  [36, "unicode4k"],
  [0, undefined],
  [0xabab, "unicode4k"],
])("version %i is %s", (version, expected) => {
  expect(layoutOf(version)?.version).toBe(expected);
});

it.each([
  [1252, "windows-1252"],
  [950, "big5"],
  [936, "gb18030"],
  [65001, "utf-8"],
  [28591, "iso-8859-1"],
  [437, "cp437"],
  [1200, undefined],
  [0, undefined],
])("code page %i is %s", (codepage, expected) => {
  expect(charsetOfCodepage(codepage)).toBe(expected);
});

it("rows stand by their keys, those with one key by the second column, the greatest first", () => {
  const rows = openRows(3);
  const random = randomBytes(9, 2_000);
  const expected: [number, number][] = [];
  for (let index = 0; index < 1_000; index += 1) {
    const pair: [number, number] = [random[index * 2] ?? 0, random[index * 2 + 1] ?? 0];
    expected.push(pair);
    rows.add(pair[0], pair[1], 7);
  }
  rows.sort();
  expected.sort(([a, b], [c, d]) => a - c || d - b);
  expect(Array.from({ length: rows.count() }, (_, index) => [rows.at(index, 0), rows.at(index, 1)])).toEqual(expected);
  for (const key of [-1, 0, 17, 200, 256]) expect(rows.from(key)).toBe(expected.filter(([one]) => one < key).length);
});

it("a set of node ids knows each once", () => {
  const set = nidSet();
  const nids = [0, 31, 32, 0x200004, 0x200024, 0xffff_ffe4];
  for (const nid of nids) expect(set.add(nid)).toBe(true);
  for (const nid of nids) expect(set.add(nid)).toBe(false);
  expect(set.add(33)).toBe(true);
});

it("what was used last is kept, and not more than there is room for", () => {
  const recent = openRecent<number>(100);
  for (let key = 0; key < 1_000; key += 1) {
    recent.set(key, key * 2, 10);
    expect(recent.get(key)).toBe(key * 2);
    // Used all the time: never given up.
    expect(recent.get(0)).toBe(0);
  }
  const kept = Array.from({ length: 1_000 }, (_, key) => key).filter((key) => recent.get(key) !== undefined);
  expect(kept.length).toBeLessThanOrEqual(12);
  expect(kept).toContain(999);
});
