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
    ["001-65-9123 4567", "+6591234567 medium 001-65-9123 4567"],
    ["+65 (0) 9123 4567", "+6591234567 high +65 (0) 9123 4567"],
    ["+65  9123  4567", "+6591234567 high +65  9123  4567"],
    ["Tel 9123 - 4567", "+6591234567 high 9123 - 4567"],
    ["contact me @ 91234567", "+6591234567 high 91234567"],
    ["Hp#91234567", "+6591234567 high 91234567"],
    ["Office: 61234567", "+6561234567 high 61234567"],
    ["Tan Ah Kow\nM 91234567", "+6591234567 high 91234567"],
    ["📞 91234567", "+6591234567 high 91234567"],
    ["a\\n91234567", "+6591234567 low 91234567"],
    ["6000 2025", "+6560002025 low 6000 2025"],
    ["Meter reading 6123 4567", "+6561234567 low 6123 4567"],
    ["É+14155550132.", "+14155550132 medium +14155550132"],
  ])("reads %j", (text, expected) => {
    expect(one(text)).toEqual([expected]);
  });

  it.each([
    ["mobileno.nbr.value", "high"],
    ["home_no", "high"],
    ["office_tel", "high"],
    ["contact_id", "low"],
    ["phonetype", "low"],
    ["invoice_no", "low"],
    ["remarks", "low"],
  ])("91234567 in a column called %s is %s", (label, confidence) => {
    expect(one("91234567", label)).toEqual([`+6591234567 ${confidence} 91234567`]);
  });

  it.each([
    ["Tan\tS1234567D\t09/07/1970\t63419787\ta@b.co", "+6563419787 medium 63419787"],
    ["Dear all,\n| Tan | S1234567D | 91234567 |\n", "+6591234567 medium 91234567"],
    ["'Tan','S1234567D','91234567'", "+6591234567 medium 91234567"],
    ["Tan  S1234567D  91234567", "+6591234567 medium 91234567"],
    ["a@b.co|91234567|x", "+6591234567 medium 91234567"],
    ["a@b.co,91234567,x", "+6591234567 low 91234567"],
    ["Tan\tS1234567A\t91234567", "+6591234567 low 91234567"],
    ["Tan\tS1234567D\n91234567", "+6591234567 low 91234567"],
    ["user S1234567D took 91234567 ms", "+6591234567 low 91234567"],
    ["S1234567D\tref 91234567", "+6591234567 low 91234567"],
    ["S1234567D\t31234567", "+6531234567 low 31234567"],
  ])("in the row %j reads the cell", (text, expected) => {
    expect(one(text)).toEqual([expected]);
  });

  it.each([
    ["2026-11-23T08:00:00Z DEBUG call 91234567 finished", "low"],
    ["2026-11-23T08:00:00Z INFO mobile-api req 91234567 200", "low"],
    ["2026-11-23T08:00:00Z INFO mobile=91234567 ok", "high"],
    ["2026-11-23T08:00:00Z INFO tel 91234567 ok", "high"],
    ["please call 91234567", "high"],
  ])("in the line %j is %s", (text, confidence) => {
    expect(one(text)).toEqual([`+6591234567 ${confidence} 91234567`]);
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
    "A21F AB74 B008 8AA3 6115 2586 B8EF",
    "50 2f 65 64 20 50 65 2e",
    "4280 0060 4966 9806",
    "signal 91234567 received",
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
