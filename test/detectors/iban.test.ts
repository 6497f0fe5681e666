import { describe, expect, it } from "vitest";
import { iban } from "../../src/detectors/iban.ts";
import { ask } from "./ask.ts";

const one = (text: string, label = ""): string[] =>
  ask(iban, text, { label }).map(({ value, confidence }) => `${value} ${confidence}`);

describe("iban", () => {
  it.each([
    ["IBAN: DE89 3704 0044 0532 0130 00", "DE89370400440532013000 high"],
    ["DE89 3704 0044 0532 0130 00", "DE89370400440532013000 high"],
    ["DE89370400440532013000", "DE89370400440532013000 medium"],
    ["bank DE89370400440532013000", "DE89370400440532013000 high"],
    ["iban\nde89370400440532013000", "DE89370400440532013000 high"],
    ["IBANDE89370400440532013000", "DE89370400440532013000 high"],
    ["https://example.com/DE89370400440532013000", "DE89370400440532013000 low"],
    ["this is VG96 VPVG 0000 0123 4567 8901 X in a sentence", "VG96VPVG0000012345678901 high"],
  ])("reads %j", (text, expected) => {
    expect(one(text)).toEqual([expected]);
  });

  it.each([
    "DE89 3704 0044 0532 0130 01",
    "DE89/3704/0044/0532/0130/00",
    "XDE89370400440532013000",
    "DE893704004405320130009",
    "DE89 3704-0044 0532 0130 00",
    "DE98ZZZ09999999999",
    "de89370400440532013000",
  ])("finds nothing in %j", (text) => {
    expect(one(text)).toEqual([]);
  });
});
