import { describe, expect, it } from "vitest";
import { ASIA } from "../../../src/detectors/asia/index.ts";
import { CONFIDENCES } from "../../../src/model/finding.ts";
import { randomFrom, seedOf } from "../../random.ts";
import { ask } from "../ask.ts";

/** What all detectors of the pack say, the most certain first: `type value confidence`. */
function all(text: string, label = ""): string[] {
  return ASIA.flatMap((detector) => ask(detector, text, { label }))
    .filter(({ confidence }) => confidence !== "low")
    .toSorted((a, b) => CONFIDENCES.indexOf(b.confidence) - CONFIDENCES.indexOf(a.confidence))
    .map(({ type, value, confidence }) => `${type} ${value} ${confidence}`);
}

describe("national numbers of Asia", () => {
  it.each([
    ["MyKad: 890131-06-1224", "", "my-nric 890131061224 high"],
    ["IC No 890131061224", "", "my-nric 890131061224 medium"],
    ["IC No: 890131-06-1224", "", "my-nric 890131061224 high"],
    ["NIK3171011708450001", "", "id-nik 3171011708450001 high"],
    ["NIK: 3171011708450001\n3171015708450002", "", "id-nik 3171011708450001 high"],
    ["A123456(3)", "", "hk-hkid A1234563 medium"],
    ["HKID: A123456(3)", "", "hk-hkid A1234563 high"],
    ["A1234563", "hkid_no", "hk-hkid A1234563 high"],
    ["11010519491231002X", "", "cn-ric 11010519491231002X medium"],
    ["身份证：11010519491231002X", "", "cn-ric 11010519491231002X high"],
    ["IC_890131061224.pdf", "", "my-nric 890131061224 medium"],
    ["https://example.com/?nik=3171011708450001&a=1", "", "id-nik 3171011708450001 high"],
    ["주민등록번호: 960121-1234567", "", "kr-rrn 9601211234567 medium"],
  ])("reads %j [%s]", (text, label, expected) => {
    expect(all(text, label)[0]).toBe(expected);
  });

  // Digits that are right by the rules of two countries: the label decides.
  it.each([
    ["CCCD: 001088012345", "vn-cccd"],
    ["Aadhaar: 999941057058", "in-aadhaar"],
    ["NIC: 199110402754", "lk-nic"],
    ["PhilSys 8123-4567-9012", "ph-philsys"],
    ["身分證字號 A123456789", "tw-natid"],
    ["Thai ID 1101700230708", "th-idnr"],
    ["CNIC 4220112345671", "pk-cnic"],
  ])("gives %j to %s alone or first", (text, type) => {
    expect(all(text)[0]?.split(" ")[0]).toBe(type);
  });

  it.each([
    "Order no. 890131-06-1224",
    "tracking number 9999 4105 7058",
    "IMEI 490154203237518 and 890131061224",
    "550e8400-e29b-41d4-a716-890131061224",
    "2019 2020 2021 2022",
    "2026-11-23 08:00:00 890131061224 234123412346",
    "ISBN 9781234567897, EAN 1101700230708",
    "+60 12-345 6789, +852 2345 6789",
    "4539 5787 6362 1486",
    "0000000 3030 3030 3030 3030",
    "<890131-06-1224@mail.example.com>",
    "US123456(7) B123456(x) fig. 123456(3)",
    "the pan is hot and the tin is full: 123456789",
    "session id: 11010519491231002X",
  ])("finds nothing in %j", (text) => {
    expect(all(text, text.startsWith("<") ? "message-id" : "")).toEqual([]);
  });

  it("shows organisations at low only", () => {
    const types = ASIA.flatMap((detector) => ask(detector, "PAN: ACUCA7085R, TIN: 000-123-456-000"));
    expect(types.map(({ type, confidence }) => `${type} ${confidence}`)).toEqual(["in-pan low", "ph-tin low"]);
  });

  it("is silent on random runs of digits without labels", () => {
    const seed = seedOf("asia");
    const random = randomFrom(seed);
    let found = 0;
    for (let line = 0; line < 3_000; line += 1) {
      const length = 9 + random.below(8);
      const digits = Array.from({ length }, () => String(random.below(10))).join("");
      found += all(`value ${digits} end`).length;
    }
    expect(found, `seed ${seed}`).toBe(0);
  });
});
