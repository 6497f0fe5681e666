import type { Step } from "../../model/location.ts";
import { opensMessage, splitQuoted, type QuotedRange } from "../../text/quotes.ts";
import { mayHoldQuotes } from "../../text/quotes-bytes.ts";
import type { BlockOptions } from "../blocks.ts";
import { partsWithTables } from "../tables.ts";
import type { Utf8Text } from "./text-bytes.ts";
import type { Told } from "./told.ts";

/** Where a text stands in its message. */
export interface TextPlace {
  readonly steps: readonly Step[];
  readonly alternative?: "plain" | "html";
  /** Number that the first quoted section gets. */
  readonly firstQuoted: number;
}

/** Whitespace and marks that may begin a line before the `>` of a quotation. */
const MAX_INDENT = 80;

/**
 * A decoded text as parts: the author's own words (section 0), and the quoted history, a section
 * for each earlier message. Ranges are in bytes. Returns how many quoted sections there are.
 */
export function textSections(bytes: Buffer, ranges: readonly QuotedRange[], place: TextPlace, told: Told): number {
  const numbers: (number | undefined)[] = [];
  let used = 0;
  let line = 1;
  let counted = 0;
  for (const { start, end, level } of ranges) {
    if (start > counted) line += countLines(bytes, counted, start);
    counted = start;
    if (isBlank(bytes, start, end)) continue;
    let number = 0;
    if (level > 0) {
      // A range that begins without a mark is introduced by an attribution or a header: a new message.
      if (!isMarked(bytes, start, end) || numbers[level] === undefined) {
        numbers.length = level;
        numbers[level] = place.firstQuoted + used;
        used += 1;
      }
      number = numbers[level] ?? 0;
    }
    const { steps, alternative } = place;
    const role = level === 0 ? "body" : "quoted";
    const options: BlockOptions =
      alternative === undefined
        ? { steps, role, record: "text", section: number, line }
        : { steps, role, record: "text", section: number, line, alternative };
    told.push(partsWithTables(start === 0 && end === bytes.length ? bytes : bytes.subarray(start, end), options));
  }
  return used;
}

/** Quoted ranges of a plain text, in bytes. */
export function plainRanges(text: Utf8Text): readonly QuotedRange[] {
  if (!mayHoldQuotes(text.bytes)) return [{ start: 0, end: text.bytes.length, level: 0 }];
  const words = stringOf(text);
  return inBytes(text, words, splitQuoted(words));
}

/**
 * Quoted ranges of a text that came from HTML: what its tags say (`quoted`), and what its words
 * say in the rest. All in bytes.
 */
export function htmlRanges(text: Utf8Text, quoted: readonly (readonly [number, number])[]): readonly QuotedRange[] {
  if (quoted.length === 0) return plainRanges(text);
  const words = stringOf(text);
  return inBytes(text, words, rangesOf(words, text.ascii ? quoted : inUnits(text.bytes, quoted)));
}

function inUnits(bytes: Buffer, quoted: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  let offset = 0;
  let units = 0;
  const unitsTo = (to: number): number => {
    units += bytes.toString("utf8", offset, to).length;
    offset = to;
    return units;
  };
  return quoted.map(([start, end]) => [unitsTo(start), unitsTo(end)] as const);
}

/** `quoted` in UTF-16 code units, as the ranges that come out. */
function rangesOf(text: string, quoted: readonly (readonly [number, number])[]): readonly QuotedRange[] {
  const ranges: QuotedRange[] = [];
  let base = 0;
  let at = 0;
  const add = (from: number, to: number, extra: number): void => {
    if (from >= to) return;
    for (const { start, end, level } of splitQuoted(text.slice(from, to))) {
      const last = ranges.at(-1);
      // An attribution and the quotation that it introduces are one.
      if (start === 0 && last?.level === level + extra) ranges[ranges.length - 1] = { ...last, end: from + end };
      else ranges.push({ start: from + start, end: from + end, level: level + extra });
    }
  };
  for (const [start, end] of quoted) {
    if (start < at) continue;
    add(at, start, base);
    // An earlier message that was begun by its header, not by a tag, goes on behind this one.
    const last = ranges.at(-1);
    if (base === 0 && last !== undefined && last.level > 0 && opensMessage(text, last.start)) base = 1;
    add(start, end, base + 1);
    at = end;
  }
  add(at, text.length, base);
  return ranges.length > 0 ? ranges : [{ start: 0, end: text.length, level: 0 }];
}

function stringOf({ bytes, ascii }: Utf8Text): string {
  return ascii ? bytes.toString("latin1", 0, bytes.length) : bytes.toString("utf8", 0, bytes.length);
}

/** Offsets in code units to offsets in bytes; the ranges cover the text in order. */
function inBytes({ ascii, bytes }: Utf8Text, words: string, ranges: readonly QuotedRange[]): readonly QuotedRange[] {
  if (ascii || words.length === bytes.length) return ranges;
  let at = 0;
  return ranges.map(({ start, end, level }) => {
    const from = at;
    at += Buffer.byteLength(words.slice(start, end));
    return { start: from, end: at, level };
  });
}

function countLines(bytes: Buffer, from: number, to: number): number {
  let lines = 0;
  for (let at = bytes.indexOf(10, from); at >= 0 && at < to; at = bytes.indexOf(10, at + 1)) lines += 1;
  return lines;
}

function isBlank(bytes: Buffer, start: number, end: number): boolean {
  let at = start;
  while (at < end && (bytes[at] as number) <= 0x20) at += 1;
  // No-break spaces and marks of no width are blanks, too.
  return at >= end || ((bytes[at] as number) >= 0x80 && bytes.toString("utf8", at, end).trim() === "");
}

function isMarked(bytes: Buffer, start: number, end: number): boolean {
  const most = Math.min(end, start + MAX_INDENT);
  let at = start;
  while (at < most && (bytes[at] === 0x20 || bytes[at] === 0x09)) at += 1;
  return bytes[at] === 0x3e;
}
