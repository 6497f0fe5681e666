import type { ByteSource } from "../../model/bytes.ts";
import { Broken } from "./broken.ts";
import { byteReader, type ByteReader } from "./byte-reader.ts";
import type { Inflated } from "./inflate.ts";

const CLEAR = 256;
const FIRST_BITS = 9;
const OUT = 131_072;
const CODES = 65_536;

/** Decompresses a file of Unix compress (.Z): LZW with codes of 9 to 16 bits. It has no checksum and no end mark. */
export function* uncompress(
  source: ByteSource,
  start: number,
  tell: (consumed: number) => void = () => {},
): Generator<Uint8Array, Inflated> {
  const input = byteReader(source, start);
  const out = new Uint8Array(OUT + CODES);
  let at = 0;
  let end: Inflated["end"] = "whole";
  try {
    if (input.number(2) !== 0x9d1f) throw new Broken("corrupt");
    const flags = input.byte();
    const most = flags & 0x1f;
    const clears = (flags & 0x80) !== 0;
    if (most < FIRST_BITS || most > 16) throw new Broken("corrupt");
    const codes = codeReader(input, most);
    const prefix = new Uint16Array(CODES);
    const suffix = new Uint8Array(CODES);
    const stack = new Uint8Array(CODES);
    let free = clears ? CLEAR + 1 : CLEAR;
    let before = -1;
    let first = 0;
    for (;;) {
      const code = codes.next(free);
      if (code < 0) break;
      if (code === CLEAR && clears) {
        codes.clear();
        free = CLEAR + 1;
        before = -1;
        continue;
      }
      if (before < 0) {
        if (code > 255) throw new Broken("corrupt");
        first = code;
        out[at] = code;
        at += 1;
      } else {
        if (code > free || (code === free && free >= 2 ** most)) throw new Broken("corrupt");
        let depth = 0;
        let place = code;
        // A code that is defined by itself: the string before and its first byte.
        if (code === free) {
          stack[0] = first;
          depth = 1;
          place = before;
        }
        for (; place > 255; depth += 1) {
          stack[depth] = suffix[place] as number;
          place = prefix[place] as number;
        }
        first = place;
        out[at] = first;
        at += 1;
        while (depth > 0) {
          depth -= 1;
          out[at] = stack[depth] as number;
          at += 1;
        }
        if (free < 2 ** most) {
          prefix[free] = before;
          suffix[free] = first;
          free += 1;
        }
      }
      before = code;
      if (at >= OUT) {
        tell(input.position());
        yield out.subarray(0, at);
        at = 0;
      }
    }
  } catch (error) {
    // Damage ends the stream; what came before it is still evidence.
    if (!(error instanceof Broken)) throw error;
    end = error.how;
  }
  tell(input.position());
  if (at > 0) yield out.subarray(0, at);
  return { end, consumed: input.position() };
}

interface CodeReader {
  /** The next code, when `free` is the next one to be defined; -1 at the end. */
  next(free: number): number;
  clear(): void;
}

/** Codes stand in groups of eight: when their width changes, the rest of a group is filling. */
function codeReader(input: ByteReader, most: number): CodeReader {
  let width = FIRST_BITS;
  let held = 0;
  let count = 0;
  let inGroup = 0;
  const fill = (): void => {
    // Bits of whole codes of the group that were not used, less what is held of them.
    let left = inGroup === 0 ? 0 : (8 - inGroup) * width - count;
    for (; left > 0 && !input.atEnd(); left -= 8) input.byte();
    held = 0;
    count = 0;
    inGroup = 0;
  };
  return {
    next(free) {
      if (width < most && free > 2 ** width - 1) {
        fill();
        width += 1;
      }
      while (count < width) {
        if (input.atEnd()) return -1;
        held |= input.byte() << count;
        count += 8;
      }
      const code = held & (2 ** width - 1);
      held >>>= width;
      count -= width;
      inGroup = (inGroup + 1) % 8;
      return code;
    },
    clear() {
      fill();
      width = FIRST_BITS;
    },
  };
}
