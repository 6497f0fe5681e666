import { describe, expect, it } from "vitest";
import { groupsOf, keyOf, resolveRecords, type MadeRecord } from "./builder.ts";

const row = (...holds: string[]): MadeRecord => ({ kind: "row", holds });

describe("records that contradict each other", () => {
  const [nricA, nricB] = [keyOf("sg-nric", "A"), keyOf("sg-nric", "B")].sort();

  it.each([
    { where: "in one row", records: [row("nric:A", "nric:B")], because: "same-record" },
    {
      where: "over a passport that stands with both",
      records: [row("nric:A", "passport:P"), row("nric:B", "passport:P")],
      because: "same-record",
    },
    {
      where: "over a name and a phone",
      records: [row("nric:A", "name:N", "phone:1"), row("nric:B", "name:N", "phone:1")],
      because: "same-tertiary",
    },
  ])("keeps the refused link with both people: $where", ({ records, because }) => {
    const told = [...resolveRecords(records).individuals].filter(({ conflicts }) => conflicts !== undefined);
    expect(told.map(({ conflicts }) => conflicts)).toEqual([
      [{ from: nricA, to: nricB, because }],
      [{ from: nricA, to: nricB, because }],
    ]);
  });

  it.each([
    { more: "A", less: "B" },
    { more: "B", less: "A" },
  ])("gives a contested passport to the number that it stands with more often ($more), and the rest to nobody", (one) => {
    const twice = [row(`nric:${one.more}`, "passport:P"), row(`nric:${one.more}`, "passport:P", "phone:2")];
    const groups = groupsOf(resolveRecords([row(`nric:${one.less}`, "passport:P", "phone:1"), ...twice]));
    expect(groups).toEqual([`nric:${one.less}`, `nric:${one.more} passport:P phone:2`, "phone:1"].toSorted());
  });
});
