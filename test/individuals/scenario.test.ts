import { describe, expect, it } from "vitest";
import { createRandom, findingsOf, resolveFindings, resolveRecords, textOf, unordered, type MadeRecord } from "./builder.ts";
import { makeScenario } from "./people.ts";

const SEEDS = Array.from({ length: 50 }, (_, index) => 1_000 + index);

describe("made-up mailboxes with known people", () => {
  it.each(SEEDS)("holds the truth between the bounds and merges no two people: seed %i", (seed) => {
    const { records, people, ownerOf } = makeScenario(seed, seed % 4 === 0 ? "plain" : "hard");
    const resolution = resolveRecords(records);
    const { atLeast, estimate, atMost } = resolution.tally;
    expect(atLeast).toBeLessThanOrEqual(people);
    expect(atMost).toBeGreaterThanOrEqual(people);
    expect(atLeast).toBeLessThanOrEqual(estimate);
    expect(atMost).toBeGreaterThanOrEqual(estimate);
    for (const individual of resolution.individuals) {
      const owners = new Set(
        textOf(individual)
          .split(" ")
          .flatMap((text) => ownerOf.get(text) ?? []),
      );
      expect(owners.size).toBeLessThanOrEqual(1);
    }
  });

  it("puts every finding in exactly one individual", () => {
    for (const seed of SEEDS.slice(0, 10)) {
      const findings = makeScenario(seed).records.flatMap(findingsOf);
      const told = [...resolveFindings(findings).individuals].flatMap((individual) => individual.findings);
      expect(told.toSorted(), `seed ${seed}`).toEqual(findings.map(({ id }) => id).sort());
    }
  });

  it.each([
    // Measured: 0.06 and 0.43, always too many. In hard mail most of that is family phones and
    // addresses that stand alone, and the rest of rows with a spouse, which belong to one of two.
    { mail: "plain" as const, limit: 0.1 },
    { mail: "hard" as const, limit: 0.5 },
  ])("has a mean error of the estimate below $limit in $mail mail", ({ mail, limit }) => {
    const errors = SEEDS.map((seed) => {
      const { records, people } = makeScenario(seed, mail);
      return resolveRecords(records).tally.estimate / people - 1;
    });
    const mean = errors.reduce((sum, error) => sum + Math.abs(error), 0) / errors.length;
    expect(mean).toBeLessThan(limit);
  });
});

describe("the order of the stream", () => {
  it.each(SEEDS.slice(0, 20))("changes nothing but the listing: seed %i", (seed) => {
    const random = createRandom(seed);
    const records = makeScenario(seed).records.map(findingsOf);
    const expected = unordered(resolveFindings(records.flat()));
    expect(unordered(resolveFindings(random.shuffled(records).flat()))).toEqual(expected);
    expect(unordered(resolveFindings(random.shuffled(records.flat())))).toEqual(expected);
  });

  it.each(SEEDS.slice(0, 40))("changes nothing where everything contradicts everything: seed %i", (seed) => {
    const random = createRandom(seed);
    const kinds = ["row", "text", "object", "line"] as const;
    const types = ["nric", "passport", "my-nric", "dob", "partial", "phone", "card", "email", "name", "address"];
    const records: MadeRecord[] = Array.from({ length: 60 }, (_, index) => ({
      kind: random.pick(kinds),
      holds: [...new Set(Array.from({ length: 1 + random.below(5) }, () => `${random.pick(types)}:${random.below(4)}`))],
      quoted: random.chance(0.3),
      message: random.below(30),
      ...(random.chance(0.5) ? { messageId: `<${index % 25}@mail.test>` } : {}),
    }));
    const findings = records.map(findingsOf);
    const resolution = resolveFindings(findings.flat());
    const expected = unordered(resolution);
    for (let turn = 0; turn < 4; turn += 1) {
      expect(unordered(resolveFindings(random.shuffled(findings.flat())))).toEqual(expected);
    }
    const { atLeast, estimate, atMost } = resolution.tally;
    expect(atLeast <= estimate && estimate <= atMost, `${atLeast} ${estimate} ${atMost}`).toBe(true);
    const individuals = [...resolution.individuals];
    expect(new Set(individuals.map(({ id }) => id)).size).toBe(individuals.length);
    for (const { identifiers } of individuals) {
      for (const type of ["sg-nric", "passport", "my-nric"]) {
        expect(identifiers.filter((one) => (one.type as string) === type).length).toBeLessThanOrEqual(1);
      }
    }
  });
});
