import { DATA_CLASSES, type Identifier, type Individual, type IndividualLink, type LinkReason } from "../model/individual.ts";
import { at } from "./columns.ts";
import type { Evidence } from "./evidence.ts";
import type { Groups } from "./groups.ts";
import type { Entry, Ledger } from "./ledger.ts";
import { reasonOf } from "./links.ts";
import { keysOfFindings, type People } from "./people.ts";
import type { Records } from "./records.ts";
import { slotOf } from "./relation.ts";
import { createSeeds } from "./seeds.ts";
import { rankOf } from "./tiers.ts";

/**
 * Writes the individuals out, one at a time, so that the list of them is never in memory.
 * Iterating twice gives the same.
 */
export function present(
  evidence: Evidence,
  records: Records,
  groups: Groups,
  ledger: Ledger,
  people: People,
  idOf: (seed: string) => string,
): Iterable<Individual> {
  const { keys } = evidence;
  const linksOfPerson = entriesByPerson(ledger.links, people);
  const conflictsOfPerson = entriesByPerson(ledger.conflicts, people);
  const seeds = createSeeds(evidence, people);

  function individual(person: number): Individual {
    const findings = people.findingsOf(person);
    const inOrder = [...keysOfFindings(evidence, findings)];
    inOrder.sort((left, right) => rankOf(keys.traits(left).tier) - rankOf(keys.traits(right).tier));
    const held = new Set(inOrder.map((key) => keys.traits(key).dataClass));
    const links = [...recordLinks(evidence, records, groups, findings), ...(linksOfPerson.get(person) ?? [])];
    const conflicts = conflictsOfPerson.get(person);
    return {
      id: idOf(seeds(person)),
      basis: keys.traits(inOrder[0] ?? 0).tier,
      identifiers: inOrder.map((key) => identifierOf(evidence, key)),
      classes: DATA_CLASSES.filter((dataClass) => held.has(dataClass)),
      findings: Array.from(findings, (finding) => at(evidence.ids, finding)),
      messages: distinct(findings, evidence.messageOf.at),
      files: distinct(findings, evidence.fileOf.at),
      links: withoutRepeats(links),
      ...(conflicts === undefined ? {} : { conflicts: withoutRepeats(conflicts) }),
    };
  }

  return {
    *[Symbol.iterator]() {
      for (let person = 0; person < people.count; person += 1) yield individual(person);
    },
  };
}

function identifierOf({ keys }: Evidence, key: number): Identifier {
  const value = keys.value(key);
  return { type: keys.type(key), display: keys.display(key), key: keys.text(key), ...(value === undefined ? {} : { value }) };
}

/** The star of each record's links, and each primary value that stands in several records. */
function* recordLinks(evidence: Evidence, records: Records, groups: Groups, findings: Int32Array): Generator<IndividualLink> {
  const { keys } = evidence;
  const firstRecord = new Map<number, number>();
  for (const finding of findings) {
    const key = evidence.keyOf.at(finding);
    const record = at(records.standsFor, evidence.recordOf.at(finding));
    const link = (from: number, because: LinkReason) => ({ from: keys.text(from), to: keys.text(key), because });
    if (keys.traits(key).tier === "primary") {
      const before = firstRecord.get(key);
      if (before === undefined) firstRecord.set(key, record);
      else if (before !== record) yield link(key, "same-identifier");
    }
    const anchor = at(groups.anchorOf, record);
    if (anchor < 0 || anchor === key || groups.linked[slotOf(records.keys, record, key)] !== 1) continue;
    yield link(anchor, reasonOf(evidence.kinds[record] ?? "text"));
  }
}

function withoutRepeats(links: readonly IndividualLink[]): IndividualLink[] {
  const kept = new Map<string, IndividualLink>();
  for (const { from, to, because } of links) kept.set(`${because} ${from} ${to}`, { from, to, because });
  return [...kept.values()];
}

function entriesByPerson(entries: readonly Entry[], people: People): Map<number, IndividualLink[]> {
  const byPerson = new Map<number, IndividualLink[]>();
  for (const entry of entries) {
    for (const person of new Set(entry.nodes.map(people.personOf))) {
      const known = byPerson.get(person);
      if (known === undefined) byPerson.set(person, [entry]);
      else known.push(entry);
    }
  }
  return byPerson;
}

function distinct(findings: Int32Array, valueOf: (finding: number) => number): number {
  const values = new Set<number>();
  for (const finding of findings) values.add(valueOf(finding));
  values.delete(-1);
  return values.size;
}
