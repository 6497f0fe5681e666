import { expect, it } from "vitest";
import { survivesDamage } from "../damage.ts";
import { cellsOf, chosen, everyPrefix, fileOf, partsOf, reasons, unfold } from "../unfold.ts";

/** A list of objects, each already encoded; references and offsets take a byte each. */
function plistOf(objects: readonly string[]): Buffer {
  const pieces = [Buffer.from("bplist00")];
  const offsets: number[] = [];
  let at = 8;
  for (const object of objects) {
    offsets.push(at);
    const bytes = Buffer.from(object, "hex");
    pieces.push(bytes);
    at += bytes.length;
  }
  const trailer = Buffer.alloc(32);
  trailer.set([1, 1], 6);
  trailer.writeBigUInt64BE(BigInt(objects.length), 8);
  trailer.writeBigUInt64BE(BigInt(at), 24);
  return Buffer.concat([...pieces, Buffer.from(offsets), trailer]);
}

const text = (value: string): string => Buffer.concat([Buffer.from([0x50 | value.length]), Buffer.from(value)]).toString("hex");

// [{Phone: "91234567", Name: "陈"}, {Phone: 81234567}]
const PEOPLE = plistOf(["a20106", "d202030405", text("Phone"), text("Name"), text("91234567"), "619648", "d10207", "1204d79047"]);

it("gives values with their keys; maps of a list are records", async () => {
  const file = fileOf("x", PEOPLE);
  expect(chosen(file).id).toBe("plist");
  const items = await unfold(file);
  expect(cellsOf(partsOf(items)).map(([value, label, record]) => [value, label, record])).toEqual([
    ["91234567", "Phone", 0],
    ["陈", "Name", 0],
    [String(0x04d79047), "Phone", 1],
  ]);
  expect(reasons(items)).toEqual([]);
});

it("ends where a list holds itself", async () => {
  expect(reasons(await unfold(fileOf("x", plistOf(["a100"]))))).toEqual(["malformed/partly"]);
});

it("tells every prefix, and survives damage", async () => {
  await everyPrefix("x", PEOPLE, 1, 8);
  await survivesDamage("plist", PEOPLE, 200);
});
