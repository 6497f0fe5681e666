import { at, createColumn } from "./columns.ts";
import type { Evidence } from "./evidence.ts";
import { createNames } from "./interner.ts";
import type { Ledger } from "./ledger.ts";
import { linksOf, reasonOf } from "./links.ts";
import type { Records } from "./records.ts";
import { itemsOf } from "./relation.ts";
import { rankOf } from "./tiers.ts";
import { createUnion, type Union } from "./union.ts";

/**
 * Mentions put into groups. A mention is a distinct key of a record: a slot of `records.keys.items`.
 * A group is a number: a key's own number for a primary identifier, for a value that stands alone
 * and for one of the organisation's; above those a set of identifiers without a primary one, by
 * its first slot.
 */
export interface Groups {
  /** Group numbers are below this. */
  readonly size: number;
  readonly groupOf: Int32Array;
  /** Slots that their record links. */
  readonly linked: Uint8Array;
  /** The identifier that the linked ones of a record are tied to; -1 without links. */
  readonly anchorOf: Int32Array;
  readonly union: Union;
}

/**
 * Forms groups from records alone: what a record links is one group, an equal primary value is one
 * group everywhere, and so are equal sets that hold a tertiary identifier (nothing could tell two
 * people apart by them). Sets of secondary identifiers only stay one a record, because many people
 * share a date of birth; in quoted text they are copies of an author's own, if there is one.
 */
export function formGroups(evidence: Evidence, records: Records, common: Uint8Array, ledger: Ledger): Groups {
  const { keys } = evidence;
  const { compare } = keys;
  const slots = records.keys.items.length;
  const size = keys.size + slots;
  const union = createUnion(size, keys.type, compare);
  const linked = new Uint8Array(slots);
  const anchorOf = new Int32Array(evidence.records.size).fill(-1);
  const groupOf = new Int32Array(slots);
  const isPrimary = (key: number) => keys.traits(key).tier === "primary";
  for (let key = 0; key < keys.size; key += 1) if (isPrimary(key)) union.claim(key, key);

  const better = (left: number, right: number) =>
    rankOf(keys.traits(left).tier) - rankOf(keys.traits(right).tier) || compare(left, right);
  linkPrimaries(evidence, records, common, linked, union, ledger);

  const sets = createNames();
  const groupOfSet = createColumn();
  const lone = createLoneSets(evidence, keys.size, groupOf);
  for (let record = 0; record < records.keys.rows; record += 1) {
    const start = at(records.keys.start, record);
    const held = itemsOf(records.keys, record);
    const tied: number[] = [];
    for (const [index, key] of held.entries()) if (linked[start + index] === 1) tied.push(key);
    const people = new Set(tied.filter(isPrimary).map(union.find));
    // A refused pair of primaries: the record speaks of two people after all.
    if (people.size > 1 || tied.length < 2) {
      linked.fill(0, start, start + held.length);
      tied.length = 0;
    }
    const [anchor] = tied.sort(better);
    if (anchor !== undefined) anchorOf[record] = anchor;
    const setSlots: number[] = [];
    for (const [index, key] of held.entries()) {
      const slot = start + index;
      if (linked[slot] === 1) setSlots.push(slot);
      else if (common[key] === 1 || keys.traits(key).tier !== "secondary") groupOf[slot] = key;
      else lone.add(record, String(key), [slot]);
    }
    const [first] = setSlots;
    if (anchor === undefined || first === undefined) continue;
    const content = tied.toSorted((left, right) => left - right).join(" ");
    if (tied.every((key) => keys.traits(key).tier === "secondary")) {
      lone.add(record, content, setSlots);
      continue;
    }
    let group = anchor;
    if (!isPrimary(anchor)) {
      const set = sets.add(content);
      if (set === groupOfSet.length) groupOfSet.push(keys.size + first);
      group = groupOfSet.at(set);
    }
    for (const slot of setSlots) groupOf[slot] = group;
  }
  lone.finish();
  return { size, groupOf, linked, anchorOf, union };
}

/**
 * Marks the linked slots and joins primary identifiers of different types that records tie. Where
 * records contradict each other the pair with more records wins, then the smaller keys: never the
 * order of the stream.
 */
function linkPrimaries(
  evidence: Evidence,
  records: Records,
  common: Uint8Array,
  linked: Uint8Array,
  union: Union,
  ledger: Ledger,
): void {
  const { keys } = evidence;
  const { compare } = keys;
  const support = new Map<number, number>();
  for (let record = 0; record < records.keys.rows; record += 1) {
    const held = itemsOf(records.keys, record);
    if (held.length < 2) continue;
    const kind = evidence.records.kind(record);
    const links = linksOf(
      kind,
      held.filter((key) => common[key] !== 1),
      keys,
    );
    for (const [from, to] of links.conflicts) ledger.refuse([from, to], from, to, reasonOf(kind));
    const wanted = new Set(links.linked);
    const start = at(records.keys.start, record);
    for (const [index, key] of held.entries()) if (wanted.has(key)) linked[start + index] = 1;
    const primaries = links.linked.filter((key) => keys.traits(key).tier === "primary").sort(compare);
    for (const [index, left] of primaries.entries()) {
      for (const right of primaries.slice(index + 1)) {
        const pair = left * keys.size + right;
        support.set(pair, (support.get(pair) ?? 0) + 1);
      }
    }
  }
  const pairs = [...support].map(([pair, count]) => ({ left: Math.floor(pair / keys.size), right: pair % keys.size, count }));
  pairs.sort((a, b) => b.count - a.count || compare(a.left, b.left) || compare(a.right, b.right));
  for (const { left, right } of pairs) {
    for (const { from, to, nodes } of union.join([left, right])) {
      ledger.refuse(nodes, from, to, "same-record");
    }
  }
}

/** Sets without a primary or tertiary identifier: one group a record, quoted ones with their original. */
function createLoneSets(evidence: Evidence, base: number, groupOf: Int32Array) {
  const originals = new Map<string, { group: number; record: number }>();
  const copies: { content: string; slots: readonly number[] }[] = [];
  const place = (slots: readonly number[], group: number): void => {
    for (const slot of slots) groupOf[slot] = group;
  };
  return {
    add(record: number, content: string, slots: readonly number[]): void {
      if (!evidence.records.isOwn(record)) {
        copies.push({ content, slots });
        return;
      }
      const group = base + (slots[0] ?? 0);
      place(slots, group);
      const known = originals.get(content);
      // Which of several equal originals was quoted cannot be known: one of them, the same in every order.
      if (known === undefined || evidence.records.compare(record, known.record) < 0) originals.set(content, { group, record });
    },
    finish(): void {
      for (const { content, slots } of copies) {
        const original = originals.get(content) ?? { group: base + (slots[0] ?? 0), record: -1 };
        originals.set(content, original);
        place(slots, original.group);
      }
    },
  };
}
