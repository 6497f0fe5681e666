import { describe, expect, it } from "vitest";
import { dateOfBirth } from "../../src/detectors/date-of-birth.ts";
import { isoDate, LATEST_BIRTH_YEAR } from "../../src/validators/calendar.ts";
import { randomFrom, seedOf } from "../random.ts";
import { ask, values } from "./ask.ts";

const one = (text: string, label = ""): string[] =>
  ask(dateOfBirth, text, { label }).map(({ value, confidence, covers }) => `${value} ${confidence} ${covers}`);

describe("date-of-birth", () => {
  it.each([
    "31/12/1980",
    "31-12-1980",
    "31.12.1980",
    "31. 12. 1980",
    "31 / 12 / 1980",
    "31 12 1980",
    "31/12/80",
    "31-12-80",
    "31.12.80",
    "12/31/1980",
    "12-31-80",
    "1980-12-31",
    "1980/12/31",
    "1980.12.31",
    "1980 12 31",
    "31 Dec 1980",
    "31-Dec-1980",
    "31-Dec-80",
    "31/Dec/1980",
    "31 Dec '80",
    "31st December 1980",
    "31st of December, 1980",
    "31st day of December 1980",
    "31DEC1980",
    "31Dec80",
    "December 31, 1980",
    "December 31st, 1980",
    "Dec 31 1980",
    "Dec. 31, 1980",
    "Dec-31-1980",
    "DEC 31, 1980",
    "1980-Dec-31",
    "1980 December 31",
    "31 Disember 1980",
    "31 Desember 1980",
    "31. Dezember 1980",
    "31 décembre 1980",
    "31 de diciembre de 1980",
    "19801231",
    "31121980",
    "3 1 1 2 1 9 8 0",
    "3 1 / 1 2 / 1 9 8 0",
    "1980年12月31日",
    "1980 年 12 月 31 日",
    "1980年12月31号",
    "1980년 12월 31일",
    "一九八〇年十二月三十一日",
    "一九八零年十二月卅一日",
    "民國69年12月31日",
    "民国六十九年十二月三十一日",
    "中華民國六十九年十二月三十一日",
    "昭和55年12月31日",
    "1980-12-31T00:00:00",
    "1980-12-31T00:00:00.000Z",
    "1980-12-31T00:00:00+08:00",
    "1980-12-31 00:00:00",
    "1980-12-30T16:30:00.000Z",
    "31/12/1980 00:00",
    "31/12/1980 (45)",
    "31/12/1980 (Age: 45)",
    "31/12/1980, 45 years",
    "31/12/1980Sex: M",
    "31/12/1980.",
    "Wednesday, 31 December 1980",
    "３１／１２／１９８０",
    "31\u00a0Dec\u00a01980",
    "31\u201312\u20131980",
  ])("reads %j behind a label", (written) => {
    const text = `Date of Birth: ${written}`;
    expect(ask(dateOfBirth, text).map(({ value, confidence }) => `${value} ${confidence}`)).toEqual(["1980-12-31 high"]);
  });

  it.each([
    "DOB 31/12/1980",
    "dob=31/12/1980",
    "D.O.B: 31/12/1980",
    "D.O.B.: 31/12/1980",
    "D.O.B 31/12/1980",
    "DOB. 31/12/1980",
    "Date-of-Birth: 31/12/1980",
    "DateOfBirth: 31/12/1980",
    "date_of_birth: 31/12/1980",
    "Birth Date : 31/12/1980",
    "Birthdate 31/12/1980",
    "my date of birth is 31/12/1980, thanks",
    "her date of birth was recorded as 31/12/1980",
    "Date of birth of child: 31/12/1980",
    "Patient DOB: 31/12/1980",
    "DOB (DD/MM/YYYY): 31/12/1980",
    "DOB (dd-mm-yyyy) 31/12/1980",
    "DOB [DDMMYYYY] : 31/12/1980",
    "DOB DD/MM/YYYY: 31/12/1980",
    "DOB (as in NRIC): 31/12/1980",
    "DOB / Sex : 31/12/1980 / M",
    "DOB/Age: 31/12/1980 / 45",
    "Date & Place of Birth: 31/12/1980, Singapore",
    "Date / Place of birth: 31/12/1980 Johor",
    "Date and country of birth: 31/12/1980 Malaysia",
    "Tempat, tanggal lahir: Jakarta, 31/12/1980",
    "Tempat/Tgl Lahir : BANDUNG, 31/12/1980",
    "Tarikh Lahir : 31/12/1980",
    "Date of Birth / Tarikh Lahir / 出生日期: 31/12/1980",
    "出生日期 Date of Birth: 31/12/1980",
    "出生年月日：31/12/1980",
    "生年月日: 31/12/1980",
    "생년월일: 31/12/1980",
    "பிறந்த தேதி: 31/12/1980",
    "วันเกิด: 31/12/1980",
    "วันเดือนปีเกิด 31/12/2523",
    "Ngày sinh: 31/12/1980",
    "Geburtsdatum: 31/12/1980",
    "Date de naissance : 31/12/1980",
    "*DOB*: 31/12/1980",
    "**Date of Birth:** 31/12/1980",
    "| Date of Birth | 31/12/1980 |",
    "Date of Birth\t31/12/1980",
    "dob,31/12/1980",
    '"dob":"31/12/1980"',
    "'dob': '31/12/1980'",
    '{"dateOfBirth": "31/12/1980"}',
    "<dob>31/12/1980</dob>",
    '"dob":{"source":"1","classification":"C","value":"31/12/1980"}',
    "https://example.com/form?dob=31/12/1980",
    "BDAY:1980-12-31",
    "BDAY;VALUE=date:19801231",
    "Date of Birth\r\n31/12/1980",
    "Date of Birth:\n\n31/12/1980",
    "> Date of Birth:\n> 31/12/1980",
    "NRIC: S1234567D DOB: 31/12/1980 Sex: M",
    "Tan Ah Kow, S1234567D, DOB 31/12/1980, 91234567",
  ])("hears the label of %j", (text) => {
    expect(ask(dateOfBirth, text).map(({ value, confidence }) => `${value} ${confidence}`)).toEqual(["1980-12-31 high"]);
  });

  it.each([
    "born 31/12/1980",
    "born on 31 Dec 1980",
    "(born December 31, 1980)",
    "born in Kuala Lumpur on 31 December 1980",
    "born at Singapore, 31 December 1980",
    "Her birthday is on 31 Dec 1980",
    "Birthday: 31.12.1980",
    "Lahir pada 31 Disember 1980",
    "出生于1980年12月31日",
    "他生於1980年12月31日，新加坡人",
    "张三，男，1980年12月31日出生，汉族",
    "李四，民國69年12月31日出生",
    "生日: 1980-12-31",
    "Name / NRIC / DOB: Tan Ah Kow / S1234567D / 31/12/1980",
    "Name, NRIC, DOB: Tan Ah Kow, S1234567D, 31 Dec 1980",
    "DOB / NRIC: 31-12-1980 / S1234567D",
    "Name | Date of Birth | Sex: Tan Ah Kow | 31.12.1980 | M",
    "DOB: 311280",
    "DOB: 801231",
  ])("is less certain of %j", (text) => {
    expect(ask(dateOfBirth, text).map(({ value, confidence }) => `${value} ${confidence}`)).toEqual(["1980-12-31 medium"]);
  });

  it.each([
    ["DOB: 03/04/1980", "1980-04-03 high 03/04/1980"],
    ["DOB (MM/DD/YYYY): 03/04/1980", "1980-03-04 high 03/04/1980"],
    ["DOB: 03/04/1980 (MM/DD/YYYY)", "1980-03-04 high 03/04/1980"],
    ["DOB (DD/MM/YYYY): 03/04/1980", "1980-04-03 high 03/04/1980"],
    ["DOB (MMDDYYYY): 03041980", "1980-03-04 high 03041980"],
    ["DOB: 03041980", "1980-04-03 high 03041980"],
    ["DOB: 101112", "2012-11-10 low 101112"],
    ["DOB: 29/02/2000", "2000-02-29 high 29/02/2000"],
    ["DOB: 1/1/1900", "1900-01-01 high 1/1/1900"],
    ["DOB: 5 May 26", "2026-05-05 high 5 May 26"],
    ["DOB: 5 May 27", "1927-05-05 high 5 May 27"],
    ["DOB: 2012-04-30T16:00:00.000Z", "2012-05-01 high 2012-04-30"],
    ["DOB: 2012-04-30T16:30:00.000Z", "2012-04-30 high 2012-04-30"],
    ["DOB: 1980-12-31T16:30:00Z", "1981-01-01 high 1980-12-31"],
    ["birthday on 25 Dec 2025", "2025-12-25 low 25 Dec 2025"],
    ["Birthday: 25 Dec 2025", "2025-12-25 medium 25 Dec 2025"],
  ])("reads %j", (text, expected) => {
    expect(one(text)).toEqual([expected]);
  });

  it.each([
    ["dob", "31/12/1980", "high"],
    ["date of birth", "31 Dec 1980", "high"],
    ["date of birth (dd/mm/yyyy)", "31-12-80", "high"],
    ["date_of_birth", "1980-12-31 00:00:00", "high"],
    ["dateofbirth", "19801231", "high"],
    ["birthdate", "1980-12-31", "high"],
    ["birth_date", "1980-12-31", "high"],
    ["applicant.dob", "1980-12-31", "high"],
    ["dob.value", "1980-12-31", "high"],
    ["sponsoredchildrenrecords.dob.value", "1980-12-31", "high"],
    ["child 1 dob", "31/12/1980", "high"],
    ["bday", "19801231", "high"],
    ["birthday", "31/12/1980", "high"],
    ["生日", "一九八〇年十二月三十一日", "high"],
    ["出生日期", "1980年12月31日", "high"],
    ["tarikh lahir", "31/12/1980", "high"],
    ["dob", "29586", "medium"],
    ["dob / age", "31/12/1980 / 45", "high"],
    ["name / dob", "Tan Ah Kow, 31/12/1980", "medium"],
    ["birth", "31/12/1980", "medium"],
  ])("in a column called %s finds %s with confidence %s", (label, text, confidence) => {
    expect(ask(dateOfBirth, text, { label }).map((found) => `${found.value} ${found.confidence}`)).toEqual([
      `1980-12-31 ${confidence}`,
    ]);
  });

  it.each([
    ["dob.lastupdated", "2020-04-16"],
    ["dob_verified_on", "2020-04-16"],
    ["birthcertno.issuedate", "2020-04-16"],
    ["birth certificate date", "2020-04-16"],
    ["date of birth registration", "2020-04-16"],
    ["place of birth", "2020-04-16"],
    ["date of joining", "2020-04-16"],
    ["birth order", "2020-04-16"],
    ["dob", "verified on 16/04/2020"],
    ["dob", "N/A (asked 16/04/2020)"],
    ["dob", "99999"],
    ["dob", "2"],
    ["dob", "S1234567D"],
    ["dob", "31/02/1980"],
    ["born", "29586"],
    ["remarks", "29586"],
    ["", "29586"],
    ["message-id", "dob 31/12/1980"],
  ])("in a column called %s finds nothing in %s", (label, text) => {
    expect(values(dateOfBirth, text, { label })).toEqual([]);
  });

  it.each([
    "31/12/1980",
    "Today is 31/12/1980",
    "Date: 31/12/1980",
    "Date of issue: 31/12/2010 Date of expiry: 31/12/2020",
    "Date of joining: 31/12/2010",
    "Date of marriage 31/12/2010",
    "date of birth registration deadline 31/12/2025",
    "date of birth certificate 31/12/2010",
    "Date of Birth: N/A",
    "DOB: N/A Date joined: 01/02/2020",
    "DOB: nil, expiry 01/02/2020",
    "DOB:\nDate of expiry: 01/02/2020",
    "Date of Birth:\nNationality:\nIssue date: 01/02/2020",
    "DOB: 12/1980",
    "DOB: 1980",
    "DOB: 31 Dec",
    "DOB: 31/12",
    "DOB: --12-31",
    "BDAY:--1231",
    "BDAY:1604-12-31",
    "DOB: 31/02/1980",
    "DOB: 29/02/1900",
    "DOB: 31/13/1980",
    "DOB: 00/12/1980",
    "DOB: 31/12/1880",
    "DOB: 31/12/2027",
    "DOB: 31/12/1980/2",
    "DOB: 31.12.1980.4",
    "DOB: 131/12/1980",
    "DOB: 198012311",
    "DOB: 5 March 19:30",
    "DOB: 1.2.3",
    "DOB: 10.0.0.1",
    "DOB: S1234567D",
    "DOB: 91234567",
    "DOB: 4539 5787 6362 1486",
    "Enter DOB (e.g. 31/12/1980)",
    "DOB format: 31/12/1980",
    "Sample date of birth, for example 31/12/1980",
    "Please provide your date of birth and NRIC by 31/12/2025",
    "Please state your date of birth. 31/12/2025 is the last day.",
    "We need your date of birth, 31/12/2025 latest",
    "send us your full name as well as your date of birth\n31/12/2025 is the closing date",
    "born in 1980",
    "born 1980",
    "a child born in December 1980",
    "born on or after 1 January 2023",
    "born on/after 1 January 2023",
    "born before 1 January 1978",
    "born between 1 January 1978 and 31 December 1980",
    "born on 1 January 1969 or earlier",
    "born on 1 January 2023 onwards",
    "born on 1 January 2023 and after",
    "born from 1 January 2023 to 31 December 2025",
    "born 1 January 2023 to 31 December 2025",
    "not born on 1 January 1980",
    "airborne 1 January 1980",
    "stubborn 31/12/1980",
    "Osborn 31/12/1980",
    "dobson 31/12/1980",
    "adobe 31/12/1980",
    "newborn screening 31/12/2020",
    "Expected date of birth: 31/12/2025",
    "Estimated date of birth 31/12/2025",
    "birthday party on 31 December 2025",
    "Happy birthday! See you on 31 December 2025",
    "birthday voucher valid till 31/12/2025",
    "birthday month: 12/2025",
    "生日蛋糕 2025年12月31日",
    "生日快乐！2025年12月31日见",
    "今天是1980年12月31日",
    "于二〇二五年十二月三十一日签订",
    "民國一一四年十二月三十一日",
    "出生地：新加坡，签发日期：2010年12月31日",
    "出生证 2010年12月31日",
    "1980年12月31日出生产品",
    "Place of birth: Singapore, issued 31/12/2010",
    "Country of birth: Singapore 31/12/2010",
    "birth of democracy 31/12/2010",
    "date of death: 31/12/2010",
    "Name / NRIC / DOE: Tan / S1234567D / 31.12.2010",
    "DOB / NRIC / Expiry: - / S1234567D / 31.12.2010",
    "Subject: dob list 20251231",
    "git log --since=31/12/1980",
  ])("finds nothing in %j", (text) => {
    expect(values(dateOfBirth, text)).toEqual([]);
  });

  it("reads the birth date of each kind of machine-readable zone (ICAO Doc 9303 specimens)", () => {
    const td3 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
    const td2 = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6";
    const td1 = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
    for (const zone of [td3, td2, td1]) expect(one(zone)).toEqual(["1974-08-12 high 740812"]);
    expect(one(td3.replace("ZE184226B", "ZE184226C"))).toEqual([]);
    expect(one(td2.replace("7408122F1204159", "7408122F1204158"))).toEqual([]);
    expect(one(td1.split("\n")[1] ?? "")).toEqual([]);
  });

  it("holds no birth for one of the future: a date after the year of the release is an appointment", () => {
    expect(values(dateOfBirth, `DOB: 31/12/${LATEST_BIRTH_YEAR}`)).toEqual([`${LATEST_BIRTH_YEAR}-12-31`]);
    expect(values(dateOfBirth, `DOB: 01/01/${LATEST_BIRTH_YEAR + 1}`)).toEqual([]);
  });

  it("says why", () => {
    expect(ask(dateOfBirth, "DOB: 03/04/1980")[0]?.evidence).toEqual([
      { kind: "label", label: "dob" },
      { kind: "shape", shape: "numbers" },
      { kind: "nearby", word: "day or month first" },
    ]);
  });

  it("reads whatever it was that random days were written as", () => {
    const first = seedOf("date-of-birth");
    const names = "January February March April May June July August September October November December".split(" ");
    for (let seed = first; seed < first + 500; seed += 1) {
      const random = randomFrom(seed);
      const [year, month, day] = [1927 + random.below(100), 1 + random.below(12), 1 + random.below(28)];
      const two = (number: number): string => String(number).padStart(2, "0");
      const name = names[month - 1] ?? "";
      const sign = random.pick(["/", "-", ".", " "]);
      const written = random.pick([
        [two(day), two(month), year].join(sign),
        [day, month, year].join(sign),
        [two(day), two(month), two(year % 100)].join(sign),
        [year, two(month), two(day)].join(sign),
        `${year}${two(month)}${two(day)}`,
        `${two(day)}${two(month)}${year}`,
        `${day} ${name} ${year}`,
        `${name} ${day}, ${year}`,
        `${two(day)}${name.slice(0, 3).toUpperCase()}${year}`,
        `${day}-${name.slice(0, 3)}-${two(year % 100)}`,
        `${year}年${month}月${day}日`,
      ]);
      const label = random.pick(["DOB: ", "Date of birth ", "dob=", "Birth date\n", "出生日期："]);
      expect(values(dateOfBirth, `${label}${written}`), `seed ${seed}: ${written}`).toEqual([isoDate(year, month, day)]);
    }
  });
});
