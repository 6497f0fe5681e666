import type { DataClass } from "../model/individual.ts";
import { at } from "./columns.ts";
import type { Evidence } from "./evidence.ts";
import type { Groups } from "./groups.ts";
import type { Records } from "./records.ts";
import { slotOf } from "./relation.ts";

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
  const { findings } = evidence;
  const personOfRoot = new Int32Array(groups.size).fill(-1);
  const start = new Int32Array(groups.size + 1);
  const personOfFinding = new Int32Array(findings);
  let count = 0;
  for (let finding = 0; finding < findings; finding += 1) {
    const root = groups.union.find(at(groups.groupOf, slotOfFinding(evidence, records, finding)));
    let person = at(personOfRoot, root);
    if (person < 0) {
      person = count;
      personOfRoot[root] = person;
      count += 1;
    }
    personOfFinding[finding] = person;
    start[person + 1] = at(start, person + 1) + 1;
  }
  for (let person = 0; person < count; person += 1) start[person + 1] = at(start, person + 1) + at(start, person);
  const next = start.slice(0, count);
  const order = new Int32Array(findings);
  for (let finding = 0; finding < findings; finding += 1) {
    const person = at(personOfFinding, finding);
    order[at(next, person)] = finding;
    next[person] = at(next, person) + 1;
  }
  return {
    count,
    findingsOf: (person) => order.subarray(at(start, person), at(start, person + 1)),
    personOf: (group) => at(personOfRoot, groups.union.find(group)),
  };
}

function slotOfFinding(evidence: Evidence, records: Records, finding: number): number {
  return slotOf(records.keys, at(records.standsFor, evidence.recordOf.at(finding)), evidence.keyOf.at(finding));
}

/** The classes of data of an individual: those of its identifiers, and of the facts in their records. */
export function classesOf(evidence: Evidence, findings: Int32Array, keys: Iterable<number>): Set<DataClass> {
  const classes = new Set(Array.from(keys, (key) => evidence.keys.traits(key).dataClass));
  for (const finding of findings) for (const fact of evidence.facts.of(evidence.recordOf.at(finding))) classes.add(fact);
  return classes;
}

/** Distinct keys of findings, in order of appearance. */
export function keysOfFindings(evidence: Evidence, findings: Int32Array): Set<number> {
  const keys = new Set<number>();
  for (const finding of findings) keys.add(evidence.keyOf.at(finding));
  return keys;
}
