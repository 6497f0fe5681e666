import { describe, expect, it } from "vitest";
import { isHousingBlock, postalSector } from "../../src/validators/postal.ts";

describe("postalSector", () => {
  it("knows 81 sectors and one that is doubtful", () => {
    const sectors = Array.from({ length: 100 }, (_, sector) => postalSector(`${String(sector).padStart(2, "0")}0123`));
    expect(sectors.filter((sector) => sector === "assigned")).toHaveLength(81);
    expect(sectors.flatMap((sector, index) => (sector === "doubtful" ? [index] : []))).toEqual([74]);
  });

  it.each(["000123", "830123", "990123", "56012", "5601234", "56012a", "５６０１２３", ""])("rejects %j", (code) => {
    expect(postalSector(code)).toBe("none");
  });
});

describe("isHousingBlock", () => {
  it.each([
    ["560252", "252"],
    ["560252", "252A"],
    ["521147", "147"],
    ["520047", "47"],
    ["730007", "7b"],
  ])("%s is block %s", (code, block) => {
    expect(isHousingBlock(code, block)).toBe(true);
  });

  it.each([
    ["560252", "253"],
    ["560252", "1252"],
    ["560252", "52"],
    ["560252", ""],
    ["560252", "252-254"],
    ["", "252"],
  ])("%s is not block %j", (code, block) => {
    expect(isHousingBlock(code, block)).toBe(false);
  });
});
