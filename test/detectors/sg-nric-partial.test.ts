import { describe, expect, it } from "vitest";
import { sgNricPartial } from "../../src/detectors/sg-nric-partial.ts";
import { ask } from "./ask.ts";

const one = (text: string, label = ""): string[] =>
  ask(sgNricPartial, text, { label }).map(({ value, confidence, covers }) => `${value} ${confidence} ${covers}`);

describe("sg-nric-partial", () => {
  it.each([
    ["S****567D", "567D medium S****567D"],
    ["s****567d", "567D medium s****567d"],
    ["S***4567D", "567D medium S***4567D"],
    ["S*****567D", "567D medium S*****567D"],
    ["*****567D", "567D medium *****567D"],
    ["XXXXX567D", "567D medium XXXXX567D"],
    ["xxxxx567d", "567D medium xxxxx567d"],
    ["SXXXX567D", "567D medium SXXXX567D"],
    ["S####567D", "567D medium S####567D"],
    ["S••••567D", "567D medium S••••567D"],
    ["•••••567D", "567D medium •••••567D"],
    ["S●●●●567D", "567D medium S●●●●567D"],
    ["G····567X", "567X medium G····567X"],
    ["S××××567D", "567D medium S××××567D"],
    ["S＊＊＊＊５６７Ｄ", "567D medium S****567D"],
    ["S\\*\\*\\*\\*567D", "567D medium S\\*\\*\\*\\*567D"],
    ["(S****567D)", "567D medium S****567D"],
    ["陈先生S****567D先生", "567D medium S****567D"],
    ["NRIC: S****567D", "567D high S****567D"],
    ["身份证：*****567D", "567D high *****567D"],
    ["IC S XXXX 567 D", "567D high S XXXX 567 D"],
    ["NRIC S-XXXX567-D", "567D high S-XXXX567-D"],
    ["NRIC ****567D", "567D medium ****567D"],
    ["NRIC S____567D", "567D medium S____567D"],
    ["NRIC: S----567(D)", "567D medium S----567(D)"],
    ["NRIC S????567D", "567D medium S????567D"],
    ["passport no. S****567D", "567D low S****567D"],
    ["S1234****", "1234**** medium S1234****"],
    ["S12****7D", "12****7D medium S12****7D"],
    ["S1***567D", "567D medium S1***567D"],
    ["NRIC S1234XXXX", "1234**** medium S1234XXXX"],
    ["NRIC: S1234xxxD", "1234***D medium S1234xxxD"],
    ["NRIC: S1234****", "1234**** high S1234****"],
    ["S12•••••D x", "12*****D medium S12•••••D"],
    ["S12•••••  x", undefined],
  ])("reads the mask %j", (text, expected) => {
    expect(one(text)).toEqual(expected === undefined ? [] : [expected]);
  });

  it.each([
    ["NRIC: 567D", "567D medium 567D"],
    ["NRIC (last 4 char): 567D", "567D medium 567D"],
    ["NRIC (last four alphanumeric characters) 567D", "567D medium 567D"],
    ["NRIC ending 567D", "567D medium 567D"],
    ["nric ends with 567d", "567D medium 567d"],
    ["FIN ending with (567X)", "567X medium 567X"],
    ["Last 4 characters of NRIC: 567D", "567D medium 567D"],
    ["last 4 digits of my IC 567D", "567D medium 567D"],
    ["last 4 digits of IC 567D", "567D medium 567D"],
    ["partial NRIC\r\n567D", "567D medium 567D"],
    ["masked NRIC no. S567D", "567D medium S567D"],
    ["identity card no. 567D", "567D medium 567D"],
    ["身份证后四位：567D", "567D medium 567D"],
    ["身份證末四位是567D", "567D medium 567D"],
    ["NRIC கடைசி 4 எழுத்துகள்: 567D", "567D medium 567D"],
    ["NRIC 尾号 567D", "567D medium 567D"],
    ["身份证尾号123X", "123X low 123X"],
    ["NRIC 尾号 123X", "123X medium 123X"],
    ["4 aksara terakhir NRIC: 567D", "567D medium 567D"],
    ["kad pengenalan: 567D", "567D medium 567D"],
    ["IC: 567D", "567D medium 567D"],
    ["IC 567D", "567D low 567D"],
    ["NRIC: 567(D)", "567D medium 567(D)"],
  ])("reads the last four in %j", (text, expected) => {
    expect(one(text)).toEqual(expected === undefined ? [] : [expected]);
  });

  it("reads a list behind one label", () => {
    expect(one("NRIC (last 4): 567D, 568H and S123E")).toEqual(["567D medium 567D", "568H medium 568H", "123E medium S123E"]);
  });

  it.each([
    ["nric", "567D", "medium"],
    ["nric last 4", "S567D", "medium"],
    ["partial_nric", "(567D)", "medium"],
    ["customer.icNo", "567D", "medium"],
    ["last 4 characters", "567D", "low"],
    ["nric", "S****567D", "high"],
    ["nric", "****567D", "medium"],
  ])("in a column called %s reads %s as %s", (label, text, confidence) => {
    expect(one(text, label).map((found) => found.split(" ").slice(0, 2).join(" "))).toEqual([`567D ${confidence}`]);
  });

  it.each(["passport no last 4", "unit no", "remarks", "order id", "id"])("finds no last four in a column called %s", (label) => {
    expect(one("567D", label)).toEqual([]);
  });

  it.each([
    "567D",
    "S567D",
    "Tan Ah Kow (567D)",
    "Blk 567D Ang Mo Kio",
    "my NRIC. Blk 567D",
    "NRIC? Room 567D",
    "NRIC and passport of unit 567D",
    "****567D",
    "S**567D",
    "S XXXX 567 D",
    "S-XXXX567-D",
    "S----567D",
    "S____567D",
    "****1234",
    "XXXX1234",
    "XXXX XXXX XXXX 1234",
    "**** **** **** 1234",
    "NRIC ****1234",
    "S****567V",
    "S****567S",
    "*****567O",
    "*****567Y",
    "NRIC 567V",
    "NRIC: S567N",
    "S****567K",
    "F****567D",
    "M****567M",
    "S1234XXXX",
    "T1000XXXX",
    "XXXXXXXX567D",
    "********************567D",
    "AS****567D",
    "S****567DX",
    "S****567D1",
    "0x567d 0xABC567D",
    "**567D**",
    "passport number: *****567D",
    "last 4 characters of the car plate: 567D",
    "the last four of the NRIC of the car owner at 567D",
    "NRIC 567.5D",
    "NRIC: 12,567D",
    "NRIC 567D-12",
    "NRIC: 1567D",
    "IC LM567D",
    "CPF 401K",
    "S1234567D",
    "NRIC: S1234567D",
  ])("finds nothing sure in %j", (text) => {
    expect(ask(sgNricPartial, text).filter(({ confidence }) => confidence !== "low")).toEqual([]);
  });

  it("takes only letters that end a number of the series", () => {
    const ends = (mask: string): string =>
      Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        .filter((letter) => ask(sgNricPartial, `${mask}567${letter}`).length > 0)
        .join("");
    expect(ends("S****")).toBe("ABCDEFGHIJZ");
    expect(ends("T****")).toBe("ABCDEFGHIJZ");
    expect(ends("F****")).toBe("KLMNPQRTUWX");
    expect(ends("G****")).toBe("KLMNPQRTUWX");
    expect(ends("M****")).toBe("JKLNPQRTUWX");
    expect(ends("*****")).toBe("ABCDEFGHIJKLMNPQRTUWXZ");
  });

  it("gives one value for one person however the number is hidden", () => {
    const forms = ["S****567D", "*****567D", "SXXXX567D", "S***4567D", "NRIC S567D", "NRIC ending 567D"];
    expect(new Set(forms.map((text) => ask(sgNricPartial, text)[0]?.value))).toEqual(new Set(["567D"]));
  });

  it("says how it is hidden, and by what label", () => {
    expect(ask(sgNricPartial, "NRIC: S****567D")[0]?.evidence).toEqual([
      { kind: "shape", shape: "masked" },
      { kind: "label", label: "nric" },
    ]);
    expect(ask(sgNricPartial, "S1234****")[0]?.evidence).toEqual([{ kind: "shape", shape: "masked end" }]);
    expect(ask(sgNricPartial, "NRIC ending 567D")[0]?.evidence).toEqual([
      { kind: "label", label: "nric" },
      { kind: "shape", shape: "last four" },
    ]);
  });
});
