import { describe, expect, it } from "vitest";
import { sgNric } from "../../src/detectors/sg-nric.ts";
import { ask, values } from "./ask.ts";

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
  ])("finds nothing in %j", (text) => {
    expect(values(sgNric, text)).toEqual([]);
  });

  it("says why", () => {
    expect(ask(sgNric, "NRIC S1234567D")[0]?.evidence).toEqual([
      { kind: "checksum", rule: "nric-mod11" },
      { kind: "label", label: "nric" },
    ]);
    expect(ask(sgNric, "NRIC S1234567A")[0]?.evidence).toContainEqual({ kind: "against", word: "check-letter" });
  });

  it("is not led astray by base64 and identifiers of messages", () => {
    const soup = "QWxhZGRpbjpvcGVuIHNlc2FtZQ+S1234567D/QWxhZGRpbjpvcGVuIHNlc2FtZQ==";
    expect(values(sgNric, soup)).toEqual([]);
    expect(values(sgNric, "S1234567D@mail.example.com", { role: "header", label: "message-id" })).toEqual([]);
    expect(values(sgNric, "References: <a.b@example.com>\r\n <S1234567D@example.com>")).toEqual([]);
  });
});
