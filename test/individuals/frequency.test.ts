import { describe, expect, it } from "vitest";
import { groupsOf, resolveRecords, type MadeRecord } from "./builder.ts";

const row = (...holds: string[]): MadeRecord => ({ kind: "row", holds });

describe("the organisation's own", () => {
  const footer = ["phone:main", "address:office", "email:info"];
  const letters = (count: number, holds: (index: number) => readonly string[]): MadeRecord[] =>
    Array.from({ length: count }, (_, index) => ({ kind: "text", holds: holds(index), message: index }));

  it("links nobody, and is one individual for the whole footer", () => {
    const records = letters(40, (index) => [`nric:${index}`, ...footer]);
    const resolution = resolveRecords(records);
    expect(resolution.tally).toMatchObject({ estimate: 41, atLeast: 40 });
    expect(groupsOf(resolution)).toContain("address:office email:info phone:main");
    expect(resolution.tally.byClass).toEqual({ "identity-number": 40, phone: 1, email: 1, address: 1 });
  });

  it("does not take the footer for the set of people who have nothing else", () => {
    const records = [...letters(40, (index) => (index < 35 ? footer : [`card:${index}`, ...footer]))];
    expect(resolveRecords(records).tally).toMatchObject({ estimate: 6, atLeast: 1 });
  });

  it.each([
    { count: 30, common: false },
    { count: 31, common: true },
  ])("begins above thirty messages: $count", ({ count, common }) => {
    const groups = groupsOf(resolveRecords(letters(count, (index) => [`nric:${index}`, "phone:main"])));
    expect(groups.includes("phone:main")).toBe(common);
    expect(groups.includes("nric:0 phone:main")).toBe(!common);
  });

  it.each([
    { others: 740, common: false },
    { others: 620, common: true },
  ])("begins above a twentieth of the messages: 35 beside $others others", ({ others, common }) => {
    const records = letters(35 + others, (index) => [`nric:${index}`, ...(index < 35 ? ["phone:main"] : [])]);
    expect(groupsOf(resolveRecords(records)).includes("phone:main")).toBe(common);
  });

  it("is seen in the messages beside a large table", () => {
    const table = Array.from({ length: 2_000 }, (_, index) => row(`nric:T${index}`));
    const groups = groupsOf(resolveRecords([...letters(40, (index) => [`nric:${index}`, "phone:main"]), ...table]));
    expect(groups).toContain("phone:main");
  });

  it("is not a person's phone that a long thread quotes", () => {
    const thread = letters(60, () => ["nric:A", "phone:1"]).map((record, index) => ({ ...record, quoted: index > 0 }));
    expect(groupsOf(resolveRecords(thread))).toEqual(["nric:A phone:1"]);
  });

  it("does not change what a card or a name tells", () => {
    const groups = groupsOf(resolveRecords(letters(40, () => ["name:N", "card:1"])));
    expect(groups).toEqual(["card:1 name:N"]);
  });
});
