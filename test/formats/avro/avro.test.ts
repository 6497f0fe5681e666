import { describe, expect, it } from "vitest";
import { avro } from "../../../fixtures/make/avro.mjs";
import { createRandom } from "../../../fixtures/make/random.mjs";
import { oneOfEach } from "../../../fixtures/make/nric.mjs";
import { avroDecoder } from "../../../src/formats/avro/decode.ts";
import { avroSchema } from "../../../src/formats/avro/schema.ts";
import { survivesDamage } from "../damage.ts";
import { cellsOf, chosen, everyPrefix, fileOf, partsOf, reasons, unfold } from "../unfold.ts";

const [ann = "", ben = "", carl = ""] = oneOfEach(createRandom(17));
const ROWS = [
  ["Tan", ann],
  ["Lim", ben],
  ["Ng", carl],
];

describe("an Avro file", () => {
  it.each(["null", "deflate"] as const)("in blocks of codec %s gives every datum", async (codec) => {
    const file = fileOf("x", avro(["name", "nric"], ROWS, { codec }));
    expect(chosen(file).id).toBe("avro");
    const items = await unfold(file);
    expect(cellsOf(partsOf(items)).filter(([, label]) => label === "nric")).toEqual([
      [ann, "nric", 0, 1, 2],
      [ben, "nric", 1, 2, 2],
      [carl, "nric", 2, 3, 2],
    ]);
    expect(reasons(items)).toEqual([]);
  });

  it("goes on behind a damaged block", async () => {
    const bytes = avro(["name", "nric"], ROWS, { perBlock: 1 });
    bytes[bytes.indexOf("Tan") - 3] = 0xff;
    const items = await unfold(fileOf("x", bytes));
    expect(cellsOf(partsOf(items)).map(([text]) => text)).toEqual(["Lim", ben, "Ng", carl]);
    expect(reasons(items)).toEqual(["malformed/partly"]);
  });

  it("names a compression that it does not know", async () => {
    const bytes = Buffer.from(
      avro(["a"], [["b"]])
        .toString("latin1")
        .replace("null", "lzma"),
      "latin1",
    );
    expect(reasons(await unfold(fileOf("x", bytes)))).toEqual(["unsupported/none"]);
  });

  it("tells every prefix, and survives damage", async () => {
    const sample = avro(["name", "nric"], ROWS, { codec: "deflate" });
    // Up to the first block it is an empty file.
    const header = sample.indexOf("0123456789abcdef") + 16;
    await everyPrefix("x", sample.subarray(0, header - 1), 1, 5);
    await everyPrefix("x", sample, 1, header + 1);
    await survivesDamage("avro", sample, 200);
  });
});

describe("values of Avro", () => {
  it.each([
    ['"long"', "feffffff1f", 2 ** 32 - 1],
    ['"int"', "03", -2],
    ['"double"', "000000000000f83f", 1.5],
    ['["null","string"]', "020461 62".replace(" ", ""), "ab"],
    ['{"type":"enum","name":"e","symbols":["A","B"]}', "02", "B"],
    ['{"type":"array","items":"int"}', "04020400", [1, 2]],
    ['{"type":"map","values":"string"}', "0202610262 00".replace(" ", ""), new Map([["a", "b"]])],
  ])("%s", (schema, bytes, wanted) => {
    const known = avroSchema(schema);
    if (known === undefined) throw new Error("no schema");
    expect(avroDecoder(Buffer.from(bytes, "hex")).value(known)).toEqual(wanted);
  });

  it("end where a record holds itself, and where a count is absurd", () => {
    const list = avroSchema('{"type":"record","name":"r","fields":[{"name":"n","type":"r"}]}');
    const nulls = avroSchema('{"type":"array","items":"null"}');
    if (list === undefined || nulls === undefined) throw new Error("no schema");
    expect(() => avroDecoder(Buffer.alloc(10)).value(list)).toThrow(RangeError);
    expect(() => avroDecoder(Buffer.from("feffffffffffff3f00", "hex")).value(nulls)).toThrow(RangeError);
  });
});
