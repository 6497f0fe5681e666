import type { ByteSource } from "../../model/bytes.ts";
import { decodedPieces, type Encoding } from "./transfer.ts";

/** Decoded bytes that are kept while they are read in order. */
interface Run {
  readonly pieces: Iterator<Uint8Array>;
  held: Uint8Array;
  /** Offset of the first held byte. */
  at: number;
}

/**
 * The decoded content of a part that is neither small nor regular, in flat memory: read in order
 * it is decoded once; a step back decodes it again from the start.
 */
export function steppedSource(open: () => Iterable<Uint8Array>, encoding: Encoding): ByteSource {
  let size = 0;
  for (const piece of decodedPieces(open(), encoding)) size += piece.length;
  const begin = (): Run => ({ pieces: decodedPieces(open(), encoding)[Symbol.iterator](), held: new Uint8Array(0), at: 0 });
  let run = begin();
  return {
    size,
    read(offset, length) {
      const to = Math.min(size, offset + length);
      if (offset >= to) return new Uint8Array(0);
      if (offset < run.at) run = begin();
      const out = new Uint8Array(to - offset);
      let filled = 0;
      while (filled < out.length) {
        const from = offset + filled - run.at;
        if (from < run.held.length) {
          const piece = run.held.subarray(from, from + out.length - filled);
          out.set(piece, filled);
          filled += piece.length;
          continue;
        }
        const next = run.pieces.next();
        if (next.done === true) break;
        run.at += run.held.length;
        run.held = next.value;
      }
      return out.subarray(0, filled);
    },
  };
}
