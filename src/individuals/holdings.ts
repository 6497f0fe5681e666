import { at } from "./columns.ts";
import type { Evidence } from "./evidence.ts";
import type { Groups } from "./groups.ts";
import type { Records } from "./records.ts";
import { inverse, relationOf, type Relation } from "./relation.ts";

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
  const keysOf = keysByGroup(evidence, records, common, groups, groupAs);
  return { keysOf, holdersOf: inverse(keysOf, evidence.keys.size) };
}

/** As `holdings`, without the holders. */
export function keysByGroup(
  evidence: Evidence,
  records: Records,
  common: Uint8Array,
  groups: Groups,
  groupAs: (group: number) => number,
): Relation {
  const { items } = records.keys;
  const { keys } = evidence;
  return relationOf(groups.size, (tell) => {
    for (let slot = 0; slot < items.length; slot += 1) {
      const key = at(items, slot);
      if (common[key] === 1 || keys.traits(key).tier === "primary") continue;
      tell(groupAs(at(groups.groupOf, slot)), key);
    }
  });
}
