import { at, createColumn } from "./columns.ts";
import type { Evidence } from "./evidence.ts";
import { createNames } from "./interner.ts";
import { itemsOf, relationOf, type Relation } from "./relation.ts";

/** The records with copies put together. */
export interface Records {
  /** The record that stands for each record: itself, or an equal one in a copy of its message. */
  readonly standsFor: Int32Array;
  /** Distinct keys of each record; none for a record that another stands for. */
  readonly keys: Relation;
}

/**
 * Groups the keys by record. A message that lies in two folders (same Message-ID) is one exposure:
 * a record of it is a copy when the same values stand at the same places of the same part. A
 * Message-ID alone proves nothing, since a sender can repeat one.
 */
export function groupRecords(evidence: Evidence): Records {
  const standsFor = originals(evidence);
  const keys = relationOf(evidence.records.size, (tell) => {
    for (let finding = 0; finding < evidence.findings; finding += 1)
      tell(at(standsFor, evidence.recordOf.at(finding)), evidence.keyOf.at(finding));
  });
  return { standsFor, keys };
}

function originals(evidence: Evidence): Int32Array {
  const standsFor = Int32Array.from({ length: evidence.records.size }, (_, record) => record);
  const copied = relationOf(evidence.records.size, (tell) => {
    for (let finding = 0; finding < evidence.findings; finding += 1)
      if (isCopied(evidence, finding)) tell(evidence.recordOf.at(finding), finding);
  });
  const columns = [evidence.messageOf, evidence.insideOf, evidence.lineOf, evidence.columnOf, evidence.keyOf];
  const placeOf = (finding: number): string => columns.map((column) => column.at(finding)).join(":");
  const contents = createNames();
  const first = createColumn();
  const done = new Uint8Array(evidence.records.size);
  for (const finding of copied.items.length === 0 ? [] : copiedInOrder(evidence)) {
    const record = evidence.recordOf.at(finding);
    if (done[record] === 1) continue;
    done[record] = 1;
    const places = new Set(Array.from(itemsOf(copied, record), placeOf));
    const content = contents.add([...places].sort().join(" "));
    if (content === first.length) first.push(record);
    else standsFor[record] = first.at(content);
  }
  return standsFor;
}

function isCopied(evidence: Evidence, finding: number): boolean {
  const message = evidence.messageOf.at(finding);
  return message >= 0 && evidence.places.copied(message);
}

function* copiedInOrder(evidence: Evidence): Generator<number> {
  for (let finding = 0; finding < evidence.findings; finding += 1) if (isCopied(evidence, finding)) yield finding;
}
