import { describe, expect, it } from "vitest";
import { sgVehiclePlate } from "../../src/detectors/sg-vehicle-plate.ts";
import { plateCheckLetter } from "../../src/validators/vehicle-plate.ts";
import { ask } from "./ask.ts";

const one = (text: string, label = ""): string[] =>
  ask(sgVehiclePlate, text, { label }).map(({ value, confidence, covers }) => `${value} ${confidence} ${covers}`);

describe("sg-vehicle-plate", () => {
  it.each([
    ["Vehicle no: SBA1234G", "SBA1234G medium SBA1234G"],
    ["vehicle registration number\nsba 1234 g", "SBA1234G medium sba 1234 g"],
    ["Lorry No. GY55C", "GY55C medium GY55C"],
    ["No. Kenderaan: SGF-2306-R", "SGF2306R medium SGF-2306-R"],
    ["車牌號碼SBS9683X", "SBS9683X medium SBS9683X"],
    ["வாகன எண்: E75H", "E75H medium E75H"],
    ["please move SBA1234G now", "SBA1234G low SBA1234G"],
    ["invoice SBA1234G", "SBA1234G low SBA1234G"],
  ])("reads %j", (text, expected) => {
    expect(one(text)).toEqual([expected]);
  });

  it("is medium in a column of plates, low in others", () => {
    expect(one("SBA1234G", "carPlateNo")).toEqual(["SBA1234G medium SBA1234G"]);
    expect(one("SBA1234G", "remarks")).toEqual(["SBA1234G low SBA1234G"]);
  });

  it.each([
    "SBA1234H",
    "vehicle SBA1234H",
    "E75H",
    "GY55C",
    "sba1234g",
    "SBA 1234 G",
    "vehicle XSBA1234G1",
    "ID-SBA1234G-01",
    "vehicle no. 1234G",
    "S1234567D",
  ])("finds nothing in %j", (text) => {
    expect(one(text)).toEqual([]);
  });

  it("does not take the label of another sentence", () => {
    expect(one("The vehicle is blue. See E75H")).toEqual([]);
    expect(one("vehicle inspection form E75H")).toEqual([]);
  });

  it("needs no question where nothing weaker than medium is wanted and no label is heard", () => {
    const place = (text: string, label = ""): Parameters<NonNullable<typeof sgVehiclePlate.accepts>>[0] => {
      const bytes = Buffer.from(text);
      const start = text.search(/[0-9]/);
      return { bytes, start, end: start + 4, low: 0, high: bytes.length, label };
    };
    expect(sgVehiclePlate.accepts?.(place("to move SBA1234G"), "medium")).toBe(false);
    expect(sgVehiclePlate.accepts?.(place("to move SBA1234G"), "low")).toBe(true);
    expect(sgVehiclePlate.accepts?.(place("vehicle SBA1234G"), "medium")).toBe(true);
    expect(sgVehiclePlate.accepts?.(place("SBA1234G", "vehicle no"), "medium")).toBe(true);
  });

  it("finds each plate with its letter and none with another", () => {
    for (const prefix of ["SBA", "SGX", "FBM", "GBA", "YP", "E"]) {
      for (const number of ["1", "75", "800", "9999"]) {
        const right = plateCheckLetter(prefix, number) as string;
        for (const letter of "AZYXUTSRPMLKJHGEDCB") {
          expect(one(`car plate: ${prefix}${number}${letter}`).length, `${prefix}${number}${letter}`).toBe(
            letter === right ? 1 : 0,
          );
        }
      }
    }
  });
});
