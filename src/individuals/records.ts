import type { Evidence } from "./evidence.ts";
import { createPairs, type Relation } from "./relation.ts";

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
  const findings = evidence.ids.length;
  const pairs = createPairs(findings, evidence.records.length, evidence.keys.size);
  for (let finding = 0; finding < findings; finding += 1) {
    pairs.add(standsFor[evidence.recordOf.at(finding)] ?? 0, evidence.keyOf.at(finding));
  }
  return { standsFor, keys: pairs.byRow() };
}

function originals(evidence: Evidence): Int32Array {
  const standsFor = Int32Array.from(evidence.records.keys());
  const marks = new Map<number, string[]>();
  for (let finding = 0; finding < evidence.ids.length; finding += 1) {
    const message = evidence.messageOf.at(finding);
    if (message < 0 || !evidence.places.copied(message)) continue;
    const record = evidence.recordOf.at(finding);
    const place = [evidence.insideOf, evidence.lineOf, evidence.columnOf, evidence.keyOf].map((column) => column.at(finding));
    const known = marks.get(record);
    if (known === undefined) marks.set(record, [place.join(":")]);
    else known.push(place.join(":"));
  }
  const first = new Map<string, number>();
  for (const [record, places] of marks) {
    const content = [...new Set(places)].sort().join(" ");
    const original = first.get(content);
    if (original === undefined) first.set(content, record);
    else standsFor[record] = original;
  }
  return standsFor;
}
