import { describe, expect, it } from "vitest";
import { evtx } from "../../../fixtures/make/evtx.mjs";
import { createRandom } from "../../../fixtures/make/random.mjs";
import { oneOfEach } from "../../../fixtures/make/nric.mjs";
import { valueText } from "../../../src/formats/evtx/values.ts";
import { survivesDamage } from "../damage.ts";
import { cellsOf, chosen, coreText, everyPrefix, fileOf, partsOf, reasons, unfold } from "../unfold.ts";

const [ann = "", ben = ""] = oneOfEach(createRandom(18));
const LOG = evtx([
  { name: "TargetUser", value: `Tan ${ann}` },
  { name: "Phone", value: "91234567" },
  { name: "Other", value: ben },
]);

describe("an event log", () => {
  it("gives the data of each event by the names of its fields", async () => {
    const file = fileOf("x", LOG);
    expect(chosen(file).id).toBe("evtx");
    const items = await unfold(file);
    expect(cellsOf(partsOf(items)).map(([text, label, record, line]) => [text, label, record, line])).toEqual([
      ["0", "EventID", 0, 1],
      [`Tan ${ann}`, "TargetUser", 0, 1],
      ["1", "EventID", 1, 2],
      ["91234567", "Phone", 1, 2],
      ["2", "EventID", 2, 3],
      [ben, "Other", 2, 3],
    ]);
    expect(reasons(items)).toEqual([]);
  });

  it("reads what is printable of a damaged event, and the next", async () => {
    const damaged = new Uint8Array(LOG);
    const second = Buffer.from(damaged.buffer).indexOf(Buffer.from("2a2a0000", "hex"), 4_096 + 512 + 24);
    // Where the definition of its template is.
    damaged.fill(0xff, second + 24 + 10, second + 24 + 14);
    const items = await unfold(fileOf("x", damaged));
    expect(coreText(partsOf(items))).toContain("91234567");
    expect(coreText(partsOf(items))).toContain(ben);
    expect(reasons(items)).toEqual(["malformed/partly"]);
  });

  it("tells a chunk that is cut off", async () => {
    expect(reasons(await unfold(fileOf("x", LOG.subarray(0, 6_000))))).toContain("malformed/partly");
  });

  it("follows no template that holds itself", async () => {
    const looped = new Uint8Array(LOG);
    const start = 4_096 + 512 + 24;
    // The body of the definition begins with an instance of the same template.
    const body = start + 4 + 10 + 24;
    looped.copyWithin(body + 4, start + 4, start + 14);
    const items = await unfold(fileOf("x", looped));
    expect(reasons(items)).toEqual(["malformed/partly"]);
  });

  it("tells every prefix, and survives damage", async () => {
    await everyPrefix("x", LOG.subarray(0, 5_500), 53, 4_200);
    await survivesDamage("evtx", LOG.subarray(0, 6_000), 150);
  });
});

describe("values of events", () => {
  it.each([
    [0x07, "feffffff", "-2"],
    [0x0a, "ffffffffffffffff", "18446744073709551615"],
    [0x0d, "01000000", "true"],
    [0x11, "00803ed5deb19d01", "1970-01-01T00:00:00.000Z"],
    [0x13, "010200000000000520000000 20020000".replace(" ", ""), "S-1-5-32-544"],
    [0x15, "ff00000000000000", "0xff"],
    [0x81, "610000006200", "a\nb"],
    [0x88, "0100000002000000", "1\n2"],
    [0x09, "ff", ""],
  ])("of type %i", (type, hex, wanted) => {
    const bytes = Buffer.from(hex, "hex");
    expect(valueText(bytes, { type, start: 0, end: bytes.length })).toBe(wanted);
  });
});
