import { reasonOf } from "./links.ts";
import type { Evidence } from "./evidence.ts";
import type { Groups } from "./groups.ts";
import type { Ledger } from "./ledger.ts";
import type { Records } from "./records.ts";
import { itemsOf } from "./relation.ts";

/** A record with more common values than this is a directory, not a footer. */
const MAX_FOOTER = 12;

/**
 * Puts the parts of one footer together, so that it is one entry of the tally and not three: common
 * values that stand side by side in at least half of the records of the more frequent one.
 */
export function joinFooters(evidence: Evidence, records: Records, common: Uint8Array, groups: Groups, ledger: Ledger): void {
  const { keys } = evidence;
  const alone = new Map<number, number>();
  const together = new Map<number, { count: number; inText: boolean }>();
  if (!common.includes(1)) return;
  for (let record = 0; record < records.keys.rows; record += 1) {
    const held = itemsOf(records.keys, record).filter((key) => common[key] === 1);
    if (held.length > MAX_FOOTER) continue;
    for (const [index, left] of held.entries()) {
      alone.set(left, (alone.get(left) ?? 0) + 1);
      for (const right of held.subarray(index + 1)) {
        const pair = left * keys.size + right;
        const seen = together.get(pair) ?? { count: 0, inText: false };
        seen.count += 1;
        seen.inText ||= evidence.records.kind(record) === "text";
        together.set(pair, seen);
      }
    }
  }
  for (const [pair, { count, inText }] of together) {
    const left = Math.floor(pair / keys.size);
    const right = pair % keys.size;
    if (count * 2 < Math.max(alone.get(left) ?? 0, alone.get(right) ?? 0)) continue;
    groups.union.join([left, right]);
    const [from, to] = keys.compare(left, right) < 0 ? [left, right] : [right, left];
    ledger.link(left, from, to, reasonOf(inText ? "text" : "row"));
  }
}
