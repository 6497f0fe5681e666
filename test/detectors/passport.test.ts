import { describe, expect, it } from "vitest";
import { passport } from "../../src/detectors/passport.ts";
import { nricCheckLetter } from "../../src/validators/nric.ts";
import { ask, values } from "./ask.ts";

const one = (text: string, label = ""): string[] =>
  ask(passport, text, { label }).map(({ value, confidence, covers }) => `${value} ${confidence} ${covers}`);

const LINE = "L898902C36UTO7408122F1204159ZE184226B<<<<<10";

describe("passport", () => {
  it.each([
    ["Passport No.: E1234567N", "E1234567N high E1234567N"],
    ["Passport No E1234567N", "E1234567N high E1234567N"],
    ["PASSPORT NUMBER: K1234567E", "K1234567E high K1234567E"],
    ["passport e1234567n", "E1234567N medium e1234567n"],
    ["passport no. e1234567n", "E1234567N high e1234567n"],
    ["Singapore passport E1234567N", "E1234567N high E1234567N"],
    ["Passport: E 1234567 N", "E1234567N high E 1234567 N"],
    ["Passport: E1234567 N", "E1234567N high E1234567 N"],
    ["Passport: E-1234567-N", "E1234567N high E-1234567-N"],
    ["Passport No (Malaysia): A12345678", "A12345678 high A12345678"],
    ["Passport no. A 12345678", "A12345678 high A 12345678"],
    ["No. Pasport: H12345678", "H12345678 high H12345678"],
    ["Nombor Pasport K12345678", "K12345678 high K12345678"],
    ["护照号码：E12345678", "E12345678 high E12345678"],
    ["护照：EA1234567", "EA1234567 high EA1234567"],
    ["護照號碼 G12345678", "G12345678 high G12345678"],
    ["PPT No: Z1234567", "Z1234567 high Z1234567"],
    ["Indian passport number Z1234567", "Z1234567 high Z1234567"],
    ["No. Paspor: B1234567", "B1234567 high B1234567"],
    ["Philippine Passport No. P1234567A", "P1234567A high P1234567A"],
    ["UK Passport No: 123456789", "123456789 high 123456789"],
    ["Passport no: 123 456 789", "123456789 high 123 456 789"],
    ["US passport number: A12345678", "A12345678 high A12345678"],
    ["Australian passport no N1234567", "N1234567 high N1234567"],
    ["Passport No: PA1234567", "PA1234567 high PA1234567"],
    ["Passport No: M123A4567", "M123A4567 high M123A4567"],
    ["Passport No: C01X00T47", "C01X00T47 high C01X00T47"],
    ["Passport No: 12AB34567", "12AB34567 high 12AB34567"],
    ["Passport No: AAA123456", "AAA123456 high AAA123456"],
    ["Passport Number\n E1234567N", "E1234567N high E1234567N"],
    ["> Passport No:\r\n> E1234567N", "E1234567N high E1234567N"],
    ["Passport No / 护照号码 / No. Pasport: E1234567N", "E1234567N high E1234567N"],
    ["Travel Document No.: X1234567", "X1234567 high X1234567"],
    ['"passportNumber":"E1234567N"', "E1234567N high E1234567N"],
    ["passport_no=E1234567N&x=1", "E1234567N high E1234567N"],
    ["| Passport No | E1234567N | 31/12/2030 |", "E1234567N high E1234567N"],
    ["holder of passport no. E1234567N issued 01/02/2020", "E1234567N high E1234567N"],
    ["NRIC/Passport No: A12345678", "A12345678 high A12345678"],
    ["passport A12345678", "A12345678 medium A12345678"],
    ["Passport No: AB12C345", "AB12C345 medium AB12C345"],
    ["Passport No: 12345678", "12345678 medium 12345678"],
    ["PASSPORT NO 12345678", "12345678 medium 12345678"],
    ["Passport No: E12345677F", "E12345677F medium E12345677F"],
    ["Name / Passport No / Nationality: Tan Ah Kow / E1234567N / SGP", "E1234567N medium E1234567N"],
    ["Passport No: 20301231", "20301231 low 20301231"],
    ["Passport No: 31122030", "31122030 low 31122030"],
    ["passport 123456789", "123456789 low 123456789"],
    ["passport ab12c345", "AB12C345 low ab12c345"],
    ["Passport No: 000000000", "000000000 low 000000000"],
    ["Passport No: S1234567A", "S1234567A low S1234567A"],
    ["E1234567N", "E1234567N low E1234567N"],
    ["(K1234567E)", "K1234567E low K1234567E"],
  ])("reads %j", (text, expected) => {
    expect(one(text)).toEqual([expected]);
  });

  it.each([
    ["passport", "E1234567N", "E1234567N high"],
    ["passport no", "A12345678", "A12345678 high"],
    ["passport_no", "Z1234567", "Z1234567 high"],
    ["passportnumber", "K1234567E", "K1234567E high"],
    ["passportnumber.value", "E3546387W", "E3546387W high"],
    ["passportnumber.value", "E12345677F", "E12345677F medium"],
    ["applicant.passportno", "123456789", "123456789 high"],
    ["nric / passport no", "A12345678", "A12345678 medium"],
    ["护照号码", "E12345678", "E12345678 high"],
    ["passport no (as in passport)", "AB1234567", "AB1234567 high"],
  ])("in a column called %s finds %s", (label, text, expected) => {
    expect(ask(passport, text, { label }).map(({ value, confidence }) => `${value} ${confidence}`)).toEqual([expected]);
  });

  it.each([
    ["passportexpirydate", "20250101"],
    ["passport expiry date", "20250101"],
    ["passport issue country", "SGP12345"],
    ["passportnumber.lastupdated", "20200416"],
    ["passport photo", "IMG12345"],
    ["nric/passport", "S1234567D"],
    ["passport no", "2025-01-01"],
    ["passport no", "31/12/2030"],
    ["passport no", "n/a"],
    ["passport no", "12345"],
    ["order no", "A12345678"],
    ["message-id", "passport no E1234567N"],
  ])("in a column called %s finds nothing in %s", (label, text) => {
    expect(values(passport, text, { label })).toEqual([]);
  });

  it("leaves an identity number under a label of both to the detector of these", () => {
    for (const series of "STFGM") {
      const number = `${series}1234567${nricCheckLetter(series, "1234567")}`;
      for (const label of ["Passport/NRIC No: ", "NRIC/Passport ", "Passport No. "]) expect(one(label + number)).toEqual([]);
      expect(one(number, "passport_no")).toEqual([]);
    }
  });

  it.each([
    "E1234567",
    "E12345678",
    "A12345678",
    "Order no A12345678",
    "Passport expiry date: 31/12/2030",
    "Passport expires 20301231",
    "Passport Expiry: 31122030",
    "Passport issued on 20201231",
    "Passport No.: - Issued: 20201231",
    "Passport No: N/A Tel 91234567",
    "Passport No:\nExpiry: 20301231",
    "Passport No: 2030-12-31",
    "Passport No: 31/12/2030",
    "Passport No: 12345",
    "Passport No: 123456789012",
    "Passport No: E1234567N123",
    "Bring your passport, call 91234567",
    "Bring your passport. 91234567 is our hotline",
    "passport photo 12345678.jpg",
    "passport 0.4.1",
    "passport-jwt 4.0.1",
    "passport@0.6.0",
    "passport#1234567/8",
    "passports 2024/2025",
    "passport office tel 63916100",
    "passport application fee 1234567",
    "passport to the world of 12345678 readers",
    "cid:passport1234567@example.com",
    "https://example.com/passport/a1234567",
    "e1234567n",
    "E1234567N.jpg.E1234567N2",
    "XE1234567N",
    "E1234567NX",
    "passport12345678",
    "a3f5c1e1234567Nb",
  ])("finds nothing worth a report in %j", (text) => {
    expect(values(passport, text)).toEqual([]);
  });

  it("proves a number by the check digits of its zone", () => {
    expect(one(`P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n${LINE}`)).toEqual(["L898902C3 high L898902C36UTO"]);
    expect(one(LINE.toLowerCase())).toEqual(["L898902C3 high l898902c36uto"]);
    expect(one(`${LINE.slice(0, 10)} ${LINE.slice(10)}`)).toEqual(["L898902C3 high L898902C36 UTO"]);
    expect(values(passport, "D231458907UTO7408122F1204159<<<<<<<6")).toEqual(["D23145890"]);
    expect(values(passport, "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6")).toEqual(["D23145890"]);
    expect(values(passport, LINE.replace("ZE184226B", "ZE184226D"))).toEqual([]);
    // ICAO Doc 9303 part 7: the specimen of a visa, which has a number of its own and no digit of the whole.
    expect(one("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<")).toEqual([]);
    expect(one(`V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n${LINE}`)).toEqual([]);
  });

  it("says why", () => {
    expect(ask(passport, "Passport No.: E1234567N")[0]?.evidence).toEqual([
      { kind: "label", label: "passport no" },
      { kind: "shape", shape: "singapore" },
    ]);
    expect(ask(passport, LINE)[0]?.evidence).toEqual([
      { kind: "checksum", rule: "icao-9303" },
      { kind: "shape", shape: "mrz td3" },
    ]);
  });
});
