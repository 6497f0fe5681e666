import { at } from "./columns.ts";
import type { Evidence } from "./evidence.ts";
import type { Groups } from "./groups.ts";
import type { Records } from "./records.ts";
import { createPairs, type Relation } from "./relation.ts";

/** Who holds which secondary and tertiary identifiers. */
export interface Holdings {
  /** Keys of each group. */
  readonly keysOf: Relation;
  /** Groups of each key. */
  readonly holdersOf: Relation;
}

/** What each group holds, `groupAs` naming the group (or what it has become). The organisation's own values are left out. */
export function holdings(
  evidence: Evidence,
  records: Records,
  common: Uint8Array,
  groups: Groups,
  groupAs: (group: number) => number,
): Holdings {
  const { items } = records.keys;
  const pairs = createPairs(items.length, groups.size, evidence.keys.size);
  for (const [slot, key] of items.entries()) {
    if (common[key] === 1 || evidence.keys.traits(key).tier === "primary") continue;
    pairs.add(groupAs(at(groups.groupOf, slot)), key);
  }
  return { keysOf: pairs.byRow(), holdersOf: pairs.byItem() };
}
