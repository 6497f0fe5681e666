import { describe, expect, it } from "vitest";
import { groupsOf, resolveRecords, type MadeRecord } from "./builder.ts";

const row = (...holds: string[]): MadeRecord => ({ kind: "row", holds });
const text = (...holds: string[]): MadeRecord => ({ kind: "text", holds });
const quoted = (...holds: string[]): MadeRecord => ({ kind: "text", holds, quoted: true });

interface Case {
  readonly rule: string;
  readonly records: readonly MadeRecord[];
  /** Each individual's identifiers, sorted. */
  readonly people: readonly string[];
  readonly atLeast?: number;
  readonly atMost?: number;
}

const CASES: readonly Case[] = [
  { rule: "nothing is nobody", records: [], people: [], atLeast: 0, atMost: 0 },
  {
    rule: "same-identifier: one number in two places is one person",
    records: [text("nric:A"), row("nric:A")],
    people: ["nric:A"],
  },
  {
    rule: "same-identifier: two numbers are two people",
    records: [text("nric:A"), text("nric:B")],
    people: ["nric:A", "nric:B"],
    atLeast: 2,
  },
  {
    rule: "same-identifier: links of all records add up",
    records: [row("nric:A", "phone:1"), row("nric:A", "card:1")],
    people: ["card:1 nric:A phone:1"],
    atMost: 3,
  },
  {
    rule: "national numbers of other countries are primary",
    records: [row("my-nric:1", "phone:1"), row("my-nric:2", "phone:1")],
    people: ["my-nric:1 phone:1", "my-nric:2 phone:1"],
    atLeast: 2,
  },

  ...(["row", "object", "contact", "form", "line"] as const).map((kind) => ({
    rule: `same-record: a ${kind} is one person's`,
    records: [{ kind, holds: ["nric:A", "passport:P", "name:N", "phone:1", "phone:2"] }],
    people: ["name:N nric:A passport:P phone:1 phone:2"],
  })),
  {
    rule: "same-record: without primary identifier too",
    records: [row("name:N", "phone:1", "phone:2")],
    people: ["name:N phone:1 phone:2"],
    atLeast: 1,
    atMost: 3,
  },
  {
    rule: "same-record: two numbers of one type leave the rest apart",
    records: [row("nric:A", "nric:B", "phone:1")],
    people: ["nric:A", "nric:B", "phone:1"],
    atLeast: 2,
  },
  {
    rule: "same-record: two values of another primary type do so too",
    records: [row("nric:A", "passport:P", "passport:Q")],
    people: ["nric:A", "passport:P", "passport:Q"],
  },
  {
    rule: "same-record: the contested rest is found again elsewhere",
    records: [row("nric:A", "nric:B", "phone:1"), row("nric:A", "phone:1")],
    people: ["nric:A phone:1", "nric:B"],
  },
  {
    rule: "same-record: of two dates of birth neither is linked",
    records: [row("nric:A", "dob:1", "dob:2", "phone:1")],
    people: ["dob:1", "dob:2", "nric:A phone:1"],
    atLeast: 2,
  },
  {
    rule: "same-record: seventeen phones are not one person's",
    records: [row("nric:A", ...Array.from({ length: 17 }, (_, index) => `phone:${index + 10}`))],
    people: ["nric:A", ...Array.from({ length: 17 }, (_, index) => `phone:${index + 10}`)],
  },
  {
    rule: "same-record: sixteen may be",
    records: [row("nric:A", ...Array.from({ length: 16 }, (_, index) => `phone:${index + 10}`))],
    people: [["nric:A", ...Array.from({ length: 16 }, (_, index) => `phone:${index + 10}`)].join(" ")],
  },

  {
    rule: "same-message: one number and one of each",
    records: [text("nric:A", "phone:1", "address:X", "name:N")],
    people: ["address:X name:N nric:A phone:1"],
  },
  {
    rule: "same-message: two numbers link nothing",
    records: [text("nric:A", "nric:B", "phone:1")],
    people: ["nric:A", "nric:B", "phone:1"],
  },
  {
    rule: "same-message: two primary types link nothing either",
    records: [text("nric:A", "passport:P", "phone:1")],
    people: ["nric:A", "passport:P", "phone:1"],
  },
  {
    rule: "same-message: a type with two values stays apart, the others are linked",
    records: [text("nric:A", "phone:1", "phone:2", "card:1")],
    people: ["card:1 nric:A", "phone:1", "phone:2"],
  },
  {
    rule: "same-message: without primary identifier",
    records: [text("phone:1", "card:1")],
    people: ["card:1 phone:1"],
    atLeast: 1,
    atMost: 2,
  },
  {
    rule: "same-message: a quoted level is a text of its own",
    records: [text("nric:A", "phone:1"), quoted("nric:B", "phone:2")],
    people: ["nric:A phone:1", "nric:B phone:2"],
  },

  {
    rule: "same-tertiary: equal phone and equal name",
    records: [row("nric:A", "name:N", "phone:1"), text("name:N", "phone:1", "card:1")],
    people: ["card:1 name:N nric:A phone:1"],
  },
  ...["card:1", "account:1", "iban:1", "email:1"].map((carrier) => ({
    rule: `same-tertiary: equal ${carrier} and equal name`,
    records: [row("nric:A", "name:N", carrier), row("passport:P", "name:N", carrier)],
    people: [["nric:A", "passport:P", "name:N", carrier].sort().join(" ")],
  })),
  {
    rule: "same-tertiary: not with another name",
    records: [row("nric:A", "name:N", "phone:1"), row("name:M", "phone:1")],
    people: ["name:M phone:1", "name:N nric:A phone:1"],
  },
  {
    rule: "same-tertiary: not without a name",
    records: [row("nric:A", "phone:1"), row("name:M", "phone:1")],
    people: ["name:M phone:1", "nric:A phone:1"],
  },
  {
    rule: "same-tertiary: not by the name alone",
    records: [row("nric:A", "name:N"), row("name:N", "phone:1")],
    people: ["name:N nric:A", "name:N phone:1"],
  },
  {
    rule: "same-tertiary: an address never merges",
    records: [row("nric:A", "name:N", "address:X"), row("name:N", "address:X", "phone:1")],
    people: ["address:X name:N nric:A", "address:X name:N phone:1"],
  },
  {
    rule: "same-tertiary: a password never merges",
    records: [row("nric:A", "name:N", "credential:X"), row("name:N", "credential:X", "phone:1")],
    people: ["credential:X name:N nric:A", "credential:X name:N phone:1"],
  },
  {
    rule: "same-tertiary: refused between two numbers",
    records: [row("nric:A", "name:N", "phone:1"), row("nric:B", "name:N", "phone:1")],
    people: ["name:N nric:A phone:1", "name:N nric:B phone:1"],
    atLeast: 2,
  },
  {
    rule: "same-tertiary: refused between two dates of birth",
    records: [row("dob:1", "name:N", "phone:1"), row("dob:2", "name:N", "phone:1")],
    people: ["dob:1 name:N phone:1", "dob:2 name:N phone:1"],
    atLeast: 2,
  },
  {
    rule: "same-tertiary: what could be either of two is neither's",
    records: [
      row("nric:A", "name:N", "phone:1"),
      row("nric:B", "name:N", "phone:1"),
      text("name:N", "phone:1"),
      text("name:N", "phone:1", "card:1"),
    ],
    people: ["card:1 name:N phone:1", "name:N nric:A phone:1", "name:N nric:B phone:1"],
  },

  {
    rule: "secondary: a date of birth never merges by itself",
    records: [row("nric:A", "dob:1"), text("dob:1")],
    people: ["dob:1", "dob:1 nric:A"],
    atLeast: 1,
    atMost: 3,
  },
  {
    rule: "secondary: equal dates alone are as many people as records",
    records: [text("dob:1"), text("dob:1")],
    people: ["dob:1", "dob:1"],
    atLeast: 1,
    atMost: 2,
  },
  {
    rule: "secondary: a quoted copy is the original's",
    records: [text("dob:1"), quoted("dob:1"), quoted("dob:1")],
    people: ["dob:1"],
    atMost: 1,
  },
  {
    rule: "secondary: quoted copies without an original are one",
    records: [quoted("partial:1"), quoted("partial:1")],
    people: ["partial:1"],
  },
  {
    rule: "secondary: a partial number never joins a full one",
    records: [row("nric:A", "phone:1"), row("partial:a", "phone:2")],
    people: ["nric:A phone:1", "partial:a phone:2"],
  },
  {
    rule: "secondary: a slip in the date does not make a second person",
    records: [row("nric:A", "dob:1"), row("nric:A", "dob:2")],
    people: ["dob:1 dob:2 nric:A"],
    atLeast: 1,
  },
  {
    rule: "secondary: a slip proves nobody beside others",
    records: [row("nric:A", "dob:1"), row("nric:A", "dob:2"), row("nric:B", "dob:3")],
    people: ["dob:1 dob:2 nric:A", "dob:3 nric:B"],
    atLeast: 2,
  },

  { rule: "alone: an equal value is one", records: [text("card:1"), text("card:1")], people: ["card:1"], atMost: 1 },
  { rule: "alone: an address too", records: [text("address:X"), text("address:X")], people: ["address:X"] },
  {
    rule: "alone: equal sets are one",
    records: [row("name:N", "address:X"), row("name:N", "address:X")],
    people: ["address:X name:N"],
  },
  {
    rule: "absorbed: the phone of exactly one person",
    records: [row("nric:A", "phone:1"), text("phone:1")],
    people: ["nric:A phone:1"],
    atMost: 2,
  },
  {
    rule: "absorbed: a set that one person holds over several records",
    records: [row("nric:A", "phone:1"), row("nric:A", "card:1"), text("phone:1", "card:1")],
    people: ["card:1 nric:A phone:1"],
  },
  {
    rule: "absorbed: a chain of smaller sets",
    records: [text("phone:1"), text("phone:1", "card:1"), text("phone:1", "card:1", "email:1")],
    people: ["card:1 email:1 phone:1"],
  },
  {
    rule: "absorbed: not with one identifier more",
    records: [row("nric:A", "phone:1"), text("phone:1", "card:2")],
    people: ["card:2 phone:1", "nric:A phone:1"],
  },
  {
    rule: "absorbed: not where two people have it",
    records: [row("nric:A", "phone:1"), row("nric:B", "phone:1"), text("phone:1")],
    people: ["nric:A phone:1", "nric:B phone:1", "phone:1"],
  },
  { rule: "absorbed: not with a name", records: [row("nric:A", "name:N"), text("name:N")], people: ["name:N", "name:N nric:A"] },
  {
    rule: "absorbed: the address of exactly one person",
    records: [row("nric:A", "address:X"), text("address:X")],
    people: ["address:X nric:A"],
  },
  {
    rule: "absorbed: not the address of two",
    records: [row("nric:A", "address:X"), row("nric:B", "address:X"), text("address:X")],
    people: ["address:X", "address:X nric:A", "address:X nric:B"],
  },
  {
    rule: "the rest of a contested record: what one of the two is known to have is theirs",
    records: [row("nric:A", "name:N", "phone:1"), row("nric:A", "nric:B", "name:N", "phone:1", "card:1")],
    people: ["card:1", "name:N nric:A phone:1", "nric:B"],
  },
  {
    rule: "the rest of a contested record: what both have is neither's",
    records: [row("nric:A", "card:1"), row("nric:B", "card:1"), text("nric:A", "nric:B", "card:1")],
    people: ["card:1", "card:1 nric:A", "card:1 nric:B"],
  },
  {
    rule: "the rest of a text: one of two phones is known",
    records: [row("nric:A", "name:N", "phone:1"), text("nric:A", "phone:1", "phone:2")],
    people: ["name:N nric:A phone:1", "phone:2"],
  },
  {
    rule: "three phones in a ring are not more people than the upper bound",
    records: [
      row("phone:1", "phone:2"),
      row("phone:2", "phone:3"),
      row("phone:1", "phone:3"),
      row("phone:1"),
      row("phone:2"),
      row("phone:3"),
    ],
    people: ["phone:1", "phone:1 phone:2", "phone:1 phone:3", "phone:2", "phone:2 phone:3", "phone:3"],
    atMost: 6,
  },

  {
    rule: "nobody: a published test card and an organisation",
    records: [text("payment-card-test:1", "sg-uen:U")],
    people: [],
    atLeast: 0,
    atMost: 0,
  },
  {
    rule: "nobody: a test card does not link",
    records: [row("nric:A", "payment-card-test:1"), row("nric:B", "payment-card-test:1")],
    people: ["nric:A", "nric:B"],
  },
];

describe("who is one person", () => {
  it.each(CASES)("$rule", ({ records, people, atLeast, atMost }) => {
    const resolution = resolveRecords(records);
    expect(groupsOf(resolution)).toEqual(people.toSorted());
    expect(resolution.tally.estimate).toBe(people.length);
    if (atLeast !== undefined) expect(resolution.tally.atLeast).toBe(atLeast);
    if (atMost !== undefined) expect(resolution.tally.atMost).toBe(atMost);
    expect(resolution.tally.atLeast).toBeLessThanOrEqual(resolution.tally.estimate);
    expect(resolution.tally.atMost).toBeGreaterThanOrEqual(resolution.tally.estimate);
  });
});
