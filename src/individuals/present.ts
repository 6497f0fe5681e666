import { DATA_CLASSES, type Identifier, type Individual, type IndividualLink, type LinkReason } from "../model/individual.ts";
import { at } from "./columns.ts";
import { compareKeys, type Evidence } from "./evidence.ts";
import type { Groups } from "./groups.ts";
import type { Entry, Ledger } from "./ledger.ts";
import { reasonOf } from "./links.ts";
import type { Records } from "./records.ts";
import { slotOf } from "./relation.ts";
import { rankOf } from "./tiers.ts";

/** The individuals by number, in order of their first finding. */
export interface People {
  readonly count: number;
  /** Findings of an individual, in stream order. */
  findingsOf(person: number): Int32Array;
  /** The individual that a group belongs to. */
  readonly personOf: (group: number) => number;
}

/** Numbers the sets in the order in which their first findings come. */
export function numberPeople(evidence: Evidence, records: Records, groups: Groups): People {
  const findings = evidence.ids.length;
  const people = new Map<number, number>();
  const personOfFinding = new Int32Array(findings);
  const counts: number[] = [];
  for (let finding = 0; finding < findings; finding += 1) {
    const root = groups.union.find(at(groups.groupOf, slotOfFinding(evidence, records, finding)));
    const person = people.get(root) ?? people.size;
    people.set(root, person);
    personOfFinding[finding] = person;
    counts[person] = (counts[person] ?? 0) + 1;
  }
  const start = new Int32Array(people.size + 1);
  for (const [person, count] of counts.entries()) start[person + 1] = at(start, person) + count;
  const next = start.slice();
  const order = new Int32Array(findings);
  for (const [finding, person] of personOfFinding.entries()) {
    order[at(next, person)] = finding;
    next[person] = at(next, person) + 1;
  }
  return {
    count: people.size,
    findingsOf: (person) => order.subarray(at(start, person), at(start, person + 1)),
    personOf: (group) => people.get(groups.union.find(group)) ?? -1,
  };
}

function slotOfFinding(evidence: Evidence, records: Records, finding: number): number {
  return slotOf(records.keys, at(records.standsFor, evidence.recordOf.at(finding)), evidence.keyOf.at(finding));
}

/** Distinct keys of findings, in order of appearance. */
export function keysOfFindings(evidence: Evidence, findings: Int32Array): Set<number> {
  const keys = new Set<number>();
  for (const finding of findings) keys.add(evidence.keyOf.at(finding));
  return keys;
}

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

/**
 * What an individual's id is made from: its smallest key of the best tier, and where several
 * individuals hold that one (a shared phone), the smallest record in which this one does.
 */
function createSeeds(evidence: Evidence, people: People): (person: number) => string {
  const { keys } = evidence;
  const compare = compareKeys(keys);
  const best = new Int32Array(people.count);
  const uses = new Map<number, number>();
  for (let person = 0; person < people.count; person += 1) {
    let smallest = -1;
    for (const key of keysOfFindings(evidence, people.findingsOf(person))) {
      const rank = smallest < 0 ? -1 : rankOf(keys.traits(key).tier) - rankOf(keys.traits(smallest).tier);
      if (rank < 0 || (rank === 0 && compare(key, smallest) < 0)) smallest = key;
    }
    best[person] = smallest;
    uses.set(smallest, (uses.get(smallest) ?? 0) + 1);
  }
  return (person) => {
    const key = at(best, person);
    if (uses.get(key) === 1) return keys.text(key);
    let record: string | undefined;
    for (const finding of people.findingsOf(person)) {
      if (evidence.keyOf.at(finding) !== key) continue;
      const name = at(evidence.records, evidence.recordOf.at(finding));
      if (record === undefined || name < record) record = name;
    }
    return `${keys.text(key)}\n${record ?? ""}`;
  };
}
