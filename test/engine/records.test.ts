import { describe, expect, it } from "vitest";
import type { FindingType } from "../../src/model/finding.ts";
import { recordsOf, type Recordable } from "../../src/engine/records.ts";

/** `type value line paragraph section` in short. */
function at(type: FindingType, value: string, line: number, paragraph = 1, section = 0): Recordable {
  return { type, value, line, paragraph, section };
}

describe("records of an author's own text", () => {
  it.each<[string, Recordable[], string[]]>([
    ["one person is one record", [at("sg-nric", "A", 1), at("phone", "1", 9, 5), at("phone", "2", 12, 5)], ["s0", "s0", "s0"]],
    ["the same number twice is one person", [at("sg-nric", "A", 1), at("sg-nric", "A", 9, 5)], ["s0", "s0"]],
    [
      "two people in two paragraphs",
      [at("sg-nric", "A", 1, 1), at("phone", "1", 2, 1), at("sg-nric", "B", 5, 5)],
      ["s0p1", "s0p1", "s0p5"],
    ],
    [
      "two people in one paragraph are told apart by line",
      [at("sg-nric", "A", 1), at("phone", "1", 1), at("sg-nric", "B", 2)],
      ["s0l1", "s0l1", "s0l2"],
    ],
    [
      "a list without primaries too",
      [at("email", "a", 1), at("phone", "1", 1), at("email", "b", 2), at("phone", "2", 2)],
      ["s0l1", "s0l1", "s0l2", "s0l2"],
    ],
    ["quoted levels are records of their own", [at("sg-nric", "A", 1), at("sg-nric", "B", 9, 9, 1)], ["s0", "s1"]],
    [
      "an organisation's number does not tell people apart",
      [at("sg-uen", "U", 1), at("sg-uen", "V", 2), at("phone", "1", 3)],
      ["s0", "s0", "s0"],
    ],
  ])("%s", (_, findings, refs) => {
    expect(recordsOf(findings).map((record) => record.ref)).toEqual(refs);
  });
});
