import { instantiate } from "./instantiate.ts";
import { JSON_LINES_MODULE } from "./json-lines-module.ts";

/** Numbers of one line in `JsonLines.ends`: where the next line begins, and where its values end in `output`. */
export const LINE_FIELDS = 2;

/**
 * Reads plain lines of JSON (RFC 8259): an object a line, with objects and lists of scalars in it,
 * without escapes, without digits in keys. It has no twin: its oracle is the whole reader, which
 * reads every line that this one is not certain of.
 */
export interface JsonLines {
  /** The values of the lines that were read last: strings that are not empty and numbers, a line end behind each. */
  readonly output: Uint8Array;
  readonly ends: Uint32Array;
  /** Takes bytes from `from` on, as many as there is room for; returns how many. */
  load(bytes: Uint8Array, from: number): number;
  /** Reads lines from this one of the bytes taken on; returns how many. */
  read(from: number): number;
  /** True when the last call stopped before a line that it does not read; else the bytes ended. */
  stopped(): boolean;
  /** How many line ends (LF) there are in `[from, to)`; what was taken is taken no more. */
  newlines(bytes: Uint8Array, from: number, to: number): number;
  /** The offsets of all line ends (LF); what was taken is taken no more. */
  lineEnds(bytes: Uint8Array): Uint32Array;
}

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly lines: (from: number, to: number) => number;
  readonly newlines: (size: number) => number;
  readonly lineEnds: (size: number, base: number) => number;
  readonly stopped: { readonly value: number };
  readonly CHUNK: { readonly value: number };
  readonly INPUT: { readonly value: number };
  readonly OUTPUT: { readonly value: number };
  readonly ENDS: { readonly value: number };
}

/** Zeros behind the bytes: more than one step of the inner loop. */
const SLACK = 64;

/** Made once per thread, when it is first needed. */
let ofThread: JsonLines | "none" | undefined;

/** The one of this thread: nobody keeps what it took while another takes. See `createJsonLines`. */
export function threadJsonLines(): JsonLines | undefined {
  ofThread ??= createJsonLines() ?? "none";
  return ofThread === "none" ? undefined : ofThread;
}

/** From so many bytes on a copy costs less than a call for each line. */
const MANY = 4_096;
const NEWLINE = 10;

/** How many line ends (LF) there are in `[from, to)`. */
export function countNewlines(bytes: Uint8Array, from: number, to: number): number {
  const counter = to - from < MANY ? undefined : threadJsonLines();
  if (counter !== undefined) return counter.newlines(bytes, from, to);
  let count = 0;
  // Not with `indexOf`, which looks beyond `to`: of a text of one line it would read the rest each time.
  for (let at = from; at < to; at += 1) if (bytes[at] === NEWLINE) count += 1;
  return count;
}

/** `undefined` where the processor or the runtime has no SIMD instructions: the whole reader reads all. */
export function createJsonLines(): JsonLines | undefined {
  const wasm = instantiate(JSON_LINES_MODULE) as Exports | undefined;
  return wasm === undefined ? undefined : wrap(wasm);
}

function wrap(wasm: Exports): JsonLines {
  const memory = wasm.memory.buffer;
  const chunk = wasm.CHUNK.value;
  const input = new Uint8Array(memory, wasm.INPUT.value, chunk + SLACK);
  let loaded = 0;
  const load = (bytes: Uint8Array, from: number, to: number): number => {
    loaded = Math.min(chunk, to - from);
    input.set(bytes.subarray(from, from + loaded));
    input.fill(0, loaded, loaded + SLACK);
    return loaded;
  };
  const places = new Uint32Array(memory, wasm.ENDS.value, (memory.byteLength - wasm.ENDS.value) >> 2);
  return {
    output: new Uint8Array(memory, wasm.OUTPUT.value, chunk + SLACK),
    ends: places,
    load: (bytes, from) => load(bytes, from, bytes.length),
    read: (from) => wasm.lines(from, loaded),
    stopped: () => wasm.stopped.value !== 0,
    newlines(bytes, from, to) {
      let count = 0;
      for (let at = from; at < to; at += chunk) count += wasm.newlines(load(bytes, at, to));
      return count;
    },
    lineEnds(bytes) {
      let ends = new Uint32Array(bytes.length >> 6);
      let count = 0;
      for (let at = 0; at < bytes.length; at += chunk) {
        const more = wasm.lineEnds(load(bytes, at, bytes.length), at);
        if (count + more > ends.length) {
          const grown = new Uint32Array(2 * (count + more));
          grown.set(ends.subarray(0, count));
          ends = grown;
        }
        ends.set(places.subarray(0, more), count);
        count += more;
      }
      return ends.subarray(0, count);
    },
  };
}
