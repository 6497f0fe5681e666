import { describe, expect, it } from "vitest";
import { createRandom } from "../../../fixtures/make/random.mjs";
import { oneOfEach } from "../../../fixtures/make/nric.mjs";
import { parquet } from "../../../fixtures/make/parquet.mjs";
import { survivesDamage } from "../damage.ts";
import { cellsOf, chosen, everyPrefix, fileOf, partsOf, reasons, unfold } from "../unfold.ts";

const [ann = "", ben = ""] = oneOfEach(createRandom(16));
const TABLE = parquet(
  ["name", "nric"],
  [
    ["Tan", ann],
    ["Lim", ben],
  ],
);

describe("a Parquet table", () => {
  it("gives every column with its name, and rows as records", async () => {
    const file = fileOf("x", TABLE);
    expect(chosen(file).id).toBe("parquet");
    const items = await unfold(file);
    expect(cellsOf(partsOf(items))).toEqual([
      ["Tan", "name", 0, 1, 1],
      ["Lim", "name", 1, 2, 1],
      [ann, "nric", 0, 1, 2],
      [ben, "nric", 1, 2, 2],
    ]);
    expect(reasons(items)).toEqual([]);
  });

  it("loses one column where one is damaged", async () => {
    const damaged = new Uint8Array(TABLE);
    // The header of the first page.
    damaged.fill(0xff, 4, 8);
    const items = await unfold(fileOf("x", damaged));
    expect(cellsOf(partsOf(items)).map(([text]) => text)).toEqual([ann, ben]);
    expect(reasons(items)).toEqual(["malformed/partly"]);
  });

  it.each([
    ["encrypted/none", Buffer.concat([TABLE.subarray(0, -1), Buffer.from("E")])],
    ["malformed/none", TABLE.subarray(0, 60)],
  ])("says %s", async (reason, bytes) => {
    expect(reasons(await unfold(fileOf("x", bytes)))).toEqual([reason]);
  });

  it("refuses columns that are too large", async () => {
    expect(reasons(await unfold(fileOf("x", TABLE), { documentBytes: 10 }))).toEqual(["size-limit/partly"]);
  });

  it("tells every prefix, and survives damage", async () => {
    await everyPrefix("x", TABLE, 1, 16);
    await survivesDamage("parquet", TABLE, 100);
  });
});
