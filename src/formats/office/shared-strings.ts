import { safeCut } from "../cells.ts";
import { LINE_CHARACTERS, type Lines, oneLine } from "./lines.ts";
import type { SheetTable } from "./sheet-table.ts";
import type { XmlListener } from "./xml.ts";

/** A string that a million cells share is told whole once, and so much of it in the other cells. */
const AGAIN_BYTES = 1_024;

/** The strings that cells share (ECMA-376 part 1 section 18.4), in one buffer. */
export interface SharedStrings {
  add(text: string): void;
  /** Puts a string into a cell; false when there is none with this number. */
  put(index: number, table: SheetTable, column: number): boolean;
  text(index: number): string | undefined;
  /** Strings that no cell uses: what was deleted often stays here. */
  unused(): Iterable<string>;
  /** How many were told as lines because the buffer is full. */
  beyond(): number;
}

/** Keeps strings of up to `limit` bytes in all; those beyond are told to `overflow`. */
export function sharedStrings(limit: number, overflow: Lines): SharedStrings {
  let pool = Buffer.allocUnsafeSlow(65_536);
  let used = 0;
  let ends = new Uint32Array(1_024);
  let seen = new Uint8Array(1_024);
  let count = 0;
  let beyond = 0;
  const start = (index: number): number => (index === 0 ? 0 : (ends[index - 1] as number));
  return {
    add(given) {
      const text = oneLine(given);
      const most = text.length * 3;
      if (count === ends.length) {
        ends = enlarged(ends, new Uint32Array(count * 2));
        seen = enlarged(seen, new Uint8Array(count * 2));
      }
      if (used + most > pool.length && pool.length < limit) {
        const larger = Buffer.allocUnsafeSlow(Math.min(limit, Math.max(pool.length * 2, used + most)));
        pool.copy(larger, 0, 0, used);
        pool = larger;
      }
      if (used + most > pool.length) {
        overflow.add(text);
        beyond += 1;
        seen[count] = 1;
      } else used += pool.write(text, used);
      ends[count] = used;
      count += 1;
    },
    put(index, table, column) {
      if (!(index >= 0 && index < count)) return false;
      const from = start(index);
      const end = ends[index] as number;
      const again = seen[index] === 1 && end - from > AGAIN_BYTES;
      seen[index] = 1;
      table.bytes(column, pool, from, again ? safeCut(pool, from, from + AGAIN_BYTES) : end);
      return true;
    },
    text(index) {
      return index >= 0 && index < count ? pool.toString("utf8", start(index), ends[index]) : undefined;
    },
    *unused() {
      for (let index = 0; index < count; index += 1) {
        if (seen[index] === 0 && (ends[index] as number) > start(index)) yield pool.toString("utf8", start(index), ends[index]);
      }
    },
    beyond: () => beyond,
  };
}

function enlarged<T extends Uint32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** Hears `sharedStrings.xml`: runs of rich text are joined, phonetic readings left out. */
export function stringsListener(strings: SharedStrings, asides: Lines): XmlListener {
  let text = "";
  let inText = 0;
  let phonetic = 0;
  let inItem = false;
  return {
    open(name) {
      if (name === "si") {
        inItem = true;
        text = "";
      } else if (name === "t") inText += 1;
      else if (name === "rPh") phonetic += 1;
    },
    close(name) {
      if (name === "t") inText = Math.max(0, inText - 1);
      else if (name === "rPh") phonetic = Math.max(0, phonetic - 1);
      else if (name === "si" && inItem) {
        inItem = false;
        strings.add(text);
        text = "";
      }
    },
    text(more) {
      if (phonetic > 0 || !(inText > 0 || more.trim() !== "")) return;
      // No program writes a cell of more than 32,767 characters.
      if (text.length < LINE_CHARACTERS) text += more;
      else asides.add(more);
    },
    aside: (more) => asides.addOnce(more),
    finish() {
      if (inItem && text !== "") strings.add(text);
    },
  };
}
