import { describe, expect, it } from "vitest";
import { sgUen } from "../../src/detectors/sg-uen.ts";
import { ask } from "./ask.ts";

const one = (text: string, label = ""): string[] =>
  ask(sgUen, text, { label }).map(({ value, confidence, covers }) => `${value} ${confidence} ${covers}`);

describe("sg-uen", () => {
  it.each([
    ["UEN: 201221074R", "201221074R high 201221074R"],
    ["UEN:\r\n201221074R", "201221074R high 201221074R"],
    ["uen 201221074r", "201221074R high 201221074r"],
    ["UEN 201221074 R", "201221074R high 201221074 R"],
    ["Company Registration No. 201221074-R", "201221074R high 201221074-R"],
    ["201221074R", "201221074R medium 201221074R"],
    ["（公司注册号201221074R）", "201221074R high 201221074R"],
    ["注册号 53012345B", "53012345B medium 53012345B"],
    ["Business Registration No.: 53012345B", "53012345B high 53012345B"],
    ["registration no. 53012345B", "53012345B medium 53012345B"],
    ["registration no. 53012345B, Lim Trading", "53012345B high 53012345B"],
    ["Sole proprietor 53012345B", "53012345B medium 53012345B"],
    ["53012345B", "53012345B low 53012345B"],
    ["T08LL0001K", "T08LL0001K medium T08LL0001K"],
    ["GST Reg No T08LL0001K", "T08LL0001K high T08LL0001K"],
    ["UEN T08-LL-0001-K", "T08LL0001K high T08-LL-0001-K"],
    ["UEN s62ss0123k", "S62SS0123K high s62ss0123k"],
    ["ROC F00012345X", "F00012345X medium F00012345X"],
    ["ROC F   12345X", "F00012345X medium F   12345X"],
    ["PayNow UEN 201221074R-SF001", "201221074R high 201221074R"],
    ["CSN 201221074R-PTE-01", "201221074R high 201221074R"],
    ["CSN: 201221074RPTE01", "201221074R high 201221074R"],
    ["order no. 201221074R", "201221074R low 201221074R"],
    ["https://example.com/201221074R/a", "201221074R low 201221074R"],
    ["https://example.com/?uen=201221074R", "201221074R high 201221074R"],
  ])("reads %j", (text, expected) => {
    expect(one(text)).toEqual([expected]);
  });

  it.each([
    ["uen", "high"],
    ["company.uen.value", "high"],
    ["gst reg no", "high"],
    ["invoice no", "low"],
    ["remarks", "low"],
  ])("in a column called %s is %s", (label, confidence) => {
    expect(one("53012345B", label)).toEqual([`53012345B ${confidence} 53012345B`]);
  });

  it.each([
    "UEN 201221074A",
    "UEN 203551721W",
    "UEN 009206031W",
    "T01ZZ6132D",
    "S16FC0121E",
    "a201221074R",
    "1201221074R",
    "201221074RX",
    "201221074R-12",
    "201221074r",
    "201221074 R",
    "T08 LL 0001 K",
    "F00012345X",
    "RCB F12312345X",
    "RCB F 12345X",
    "GST M9-0312345-X",
    "S1234567D T1234567J F1234567N",
    "A0123456J",
    "matric no U096931E",
    "S12345678D",
    "2012-10-74R",
    "9123 4567B",
  ])("finds nothing in %j", (text) => {
    expect(one(text)).toEqual([]);
  });

  it("says which kind, and that a business may be one person", () => {
    expect(ask(sgUen, "ROB 53012345B")[0]?.evidence).toEqual([
      { kind: "checksum", rule: "uen" },
      { kind: "shape", shape: "business, perhaps of one person" },
      { kind: "label", label: "rob" },
    ]);
    expect(ask(sgUen, "T08LL0001K")[0]?.evidence).toContainEqual({ kind: "shape", shape: "other entity" });
    expect(ask(sgUen, "ROC F00012345X")[0]?.evidence).not.toContainEqual({ kind: "checksum", rule: "uen" });
  });
});
