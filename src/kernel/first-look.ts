import { Buffer } from "node:buffer";
import { instantiate } from "./instantiate.ts";
import { FIRST_LOOK_MODULE } from "./first-look-module.ts";
import { BORDER, type AnchorFilter, type Listening } from "./kernel.ts";
import { putWords } from "./wasm.ts";

/** What a first look goes by; words in lower case, codes as in assembly/look. */
export interface Vocabulary {
  readonly fieldNames: ReadonlyMap<string, number>;
  readonly parameters: ReadonlyMap<string, number>;
  readonly tags: ReadonlyMap<string, number>;
  readonly attributes: ReadonlyMap<string, number>;
  /** Character references without `&` and `;`, and what they fold to: at most three bytes. */
  readonly references: ReadonlyMap<string, Uint8Array>;
  /** By byte: what `assembly/look/memory.ts` says of BASE64. */
  readonly base64: Uint8Array;
  /** For each code point below 0x10000 what it folds to; asked for when it is needed. */
  readonly fold: () => Uint16Array;
}

/** Numbers of one field in `FirstLook.fields`: code and flags, offsets of name, value and end. */
export const FIELD_RECORD = 4;
/** Flag of a field that must be shown to the detectors. */
export const SHOWN = 0x100;

/**
 * A first look at mail messages. It has no twin: its oracle is the whole reader, and where it
 * is not certain it says so.
 */
export interface FirstLook {
  /** Bytes of the longest message that is looked at. */
  readonly room: number;
  /** Header fields of the last message, FIELD_RECORD numbers each; offsets from its first byte. */
  readonly fields: Uint32Array;
  /**
   * The number of fields, when no text of the message but those of its header can hold an
   * anchor, its structure is as the standards have it, and there is nothing in it to open;
   * -1 when that is not certain.
   */
  look(message: Uint8Array): number;
  /** Bytes of the longest stretch of a mailbox that is held. */
  readonly held: number;
  /** Takes a stretch of a mailbox, to look at the messages in it. */
  hold(bytes: Uint8Array): void;
  /**
   * As `look`, for the message that begins at `start` of the bytes held; offsets from the first of them.
   * Certain only when a usual envelope line ends it, and when it states no length of its own.
   */
  lookIn(start: number): number;
  /** Behind `lookIn`: where the next envelope line begins, and what follows it. */
  readonly next: Uint32Array;
}

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly look: (size: number) => number;
  readonly lookIn: (start: number, size: number) => number;
  readonly foldReady: () => void;
  readonly hearingReady: (reach: number) => void;
  readonly wordsReady: () => void;
  readonly setFewest: (digits: number) => void;
  readonly [address: string]: unknown;
}

const FOLD_WANTED = -2;
const LONGEST_WORD = 31;

/** `undefined` where the runtime has no WebAssembly with SIMD: every message is read. */
export function createFirstLook(vocabulary: Vocabulary, filter: AnchorFilter): FirstLook | undefined {
  const wasm = instantiate(FIRST_LOOK_MODULE) as Exports | undefined;
  if (wasm === undefined) return undefined;
  const memory = wasm.memory.buffer;
  const at = (name: string): number => (wasm[name] as { readonly value: number }).value;
  loadFilter(memory, at("RUN"), at, filter);
  if (filter.listening !== undefined) {
    loadFilter(memory, at("LISTENING"), at, filter.listening.tables);
    putWords(memory, at("OPENING_TABLE"), at("OPENING_HALVES"), filter.listening.openings);
    wasm.hearingReady(filter.listening.reach);
  }
  loadWords(memory, at, vocabulary, filter.words?.whole ?? []);
  if (filter.words !== undefined) {
    putWords(memory, at("WORD_TABLE"), at("HALVES"), filter.words);
    wasm.wordsReady();
  }
  wasm.setFewest(fewest(filter));
  new Uint8Array(memory, at("BASE64"), 256).set(vocabulary.base64);
  const [room, held, origin] = [at("ROOM"), at("HELD"), at("INPUT")];
  const input = new Uint8Array(memory, origin, held);
  const fields = new Uint32Array(memory, at("FIELDS"), (at("FIELDS_END") - at("FIELDS")) / 4);
  const next = new Uint32Array(memory, at("NEXT"), 2);
  let size = 0;

  const told = (count: number): number => {
    for (let field = 0; field < count * FIELD_RECORD; field += FIELD_RECORD) {
      for (let offset = 1; offset < FIELD_RECORD; offset += 1)
        fields[field + offset] = (fields[field + offset] as number) - origin;
    }
    return count < 0 ? -1 : count;
  };
  const loadFold = (): void => {
    new Uint16Array(memory, at("FOLD"), 0x1_0000).set(vocabulary.fold().subarray(0, 0x1_0000));
    wasm.foldReady();
  };

  return {
    room,
    held,
    fields,
    next,
    look(message) {
      if (message.length > room) return -1;
      input.set(message);
      let count = wasm.look(message.length);
      if (count === FOLD_WANTED) {
        loadFold();
        count = wasm.look(message.length);
      }
      return told(count);
    },
    hold(bytes) {
      size = Math.min(bytes.length, held);
      input.set(size < bytes.length ? bytes.subarray(0, size) : bytes);
    },
    lookIn(start) {
      if (start >= size) return -1;
      let count = wasm.lookIn(start, size);
      if (count === FOLD_WANTED) {
        loadFold();
        count = wasm.lookIn(start, size);
      }
      if (count >= 0) {
        next[0] = (next[0] as number) - origin;
        next[1] = (next[1] as number) - origin;
      }
      return told(count);
    },
  };
}

/** Line ends, tabs and spaces may be the border of a text where the whole reader cuts it: their rows are one. */
function loadFilter(memory: ArrayBuffer, from: number, at: (name: string) => number, filter: Listening["tables"]): void {
  const put = (name: string, table: Uint32Array): void =>
    new Uint32Array(memory, from + at(name) - at("RUN"), table.length).set(table);
  put("RUN", filter.run);
  put("TOTAL", filter.total);
  put("LEAD", filter.lead);
  put("BEFORE", withBorders(filter.before));
  put("AFTER", withBorders(filter.after));
}

/**
 * Digits from which on a header field may hold an anchor; of those that need a phrase before them the
 * shortest has three, since a date of the shortest form has as many.
 */
function fewest({ total, listening }: AnchorFilter): number {
  const first = total.findIndex((bits) => bits !== 0);
  const heard = listening?.tables.total.findIndex((bits) => bits !== 0) ?? -1;
  return Math.min(first < 0 ? FIELD_MOST : first, heard < 0 ? FIELD_MOST : Math.max(heard, 3));
}

/** More digits than are told apart. */
const FIELD_MOST = 99;

const BORDERS = [BORDER, 9, 10, 13, 32, 9 + 256, 10 + 256, 13 + 256];

function withBorders(rows: Uint32Array): Uint32Array {
  const loose = rows.slice();
  const any = BORDERS.reduce((bits, row) => bits | (rows[row] as number), 0);
  for (const row of BORDERS) loose[row] = any;
  return loose;
}

function loadWords(memory: ArrayBuffer, at: (name: string) => number, vocabulary: Vocabulary, anchors: readonly string[]): void {
  const bytes = new Uint8Array(memory);
  const references = [...vocabulary.references];
  // Each reference's characters have a place of four bytes; its code is the number of the place, from 1.
  for (const [index, [, folded]] of references.entries()) bytes.set(folded.subarray(0, 3), at("WORDS") + (index + 1) * 4);
  let free = at("WORDS") + (references.length + 1) * 4;
  const put = (name: string, words: ReadonlyMap<string, number>): void => {
    for (let length = 1; length <= LONGEST_WORD; length += 1) {
      const ofLength = [...words].filter(([word]) => word.length === length);
      if (ofLength.length === 0) continue;
      new Uint32Array(memory, at(name) + length * 4, 1)[0] = free;
      bytes[free] = ofLength.length;
      free += 1;
      for (const [word, code] of ofLength) {
        bytes.set(Buffer.from(word, "latin1"), free);
        bytes[free + length] = code;
        free += length + 1;
      }
    }
    if (free > at("WORDS_END")) throw new RangeError("the words of the first look do not fit");
  };
  put("FIELD_NAMES", vocabulary.fieldNames);
  put("PARAMETERS", vocabulary.parameters);
  put("TAGS", vocabulary.tags);
  put("ATTRIBUTES", vocabulary.attributes);
  put("ANCHOR_WORDS", new Map(anchors.map((word) => [word, 1])));
  put("REFERENCES", new Map(references.map(([word], index) => [word, index + 1])));
}
