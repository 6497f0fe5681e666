import { Broken } from "./broken.ts";
import type { ByteReader } from "./byte-reader.ts";
import { createLzma } from "./lzma.ts";
import { PIECE, type Window } from "./window.ts";

/** The size of the window that the property byte of LZMA2 states (xz file format section 5.3.1). */
export function lzma2Window(property: number): number {
  if (property > 40) throw new Broken("corrupt");
  return property === 40 ? 0xffff_ffff : (2 | (property & 1)) * 2 ** (Math.floor(property / 2) + 11);
}

/**
 * Decompresses LZMA2 chunks up to their end marker into `window`, given out as it fills; the caller gives
 * out what is left in it. Throws `Broken` on damage.
 */
export function* unlzma2(input: ByteReader, window: Window, tell: (consumed: number) => void): Generator<Uint8Array> {
  const decoder = createLzma(input, window, tell);
  let needsWindow = true;
  let needsProperties = true;
  let needsState = true;
  const piece = new Uint8Array(PIECE);
  for (;;) {
    if (window.due()) {
      tell(input.position());
      yield window.give();
      window.slide();
    }
    const control = input.byte();
    if (control === 0) return;
    if (control === 1 || control >= 0xe0) {
      window.forget();
      needsWindow = false;
    } else if (needsWindow) throw new Broken("corrupt");
    if (control < 0x80) {
      if (control > 2) throw new Broken("corrupt");
      // Chunks that are stored leave the state as it is, but after a new window it must be set again.
      if (control === 1) needsState = true;
      for (let left = twoBytes(input) + 1; left > 0;) {
        const run = input.copy(piece, 0, Math.min(left, PIECE));
        window.add(piece.subarray(0, run));
        left -= run;
      }
      continue;
    }
    const size = ((control & 0x1f) << 16) + twoBytes(input) + 1;
    const packed = twoBytes(input) + 1;
    const start = input.position();
    if (control >= 0xc0) {
      decoder.properties(input.byte());
      needsProperties = false;
      needsState = false;
    } else if (needsProperties) throw new Broken("corrupt");
    else if (control >= 0xa0) {
      decoder.resetState();
      needsState = false;
    } else if (needsState) throw new Broken("corrupt");
    const coded = input.position();
    decoder.begin();
    if ((yield* decoder.run(size)) !== "size") throw new Broken("corrupt");
    // A chunk whose data ends elsewhere than it says is damaged.
    if (input.position() - coded !== packed || coded - start > 1) throw new Broken("corrupt");
  }
}

/**
 * The same with what is left in the window at the end. Returns what broke the data, so that filters behind it
 * give out what they hold before it is told.
 */
export function* lzma2Pieces(
  input: ByteReader,
  window: Window,
  tell: (consumed: number) => void,
): Generator<Uint8Array, Broken | undefined> {
  let broken: Broken | undefined;
  try {
    yield* unlzma2(input, window, tell);
  } catch (error) {
    // Returned below: first comes what was read before.
    if (!(error instanceof Broken)) throw error;
    broken = error;
  }
  const last = window.give();
  if (last.length > 0) yield last;
  return broken;
}

function twoBytes(input: ByteReader): number {
  return input.byte() * 256 + input.byte();
}
