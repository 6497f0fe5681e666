import { describe, expect, it } from "vitest";
import { numberFormat } from "../../../src/formats/office/number-format.ts";
import { formulaValues, plainNumber } from "../../../src/formats/office/values.ts";

describe("numbers as a spreadsheet shows them", () => {
  it.each<[string, number, string | undefined]>([
    ["General", 1.5, undefined],
    ["0", 1.5, "2"],
    ["0.00", 1.005, "1.00"],
    ["00000", 7, "00007"],
    ["#,##0", 1234567, "1,234,567"],
    ["#,##0;(#,##0)", -1234, "(1,234)"],
    ["0;-0;zero", 0, undefined],
    ["0%", 0.25, "25%"],
    ["####-####-####-####", 4111111111111111, "4111-1111-1111-1111"],
    ["(00) 0000-0000", 1281234567, "(12) 8123-4567"],
    ["[Red][<10]0000 0000", 81234567, "8123 4567"],
    ["[$S$-4809]#,##0.00", 12.5, "S$12.50"],
    ["_-0000_-", 12, "0012"],
    ['0" years"', 45, "45 years"],
    ["yyyy-mm-dd", 29251, "1980-01-31"],
    ["d mmm yy", 29251, "31 Jan 80"],
    ["dddd, d mmmm yyyy", 29251, "Thursday, 31 January 1980"],
    ["dd/mm/yyyy hh:mm:ss", 29251.75, "31/01/1980 18:00:00"],
    ["h:mm AM/PM", 0.75, "6:00 PM"],
    ["[h]:mm", 1.5, "36:00"],
    ["[$-409]m/d/yy;@", 29251, "1/31/80"],
    ["yyyy", 99999999, undefined],
    ["yyyy-mm-dd", 59, "1900-02-28"],
    ["#", 0, ""],
    ["0".repeat(300), 1, undefined],
  ])("%s of %d", (code, value, wanted) => {
    expect(numberFormat(164, code, false)?.(value)?.trim()).toBe(wanted);
  });

  it.each<[number, number, boolean, string]>([
    [14, 29251, false, "31/1/1980"],
    [14, 27789, true, "31/1/1980"],
    [22, 0.5, false, "31/12/1899 12:00"],
    [57, 29251, false, "1980-1-31"],
    [10, 0.1234, false, "12.34%"],
  ])("the built-in format %d of %d", (id, value, from1904, wanted) => {
    expect(numberFormat(id, undefined, from1904)?.(value)?.replace("1/1/1900", "31/12/1899")).toBe(wanted);
  });

  it.each<[string, string[]]>([
    ['"S1234567D"&A1', ["S1234567D"]],
    ['"say ""hello"""', ['say "hello"']],
    ["SUM(A1:A1048576)", []],
    ["81234567+0", ["81234567"]],
    ["B$104857*1.000000001", []],
    ['IF(A1="y","n","")', []],
  ])("what is typed into a formula: %s", (formula, wanted) => {
    expect(formulaValues(formula)).toEqual(wanted);
  });

  it.each<[number, string]>([
    [81234567, "81234567"],
    [4.111111111111111e15, "4111111111111111"],
    [0.1, "0.1"],
    [1e25, "1e+25"],
    [-5, "-5"],
  ])("plain number %d", (value, wanted) => {
    expect(plainNumber(value)).toBe(wanted);
  });
});
