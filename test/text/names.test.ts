import { describe, expect, it } from "vitest";
import { isFullName, nameKey } from "../../src/text/names.ts";

describe("nameKey", () => {
  it.each([
    ["Tan Ah Kow", "TAN AH KOW"],
    ["Mr Tan Ah Kow", "Tan Ah Kow"],
    ["Dr. Tan Ah Kow", "Tan Ah Kow"],
    ["Lim Mei Ling, Jasmine", "Jasmine Lim Mei Ling"],
    ["LIM Mei-Ling", "Lim Mei Ling"],
    ["Tan\u00a0Ah  Kow", "Tan Ah Kow"],
    ["Ｔａｎ Ａｈ Ｋｏｗ", "Tan Ah Kow"],
    ["Siti binte Hassan", "SITI BTE. HASSAN"],
    ["Siti binti Hassan", "Siti Bte Hassan"],
    ["Ahmad bin Haji Ali", "Encik Ahmad Bin Ali"],
    ["Raj s/o Kumar", "RAJ S/O KUMAR"],
    ["Raj S / O Kumar", "Raj a/l Kumar"],
    ["Priya d/o Rajan", "Priya A/P Rajan"],
    ["José de Souza", "JOSE DE SOUZA"],
    ["Patrick O'Brien", "PATRICK O’BRIEN"],
    ["S.D.P. Samy", "Samy S D P"],
    ["Tan Sri Lim Goh Tong", "Lim Goh Tong"],
    ["陈 大文", "陈大文"],
    ["陈大文先生", "陈大文"],
    ["முருகன் குமார்", "குமார் முருகன்"],
  ])("%j is %j", (left, right) => {
    expect(nameKey(left).key).not.toBe("");
    expect(nameKey(left).key).toBe(nameKey(right).key);
  });

  it.each([
    ["Ali bin Ahmad", "Ahmad bin Ali"],
    ["Ahmad bin Ali", "Ahmad binte Ali"],
    ["Tan Ah Kow", "Tan Ah Kau"],
    ["Tan Ah", "Tan Ah Kow"],
    ["陈大文", "陳大文"],
    ["முருகன்", "முருகான்"],
  ])("%j is not %j", (left, right) => {
    expect(nameKey(left).key).not.toBe(nameKey(right).key);
  });

  it.each([
    ["TAN AH KOW (CHEN YAGAO)", "TAN AH KOW", ["CHEN YAGAO"]],
    ["Wong Siew Ming @ Huang Xiaoming", "Siew Ming Wong", ["Xiaoming Huang"]],
    ["Tan Ah Kow alias Tan Beng", "Tan Ah Kow", ["Beng Tan"]],
    ["Tan Ah Kow 陈亚九", "Tan Ah Kow", ["陈亚九"]],
    ["陈亚九 (Tan Ah Kow)", "陈亚九", ["Tan Ah Kow"]],
    ["Tan Ah Kow (TAN AH KOW)", "Tan Ah Kow", []],
  ])("keeps the aliases of %j apart", (name, main, aliases) => {
    expect(nameKey(name)).toEqual({ key: nameKey(main).key, aliases: aliases.map((alias) => nameKey(alias).key) });
  });

  it("is empty where there is no name", () => {
    for (const name of ["", " ", "()", "...", "12"]) expect(nameKey(name)).toEqual({ key: "", aliases: [] });
  });
});

describe("isFullName", () => {
  it.each([
    "Tan Ah Kow",
    "TAN AH KOW (CHEN YAGAO)",
    "Jasmine Lim",
    "NG Wei Ming",
    "NG AI LI",
    "Ahmad bin Ali",
    "Siti Nurhaliza Bte Tarudin",
    "Raj s/o Kumar",
    "Marcus de Souza",
    "John Q. Public",
    "陈大文",
    "欧阳修",
    "முருகன் குமார்",
  ])("%s is full", (name) => {
    expect(isFullName(name)).toBe(true);
  });

  it.each([
    "Mr Tan",
    "Tan",
    "Siti",
    "A. K. Tan",
    "Tan AK",
    "Tan A K",
    "TAN CK",
    "S.D.P. Samy",
    "Raj s/o K",
    "Mdm",
    "de Souza",
    "陈",
    "陈先生",
    "முருகன்",
    "",
  ])("%j is not", (name) => {
    expect(isFullName(name)).toBe(false);
  });
});
