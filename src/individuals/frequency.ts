import { at } from "./columns.ts";
import type { Evidence } from "./evidence.ts";
import type { Records } from "./records.ts";
import { countOf, itemsOf, relationOf } from "./relation.ts";

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
  const messageOf = messagesByRecord(evidence);
  const inRecords = new Int32Array(keys.size);
  const withFindings = new Uint8Array(evidence.places.messages);
  let recordCount = 0;
  let messageCount = 0;
  const isCounted = (record: number): boolean => countOf(records.keys, record) > 0 && evidence.records.isOwn(record);
  for (let record = 0; record < records.keys.rows; record += 1) {
    if (!isCounted(record)) continue;
    recordCount += 1;
    for (const key of itemsOf(records.keys, record)) inRecords[key] = at(inRecords, key) + 1;
    const message = at(messageOf, record);
    if (message < 0 || withFindings[message] === 1) continue;
    withFindings[message] = 1;
    messageCount += 1;
  }
  const messages = relationOf(keys.size, (tell) => {
    for (let record = 0; record < records.keys.rows; record += 1) {
      const message = at(messageOf, record);
      if (message < 0 || !isCounted(record)) continue;
      // A value of few records is in few messages, and nearly all values are.
      for (const key of itemsOf(records.keys, record))
        if (at(inRecords, key) > COMMON_FLOOR && keys.traits(key).publishable) tell(key, message);
    }
  });
  return Uint8Array.from({ length: keys.size }, (_, key) => {
    if (!keys.traits(key).publishable) return 0;
    return many(at(inRecords, key), recordCount) || many(countOf(messages, key), messageCount) ? 1 : 0;
  });
}

function many(count: number, all: number): boolean {
  return count > COMMON_FLOOR && count > all * COMMON_SHARE;
}

function messagesByRecord(evidence: Evidence): Int32Array {
  const messageOf = new Int32Array(evidence.records.size).fill(-1);
  for (let finding = 0; finding < evidence.findings; finding += 1) {
    messageOf[evidence.recordOf.at(finding)] = evidence.messageOf.at(finding);
  }
  return messageOf;
}
