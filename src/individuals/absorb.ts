import type { Evidence } from "./evidence.ts";
import type { Groups } from "./groups.ts";
import type { Holdings } from "./holdings.ts";
import type { Ledger } from "./ledger.ts";
import { countOf, itemsOf, slotOf } from "./relation.ts";
import { MAX_MIXED } from "./tertiary.ts";

/** A value with more holders than this says nothing about whose a further mention is. */
const MAX_HOLDERS = 256;

/**
 * A group without primary identifier and without name, all of whose identifiers exactly one other
 * person has, is that person: the card in a quoted copy, the phone alone in another message. A
 * value alone shows nobody new. That does not go for dates of birth (partial numbers) alone, which
 * many share: there must be a tertiary identifier among them. Larger groups go first: they may be what a smaller one belongs to, never the
 * reverse. `held` must be by set (`union.find`).
 */
export function absorb(evidence: Evidence, held: Holdings, groups: Groups, ledger: Ledger): void {
  const { keys } = evidence;
  const { union } = groups;
  const nameless: number[] = [];
  for (let group = 0; group < held.keysOf.rows; group += 1) {
    if (countOf(held.keysOf, group) === 0) continue;
    const own = itemsOf(held.keysOf, group);
    if (!own.some((key) => keys.traits(key).tier === "tertiary")) continue;
    if (own.some((key) => keys.type(key) === "person-name")) continue;
    if (union.claims(group).some((key) => keys.traits(key).tier === "primary")) continue;
    nameless.push(group);
  }
  nameless.sort((left, right) => countOf(held.keysOf, right) - countOf(held.keysOf, left));

  for (const group of nameless) {
    const own = itemsOf(held.keysOf, group);
    let rarest: Int32Array = new Int32Array(0);
    for (const [index, key] of own.entries()) {
      const holders = itemsOf(held.holdersOf, key);
      if (index === 0 || holders.length < rarest.length) rarest = holders;
    }
    if (rarest.length < 2 || rarest.length > MAX_HOLDERS) continue;
    const people = new Set<number>();
    for (const holder of rarest) {
      if (holder !== group && own.every((key) => slotOf(held.keysOf, holder, key) >= 0)) people.add(union.find(holder));
    }
    const [person] = people;
    if (person === undefined || people.size > 1) continue;
    // Thousands of dates on one number are no person's, and each join would read them all.
    if (union.claimCount(person) > MAX_MIXED && union.claimCount(group) > 0) continue;
    const [shared] = [...own].filter((key) => keys.traits(key).tier === "tertiary").sort(keys.compare);
    if (shared === undefined || union.join([person, group]).length > 0) continue;
    ledger.link(group, shared, shared, "same-tertiary");
  }
}
