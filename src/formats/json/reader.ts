import { firstHigh } from "../../text/charset.ts";
import { type KeyPath, KEY_LABEL, labelTree } from "./labels.ts";
import { encode, ESCAPES, isHex, isWordByte, NUMBER, WORDS } from "./bytes.ts";
import { createSink, type Sink } from "./sink.ts";
import { LINE_FIELDS, threadJsonLines, type JsonLines } from "../../kernel/index.ts";

/** Containers inside containers that are followed. */
const DEPTH = 1_000;
/** A key that is longer labels nothing. */
const KEY_BYTES = 400;
/** Longest number or word. */
const WORD_BYTES = 2_000;

/** Where a reader stopped, and why. */
export interface Stop {
  readonly reason: "malformed" | "depth-limit";
  /** Offset in the piece that was written last. */
  readonly at: number;
  readonly line: number;
}

/** Reads JSON (RFC 8259) in pieces of UTF-8. */
export interface JsonReader {
  readonly sink: Sink;
  /** Reads a piece; `undefined` when it was read to its end. */
  write(piece: Uint8Array): Stop | undefined;
  /** True when the text may end here. */
  end(): boolean;
  /** Malformed lines that were read as text (NDJSON). */
  badLines(): number;
  /** Values and keys read so far. */
  values(): number;
}

interface Container {
  readonly array: boolean;
  readonly path: KeyPath;
  readonly record: number;
}

/** Where to go on, or why not. */
type Next = number | Stop["reason"];
type State = "value" | "key" | "colon" | "comma" | "string" | "escape" | "unicode" | "word" | "badline";

const [QUOTE, BACKSLASH, NEWLINE, COMMA, COLON] = [0x22, 0x5c, 0x0a, 0x2c, 0x3a];
const [BRACE, UNBRACE, BRACKET, UNBRACKET] = [0x7b, 0x7d, 0x5b, 0x5d];
/** Bytes at which a run of plain text in a string ends. */
const ENDS_RUN = Uint8Array.from({ length: 256 }, (_, byte) => Number(byte === QUOTE || byte === BACKSLASH || byte === NEWLINE));
/**
 * A tolerant tokenizer: trailing commas, several values in a row and raw control characters in strings
 * pass. Each value goes to the sink with its key path, its record (the innermost object that is an
 * element of an array, else the root value) and its place. With `lines`, a malformed line costs itself only.
 */
export function jsonReader(
  role: "body" | "attachment",
  lines: boolean,
  plain: JsonLines | undefined = lines ? threadJsonLines() : undefined,
): JsonReader & { readonly labels: readonly string[] } {
  const tree = labelTree();
  const sink = createSink(tree, role);
  let stack: Container[] = [];
  let state: State = "value";
  let isKey = false;
  let path: KeyPath = tree.root;
  let record = -1;
  let records = 0;
  let line = 1;
  let column = 1;
  let hex = "";
  let high = 0;
  let wordBytes = 0;
  let bad = 0;
  let values = 0;
  // Line and column of `passed` in the piece at hand.
  let current: Uint8Array = new Uint8Array(0);
  let passed = 0;
  let newline = 0;
  let ascii = true;

  // What of the piece the reader of plain lines holds: it begins at `taken`.
  let taken = 0;
  let takenEnd = 0;
  /** Lines from `at` on that are plain: read at once; returns where the first other line begins. */
  const plainLines = (read: JsonLines, piece: Uint8Array, at: number): number => {
    moveTo(at);
    for (let from = at; ;) {
      if (from >= takenEnd) {
        taken = from;
        takenEnd = from + read.load(piece, from);
      }
      const count = read.read(from - taken);
      const kept = count === 0 ? 0 : sink.lines(read, count, piece, from, from - taken, records, line);
      if (kept > 0) {
        from = taken + (read.ends[kept * LINE_FIELDS - 2] as number);
        records += kept;
        line += kept;
        column = 1;
        passed = from;
        newline = nextNewline(from);
      }
      if (kept < count || from === piece.length || read.stopped()) return from;
      // The bytes taken end inside a line: it is taken again from its start, if there are more.
      if (taken === from || takenEnd === piece.length) return from;
      takenEnd = from;
    }
  };

  const moveTo = (at: number): void => {
    for (; newline < at; newline = nextNewline(newline + 1)) {
      line += 1;
      column = 1;
      passed = newline + 1;
    }
    if (!ascii) for (let back = passed; back < at; back += 1) if (((current[back] as number) & 0xc0) === 0x80) column -= 1;
    column += at - passed;
    passed = at;
  };
  const nextNewline = (from: number): number => {
    const found = current.indexOf(NEWLINE, from);
    return found < 0 ? current.length : found;
  };
  const top = (): Container | undefined => stack[stack.length - 1];
  const afterValue = (): void => {
    const around = top();
    state = around === undefined ? "value" : "comma";
  };
  const open = (array: boolean): boolean => {
    if (stack.length >= DEPTH) return false;
    const around = top();
    const own = around === undefined || (around.array && (!array || around.record === stack[0]?.record));
    if (own) {
      record = records;
      records += 1;
    }
    stack.push({ array, path: around === undefined ? tree.root : path, record });
    state = array ? "value" : "key";
    return true;
  };
  const close = (): void => {
    const closed = stack.pop();
    path = closed?.path ?? tree.root;
    record = top()?.record ?? -1;
    afterValue();
  };
  const beginScalar = (): void => {
    if (stack.length === 0) {
      record = records;
      records += 1;
      path = tree.root;
    }
    values += 1;
  };
  const unit = (code: number): void => {
    const low = code >= 0xdc00 && code < 0xe000;
    if (high !== 0 && low) {
      encode(sink, 0x10000 + ((high - 0xd800) << 10) + (code - 0xdc00));
      high = 0;
      return;
    }
    loneSurrogate();
    if (code >= 0xd800 && code < 0xdc00) high = code;
    else encode(sink, low ? 0xfffd : code);
  };
  const loneSurrogate = (): void => {
    if (high !== 0) encode(sink, 0xfffd);
    high = 0;
  };
  const endString = (): void => {
    loneSurrogate();
    if (!isKey) {
      sink.keep(path.index, record);
      afterValue();
      return;
    }
    const key = sink.text(KEY_BYTES);
    path = key === undefined ? (top()?.path ?? tree.root) : tree.child(top()?.path ?? tree.root, key);
    // Detectors look at digits and at signs only: a plain word as a key has nothing for them.
    if (key === undefined || /[^ -/:-?A-~]/.test(key) || key.includes("@")) sink.keep(KEY_LABEL, record);
    else sink.drop();
    state = "colon";
  };
  const endWord = (): boolean => {
    const word = sink.text(WORD_BYTES) ?? "";
    if (WORDS.has(word)) sink.drop();
    else if (NUMBER.test(word)) sink.keep(path.index, record);
    else return false;
    afterValue();
    return true;
  };
  /** A bad line goes on as text up to its end. */
  const giveUpLine = (): void => {
    bad += 1;
    stack = [];
    path = tree.root;
    if (state !== "string" && state !== "escape" && state !== "unicode" && state !== "word") sink.begin(line, column);
    if (record < 0) {
      record = records;
      records += 1;
    }
    state = "badline";
  };

  const inString = (piece: Uint8Array, at: number): Next => {
    let end = at;
    while (end < piece.length && !ENDS_RUN[piece[end] as number]) end += 1;
    if (end > at) {
      loneSurrogate();
      sink.bytes(piece, at, end);
      return end;
    }
    const byte = piece[at] as number;
    if (byte === QUOTE) endString();
    else if (byte === BACKSLASH) state = "escape";
    else if (lines) return "malformed";
    else sink.byte(byte);
    return at + 1;
  };
  const inEscape = (byte: number, at: number): Next => {
    if (state === "unicode") {
      if (!isHex(byte)) return "malformed";
      hex += String.fromCharCode(byte);
      if (hex.length < 4) return at + 1;
      unit(Number.parseInt(hex, 16));
      state = "string";
      return at + 1;
    }
    hex = "";
    if (byte === 0x75) {
      state = "unicode";
      return at + 1;
    }
    loneSurrogate();
    // An escape that does not exist stands for its letter.
    sink.byte(ESCAPES[byte] ?? byte);
    state = "string";
    return at + 1;
  };
  const inWord = (byte: number, at: number): Next => {
    if (!isWordByte(byte)) return endWord() ? at : "malformed";
    wordBytes += 1;
    sink.byte(byte);
    return wordBytes > WORD_BYTES ? "malformed" : at + 1;
  };
  const inBadLine = (byte: number, at: number): Next => {
    if (byte === NEWLINE) {
      sink.keep(tree.root.index, record);
      record = -1;
      state = "value";
    } else sink.byte(byte);
    return at + 1;
  };
  const step = (piece: Uint8Array, at: number): Next => {
    const byte = piece[at] as number;
    if (state === "string") return inString(piece, at);
    if (state === "word") return inWord(byte, at);
    if (state === "escape" || state === "unicode") return inEscape(byte, at);
    return state === "badline" ? inBadLine(byte, at) : between(byte, at);
  };
  /** Outside of strings and words. */
  const between = (byte: number, at: number): Next => {
    if (byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === NEWLINE) {
      // Each line is a value of its own: one that did not end is broken.
      return byte === NEWLINE && lines && stack.length > 0 ? "malformed" : at + 1;
    }
    const around = top();
    if (byte === COMMA) {
      if (state !== "comma" && state !== "value") return "malformed";
      if (around === undefined) return "malformed";
      state = around.array ? "value" : "key";
      if (around.array) path = around.path;
      return at + 1;
    }
    if (byte === UNBRACKET || byte === UNBRACE) {
      if (around === undefined || around.array !== (byte === UNBRACKET) || state === "colon") return "malformed";
      close();
      return at + 1;
    }
    if (state === "colon") {
      if (byte !== COLON) return "malformed";
      state = "value";
      return at + 1;
    }
    if (state === "comma") return "malformed";
    if (byte === QUOTE) {
      isKey = state === "key";
      if (!isKey) beginScalar();
      else values += 1;
      moveTo(at + 1);
      sink.begin(line, column);
      state = "string";
      return at + 1;
    }
    if (state === "key") return "malformed";
    if (byte === BRACE || byte === BRACKET) return open(byte === BRACKET) ? at + 1 : "depth-limit";
    if (!isWordByte(byte)) return "malformed";
    beginScalar();
    moveTo(at);
    sink.begin(line, column);
    wordBytes = 0;
    state = "word";
    return at;
  };

  return {
    sink,
    labels: tree.labels,
    write(piece) {
      current = piece;
      passed = 0;
      newline = nextNewline(0);
      ascii = firstHigh(piece) === piece.length;
      takenEnd = 0;
      let lineStart = column === 1 && state === "value" && stack.length === 0 ? 0 : -1;
      for (let at = 0; at < piece.length;) {
        const isFree = plain !== undefined && state === "value" && stack.length === 0;
        if (isFree && (lineStart === at || piece[at - 1] === NEWLINE)) {
          lineStart = -1;
          at = plainLines(plain, piece, at);
          if (at === piece.length) break;
        }
        const next = step(piece, at);
        if (typeof next === "number") {
          at = next;
          continue;
        }
        moveTo(at);
        if (!lines) {
          sink.keep(path.index, Math.max(0, record));
          return { reason: next, at, line };
        }
        giveUpLine();
      }
      moveTo(piece.length);
      if (state === "string" || state === "badline") sink.spill(path.index, Math.max(0, record), line, column);
      return undefined;
    },
    end() {
      if (state === "word") {
        if (!endWord()) sink.keep(path.index, record);
      } else if (state === "string" || state === "escape" || state === "unicode" || state === "badline") {
        sink.keep(path.index, Math.max(0, record));
        return state === "badline";
      }
      return stack.length === 0;
    },
    badLines: () => bad,
    values: () => values,
  };
}
