import type { ByteSource } from "../../model/bytes.ts";
import { Broken } from "./broken.ts";
import { byteReader } from "./byte-reader.ts";
import type { Inflated } from "./inflate.ts";
import { lzma2Pieces, lzma2Window } from "./lzma2.ts";
import { createWindow } from "./window.ts";

/** The smallest window that a decoder holds. */
const LEAST_WINDOW = 4_096;

/** What is known of LZMA2 data that stands alone. */
export interface Lzma2Header {
  /** The byte that states the size of the window. */
  readonly property: number;
  /** Bytes that come out at most; `undefined` when that is not known. */
  readonly size: number | undefined;
}

/** Decompresses LZMA2 data from `start` up to its end marker; a window above `most` bytes ends as `window`. */
export function* unlzma2Alone(
  source: ByteSource,
  start: number,
  { property, size }: Lzma2Header,
  most: number,
  tell: (consumed: number) => void = () => {},
): Generator<Uint8Array, Inflated> {
  const input = byteReader(source, start);
  try {
    // What comes out never reaches back further than it is long.
    const needed = Math.max(LEAST_WINDOW, Math.min(lzma2Window(property), size ?? Number.POSITIVE_INFINITY));
    const broken = yield* lzma2Pieces(input, createWindow(needed, most), tell);
    return { end: broken?.how ?? "whole", consumed: input.position() };
  } catch (error) {
    // A window that is impossible, or larger than may be held.
    if (!(error instanceof Broken)) throw error;
    return { end: error.how, consumed: start };
  }
}
