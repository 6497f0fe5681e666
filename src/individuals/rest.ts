import { at } from "./columns.ts";
import type { Evidence } from "./evidence.ts";
import type { Groups } from "./groups.ts";
import { countOf, itemsOf, slotOf } from "./relation.ts";
import type { Holdings } from "./holdings.ts";
import type { Ledger } from "./ledger.ts";
import { MAX_VALUES_OF_A_TYPE, reasonOf } from "./links.ts";
import type { Records } from "./records.ts";

/**
 * Gives what a record could not link to the one person in that record who is known to have it: in a
 * row with two numbers, the phone that another record ties to one of them is that one's here too.
 * What two of them have, or none, stays apart. `held` must be by set (`union.find`).
 */
export function assignRest(
  evidence: Evidence,
  records: Records,
  common: Uint8Array,
  groups: Groups,
  held: Holdings,
  ledger: Ledger,
): void {
  const { keys } = evidence;
  const isLeft = (slot: number, key: number): boolean =>
    groups.linked[slot] !== 1 && common[key] !== 1 && keys.traits(key).tier === "tertiary";
  for (let record = 0; record < records.keys.rows; record += 1) {
    const start = at(records.keys.start, record);
    if (countOf(records.keys, record) < 2) continue;
    const inRecord = itemsOf(records.keys, record);
    if (!inRecord.some((key, index) => isLeft(start + index, key))) continue;
    const primaries = inRecord.filter((key) => keys.traits(key).tier === "primary");
    // A register of hundreds is no evidence of whose a value is, and would cost the square of its size.
    if (primaries.length === 0 || primaries.length > MAX_VALUES_OF_A_TYPE) continue;
    for (const [index, key] of inRecord.entries()) {
      const slot = start + index;
      if (!isLeft(slot, key)) continue;
      const owners = [...primaries].filter((primary) => slotOf(held.keysOf, groups.union.find(primary), key) >= 0);
      const people = new Set(owners.map(groups.union.find));
      const [owner] = owners.sort(keys.compare);
      if (owner === undefined || people.size > 1) continue;
      groups.groupOf[slot] = owner;
      ledger.link(owner, owner, key, reasonOf(evidence.records.kind(record)));
    }
  }
}
