import { createColumn } from "./columns.ts";

/** Short texts, packed one after the other. */
export interface TextStore {
  push(text: string): void;
  at(index: number): string;
}

const PIECE = 1 << 16;
/** Longer ones, in UTF-16 units, stay as they are. */
const LONGEST = 1_024;
const WIDE = 0x8000;

/** An empty store: a byte a character where all are below U+0100 and else two, and six to find them. */
export function createTextStore(): TextStore {
  const pieces: Uint8Array[] = [];
  const starts = createColumn();
  const long = new Map<number, string>();
  let piece = new Uint8Array(0);
  let end = PIECE;

  const room = (bytes: number): void => {
    if (end + bytes <= PIECE) return;
    piece = new Uint8Array(PIECE);
    pieces.push(piece);
    end = 0;
  };
  const put = (unit: number): void => {
    piece[end] = unit & 0xff;
    piece[end + 1] = unit >>> 8;
    end += 2;
  };
  return {
    push(text) {
      if (text.length > LONGEST) {
        long.set(starts.length, text);
        starts.push(0);
        return;
      }
      const wide = !isLatin(text);
      room(2 + text.length * (wide ? 2 : 1));
      starts.push((pieces.length - 1) * PIECE + end);
      put(text.length | (wide ? WIDE : 0));
      for (let at = 0; at < text.length; at += 1) {
        const unit = text.charCodeAt(at);
        if (wide) put(unit);
        else {
          piece[end] = unit;
          end += 1;
        }
      }
    },
    at(index) {
      const kept = long.get(index);
      if (kept !== undefined) return kept;
      const start = starts.at(index) >>> 0;
      const from = pieces[Math.floor(start / PIECE)] as Uint8Array;
      let place = start % PIECE;
      const unit = (): number => (from[place] as number) | ((from[place + 1] as number) << 8);
      const head = unit();
      place += 2;
      const length = head & (WIDE - 1);
      const wide = (head & WIDE) !== 0;
      const codes: number[] = [];
      for (let at = 0; at < length; at += 1, place += wide ? 2 : 1) codes.push(wide ? unit() : (from[place] as number));
      return String.fromCharCode(...codes);
    },
  };
}

function isLatin(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0xff) return false;
  return true;
}
