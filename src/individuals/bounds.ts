import type { Evidence } from "./evidence.ts";
import type { Holdings } from "./holdings.ts";

/**
 * People if no inferred link held: one for each primary value, one for each tertiary value (an
 * equal value is one identifier and, without a link, one candidate person), and one for each
 * group that a secondary value stands in, since many share a date of birth. Equal copies of a
 * record are one group. People who share their only identifier cannot be told apart by anyone and
 * are one here. Never below the estimate, which is itself a number that the evidence allows.
 * `held` must be by group, before any was joined.
 */
export function atMostPeople(evidence: Evidence, held: Holdings, estimate: number): number {
  const { keys } = evidence;
  let values = 0;
  for (let key = 0; key < keys.size; key += 1) if (keys.traits(key).tier !== "secondary") values += 1;
  for (const key of held.keysOf.items) if (keys.traits(key).tier === "secondary") values += 1;
  return Math.max(values, estimate);
}

/** Counts what shows that people differ; fed with each individual's distinct keys. */
export interface LowerBound {
  add(individualKeys: Iterable<number>): void;
  people(): number;
}

/**
 * People if every pair that nothing contradicts were the same: the most distinct values that any
 * primary or secondary type shows, since a person has one of each. Where one primary identifier
 * stands with several dates of birth (a slip, or day and month exchanged), the surplus proves
 * nobody and is taken off: people who hold n values account for n of them. Each individual holds
 * its share of the values, so this is never above the estimate. 1 where there are only tertiary
 * identifiers, 0 without any.
 */
export function createLowerBound(evidence: Evidence): LowerBound {
  const { keys } = evidence;
  const values = new Map<string, Set<number>>();
  const surplus = new Map<string, number>();
  let any = false;
  return {
    add(individualKeys) {
      const seen = new Set<string>();
      for (const key of individualKeys) {
        any = true;
        if (keys.traits(key).tier === "tertiary") continue;
        const type = keys.type(key);
        if (seen.has(type)) surplus.set(type, (surplus.get(type) ?? 0) + 1);
        seen.add(type);
        const known = values.get(type);
        if (known === undefined) values.set(type, new Set([key]));
        else known.add(key);
      }
    },
    people() {
      let most = any ? 1 : 0;
      for (const [type, distinct] of values) most = Math.max(most, distinct.size - (surplus.get(type) ?? 0));
      return most;
    },
  };
}
