import type { Evidence } from "./evidence.ts";
import type { Groups } from "./groups.ts";
import type { Holdings } from "./holdings.ts";
import type { Ledger } from "./ledger.ts";
import { countOf, itemsOf } from "./relation.ts";

/** A group with more names, or more values of which a person has one, is mixed evidence and merges with nothing. */
export const MAX_MIXED = 64;

/**
 * Lets groups claim their secondary values: a person has one date of birth, so that two groups with
 * different ones are not joined by what they share.
 */
export function claimSecondaries(evidence: Evidence, held: Holdings, groups: Groups): void {
  for (let group = 0; group < held.keysOf.rows; group += 1) {
    if (countOf(held.keysOf, group) === 0) continue;
    for (const key of itemsOf(held.keysOf, group)) {
      if (evidence.keys.traits(key).tier === "secondary") groups.union.claim(group, key);
    }
  }
}

/**
 * `same-tertiary`: groups that hold an equal card, account, phone or e-mail address and an equal
 * name are one person. If those that share the two contradict each other (father and son of one
 * name and one phone), only the ones that claim nothing are put together, and the contradiction is
 * kept: whose they are cannot be told. `held` must be by set (`union.find`).
 */
export function joinByTertiary(evidence: Evidence, held: Holdings, groups: Groups, ledger: Ledger): void {
  const { keys } = evidence;
  const { union } = groups;
  const { compare } = keys;
  const names = new Map<number, readonly number[]>();
  const namesOf = (group: number): readonly number[] => {
    const known = names.get(group);
    if (known !== undefined) return known;
    const found = [...itemsOf(held.keysOf, group)].filter((key) => keys.type(key) === "person-name");
    const usable = found.length <= MAX_MIXED ? found : [];
    names.set(group, usable);
    return usable;
  };

  const carriers: number[] = [];
  for (let key = 0; key < keys.size; key += 1) {
    if (keys.traits(key).carries && countOf(held.holdersOf, key) > 1) carriers.push(key);
  }
  for (const carrier of carriers.sort(compare)) {
    const byName = new Map<number, number[]>();
    for (const group of itemsOf(held.holdersOf, carrier)) {
      for (const name of namesOf(group)) {
        const sharers = byName.get(name);
        if (sharers === undefined) byName.set(name, [group]);
        else sharers.push(group);
      }
    }
    for (const [name, sharers] of [...byName].sort(([left], [right]) => compare(left, right))) {
      const people = [...new Set(sharers.map(union.find))].filter((group) => union.claimCount(group) <= MAX_MIXED);
      const [first] = people;
      if (first === undefined || people.length < 2) continue;
      const refusals = union.join(people);
      for (const { from, to, nodes } of refusals) {
        ledger.refuse(nodes, from, to, "same-tertiary");
      }
      const joined = refusals.length === 0 ? people : people.filter((group) => union.claimCount(group) === 0);
      if (refusals.length > 0) union.join(joined);
      if (joined.length > 1) ledger.link(joined[0] ?? first, carrier, name, "same-tertiary");
    }
  }
}
