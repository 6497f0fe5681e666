import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { makeZip, type MadeEntry } from "./zip-writer.ts";
import { contents, documentsOf, everyPrefix, fileOf, reasons, unfold } from "./unfold.ts";

const TWO: MadeEntry[] = [
  { name: "a.txt", content: "NRIC S1234567D\n".repeat(40) },
  { name: "folder/b.csv", content: "Name,IC\nTan,S7654321A\n", method: 0 },
];
const WHOLE: [string, string][] = [
  ["a.txt", "NRIC S1234567D\n".repeat(40)],
  ["folder/b.csv", "Name,IC\nTan,S7654321A\n"],
];

describe("zip: every entry", () => {
  it.each<[string, Buffer, string[]]>([
    ["deflated and stored", makeZip(TWO), []],
    ["with folders", makeZip([{ name: "folder/", content: "", method: 0 }, ...TWO]), []],
    ["zip64", makeZip(TWO.map((entry) => ({ ...entry, zip64: true }))), []],
    ["sizes behind the data", makeZip(TWO.map((entry) => ({ ...entry, flags: 8 }))), []],
    ["a comment", makeZip(TWO, Buffer.alloc(0), "made by a test"), []],
    ["bytes behind the end", Buffer.concat([makeZip(TWO), Buffer.from("trailing")]), ["malformed/partly"]],
    [
      "bytes before the start that the directory does not know",
      Buffer.concat([Buffer.from("PK\x03\x04 stub "), makeZip(TWO)]),
      ["malformed/partly"],
    ],
    ["no directory", makeZip(TWO.map((entry) => ({ ...entry, hidden: true }))), ["malformed/partly"]],
    ["cut in the directory", makeZip(TWO).subarray(0, -60), ["malformed/partly"]],
    [
      "no directory, sizes behind the data",
      makeZip(TWO.map((entry) => ({ ...entry, flags: 8 }))).subarray(0, -30),
      ["malformed/partly"],
    ],
    [
      "one entry is not in the directory",
      makeZip([TWO[0] as MadeEntry, { ...(TWO[1] as MadeEntry), hidden: true }]),
      ["malformed/partly"],
    ],
  ])("%s", async (_name, bytes, gaps) => {
    const items = await unfold(fileOf("x.zip", bytes));
    expect(new Map(contents(items))).toEqual(new Map(WHOLE));
    expect(reasons(items)).toEqual(gaps);
    expect(documentsOf(items)[0]?.steps).toEqual([{ kind: "entry", name: documentsOf(items)[0]?.name }]);
  });

  it.each<[string, Uint8Array, number, string]>([
    ["UTF-8 by flag", Buffer.from("陈大文.txt"), 0x800, "陈大文.txt"],
    ["UTF-8 without", Buffer.from("陈大文.txt"), 0, "陈大文.txt"],
    ["GBK", iconv.encode("客户资料表格和身份证号码.txt", "gbk"), 0, "客户资料表格和身份证号码.txt"],
    ["code page 437", iconv.encode("Müller.txt", "cp437"), 0, "Müller.txt"],
  ])("names in %s", async (_name, name, flags, expected) => {
    expect(contents(await unfold(fileOf("x.zip", makeZip([{ name, content: "x", flags }]))))).toEqual([[expected, "x"]]);
  });

  it("an empty archive is read, and nothing is in it", async () => {
    expect(await unfold(fileOf("x.zip", makeZip([])))).toEqual([]);
  });
});

describe("zip: what cannot be read is told", () => {
  it.each<[string, Buffer, string[], [string, string][]]>([
    ["encrypted", makeZip([{ ...(TWO[0] as MadeEntry), flags: 1 }, TWO[1] as MadeEntry]), ["encrypted/none"], WHOLE.slice(1)],
    ["strongly encrypted", makeZip([{ ...(TWO[0] as MadeEntry), flags: 0x41 }]), ["encrypted/none", "malformed/partly"], []],
    ["AES", makeZip([{ name: "a", content: "x", method: 99 }]), ["encrypted/none"], []],
    ["PPMd", makeZip([{ name: "a", content: "x", method: 98 }]), ["unsupported/none"], []],
    ["a wrong checksum", makeZip([{ ...(TWO[1] as MadeEntry), crc: 5 }]), ["malformed/partly"], WHOLE.slice(1)],
    ["a wrong checksum, deflated", makeZip([{ ...(TWO[0] as MadeEntry), crc: 5 }]), ["malformed/partly"], WHOLE.slice(0, 1)],
    ["a wrong size", makeZip([{ ...(TWO[0] as MadeEntry), size: 5 }]), ["malformed/partly"], WHOLE.slice(0, 1)],
    ["nothing but a signature", Buffer.concat([Buffer.from("PK\x03\x04"), Buffer.alloc(100)]), ["malformed/none"], []],
  ])("%s", async (_name, bytes, gaps, read) => {
    const items = await unfold(fileOf("x.zip", bytes));
    expect(reasons(items)).toEqual(gaps);
    expect(contents(items)).toEqual(read);
  });

  it("gives what stands before damage inside an entry", async () => {
    const lines = Array.from({ length: 3_000 }, (_, line) => `${line} ${(line * 7_919) % 10_007} S1234567D\n`).join("");
    const bytes = makeZip([{ name: "a", content: lines }]);
    bytes.fill(0xff, 12_000, 12_100);
    const items = await unfold(fileOf("x.zip", bytes));
    const [, text = ""] = contents(items)[0] ?? [];
    expect(text.length).toBeGreaterThan(5_000);
    expect(text.slice(0, 4_000)).toBe(lines.slice(0, 4_000));
    expect(reasons(items)).toEqual(["malformed/partly"]);
  });

  it("tells every prefix", async () => {
    await everyPrefix("x.zip", makeZip(TWO));
    await everyPrefix("x.zip", makeZip(TWO.map((entry) => ({ ...entry, flags: 8, zip64: true }))));
  });
});

describe("zip: hostile archives", () => {
  const zeros = Buffer.alloc(200 * 1024 ** 2);

  it("a bomb costs itself: the entry beside it is read", async () => {
    const items = await unfold(fileOf("x.zip", makeZip([{ name: "bomb", content: zeros }, TWO[1] as MadeEntry])), { ratio: 100 });
    expect(reasons(items)[0]).toBe("ratio-limit/partly");
    expect(documentsOf(items)[0]?.bytes.size).toBeLessThan(80 * 1024 ** 2);
  });

  it("entries that share their data are told, and counted together", async () => {
    const content = Buffer.alloc(2_000_000, "S1234567D ");
    const many: MadeEntry[] = [
      { name: "0", content },
      ...Array.from({ length: 200 }, (_, index) => ({ name: `${index + 1}`, content, sameAs: 0 })),
    ];
    const items = await unfold(fileOf("x.zip", makeZip(many)), { ratioFloorBytes: 10_000_000 });
    expect(reasons(items)).toEqual(["malformed/partly", "ratio-limit/partly"]);
    expect(documentsOf(items).length).toBeLessThan(30);
  });

  it.each<[string, object, string]>([
    ["entries", { entries: 3 }, "count-limit/partly"],
    ["output", { outputBytes: 1_000 }, "size-limit/none"],
  ])("stops at the limit of %s", async (_name, limits, gap) => {
    const items = await unfold(
      fileOf("x.zip", makeZip(Array.from({ length: 9 }, () => ({ name: "a", content: "x".repeat(400) })))),
      limits,
    );
    expect(documentsOf(items).length).toBeLessThan(4);
    expect(reasons(items)[0]).toBe(gap);
  });

  it("reads an entry that is larger than may be in memory", async () => {
    const lines = Array.from({ length: 400_000 }, (_, line) => `${line} S1234567D\n`).join("");
    const items = await unfold(fileOf("x.zip", makeZip([{ name: "a", content: lines }])), { documentBytes: 1_000_000 });
    expect(contents(items)).toEqual([["a", lines]]);
    expect(reasons(items)).toEqual([]);
  });
});
