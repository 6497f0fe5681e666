import { at, createColumn } from "./columns.ts";

/** Rows of 32-bit words, numbered in the order in which they are first seen. */
export interface Table {
  readonly size: number;
  /** The row's number, or -1. */
  find(words: Uint32Array): number;
  /** The row's number; a new row gets the next one. */
  add(words: Uint32Array): number;
  /** A number for what is no row of words: never found. */
  skip(): number;
  word(row: number, index: number): number;
}

const FIRST_SLOTS = 256;

/**
 * An open hash table: a row costs its words and about ten bytes. The slots are chosen by random
 * multipliers, so that no input can be made that fills one stretch of them.
 */
export function createTable(width: number): Table {
  const rows = createColumn();
  const multipliers = crypto.getRandomValues(new Uint32Array(width)).map((one) => one | 1);
  let size = 0;
  let listed = 0;
  let slots = new Int32Array(FIRST_SLOTS);

  const mix = (sum: number): number => {
    const mixed = Math.imul(sum ^ (sum >>> 15), 0x2c1b3c6d);
    return (mixed ^ (mixed >>> 13)) & (slots.length - 1);
  };
  const slotOfWords = (words: Uint32Array): number => {
    let sum = 0;
    for (let index = 0; index < width; index += 1) sum = (sum + Math.imul(at(words, index), at(multipliers, index))) | 0;
    return mix(sum);
  };
  const slotOfRow = (row: number): number => {
    let sum = 0;
    for (let index = 0; index < width; index += 1)
      sum = (sum + Math.imul(rows.at(row * width + index), at(multipliers, index))) | 0;
    return mix(sum);
  };
  const isRow = (row: number, words: Uint32Array): boolean => {
    for (let index = 0; index < width; index += 1) if (rows.at(row * width + index) !== (at(words, index) | 0)) return false;
    return true;
  };
  /** The slot of an equal row, or the free one where it belongs. */
  const probe = (words: Uint32Array): number => {
    let slot = slotOfWords(words);
    while (slots[slot] !== 0 && !isRow(at(slots, slot) - 1, words)) slot = (slot + 1) & (slots.length - 1);
    return slot;
  };
  const grow = (): void => {
    const before = slots;
    slots = new Int32Array(before.length * 2);
    for (const entry of before) {
      if (entry === 0) continue;
      let slot = slotOfRow(entry - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = entry;
    }
  };
  const append = (words: Uint32Array | undefined): number => {
    for (let index = 0; index < width; index += 1) rows.push(words === undefined ? 0 : at(words, index));
    size += 1;
    return size - 1;
  };
  return {
    get size() {
      return size;
    },
    find: (words) => at(slots, probe(words)) - 1,
    add(words) {
      const slot = probe(words);
      const known = at(slots, slot);
      if (known !== 0) return known - 1;
      const row = append(words);
      slots[slot] = row + 1;
      listed += 1;
      if (listed * 3 > slots.length * 2) grow();
      return row;
    },
    skip: () => append(undefined),
    word: (row, index) => rows.at(row * width + index),
  };
}
