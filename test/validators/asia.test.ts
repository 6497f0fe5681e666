import { describe, expect, it } from "vitest";
import { isChinaId, isOldChinaId } from "../../src/validators/china-id.ts";
import { isHkid } from "../../src/validators/hkid.ts";
import { isKoreaChecked, isKoreaNumber } from "../../src/validators/korea-rrn.ts";
import { isLankaNic } from "../../src/validators/lanka-nic.ts";
import { isMyKad } from "../../src/validators/mykad.ts";
import { isNik } from "../../src/validators/nik.ts";
import { isPhilippineTin } from "../../src/validators/philippine-tin.ts";
import { isShortDate } from "../../src/validators/short-date.ts";
import { isTaiwanId } from "../../src/validators/taiwan-id.ts";
import { isStdnum } from "../../src/validators/stdnum.ts";
import { isVietnamId, VIETNAM_PROVINCES } from "../../src/validators/vietnam-id.ts";

const RULES: readonly [name: string, rule: (value: string) => boolean, right: readonly string[], wrong: readonly string[]][] = [
  ["isShortDate", isShortDate, ["880229", "000229", "260101", "991231"], ["890229", "880230", "881301", "880100", "880001"]],
  [
    "isMyKad",
    isMyKad,
    [
      "770305021234",
      "890131061224",
      "000229991234",
      "010203710001",
      "010203160001",
      "010203210001",
      "010203680001",
      "010203930001",
    ],
    [
      "990229101111",
      "850101701234",
      "850101001234",
      "850101171234",
      "850101201234",
      "850101691234",
      "850101731234",
      "850101801234",
      "850101811234",
      "850101941234",
      "850101971234",
      "77030502123",
      "7703050212345",
      "77030502123A",
    ],
  ],
  [
    "isHkid",
    isHkid,
    ["A1234563", "G123456A", "AB9876543", "C6686689", "O1234561"],
    ["A1234564", "A123456A", "1A234563", "A12345633", "ABC1234563", "a1234563", "AB9876540"],
  ],
  [
    "isChinaId",
    isChinaId,
    ["11010519491231002X", "440524188001010014"],
    [
      "110105194912310021",
      "11010519491231002x",
      "100105194912310026",
      "110105194902310024",
      "11010520991231002X",
      "11010519491231002",
    ],
  ],
  [
    "isOldChinaId",
    isOldChinaId,
    ["110105491231002"],
    ["100105491231002", "110105490231002", "11010549123100", "1101054912310022"],
  ],
  [
    "isNik",
    isNik,
    ["3171011708450001", "3171015708450001", "3171012902000001", "9601011708450001"],
    [
      "3171013208450001",
      "9971011708450001",
      "3100011708450001",
      "3171001708450001",
      "3171011708450000",
      "3171017208450001",
      "3171010008450001",
      "3171014008450001",
      "317101170845000",
    ],
  ],
  [
    "isKoreaNumber",
    isKoreaNumber,
    ["9601211234567", "0509124000019", "9111245678906"],
    ["9613211234567", "9602301234567", "9601213234567", "960121123456"],
  ],
  ["isKoreaChecked", isKoreaChecked, ["0509122000019", "9111245678906"], ["9601211234567", "9111245678901", "0509122000018"]],
  [
    "isTaiwanId",
    isTaiwanId,
    ["A123456789", "A800000014"],
    ["A123456788", "A323456789", "B123456789", "a123456789", "A12345678", "AE12345678", "AA123456789"],
  ],
  [
    "isLankaNic",
    isLankaNic,
    ["911042754V", "916042754X", "199110402754", "200050112345"],
    [
      "913702754V",
      "915002754V",
      "918702754V",
      "910002754V",
      "199137002754",
      "189910402754",
      "209910402754",
      "911042754A",
      "911042754",
    ],
  ],
  [
    "isVietnamId",
    isVietnamId,
    ["001088012345", "079301000123", "096195000123"],
    ["003088012345", "001388012345", "001488012345", "097088012345", "00108801234"],
  ],
  ["isPhilippineTin", isPhilippineTin, ["123456782", "123456782000"], ["123456789", "12345678"]],
];

describe.each(RULES)("%s", (_name, rule, right, wrong) => {
  it.each(right)("accepts %s", (value) => {
    expect(rule(value)).toBe(true);
  });
  it.each(wrong)("refuses %s", (value) => {
    expect(rule(value)).toBe(false);
  });
});

describe("check digits", () => {
  it("let one final digit through for each number", () => {
    const passing = (stem: string, rule: (value: string) => boolean, finals = "0123456789"): number =>
      [...finals].filter((final) => rule(stem + final)).length;
    for (let serial = 100_000; serial < 100_500; serial += 1) {
      expect(passing(`A${serial}`, isHkid, "0123456789A")).toBe(1);
      expect(passing(`XY${serial}`, isHkid, "0123456789A")).toBe(1);
      expect(passing(`Q1${serial}0`, isTaiwanId)).toBe(1);
      expect(passing(`11010519491231${serial % 1_000}`.padEnd(17, "0"), isChinaId, "0123456789X")).toBe(1);
    }
  });

  it("agrees with the library on the numbers that both know", () => {
    for (let serial = 0; serial < 2_000; serial += 1) {
      const digits = String((serial * 7_919_377) % 1_000_000).padStart(6, "0");
      const letter = String.fromCharCode(65 + (serial % 26));
      if (letter !== "O") {
        const hkid = `${letter}${digits}${"0123456789A"[serial % 11]}`;
        expect(isHkid(hkid), hkid).toBe(isStdnum("hk/hkid", hkid));
      }
      const taiwan = `${letter}1${digits}${serial % 100}`.padEnd(10, "3").slice(0, 10);
      expect(isTaiwanId(taiwan), taiwan).toBe(isStdnum("tw/natid", taiwan));
    }
  });

  it("knows the 63 provinces of Vietnam once each, in order", () => {
    expect(VIETNAM_PROVINCES).toHaveLength(63);
    expect(VIETNAM_PROVINCES).toEqual([...new Set(VIETNAM_PROVINCES)].toSorted());
  });
});
