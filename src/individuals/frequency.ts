import { at } from "./columns.ts";
import type { Evidence } from "./evidence.ts";
import type { Records } from "./records.ts";
import { createPairs, itemsOf } from "./relation.ts";

/** In no more than this many records (messages) a value is never taken for the organisation's own. */
export const COMMON_FLOOR = 30;
/** Share of the records (messages) with findings above which a value is the organisation's own. */
export const COMMON_SHARE = 0.05;

/**
 * Marks the addresses, phones, e-mail addresses and accounts that stand in very many places: in more
 * than COMMON_FLOOR and more than COMMON_SHARE of all records with findings, or the same of all
 * messages. They are the organisation's own (footer, hotline) and link nobody. Quoted text and
 * copies of a message are not counted: a long thread about one person must not make that person's
 * phone common.
 */
export function commonKeys(evidence: Evidence, records: Records): Uint8Array {
  const { keys } = evidence;
  const inRecords = new Int32Array(keys.size);
  let recordCount = 0;
  const messages = createPairs(evidence.ids.length, keys.size, evidence.places.messages + 1);
  const withFindings = new Set<number>();
  const messageOf = messagesByRecord(evidence);
  for (let record = 0; record < records.keys.rows; record += 1) {
    const held = itemsOf(records.keys, record);
    if (held.length === 0 || evidence.own[record] !== true) continue;
    recordCount += 1;
    const message = at(messageOf, record);
    if (message >= 0) withFindings.add(message);
    for (const key of held) {
      inRecords[key] = at(inRecords, key) + 1;
      if (message >= 0 && keys.traits(key).publishable) messages.add(key, message);
    }
  }
  const byKey = messages.byRow();
  return Uint8Array.from({ length: keys.size }, (_, key) => {
    if (!keys.traits(key).publishable) return 0;
    const isCommon = many(at(inRecords, key), recordCount) || many(itemsOf(byKey, key).length, withFindings.size);
    return isCommon ? 1 : 0;
  });
}

function many(count: number, all: number): boolean {
  return count > COMMON_FLOOR && count > all * COMMON_SHARE;
}

function messagesByRecord(evidence: Evidence): Int32Array {
  const messageOf = new Int32Array(evidence.records.length).fill(-1);
  for (let finding = 0; finding < evidence.ids.length; finding += 1) {
    messageOf[evidence.recordOf.at(finding)] = evidence.messageOf.at(finding);
  }
  return messageOf;
}
