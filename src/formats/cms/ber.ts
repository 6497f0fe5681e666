import type { ByteSource } from "../../model/bytes.ts";

/** One value in the basic encoding rules (ITU-T X.690 section 8.1): identifier, length, contents. */
export interface Value {
  /** Identifier octet: class, constructed bit, number; those above 30 are not used here. */
  readonly tag: number;
  /** Contents: half-open. Of an indefinite length, up to its end mark. */
  readonly start: number;
  readonly end: number;
  /** Where the next value begins. */
  readonly next: number;
  /** It goes on behind the end of what holds it. */
  readonly cut: boolean;
}

/** Values inside values with indefinite lengths have to be walked to find their ends. */
const MOST_DEPTH = 32;

/** The value at `at`, within `[at, end)`; `undefined` when it is cut off or is none. */
export function valueAt(source: ByteSource, at: number, end: number, depth = 0): Value | undefined {
  const head = source.read(at, Math.min(10, end - at)).slice();
  const tag = head[0];
  const first = head[1];
  // A number above 30 goes on in further octets: nothing that is read here has one.
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return undefined;
  if (first === 0x80) {
    if ((tag & 0x20) === 0 || depth >= MOST_DEPTH) return undefined;
    const start = at + 2;
    let inner = start;
    for (let steps = 0; steps < MOST_VALUES; steps += 1) {
      const mark = source.read(inner, 2).slice();
      if (mark[0] === 0 && mark[1] === 0 && inner + 2 <= end) return { tag, start, end: inner, next: inner + 2, cut: false };
      const value = valueAt(source, inner, end, depth + 1);
      // Cut off: what is there is its contents.
      if (value === undefined) {
        const stop = Math.min(end, source.size);
        return { tag, start, end: stop, next: stop, cut: true };
      }
      inner = value.next;
    }
    return undefined;
  }
  let length = first;
  let size = 2;
  if (first > 0x80) {
    const count = first & 0x7f;
    if (count > 6 || head.length < 2 + count) return undefined;
    length = 0;
    for (let index = 0; index < count; index += 1) length = length * 256 + (head[2 + index] as number);
    size += count;
  }
  const start = at + size;
  const stop = Math.min(end, start + length);
  return { tag, start, end: stop, next: stop, cut: start + length > end };
}

/** More pieces than this are a loop of empty ones. */
const MOST_VALUES = 1_048_576;

/** The values inside a constructed one, in order. */
export function* valuesIn(source: ByteSource, outer: Pick<Value, "start" | "end">): Generator<Value> {
  for (let at = outer.start, count = 0; at < outer.end && count < MOST_VALUES; count += 1) {
    const value = valueAt(source, at, outer.end);
    if (value === undefined) return;
    yield value;
    at = value.next;
  }
}

/** The stretches of an octet string that is in one piece or, constructed, in many (X.690 section 8.7). */
export function* octets(source: ByteSource, value: Value, depth = 0): Generator<readonly [start: number, end: number]> {
  if ((value.tag & 0x20) === 0) yield [value.start, value.end];
  else if (depth < MOST_DEPTH) for (const inner of valuesIn(source, value)) yield* octets(source, inner, depth + 1);
}
