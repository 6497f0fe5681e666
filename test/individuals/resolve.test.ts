import { describe, expect, it } from "vitest";
import type { FindingType, ReportedFinding } from "../../src/model/finding.ts";
import { createResolver } from "../../src/individuals/resolve.ts";
import { createRandom, findingsOf, idOf, keyOf, resolveFindings, resolveRecords, unordered } from "./builder.ts";
import { makeScenario } from "./people.ts";

describe("an individual", () => {
  it("tells identifiers by tier and then appearance, classes, findings and links", () => {
    const [individual, ...others] = resolveRecords([
      { kind: "row", file: "list.csv", holds: ["phone:1", "dob:1", "nric:A", "name:N"] },
      { kind: "text", message: 3, holds: ["nric:A", "card:1"] },
    ]).individuals;
    const nric = keyOf("sg-nric", "A");
    expect(others).toEqual([]);
    expect(individual).toEqual({
      id: idOf(nric),
      basis: "primary",
      identifiers: [
        { type: "sg-nric", display: "nric*", key: nric, value: "nric:A" },
        { type: "date-of-birth", display: "dob*", key: keyOf("date-of-birth", "1"), value: "dob:1" },
        { type: "phone", display: "phone*", key: keyOf("phone", "1"), value: "phone:1" },
        { type: "person-name", display: "name*", key: keyOf("person-name", "N"), value: "name:N" },
        { type: "payment-card", display: "card*", key: keyOf("payment-card", "1"), value: "card:1" },
      ],
      classes: ["identity-number", "payment-card", "phone", "date-of-birth", "name"],
      findings: ["f-0-0", "f-0-1", "f-0-2", "f-0-3", "f-1-0", "f-1-1"],
      messages: 1,
      files: 2,
      links: [
        { from: nric, to: keyOf("phone", "1"), because: "same-record" },
        { from: nric, to: keyOf("date-of-birth", "1"), because: "same-record" },
        { from: nric, to: keyOf("person-name", "N"), because: "same-record" },
        { from: nric, to: nric, because: "same-identifier" },
        { from: nric, to: keyOf("payment-card", "1"), because: "same-message" },
      ],
    });
  });

  it("shows no value that no finding showed", () => {
    const masked = findingsOf({ kind: "row", holds: ["nric:A", "phone:1"] }, 0).map((finding) => {
      const { value, ...shown } = finding;
      expect(value).toBeDefined();
      return shown;
    });
    const [individual] = resolveFindings(masked).individuals;
    expect(individual?.identifiers.map((identifier) => "value" in identifier)).toEqual([false, false]);
  });

  it("names the phone and the name by which two groups are one", () => {
    const [individual] = resolveRecords([
      { kind: "row", holds: ["nric:A", "name:N", "phone:1"] },
      { kind: "text", holds: ["name:N", "phone:1", "card:1"] },
    ]).individuals;
    const shared = { from: keyOf("phone", "1"), to: keyOf("person-name", "N"), because: "same-tertiary" };
    expect(individual?.links).toContainEqual(shared);
  });

  it.each([
    { holds: ["dob:1", "phone:1"], basis: "secondary" },
    { holds: ["phone:1", "email:1"], basis: "tertiary" },
  ])("has its best tier as basis: $basis", ({ holds, basis }) => {
    expect([...resolveRecords([{ kind: "row", holds }]).individuals].map((one) => one.basis)).toEqual([basis]);
  });

  it("comes in the order of first findings, and iterates again", () => {
    const { individuals } = resolveRecords([
      { kind: "text", holds: ["card:9"] },
      { kind: "text", holds: ["nric:B"] },
      { kind: "text", holds: ["nric:A"] },
      { kind: "text", holds: ["nric:B", "phone:1"] },
    ]);
    const order = [...individuals].map((one) => one.identifiers[0]?.value);
    expect(order).toEqual(["card:9", "nric:B", "nric:A"]);
    expect([...individuals].map((one) => one.identifiers[0]?.value)).toEqual(order);
  });

  it("keeps its id when it is seen again, and shares it with nobody who has the same phone", () => {
    const first = [...resolveRecords([{ kind: "row", holds: ["nric:A", "phone:1"] }]).individuals];
    const more = [
      ...resolveRecords([
        { kind: "row", holds: ["nric:A", "phone:1"] },
        { kind: "row", holds: ["nric:A", "email:1"] },
        { kind: "row", holds: ["phone:1", "name:M"] },
        { kind: "row", holds: ["phone:1", "name:N"] },
        { kind: "text", holds: ["dob:1"] },
        { kind: "text", holds: ["dob:1"] },
      ]).individuals,
    ];
    expect(more[0]?.id).toBe(first[0]?.id);
    expect(new Set(more.map(({ id }) => id)).size).toBe(5);
  });
});

describe("messages and files", () => {
  const copy = (file: string, holds: readonly string[], messageId?: string) =>
    ({ kind: "text", file, message: 0, holds, ...(messageId === undefined ? {} : { messageId }) }) as const;

  it.each([
    {
      what: "copies of one message",
      records: [copy("inbox", ["nric:A"], "<1@x>"), copy("sent", ["nric:A"], "<1@x>")],
      messages: 1,
      files: 2,
    },
    {
      what: "two messages",
      records: [copy("inbox", ["nric:A"], "<1@x>"), copy("sent", ["nric:A"], "<2@x>")],
      messages: 2,
      files: 2,
    },
    {
      what: "messages without Message-ID",
      records: [copy("inbox", ["nric:A"]), copy("sent", ["nric:A"])],
      messages: 2,
      files: 2,
    },
    {
      what: "files that are no messages",
      records: [
        { kind: "row", file: "a.csv", holds: ["nric:A"] },
        { kind: "row", file: "a.csv", holds: ["nric:A"] },
      ] as const,
      messages: 0,
      files: 1,
    },
  ])("counts $what", ({ records, messages, files }) => {
    expect([...resolveRecords(records).individuals]).toMatchObject([{ messages, files }]);
  });

  it("does not take a date of birth in a copied message for a second person", () => {
    const resolution = resolveRecords([copy("inbox", ["dob:1"], "<1@x>"), copy("sent", ["dob:1"], "<1@x>")]);
    expect(resolution.tally).toMatchObject({ estimate: 1, atMost: 1 });
  });

  it("does not take two rows of one message for copies, nor two messages that share a Message-ID", () => {
    const rows = [2, 3].map((line) => ({ ...copy("inbox", ["dob:1"], "<1@x>"), kind: "row", line }) as const);
    const copied = rows.map((one) => ({ ...one, file: "sent" }));
    expect(resolveRecords([...rows, ...copied]).tally.estimate).toBe(2);
    expect(resolveRecords([copy("a", ["dob:1", "phone:1"], "<1@x>"), copy("b", ["dob:1"], "<1@x>")]).tally.estimate).toBe(2);
  });
});

describe("correspondents and organisations", () => {
  it("are counted apart, once each, and not if the address is an individual's", () => {
    const resolver = createResolver();
    for (const finding of findingsOf({ kind: "text", holds: ["email:a@x", "sg-uen:U", "sg-uen:U", "sg-uen:V"] }, 0))
      resolver.add(finding);
    for (const address of ["a@x", "b@x", "b@x", "c@x"]) resolver.addCorrespondent(keyOf("email", address));
    const resolution = resolver.resolve(idOf);
    expect(resolution).toMatchObject({ correspondents: 2, organisations: 2, tally: { estimate: 1, byClass: { email: 1 } } });
  });
});

describe("a stream in pieces", () => {
  it("gives the people of the whole, whichever shard comes first", () => {
    const findings = makeScenario(7).records.map(findingsOf);
    const whole = unordered(resolveFindings(findings.flat()));
    const shards = [0, 1, 2].map((shard) => findings.filter((_, index) => index % 3 === shard).flat());
    expect(unordered(resolveFindings(shards.flat()))).toEqual(whole);
    expect(unordered(resolveFindings(shards.toReversed().flat()))).toEqual(whole);
  });

  it("gives the same from a stream that was written and read again", () => {
    const findings = makeScenario(8).records.flatMap(findingsOf);
    const read = findings.map((finding) => JSON.parse(JSON.stringify(finding)) as ReportedFinding);
    expect([...resolveFindings(read).individuals]).toEqual([...resolveFindings(findings).individuals]);
  });

  it("may be resolved in the middle", () => {
    const resolver = createResolver();
    const [first = [], second = []] = [["nric:A"], ["nric:B"]].map((holds, index) => findingsOf({ kind: "text", holds }, index));
    for (const finding of first) resolver.add(finding);
    expect(resolver.resolve(idOf).tally.estimate).toBe(1);
    for (const finding of second) resolver.add(finding);
    expect(resolver.resolve(idOf).tally.estimate).toBe(2);
  });
});

describe("size", () => {
  const types: readonly FindingType[] = ["sg-nric", "person-name", "phone", "sg-address"];
  function* rows(count: number): Generator<ReportedFinding> {
    const random = createRandom(99);
    for (let row = 0; row < count; row += 1) {
      const person = random.below(count / 2);
      for (const type of types) {
        const value = type === "sg-address" ? Math.floor(person / 3) : person;
        yield {
          id: `f-${row}-${type}`,
          type,
          detector: type,
          confidence: "high",
          display: "****",
          key: `${type}${value * 7919}`,
          role: "attachment",
          record: `r${row}`,
          recordKind: row % 3 === 0 ? "text" : "row",
          evidence: [],
          location: {
            file: `${row % 50}.mbox`,
            steps: [{ kind: "message", index: row, messageId: `<${row}@x>` }],
            line: row + 1,
            column: 1,
          },
        };
      }
    }
  }

  it("resolves 200,000 findings in a few seconds", () => {
    const begin = performance.now();
    const resolution = resolveFindings(rows(50_000));
    let findings = 0;
    for (const individual of resolution.individuals) findings += individual.findings.length;
    expect(findings).toBe(200_000);
    expect(performance.now() - begin).toBeLessThan(15_000);
  });

  it.each([
    { what: "one record", record: () => "r", type: "phone" as const },
    { what: "one person's records", record: (index: number) => `r${Math.floor(index / 3)}`, type: "person-name" as const },
  ])("bounds the work of 60,000 values in $what", ({ record, type }) => {
    const begin = performance.now();
    const resolver = createResolver();
    const [model] = findingsOf({ kind: "object", holds: ["nric:A"] }, 0) as [ReportedFinding];
    for (let index = 0; index < 60_000; index += 1) {
      const kind = index % 3;
      const [what, key] =
        kind === 0
          ? (["sg-nric", "A"] as const)
          : kind === 1
            ? ([type, `n${index}`] as const)
            : (["phone", `p${index % 30_000}`] as const);
      resolver.add({ ...model, id: `f${index}`, type: what, key: `${what}${key}`, record: record(index) });
    }
    expect(resolver.resolve(idOf).tally.atLeast).toBe(1);
    expect(performance.now() - begin).toBeLessThan(10_000);
  });
});
