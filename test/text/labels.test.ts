import { describe, expect, it } from "vitest";
import { adjoins, firstAfter, inLabel, lastBefore, vocabulary } from "../../src/text/labels.ts";

const WORDS = vocabulary(["nric", "nric no", "ic", "i/c", "tel no", "#", "身份证"]);

describe("lastBefore", () => {
  it.each([
    ["NRIC: ", "nric"],
    ["nric_no ", "nric no"],
    ["TEL.NO ", "tel no"],
    ["telno ", "tel no"],
    ["I/C: ", "i/c"],
    ["我的身份证", "身份证"],
    ["NRIC_", "nric"],
    ["tel no, later nric ", "nric"],
    ["ref #", "#"],
  ])("hears %j as %s", (text, phrase) => {
    expect(lastBefore(text, text.length, WORDS, 40)?.phrase).toBe(phrase);
  });

  it.each(["price ", "topic: ", "nrics ", "tel ", ""])("hears nothing in %j", (text) => {
    expect(lastBefore(text, text.length, WORDS, 40)).toBeUndefined();
  });

  it("keeps to reach and floor, and takes no half word at the border", () => {
    const text = "nric 0123456789";
    expect(lastBefore(text, 15, WORDS, 15)).toEqual({ phrase: "nric", start: 0, end: 4 });
    expect(lastBefore(text, 15, WORDS, 14)).toBeUndefined();
    expect(lastBefore(text, 15, WORDS, 40, 1)).toBeUndefined();
    expect(lastBefore("music 12", 8, WORDS, 5)).toBeUndefined();
  });
});

describe("firstAfter", () => {
  it("finds the first whole word within reach", () => {
    expect(firstAfter("x nric ic", 1, WORDS, 20)?.phrase).toBe("nric");
    expect(firstAfter("x topic", 1, WORDS, 20)).toBeUndefined();
    expect(firstAfter("topic", 3, WORDS, 20)).toBeUndefined();
    expect(firstAfter("x 456789 nric", 1, WORDS, 5)).toBeUndefined();
  });
});

describe("inLabel", () => {
  it.each([
    ["nric", "nric"],
    ["customer_nric", "nric"],
    ["applicant.nricno", "nric no"],
    ["nric.value", "nric"],
    ["icnumber", "ic"],
    ["nric no.", "nric no"],
    ["身份证号码", "身份证"],
  ])("%j says %s", (label, phrase) => {
    expect(inLabel(label, WORDS)).toBe(phrase);
  });

  it.each(["", "price", "topic.value", "number", "no"])("%j says nothing", (label) => {
    expect(inLabel(label, WORDS)).toBeUndefined();
  });
});

describe("adjoins", () => {
  it.each(["ref 1", "ref: 1", "ref no. 1", "ref number is 1", "ref#1", "ref-1", "ref (1"])("in %j", (text) => {
    expect(adjoins(text, 3, text.length - 1)).toBe(true);
  });

  it.each(["ref to call 1", "ref noted 1", `ref${" ".repeat(40)}1`])("not in %j", (text) => {
    expect(adjoins(text, 3, text.length - 1)).toBe(false);
  });
});
