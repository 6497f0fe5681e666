import { reserve, trim } from "./room.ts";
import type { Window } from "./window.ts";

/** Base64 whose lines are all of one length: the place of each byte is known without decoding what is before it. */
export interface Grid {
  /** Offset of the first character. */
  readonly start: number;
  /** Characters, padding included. */
  readonly characters: number;
  /** Characters of a line, and bytes from one line to the next. */
  readonly width: number;
  readonly step: number;
  /** Bytes when decoded. */
  readonly size: number;
  /** The last group is whole (RFC 4648 section 4). */
  readonly whole: boolean;
}

/** Longest line of a grid; text in one line has no line ends that could be irregular. */
const MAX_WIDTH = 65_536;
const PROBE_BYTES = 262_144;
/** Encoded bytes that are decoded at once: what they make stays in the nearest cache. */
const BLOCK_BYTES = 32_768;
const TRAILER_BYTES = 256;
/** Decoded bytes of one step of a check; a multiple of three. */
const CHECK_BYTES = 49_152;

/** The grid that the bytes `[from, to)` keep to, told from their line ends alone; `undefined` when they keep to none. */
export function gridOf(window: Window, from: number, to: number): Grid | undefined {
  const head = window.slice(from, Math.min(to, from + MAX_WIDTH + TRAILER_BYTES));
  let lead = 0;
  while (lead < head.length && isLineEnd(head[lead])) lead += 1;
  const start = from + lead;
  const newline = head.indexOf(10, lead);
  const end = contentEnd(window, start, to);
  if (end <= start) return undefined;
  if (newline < 0 || from + newline >= end) return gridFrom(window, start, end, end - start, end - start);
  const width = newline - lead - (head[newline - 1] === 13 ? 1 : 0);
  const step = newline + 1 - lead;
  if (width === 0 || width > MAX_WIDTH) return undefined;
  return keeps(window, start, end, width, step) ? gridFrom(window, start, end, width, step) : undefined;
}

function gridFrom(window: Window, start: number, end: number, width: number, step: number): Grid | undefined {
  const length = end - start;
  const lines = Math.floor(length / step);
  const last = length - lines * step;
  const characters = step === width ? length : lines * width + Math.min(last, width);
  const tail = window.slice(Math.max(start, end - 4), end);
  // The two characters of padding may stand on two lines.
  let padding = 0;
  for (let at = tail.length - 1; at >= 0 && padding < 2 && (tail[at] === 0x3d || isLineEnd(tail[at])); at -= 1) {
    if (tail[at] === 0x3d) padding += 1;
  }
  const whole = characters % 4 === 0;
  return { start, characters, width, step, size: Math.floor(((characters - padding) * 3) / 4), whole };
}

/** Every line but the last ends where the first did. */
function keeps(window: Window, start: number, end: number, width: number, step: number): boolean {
  const returns = step - width === 2;
  const chunk = Math.max(1, Math.floor(PROBE_BYTES / step)) * step;
  for (let at = start; at < end; at += chunk) {
    const bytes = window.slice(at, Math.min(end, at + chunk));
    for (let line = width; line < bytes.length; line += step) {
      if (returns ? bytes[line] !== 13 || (line + 1 < bytes.length && bytes[line + 1] !== 10) : bytes[line] !== 10) return false;
    }
  }
  return true;
}

function contentEnd(window: Window, start: number, to: number): number {
  const tail = window.slice(Math.max(start, to - TRAILER_BYTES), to);
  let length = tail.length;
  while (length > 0 && isLineEnd(tail[length - 1])) length -= 1;
  return to - (tail.length - length);
}

function isLineEnd(byte: number | undefined): boolean {
  return byte === 10 || byte === 13;
}

/**
 * The decoded bytes `[from, to)`, `from` a multiple of three. `undefined` when a character in them
 * is none of base64's: then nothing stands where the grid says.
 */
export function decodeGrid(window: Window, grid: Grid, from: number, to: number): Buffer | undefined {
  return decodeInto(reserve(to - from), window, grid, from);
}

/** Decodes from byte `from` on until `out` is full. */
function decodeInto(out: Buffer, window: Window, grid: Grid, from: number): Buffer | undefined {
  const { characters, width, step } = grid;
  const lines = Math.max(1, Math.floor(BLOCK_BYTES / step / 4)) * 4;
  const block = step === width ? BLOCK_BYTES : lines * width;
  let character = (from / 3) * 4;
  let length = 0;
  while (length < out.length) {
    // Blocks begin at a group of four; all but the first begin at a line, too.
    const next = Math.min(characters, (Math.floor(character / block) + 1) * block);
    const bytes = window.slice(placeOf(grid, character), placeOf(grid, next - 1) + 1);
    const wanted = Math.min(out.length - length, Math.floor(((next - character) * 3) / 4));
    const written = out.write(bytes.toString("latin1", 0, bytes.length), length, wanted, "base64");
    if (written !== wanted) return undefined;
    length += written;
    if (next === characters) break;
    character = next;
  }
  return length === out.length ? out : undefined;
}

/** Whether all of it decodes to what the grid says. */
export function isExact(window: Window, grid: Grid): boolean {
  // What it decodes to is not kept: one buffer will do, and stays in the nearest cache.
  const out = reserve(Math.min(grid.size, CHECK_BYTES));
  let exact = true;
  for (let at = 0; exact && at < grid.size; at += CHECK_BYTES) {
    const left = grid.size - at;
    exact = decodeInto(left < out.length ? out.subarray(0, left) : out, window, grid, at) !== undefined;
  }
  trim(out, 0);
  return exact;
}

/** Offset of a character. */
function placeOf({ start, width, step }: Grid, character: number): number {
  const line = Math.floor(character / width);
  return start + line * step + (character - line * width);
}
