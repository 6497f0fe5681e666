import { AT, BORDER, EVENT_FIELDS, WORD, type AnchorFilter, type Anchors, type Kernel, type Listening } from "./kernel.ts";
import { bitsOf, endOfRun } from "./typescript.ts";
import { instantiate } from "./instantiate.ts";
import type { WordFilter } from "./word-filter.ts";
import { WASM_MODULE } from "./wasm-module.ts";

/** What assembly/anchors.ts exports. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly anchors: (to: number, limit: number, low: number, high: number, base: number, wants: number, reach: number) => number;
  readonly CHUNK: { readonly value: number };
  readonly BEHIND: { readonly value: number };
  readonly AHEAD: { readonly value: number };
  readonly RUN: { readonly value: number };
  readonly LEAD: { readonly value: number };
  readonly TOTAL: { readonly value: number };
  readonly BEFORE: { readonly value: number };
  readonly AFTER: { readonly value: number };
  readonly LISTENING: { readonly value: number };
  readonly OPENINGS: { readonly value: number };
  readonly OPENING_HALVES: { readonly value: number };
  readonly WORDS: { readonly value: number };
  readonly HALVES: { readonly value: number };
  readonly INPUT: { readonly value: number };
  readonly EVENTS_END: { readonly value: number };
}

/** Address of the end of a text that goes on behind the bytes shown. */
const BEYOND = 0xffff_ffff;
/** Zeros behind the text: two blocks of the inner loop. */
const SLACK = 128;

/** The WebAssembly twin; `undefined` where the processor or the runtime has no SIMD instructions. */
export function createWasmKernel(): Kernel | undefined {
  const instance = instantiate(WASM_MODULE) as Exports | undefined;
  return instance === undefined ? undefined : wrap(instance);
}

function wrap(wasm: Exports): Kernel {
  const memory = wasm.memory.buffer;
  const input = new Uint8Array(memory, wasm.INPUT.value, wasm.CHUNK.value + wasm.BEHIND.value + wasm.AHEAD.value + SLACK);
  const events = new Uint32Array(memory, 0, wasm.EVENTS_END.value / 4);
  const chunk = wasm.CHUNK.value;
  const behind = wasm.BEHIND.value;
  const ahead = wasm.AHEAD.value;
  const origin = wasm.INPUT.value + behind;
  let loaded: AnchorFilter | undefined;
  const words: Loaded = { words: undefined, openings: undefined };

  const anchors = (bytes: Uint8Array, from: number, to: number, filter: AnchorFilter): Anchors => {
    if (loaded !== filter) {
      loadTables(wasm, filter, words);
      loaded = filter;
    }
    const next = Math.min(to, from + chunk);
    const limit = Math.min(bytes.length, next + ahead);
    // What stands before the first run, as far back as is listened.
    const shown = Math.min(from, behind - 1);
    input[behind - shown - 1] = 0;
    input.set(bytes.subarray(from - shown, limit), behind - shown);
    const end = behind + limit - from;
    input.fill(0, end, end + SLACK);
    const count = wasm.anchors(
      origin + next - from,
      origin + limit - from,
      from < behind ? origin - from : 0,
      limit === bytes.length ? origin + limit - from : BEYOND,
      from - origin,
      (filter.at ? 1 : 0) | (filter.words === undefined ? 0 : 2) | (filter.listening === undefined ? 0 : 4),
      filter.listening?.reach ?? 0,
    );
    const first = events.length / EVENT_FIELDS - count;
    return { first, count: count === 0 ? 0 : count - dropCut(bytes, limit, filter, events), next };
  };
  return { id: "wasm", events, anchors };
}

/**
 * The last run of a chunk may be longer than what was shown: its length and what stands behind
 * it are looked at here. Returns the number of events that fall away, 0 or 1.
 */
function dropCut(bytes: Uint8Array, limit: number, filter: AnchorFilter, events: Uint32Array): number {
  const last = events.length - EVENT_FIELDS;
  const start = events[last] as number;
  const length = events[last + 1] as number;
  if (length === WORD || length === AT || limit === bytes.length || start + length + 1 < limit) return 0;
  const whole = endOfRun(bytes, start) - start;
  const bits = bitsOf(bytes, start, whole, events[last + 2] as number, filter, 0, bytes.length);
  const { listening } = filter;
  const listens =
    events[last + 4] === 0 || listening === undefined
      ? 0
      : bitsOf(bytes, start, whole, events[last + 2] as number, listening.tables, 0, bytes.length);
  events[last + 1] = whole;
  events[last + 3] = bits;
  events[last + 4] = listens;
  return (bits | listens) === 0 ? 1 : 0;
}

/** What is in the memory of a module: most filters differ in little, and the tables of words are large. */
interface Loaded {
  words: WordFilter | undefined;
  openings: WordFilter | undefined;
}

function loadTables(wasm: Exports, filter: AnchorFilter, loaded: Loaded): void {
  const memory = wasm.memory.buffer;
  putTables(wasm, 0, filter);
  if (filter.words !== undefined && filter.words !== loaded.words) {
    putWords(memory, wasm.WORDS.value, wasm.HALVES.value, filter.words);
    loaded.words = filter.words;
  }
  if (filter.listening === undefined) return;
  putTables(wasm, wasm.LISTENING.value, filter.listening.tables);
  if (filter.listening.openings === loaded.openings) return;
  putWords(memory, wasm.OPENINGS.value, wasm.OPENING_HALVES.value, filter.listening.openings);
  loaded.openings = filter.listening.openings;
}

function putTables(wasm: Exports, from: number, tables: Listening["tables"]): void {
  const put = (address: { readonly value: number }, table: Uint32Array): void => {
    new Uint32Array(wasm.memory.buffer, from + address.value, BORDER + 1).set(table);
  };
  put(wasm.RUN, tables.run);
  put(wasm.TOTAL, tables.total);
  put(wasm.LEAD, tables.lead);
  put(wasm.BEFORE, tables.before);
  put(wasm.AFTER, tables.after);
}

/** Puts the tables of words where a module looks for them. */
export function putWords(memory: ArrayBuffer, table: number, halves: number, words: WordFilter): void {
  new Uint32Array(memory, table, words.table.length).set(words.table);
  new Uint8Array(memory, halves, words.halves.length).set(words.halves);
}
