import { createColumn } from "./columns.ts";
import { createTextHash } from "./siphash.ts";
import type { Spelling } from "./spelling.ts";
import { createTable } from "./table.ts";

/** Numbers texts in the order in which they are first seen. */
export interface Interner {
  readonly size: number;
  /** The text's number, from 0; `undefined` if it was never added. */
  get(text: string): number | undefined;
  /** The text's number, from 0; a new text gets the next one. */
  add(text: string): number;
  readonly text: (number: number) => string;
  /** Order of two texts by code units. */
  readonly compare: (left: number, right: number) => number;
}

/**
 * An empty interner. Texts of the form are held as words, all of them, so that equal words are
 * equal texts; the others, which only a stream of another writer has, as they are.
 */
export function createInterner(spelling: Spelling): Interner {
  const table = createTable(spelling.words);
  const words = new Uint32Array(spelling.words);
  const odd = new Map<string, number>();
  const oddTexts = new Map<number, string>();
  const text = (number: number): string => oddTexts.get(number) ?? spelling.unpack((index) => table.word(number, index));
  return {
    get size() {
      return table.size;
    },
    get(text) {
      if (!spelling.pack(text, words)) return odd.get(text);
      const found = table.find(words);
      return found < 0 ? undefined : found;
    },
    add(text) {
      if (spelling.pack(text, words)) return table.add(words);
      const known = odd.get(text);
      if (known !== undefined) return known;
      const number = table.skip();
      odd.set(text, number);
      oddTexts.set(number, text);
      return number;
    },
    text,
    compare(left, right) {
      if (left === right) return 0;
      if (oddTexts.size > 0 && (oddTexts.has(left) || oddTexts.has(right))) return text(left) < text(right) ? -1 : 1;
      for (let index = 0; index < spelling.words; index += 1) {
        const order = (table.word(left, index) >>> 0) - (table.word(right, index) >>> 0);
        if (order !== 0) return order;
      }
      return 0;
    },
  };
}

/** Texts in a row, not told apart. */
export interface TextList {
  readonly length: number;
  push(text: string): void;
  at(index: number): string;
}

/** An empty list for texts of the form; others are held as they are. */
export function createTextList(spelling: Spelling): TextList {
  const packed = createColumn();
  const odd = new Map<number, string>();
  const words = new Uint32Array(spelling.words);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(text) {
      if (!spelling.pack(text, words)) odd.set(length, text);
      for (const word of words) packed.push(word);
      length += 1;
    },
    at: (index) => odd.get(index) ?? spelling.unpack((word) => packed.at(index * spelling.words + word)),
  };
}

/** Numbers texts that need not be told again. */
export interface Names {
  readonly size: number;
  add(text: string): number;
  /** The hash that stands for a text here; read before the next call. */
  readonly hash: (text: string) => Uint32Array;
  has(text: string): boolean;
}

/**
 * Empty names. Of a text 128 bits of a hash under a random key are kept: two of a billion texts
 * are taken for one with a probability of 2^-69, and nobody can choose texts for that without
 * the key, which is made here and kept nowhere.
 */
export function createNames(): Names {
  const hash = createTextHash(crypto.getRandomValues(new Uint32Array(4)));
  const table = createTable(4);
  return {
    get size() {
      return table.size;
    },
    add: (text) => table.add(hash(text)),
    hash,
    has: (text) => table.find(hash(text)) >= 0,
  };
}
