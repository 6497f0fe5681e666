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
