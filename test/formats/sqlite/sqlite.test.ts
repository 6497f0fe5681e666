import { describe, expect, it } from "vitest";
import { createRandom } from "../../../fixtures/make/random.mjs";
import { oneOfEach } from "../../../fixtures/make/nric.mjs";
import { sqlite, writeAheadLog } from "../../../fixtures/make/sqlite.mjs";
import type { Unfolded } from "../../../src/model/document.ts";
import { survivesDamage } from "../damage.ts";
import { type Cell, cellsOf, chosen, documentsOf, everyPrefix, fileOf, gapsOf, partsOf, reasons, unfold } from "../unfold.ts";

const [ann = "", ben = "", gone = "", free = ""] = oneOfEach(createRandom(11));
const PICTURE = Buffer.concat([Buffer.from("ffd8ffe000104a464946", "hex"), Buffer.alloc(3_000, 7)]);
const PEOPLE = 'CREATE TABLE people("id" INTEGER PRIMARY KEY, [Full Name] TEXT, nric TEXT /* number */, note, CHECK (id > 0))';
const WORDS = "CREATE TABLE w(a TEXT, b TEXT, PRIMARY KEY(b)) WITHOUT ROWID";

function rows(count: number): (string | null | Buffer)[][] {
  return Array.from({ length: count }, (_, index) => [
    null,
    `Näme ${index}`,
    index % 2 === 0 ? ann : ben,
    index === 3 ? PICTURE : index % 10 === 0 ? `long ${"x".repeat(3_000)} end` : "short",
  ]);
}

function database(pageSize: number, encoding: "utf8" | "utf16le" = "utf8"): Buffer {
  return sqlite({
    pageSize,
    encoding,
    tables: [
      { name: "people", sql: PEOPLE, rows: rows(40), deleted: [[null, "Gone", gone, "b"]] },
      {
        name: "w",
        sql: WORDS,
        rows: [
          ["key one", "value one"],
          ["key two", ben],
        ],
        withoutRowid: true,
      },
    ],
    free: [["x", 7, "free", free, 9.5]],
  });
}

function below(items: readonly Unfolded[], table: string, role = "body"): Cell[] {
  return cellsOf(
    partsOf(items).filter(
      (part) => part.role === role && part.steps.some((step) => step.kind === "table" && step.name === table),
    ),
  );
}

describe("a database", () => {
  it.each([
    [512, "utf8"],
    [1_024, "utf16le"],
    [4_096, "utf8"],
    [65_536, "utf8"],
  ] as const)("of pages of %i bytes in %s gives every row with the names of its columns", async (pageSize, encoding) => {
    const items = await unfold(fileOf("x.bin", database(pageSize, encoding)));
    const people = below(items, "people");
    expect(new Set(people.map(([, , record]) => record)).size).toBe(40);
    expect(people.filter(([text]) => text.startsWith("long "))).toHaveLength(4);
    expect(people.filter(([text]) => text.startsWith("long ")).every(([text]) => text.endsWith("x end"))).toBe(true);
    expect(people.slice(4, 8).map(([text, label, , line, column]) => [text, label, line, column])).toEqual([
      ["2", "id", 2, 1],
      ["Näme 1", "Full Name", 2, 2],
      [ben, "nric", 2, 3],
      ["short", "note", 2, 4],
    ]);
    expect(reasons(items)).toEqual([]);
  });

  it("gives a table without rowid its key first", async () => {
    const items = await unfold(fileOf("x.db", database(1_024)));
    expect(below(items, "w").map(([text, label]) => [text, label])).toEqual([
      ["key one", "b"],
      ["value one", "a"],
      ["key two", "b"],
      [ben, "a"],
    ]);
  });

  it("gives files in binary values", async () => {
    const items = await unfold(fileOf("x.db", database(1_024)));
    expect(documentsOf(items).map(({ steps, bytes }) => [steps, bytes.size])).toEqual([
      [
        [
          { kind: "table", name: "people" },
          { kind: "entry", name: "row 4 column 4" },
        ],
        PICTURE.length,
      ],
    ]);
  });

  it("finds rows that were deleted, in freeblocks and in free pages", async () => {
    const items = await unfold(fileOf("x.db", database(1_024)));
    const all = cellsOf(partsOf(items).filter((part) => part.role === "metadata"));
    expect(all).toContainEqual([gone, "nric", expect.any(Number), expect.any(Number), 3]);
    expect(all).toContainEqual([free, "column 4", expect.any(Number), expect.any(Number), 4]);
  });

  it("keeps records of different tables apart", async () => {
    const items = await unfold(fileOf("x.db", database(1_024)));
    const seen = new Map<number, string>();
    for (const part of partsOf(items)) {
      const place = JSON.stringify([part.steps, part.role]);
      for (const [, , record] of cellsOf([part])) expect(seen.get(record) ?? place).toBe(seen.set(record, place).get(record));
    }
    expect(seen.size).toBeGreaterThan(44);
  });

  it("reads the leaves that nothing leads to when the root is destroyed", async () => {
    const bytes = new Uint8Array(database(1_024));
    bytes.fill(0xee, 1_024, 2_048);
    const items = await unfold(fileOf("x.db", bytes));
    const people = below(items, "people").filter(([, label]) => label === "nric");
    expect(people).toHaveLength(40);
    expect(reasons(items)).toContain("malformed/partly");
  });

  it("tells what is missing of a file that is cut off", async () => {
    const items = await unfold(fileOf("x.db", database(1_024).subarray(0, 6_000)));
    expect(gapsOf(items).map(({ detail }) => detail)[0]).toMatch(/pages of the database are missing$/);
  });

  it("follows no loop of pages", async () => {
    const bytes = database(1_024);
    // Every child of the root of `people` is the root itself.
    const root = bytes.subarray(1_024, 2_048);
    const cells = root.readUInt16BE(3);
    for (let index = 0; index < cells; index += 1) root.writeUInt32BE(2, root.readUInt16BE(12 + index * 2));
    root.writeUInt32BE(2, 8);
    const items = await unfold(fileOf("x.db", bytes));
    expect(below(items, "people").filter(([, label]) => label === "nric")).toHaveLength(40);
    expect(reasons(items)).toContain("malformed/partly");
  });

  it("tells every prefix, and survives damage", async () => {
    const sample = database(512);
    await everyPrefix("x.db", sample, 331);
    await survivesDamage("sqlite", sample, 60);
  });

  it("names a header without a possible page size", async () => {
    const bytes = new Uint8Array(database(512));
    bytes[17] = 1;
    expect(reasons(await unfold(fileOf("x.db", bytes)))).toEqual(["malformed/none"]);
  });
});

describe("a write-ahead log", () => {
  it("gives the rows of its pages with the names of their columns", async () => {
    const log = fileOf("x.db-wal", writeAheadLog(database(1_024), 1_024));
    expect(chosen(log).id).toBe("sqlite-log");
    const items = await unfold(log);
    expect(below(items, "people").filter(([text, label]) => label === "nric" && (text === ann || text === ben))).toHaveLength(40);
  });

  it("tells every prefix, and survives damage", async () => {
    const sample = writeAheadLog(database(512), 512);
    await everyPrefix("x.db-wal", sample, 977);
    await survivesDamage("sqlite-wal", sample, 30);
  });
});
