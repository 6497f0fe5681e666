import {
  DATA_CLASSES,
  LINK_REASONS,
  type Identifier,
  type Individual,
  type IndividualLink,
  type LinkReason,
} from "../model/individual.ts";
import { at } from "./columns.ts";
import type { Evidence } from "./evidence.ts";
import type { Groups } from "./groups.ts";
import type { Entry, Ledger } from "./ledger.ts";
import { reasonOf } from "./links.ts";
import { classesOf, keysOfFindings, type People } from "./people.ts";
import type { Records } from "./records.ts";
import { itemsOf, relationOf, slotOf } from "./relation.ts";
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
  const linksOfPerson = relationOf(people.count, (tell) => {
    for (let link = 0; link < ledger.links; link += 1) {
      const person = people.personOf(ledger.nodeAt(link));
      if (person >= 0) tell(person, link);
    }
  });
  const conflictsOfPerson = conflictsByPerson(evidence, ledger, people);
  const seeds = createSeeds(evidence, people);

  function individual(person: number): Individual {
    const findings = people.findingsOf(person);
    const inOrder = [...keysOfFindings(evidence, findings)];
    inOrder.sort((left, right) => rankOf(keys.traits(left).tier) - rankOf(keys.traits(right).tier));
    const held = classesOf(evidence, findings, inOrder);
    const links = createEntries(evidence);
    addRecordLinks(links, evidence, records, groups, findings);
    for (const link of itemsOf(linksOfPerson, person)) links.add(ledger.linkAt(link));
    const conflicts = conflictsOfPerson.get(person);
    const texts = createTexts(evidence);
    return {
      id: idOf(seeds(person)),
      basis: keys.traits(inOrder[0] ?? 0).tier,
      identifiers: inOrder.map((key) => identifierOf(evidence, key, texts(key))),
      classes: DATA_CLASSES.filter((dataClass) => held.has(dataClass)),
      findings: Array.from(findings, evidence.id),
      messages: distinct(findings, evidence.messageOf.at),
      files: distinct(findings, evidence.fileOf.at),
      links: links.told(texts),
      ...(conflicts === undefined ? {} : { conflicts: conflicts.told(texts) }),
    };
  }

  return {
    *[Symbol.iterator]() {
      for (let person = 0; person < people.count; person += 1) yield individual(person);
    },
  };
}

/** Texts of one individual's keys: each stands in its identifiers and again in many of its links. */
function createTexts({ keys }: Evidence): (key: number) => string {
  const known = new Map<number, string>();
  return (key) => {
    const kept = known.get(key) ?? keys.text(key);
    known.set(key, kept);
    return kept;
  };
}

function identifierOf({ keys }: Evidence, key: number, text: string): Identifier {
  const value = keys.value(key);
  return { type: keys.type(key), display: keys.display(key), key: text, ...(value === undefined ? {} : { value }) };
}

/** The star of each record's links, and each primary value that stands in several records. */
function addRecordLinks(links: Entries, evidence: Evidence, records: Records, groups: Groups, findings: Int32Array): void {
  const { keys } = evidence;
  const firstRecord = new Map<number, number>();
  for (const finding of findings) {
    const key = evidence.keyOf.at(finding);
    const record = at(records.standsFor, evidence.recordOf.at(finding));
    if (keys.traits(key).tier === "primary") {
      const before = firstRecord.get(key);
      if (before === undefined) firstRecord.set(key, record);
      else if (before !== record) links.add({ from: key, to: key, because: "same-identifier" });
    }
    const anchor = at(groups.anchorOf, record);
    if (anchor < 0 || anchor === key || groups.linked[slotOf(records.keys, record, key)] !== 1) continue;
    links.add({ from: anchor, to: key, because: reasonOf(evidence.records.kind(record)) });
  }
}

/** Links without repeats, in the order in which they are first met. */
interface Entries {
  add(entry: Entry): void;
  told(texts: (key: number) => string): IndividualLink[];
}

function createEntries({ keys }: Evidence): Entries {
  const entries = new Set<number>();
  return {
    add({ from, to, because }) {
      // Exact below 2^53: there are five reasons, and fewer than 2^25 keys.
      entries.add((from * keys.size + to) * LINK_REASONS.length + LINK_REASONS.indexOf(because));
    },
    told: (texts) =>
      Array.from(entries, (entry) => {
        const pair = Math.floor(entry / LINK_REASONS.length);
        const because: LinkReason = at(LINK_REASONS, entry % LINK_REASONS.length);
        return { from: texts(Math.floor(pair / keys.size)), to: texts(pair % keys.size), because };
      }),
  };
}

function conflictsByPerson(evidence: Evidence, ledger: Ledger, people: People): Map<number, Entries> {
  const byPerson = new Map<number, Entries>();
  for (const refusal of ledger.refusals()) {
    for (const person of new Set(refusal.nodes.map(people.personOf))) {
      const known = byPerson.get(person) ?? createEntries(evidence);
      known.add(refusal);
      byPerson.set(person, known);
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
