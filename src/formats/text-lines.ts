import { safeCut } from "./cells.ts";

/** A line of a text, without its end. */
export interface TextLine {
  readonly text: string;
  /** From 1; the same for the pieces of a line that was cut. */
  readonly line: number;
  /** The line goes on in the next piece. */
  readonly cut: boolean;
}

const NEWLINE = 10;

/** The lines of a text (UTF-8, in pieces of any size); a line of more than `most` bytes comes in several pieces. */
export function* textLines(pieces: Iterable<Uint8Array>, most: number): Generator<TextLine> {
  let held: Buffer = Buffer.alloc(0);
  let line = 1;
  for (const piece of pieces) {
    let start = 0;
    // The rest of a line that did not end is joined with no more than its own end.
    if (held.length > 0) {
      const newline = piece.indexOf(NEWLINE);
      start = newline < 0 ? piece.length : newline + 1;
      held = Buffer.concat([held, piece.subarray(0, start)]);
      while (held.length > most) {
        const cut = safeCut(held, 0, most);
        yield { text: held.toString("utf8", 0, cut), line, cut: true };
        held = held.subarray(cut);
      }
      if (newline < 0) continue;
      yield { text: lineText(held, 0, held.length - 1), line, cut: false };
      line += 1;
      held = Buffer.alloc(0);
    }
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.length);
    for (;;) {
      const newline = bytes.indexOf(NEWLINE, start);
      if (newline < 0) break;
      for (; newline - start > most;) {
        const cut = safeCut(bytes, start, start + most);
        yield { text: bytes.toString("utf8", start, cut), line, cut: true };
        start = cut;
      }
      yield { text: lineText(bytes, start, newline), line, cut: false };
      line += 1;
      start = newline + 1;
    }
    if (start < bytes.length) held = Buffer.from(bytes.subarray(start));
  }
  if (held.length > 0) yield { text: lineText(held, 0, held.length), line, cut: false };
}

function lineText(bytes: Buffer, from: number, to: number): string {
  return bytes.toString("utf8", from, to > from && bytes[to - 1] === 13 ? to - 1 : to);
}
