import { createCommands } from "./commands.ts";
import { hexValue } from "./data.ts";
import { actionOf, DEST } from "./words.ts";
import type { RtfEvent, Wanted } from "./events.ts";

export interface RtfReader {
  /** Reads `[from, to)` of `bytes`, all of it when `last`; returns where it stopped: at most LONGEST_TOKEN bytes before the end. */
  read(bytes: Uint8Array, from: number, to: number, last: boolean): number;
  /** What was read since. */
  events(): readonly RtfEvent[];
  /** What the text says that it holds: HTML or plain text ([MS-OXRTFEX]), or neither. */
  origin(): "html" | "plain" | "rtf";
  /** True when all groups were closed. */
  isWhole(): boolean;
}

/** How far from the end of what is at hand a control word is not read. */
export const LONGEST_TOKEN = 128;
/** Letters of a control word (RTF 1.9.1 says 32), digits of its number. */
const MAX_WORD = 48;
const MAX_DIGITS = 12;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const BACKSLASH = 0x5c;
const LF = 10;
const CR = 13;
const TAB = 9;
const SPACE = 0x20;
const MINUS = 0x2d;
const QUOTE = 0x27;
const STAR = 0x2a;

/** Bytes that end a run of plain text. */
const SPECIAL = new Uint8Array(256).fill(1, 0x80);
for (const byte of [OPEN, CLOSE, BACKSLASH, LF, CR, 0, TAB]) SPECIAL[byte] = 1;

/** Reads RTF (Word 2007 RTF Specification 1.9.1) piece by piece, in time that is linear in its length. */
export function rtfReader(wanted: Wanted): RtfReader {
  const commands = createCommands(wanted);
  const { sink, groups, data } = commands;
  const { now } = groups;
  let star = false;
  // Nothing of its group stands before what is read next.
  let first = false;
  let started = false;
  let whole = false;

  /** A control word or symbol at `at`; returns what is behind it. */
  const control = (bytes: Uint8Array, at: number, to: number): number => {
    let end = at + 1;
    const most = Math.min(to, end + MAX_WORD);
    while (end < most && isLetter(bytes[end] as number)) end += 1;
    if (end === at + 1) return symbol(bytes, at + 1, to);
    let next = end;
    let number: number | undefined;
    const negative = next + 1 < to && bytes[next] === MINUS && isDigit(bytes[next + 1] as number);
    if (negative) next += 1;
    const last = Math.min(to, next + MAX_DIGITS);
    while (next < last && isDigit(bytes[next] as number)) {
      number = (number ?? 0) * 10 + (bytes[next] as number) - 0x30;
      next += 1;
    }
    if (negative && number !== undefined) number = -number;
    if (next < to && bytes[next] === SPACE) next += 1;
    const action = actionOf(bytes, at + 1, end);
    // A word in the place of a character that is passed over.
    if (sink.toSkip > 0 && (action === undefined || action.kind === "put")) sink.toSkip -= 1;
    else if (action !== undefined) commands.act(action, number);
    else if (star) commands.enter(DEST.skip, undefined);
    star = false;
    return next;
  };

  const symbol = (bytes: Uint8Array, at: number, to: number): number => {
    if (at >= to) return to;
    const byte = bytes[at] as number;
    if (byte === QUOTE) {
      const high = hexValue(at + 1 < to ? bytes[at + 1] : undefined);
      const low = hexValue(at + 2 < to ? bytes[at + 2] : undefined);
      if (high < 0 || low < 0) return at + 1;
      sink.encoded((high << 4) | low);
      return at + 3;
    }
    // Old writers put the sign among the formatting of a text, where it must not hide what follows.
    if (byte === STAR) star = first;
    else if (sink.toSkip > 0) sink.toSkip -= 1;
    else if (byte === BACKSLASH || byte === OPEN || byte === CLOSE) sink.run(bytes, at, at + 1);
    else if (byte === 0x7e) sink.text("\u00a0");
    else if (byte === 0x5f) sink.text("-");
    else if (byte === TAB) sink.text("\t");
    else if (byte === LF || byte === CR) commands.act({ kind: "par" }, undefined);
    return at + 1;
  };

  const plainRun = (bytes: Uint8Array, at: number, to: number): number => {
    let end = at;
    if (now.dest === DEST.object || now.dest === DEST.picture) {
      while (end < to && bytes[end] !== OPEN && bytes[end] !== CLOSE && bytes[end] !== BACKSLASH) end += 1;
      data.hex(bytes, at, end);
      return end;
    }
    while (end < to && SPECIAL[bytes[end] as number] === 0) end += 1;
    if (end === at) {
      const byte = bytes[at] as number;
      if (byte >= 0x80) {
        sink.encoded(byte);
        // Text that is not escaped: the second byte of a character may be a brace or backslash.
        if (sink.isInside() && at + 1 < to && (bytes[at + 1] as number) >= 0x40) {
          sink.encoded(bytes[at + 1] as number);
          return at + 2;
        }
      } else if (byte === TAB) sink.text("\t");
      return at + 1;
    }
    sink.run(bytes, at, end);
    return end;
  };

  const finish = (): void => {
    whole = started && groups.depth() === 0;
    while (groups.depth() > 0) commands.close();
    commands.flush();
  };

  return {
    read(bytes, from, to, last) {
      const safe = last ? to : to - LONGEST_TOKEN;
      let at = from;
      while (at < safe) {
        if (commands.binary > 0) {
          const end = Math.min(to, at + commands.binary);
          if (now.dest === DEST.object || now.dest === DEST.picture) data.raw(bytes, at, end);
          commands.binary -= end - at;
          at = end;
          continue;
        }
        const byte = bytes[at] as number;
        if (byte === BACKSLASH) {
          at = control(bytes, at, to);
          first = star;
        } else if (byte === OPEN) {
          sink.settle();
          sink.toSkip = 0;
          star = false;
          first = true;
          started = true;
          groups.open();
          at += 1;
        } else if (byte === CLOSE) {
          star = false;
          first = false;
          commands.close();
          at += 1;
        } else {
          // Line ends of the file are no text: they may stand between a brace and its word.
          if (byte !== LF && byte !== CR) first = false;
          at = plainRun(bytes, at, to);
        }
      }
      if (last) finish();
      return at;
    },
    events: () => commands.events.splice(0),
    origin: () => commands.origin(),
    isWhole: () => whole,
  };
}

function isLetter(byte: number): boolean {
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
