import { describe, expect, it } from "vitest";
import { isMedicareNumber } from "../../src/validators/au-medicare.ts";
import { isSin } from "../../src/validators/ca-sin.ts";
import { isNhsNumber } from "../../src/validators/gb-nhs.ts";
import { readIrd } from "../../src/validators/nz-ird.ts";
import { isItin } from "../../src/validators/us-itin.ts";
import { isSsn } from "../../src/validators/us-ssn.ts";

type Check = (digits: string) => boolean;
const CHECKS: Readonly<Record<string, Check>> = {
  isItin,
  isSsn,
  isNhsNumber,
  isMedicareNumber,
  isSin,
  isIrd: (digits) => readIrd(digits) !== undefined,
};

describe("numbers of the world", () => {
  it.each([
    ["isItin", ["912503456", "912653456", "912703456", "912883456", "912903456", "912923456", "912943456", "912993456"]],
    ["isSsn", ["536904399", "001010001", "899999998", "665123456", "667123456"]],
    ["isNhsNumber", ["9434765870", "9434765919", "4000000004", "4010232137"]],
    ["isMedicareNumber", ["2123456701", "21234567011", "21234567019"]],
    ["isSin", ["130692544", "900000001"]],
    ["isIrd", ["49091850", "049091850", "136410132", "35901981", "49098576"]],
  ])("%s accepts %j", (name, numbers) => {
    for (const number of numbers) expect(CHECKS[name]?.(number), number).toBe(true);
  });

  it.each([
    ["isItin", ["812903456", "912493456", "912663456", "912693456", "912893456", "912933456", "91290345", "9129034567"]],
    [
      "isSsn",
      ["000123456", "666123456", "900123456", "123004567", "123450000", "078051120", "219099999", "123456789", "12345678"],
    ],
    ["isNhsNumber", ["9434765871", "4010232138", "0000000000", "1111111111", "943476587", "94347658701"]],
    ["isMedicareNumber", ["1123456701", "7123456701", "2123258701", "2123456700", "21234567010", "212345670"]],
    ["isSin", ["130692545", "046454286", "000000000", "800000002", "13069254"]],
    ["isIrd", ["136410133", "9125568", "250000000", "4909185", "0000000000"]],
  ])("%s refuses %j", (name, numbers) => {
    for (const number of numbers) expect(CHECKS[name]?.(number), number).toBe(false);
  });

  it.each([
    ["isNhsNumber", "9434765870", 10],
    ["isMedicareNumber", "2123456701", 9],
    ["isSin", "130692544", 9],
  ])("%s notices each change of one digit of %s", (name, number, checked) => {
    for (let at = 0; at < checked; at += 1) {
      for (const digit of "0123456789") {
        if (digit === number[at]) continue;
        expect(CHECKS[name]?.(number.slice(0, at) + digit + number.slice(at + 1)), `${at} ${digit}`).toBe(false);
      }
    }
  });

  it("an IRD number of eight digits is that of nine with a leading 0", () => {
    expect(readIrd("49091850")).toBe("049091850");
    expect(readIrd("049091850")).toBe("049091850");
  });
});
