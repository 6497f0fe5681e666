import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { describe, expect, it } from "vitest";
import { phone } from "../../src/detectors/phone.ts";
import { randomFrom, seedOf } from "../random.ts";
import { ask } from "./ask.ts";

const one = (text: string, label = ""): string[] =>
  ask(phone, text, { label }).map(({ value, confidence, covers }) => `${value} ${confidence} ${covers}`);

describe("phone", () => {
  it("agrees with the numbering plan on random Singapore numbers, whatever was asked before", () => {
    const seed = seedOf("phone");
    const random = randomFrom(seed);
    for (let round = 0; round < 3000; round += 1) {
      const digits = `${"3689"[round % 4]}${String(random.below(1e7)).padStart(7, "0")}`;
      const valid = parsePhoneNumberFromString(`+65${digits}`)?.isValid() === true;
      expect(one(`tel ${digits}`).length, `seed ${seed}: ${digits}`).toBe(valid ? 1 : 0);
    }
  });

  it.each([
    ["Tel: 61234567", "+6561234567 high 61234567"],
    ["Tel no. 6123 4567", "+6561234567 high 6123 4567"],
    ["Tel\n6123 4567", "+6561234567 high 6123 4567"],
    ["see 6123-4567 now", "+6561234567 medium 6123-4567"],
    ["91234567", "+6591234567 low 91234567"],
    ["+6591234567", "+6591234567 high +6591234567"],
    ["(+65) 9123 4567", "+6591234567 high (+65) 9123 4567"],
    ["(65)91234567", "+6591234567 medium (65)91234567"],
    ["65 9123 4567", "+6591234567 medium 65 9123 4567"],
    ["6591234567", "+6591234567 low 6591234567"],
    ["wa.me/6591234567", "+6591234567 high 6591234567"],
    ["tel:+6591234567", "+6591234567 high +6591234567"],
    ["手机：９１２３４５６７", "+6591234567 high 91234567"],
    ["Tel91234567", "+6591234567 high 91234567"],
    ["DID: 6123 4567", "+6561234567 high 6123 4567"],
    ["ref no. 91234567", "+6591234567 low 91234567"],
    ["Order 6123 4567", "+6561234567 low 6123 4567"],
    ["Order 12, HP 91234567", "+6591234567 high 91234567"],
    ["no. 91234567", "+6591234567 low 91234567"],
    ["3123 4567", "+6531234567 low 3123 4567"],
    ["6123-6145", "+6561236145 low 6123-6145"],
    ["1800-123 4567", "+6518001234567 medium 1800-123 4567"],
    ["+60 12-345 6789", "+60123456789 medium +60 12-345 6789"],
    ["fax +44 (0)20 7946 0958", "+442079460958 high +44 (0)20 7946 0958"],
    ["+91 4155550132. 3 more", "+914155550132 medium +91 4155550132"],
    ["0060 12-345 6789", "+60123456789 medium 0060 12-345 6789"],
    ["001 1 650 333 6000", "+16503336000 medium 001 1 650 333 6000"],
    ["Mobile: 91 23 45 67", "+6591234567 high 91 23 45 67"],
    ["Mobile: 9123.4567", "+6591234567 high 9123.4567"],
    ["Contact 9 1 2 3 4 5 6 7", "+6591234567 high 9 1 2 3 4 5 6 7"],
    ["+65 9123 4567 x 123", "+6591234567 high +65 9123 4567"],
    ["É+14155550132.", "+14155550132 medium +14155550132"],
  ])("reads %j", (text, expected) => {
    expect(one(text)).toEqual([expected]);
  });

  it.each([
    ["mobileno.nbr.value", "high"],
    ["home_no", "high"],
    ["invoice_no", "low"],
    ["remarks", "low"],
  ])("91234567 in a column called %s is %s", (label, confidence) => {
    expect(one("91234567", label)).toEqual([`+6591234567 ${confidence} 91234567`]);
  });

  it.each([
    ["9123 4567 / 8123 4567", 2],
    ["Tel: 61234567, 61234568; fax 61234569", 3],
    ["Tel 6123 4567/8", 1],
    ["+65 9123 4567 +65 8123 4567", 2],
  ])("finds all of %j", (text, count) => {
    expect(one(text).filter((found) => !found.includes(" low "))).toHaveLength(count);
  });

  it.each([
    "31-12-2020",
    "Tel: 31-12-2020",
    "31.12.2020",
    "30/11/2026",
    "2026-11-23 08:00:00",
    "8000 0000",
    "21234567",
    "912345678",
    "9123 45678",
    "191234567",
    "S$91234567",
    "USD 9123 4567",
    "9123 4567%",
    "91234567.pdf",
    "x91234567",
    "file_91234567",
    "91234567abc",
    "91234567@example.com",
    "91234567-1",
    "1.91234567",
    "91234567.50",
    "61234567/2021",
    "90000001-90000099",
    "4539 8787 6362 1486",
    "12:91234567",
    "+852 9123",
    "1+6591234567",
    "+6591234567abc",
    "Tel: 192.168.100.101",
    "+00 12345678",
    "Tel (415) 555-0132",
  ])("finds nothing in %j", (text) => {
    expect(one(text).filter((found) => !found.includes(" low "))).toEqual([]);
  });

  it.each(["https://example.com/a/91234567", "550e8400-e29b-41d4-a716-446691234567", "Message-ID: <91234567.1@example.com>"])(
    "gives %j no weight",
    (text) => {
      expect(one(text).filter((found) => !found.includes(" low "))).toEqual([]);
    },
  );
});
