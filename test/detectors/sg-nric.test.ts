import { describe, expect, it } from "vitest";
import { sgNric } from "../../src/detectors/sg-nric.ts";
import { nricCheckLetter } from "../../src/validators/nric.ts";
import { randomFrom, seedOf } from "../random.ts";
import { ask, values } from "./ask.ts";

/** A form and the label that it needs. */
const FORMS: readonly (readonly [form: string, label: string])[] = [
  ["S1234567D", ""],
  ["(S1234567D)", ""],
  ["S 1234567 D", ""],
  ["S-1234567-D", ""],
  ["S/1234567/D", ""],
  ["S1234567-D", ""],
  ["S1234567(D)", ""],
  ["S\u200b123\u200b4567D", ""],
  ["S\u00a01234567\u00a0D", ""],
  ["_S1234567D_", ""],
  ["我S1234567D你", ""],
  ["S 123 4567 D", "NRIC: "],
  ["S 1 2 3 4 5 6 7 D", "IC No. "],
  ["S123\n4567D", "FIN "],
  ["S1234567D", "NRIC"],
];

const one = (text: string, label = ""): string[] =>
  ask(sgNric, text, { label }).map(({ value, confidence, covers }) => `${value} ${confidence} ${covers}`);

describe("sg-nric", () => {
  it.each([
    ["NRIC: S1234567D", "S1234567D high S1234567D"],
    ["NRIC:\r\nS1234567D", "S1234567D high S1234567D"],
    ["FIN no g1234567x", "G1234567X high g1234567x"],
    ["(S1234567D)", "S1234567D medium S1234567D"],
    ["我是S1234567D号", "S1234567D medium S1234567D"],
    ["S1234567D_Tan.pdf", "S1234567D medium S1234567D"],
    ["S-1234567-D", "S1234567D medium S-1234567-D"],
    ["Please do send S1234567D in order", "S1234567D medium S1234567D"],
    ["order no. S1234567D", "S1234567D low S1234567D"],
    ["order id: S1234567D", "S1234567D low S1234567D"],
    ["INV-S1234567D", "S1234567D low S1234567D"],
    ["T1234567J-02", "T1234567J low T1234567J"],
    ["Invoice 12, NRIC S1234567D", "S1234567D high S1234567D"],
    ["https://example.com/?nric=S1234567D&a=1", "S1234567D high S1234567D"],
    ["https://example.com/a/S1234567D", "S1234567D low S1234567D"],
    ["No. K/P: S1234567D", "S1234567D high S1234567D"],
    ["NRIC: S.1234567.D", "S1234567D high S.1234567.D"],
    ["IC S - 1234567 - D", "S1234567D high S - 1234567 - D"],
    ["NRICS1234567D", "S1234567D high S1234567D"],
    ["Topics S1234567D", "S1234567D medium S1234567D"],
    ["a\\nS1234567D\\nb", "S1234567D medium S1234567D"],
    ["https://example.com/?q=nric%3DS1234567D", "S1234567D high S1234567D"],
    ["Tan-S1234567D-2026", "S1234567D medium S1234567D"],
    ["S1234567D/91234567", "S1234567D medium S1234567D"],
    ["S1234567D-20261123", "S1234567D medium S1234567D"],
    ["S1234567D-202", "S1234567D low S1234567D"],
    ["a/T6676362a.java", "T6676362A low T6676362a"],
    ["a/T6676362a.pdf", "T6676362A medium T6676362a"],
    ["S1234567A S1234567B S1234567D", "S1234567D low S1234567D"],
    ["NRIC S12 345 67D", "S1234567D high S12 345 67D"],
    ["ic s 1234567 d", "S1234567D high s 1234567 d"],
    ["NRIC: S1234567A", "S1234567A low S1234567A"],
    ["NRICS 1234567 D", "S1234567D high S 1234567 D"],
    ["NRIC NoS1234567D", "S1234567D high S1234567D"],
    ["S1234567(D)", "S1234567D medium S1234567(D)"],
    ["NRIC: S1234567 (D)", "S1234567D high S1234567 (D)"],
    ["NRIC S  1234567  D", "S1234567D high S  1234567  D"],
    ["NRIC S_1234567_D", "S1234567D high S_1234567_D"],
    ["NRIC S 1 2 3 4 5 6 7 D", "S1234567D high S 1 2 3 4 5 6 7 D"],
    ["NRIC: S12345\n67D", "S1234567D medium S12345\n67D"],
    ["NRIC: S1234567\r\nD", "S1234567D medium S1234567\r\nD"],
    ["NRIC: S\n1234567D", "S1234567D medium S\n1234567D"],
    ["> NRIC: S12345\r\n> 67D", "S1234567D medium S12345\r\n> 67D"],
    ["NRIC: S1234=\r\n567D", "S1234567D medium S1234=\r\n567D"],
    ["BC No.: T1234567J", "T1234567J high T1234567J"],
    ["Driver's licence no. S1234567D", "S1234567D high S1234567D"],
    ["CPF Account Number S1234567D", "S1234567D high S1234567D"],
    ["Income Tax Ref No: S1234567D", "S1234567D high S1234567D"],
    ["请PayNow到S1234567D", "S1234567D high S1234567D"],
    ["公积金户口 S 1234567 D", "S1234567D high S 1234567 D"],
    ["Lesen memandu: S1234567D", "S1234567D high S1234567D"],
    ["No. sijil kelahiran T1234567J", "T1234567J high T1234567J"],
    ["அடையாள அட்டை எண் S1234567D", "S1234567D high S1234567D"],
    ["S1234567D-2.jpg", "S1234567D medium S1234567D"],
    ["Matric No. G1234567X", "G1234567X low G1234567X"],
    ["Matric No. S1234567D", "S1234567D medium S1234567D"],
    ["CPF no. S1234567A", "S1234567A low S1234567A"],
  ])("reads %j", (text, expected) => {
    expect(one(text)).toEqual([expected]);
  });

  it.each([
    ["nric", "high"],
    ["member.uinfin.value", "high"],
    ["id", "high"],
    ["order id", "low"],
    ["ticket", "low"],
    ["remarks", "medium"],
  ])("in a column called %s is %s", (label, confidence) => {
    expect(one("S1234567D", label)).toEqual([`S1234567D ${confidence} S1234567D`]);
  });

  it.each([
    "S1234567A",
    "order NRIC-like S1234567A",
    "S 123 4567 D",
    "S.1234567.D",
    "S - 1234567 - D",
    "PICS1234567D",
    "x%S1234567D1",
    "S1234567 A boy",
    "it's 1234567 d",
    "ES1234567D",
    "S1234567DD",
    "S1234567D1",
    "0S1234567D",
    "S123456D",
    "2020-11-23 S12",
    "S1234567",
    "S12345\n67D",
    "S1234567\nD",
    "NRIC: S12345\n67A",
    "NRIC: S1234567\nDear Sir",
    "S_1234567_D",
    "NRICs 1234567 d",
    "matric A0123456J, U096931E",
    "student no. S12345678D",
    "ASGD A1234567D, ITR 412345678D",
    "GST M9-0312345-X",
    "passport E1234567D K1234567D",
    "UEN T08LL0001K 53012345B 201221074R",
    "S****567D XXXXX567D",
  ])("finds nothing in %j", (text) => {
    expect(values(sgNric, text)).toEqual([]);
  });

  it("says why", () => {
    expect(ask(sgNric, "NRIC S1234567D")[0]?.evidence).toEqual([
      { kind: "checksum", rule: "nric-mod11" },
      { kind: "label", label: "nric" },
    ]);
    expect(ask(sgNric, "NRIC S1234567A")[0]?.evidence).toContainEqual({ kind: "against", word: "mistyped" });
  });

  it("finds every number however it is written, and none with another letter above low", () => {
    const first = seedOf("sg-nric forms");
    for (let seed = first; seed < first + 300; seed += 1) {
      const random = randomFrom(seed);
      const series = random.pick(["S", "T", "F", "G", "M"]);
      const digits = String(random.below(10_000_000)).padStart(7, "0");
      const right = nricCheckLetter(series, digits) as string;
      for (const [form, label] of FORMS) {
        const written = (letter: string): string =>
          label +
          form
            .replace("S", series)
            .replace("D", letter)
            .replaceAll(/[1-7]/g, (place) => digits[Number(place) - 1] ?? "");
        const context = `seed ${seed} ${written(right)}`;
        expect(values(sgNric, written(right)), context).toEqual([series + digits + right]);
        const wrong = random.pick(Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ").filter((letter) => letter !== right));
        expect(values(sgNric, written(wrong)), context).toEqual([]);
      }
    }
  });

  it("is not led astray by base64 and identifiers of messages", () => {
    const soup = "QWxhZGRpbjpvcGVuIHNlc2FtZQ+S1234567D/QWxhZGRpbjpvcGVuIHNlc2FtZQ==";
    expect(values(sgNric, soup)).toEqual([]);
    expect(values(sgNric, "S1234567D@mail.example.com", { role: "header", label: "message-id" })).toEqual([]);
    expect(values(sgNric, "References: <a.b@example.com>\r\n <S1234567D@example.com>")).toEqual([]);
  });
});
