import type { Evidence } from "./evidence.ts";
import { at } from "./columns.ts";
import type { Relation } from "./relation.ts";

/**
 * People if no inferred link held: one for each primary value, one for each tertiary value (an
 * equal value is one identifier and, without a link, one candidate person), and one for each
 * group that a secondary value stands in, since many share a date of birth. Equal copies of a
 * record are one group. People who share their only identifier cannot be told apart by anyone and
 * are one here. Where the estimate is higher it is the bound, since it is itself a number that the
 * evidence allows. `keysOf` must be by group, before any was joined.
 */
export function candidates(evidence: Evidence, keysOf: Relation): number {
  const { keys } = evidence;
  let values = 0;
  for (let key = 0; key < keys.size; key += 1) if (keys.traits(key).tier !== "secondary") values += 1;
  for (const key of keysOf.items) if (keys.traits(key).tier === "secondary") values += 1;
  return values;
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
  const known = new Uint8Array(keys.size);
  const values = new Int32Array(keys.types);
  const surplus = new Int32Array(keys.types);
  /** The last individual that showed each type, counted from 1. */
  const shownBy = new Int32Array(keys.types);
  let individual = 0;
  let any = false;
  return {
    add(individualKeys) {
      individual += 1;
      for (const key of individualKeys) {
        any = true;
        if (keys.traits(key).tier === "tertiary") continue;
        const type = keys.typeNumber(key);
        if (shownBy[type] === individual) surplus[type] = at(surplus, type) + 1;
        shownBy[type] = individual;
        if (known[key] === 1) continue;
        known[key] = 1;
        values[type] = at(values, type) + 1;
      }
    },
    people() {
      let most = any ? 1 : 0;
      for (let type = 0; type < keys.types; type += 1) most = Math.max(most, at(values, type) - at(surplus, type));
      return most;
    },
  };
}
