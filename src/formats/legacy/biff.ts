import type { ByteSource } from "../../model/bytes.ts";

/** A record of a workbook ([MS-XLS] 2.1.4), with the pieces that follow it as CONTINUE records. */
export interface BiffRecord {
  readonly type: number;
  readonly data: Buffer;
  /** Offsets in `data` where a piece begins: a string that goes on there states its width again. */
  readonly cuts: readonly number[];
}

const CONTINUE = 0x003c;
/** The shared strings of a workbook are one record with as many pieces as it takes. */
const MOST_BYTES = 128 * 1024 ** 2;
const WINDOW = 1_048_576;

/** The records of a stream in order; ends at its end, or where no record can be. `tell` hears that it is cut off. */
export function* biffRecords(source: ByteSource, tell: () => void): Generator<BiffRecord> {
  let window = Buffer.alloc(0);
  let base = 0;
  const read = (at: number, length: number): Buffer => {
    if (at < base || at + length > base + window.length) {
      base = at;
      window = Buffer.from(source.read(at, Math.max(length, WINDOW)));
    }
    return window.subarray(at - base, at - base + length);
  };
  for (let at = 0; at + 4 <= source.size;) {
    const head = read(at, 4);
    const type = head.readUInt16LE(0);
    const length = head.readUInt16LE(2);
    const first = Buffer.from(read(at + 4, length));
    if (first.length < length) tell();
    at += 4 + length;
    const pieces = [first];
    const cuts: number[] = [];
    let size = first.length;
    while (at + 4 <= source.size && read(at, 4).readUInt16LE(0) === CONTINUE && size < MOST_BYTES) {
      const more = read(at, 4).readUInt16LE(2);
      const piece = Buffer.from(read(at + 4, more));
      if (piece.length < more) tell();
      cuts.push(size);
      size += piece.length;
      pieces.push(piece);
      at += 4 + more;
    }
    yield { type, data: pieces.length === 1 ? first : Buffer.concat(pieces), cuts };
  }
}

/** A string and where it ends. */
export interface BiffString {
  readonly text: string;
  readonly end: number;
}

const WIDE = 1;
const PHONETIC = 4;
const RICH = 8;

/**
 * A string of `count` characters whose flags stand at `at` ([MS-XLS] 2.5.293, 2.5.294): one or two bytes a
 * character, with the sizes of formats and phonetic data behind the flags, that data behind the characters.
 */
export function wideString({ data, cuts }: BiffRecord, at: number, count: number): BiffString {
  let flags = data[at] ?? 0;
  let from = at + 1;
  let extra = 0;
  if ((flags & RICH) !== 0) {
    extra += 4 * (from + 2 <= data.length ? data.readUInt16LE(from) : 0);
    from += 2;
  }
  if ((flags & PHONETIC) !== 0) {
    extra += from + 4 <= data.length ? data.readUInt32LE(from) : 0;
    from += 4;
  }
  let text = "";
  let next = firstAtLeast(cuts, from);
  for (let left = count; left > 0 && from < data.length;) {
    const cut = cuts[next] ?? data.length;
    if (cut === from) {
      // The rest stands in the next piece, behind flags of its own.
      flags = data[cut] ?? 0;
      from = cut + 1;
      next += 1;
      continue;
    }
    const size = (flags & WIDE) === 0 ? 1 : 2;
    const characters = Math.min(left, Math.floor((cut - from) / size));
    text += data.toString(size === 1 ? "latin1" : "utf16le", from, from + characters * size);
    left -= characters;
    from = left === 0 ? from + characters * size : cut;
  }
  return { text, end: from + extra };
}

/** Index of the first of the ascending `cuts` that is not below `at`: shared strings have thousands of pieces. */
function firstAtLeast(cuts: readonly number[], at: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cuts[middle] as number) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
