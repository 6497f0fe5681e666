import type { Defect, Leaf } from "./types.ts";
import { countBase64, countQuotedPrintable, type Base64Census } from "./transfer.ts";
import type { Window } from "./window.ts";

const PIECE_BYTES = 524_288;
/** More stray characters than this, and more than one in a hundred, are no longer an accident of transport. */
const STRAY = 16;
const STRAY_SHARE = 0.01;
/** A text that is not base64 at all, however short, has more blanks and marks than this. */
const PROSE_SHARE = 0.1;

/** What is wrong with the transfer encoding of a part (RFC 2045 section 6), told without decoding it. */
export function checkEncoding(window: Window, leaf: Leaf): readonly Defect[] {
  const { part } = leaf;
  switch (leaf.header.encoding) {
    case "base64": {
      const census = { characters: 0, invalid: 0, blanks: 0 };
      for (let at = leaf.start; at < leaf.end; at += PIECE_BYTES) {
        countBase64(window.slice(at, Math.min(leaf.end, at + PIECE_BYTES)), census);
      }
      if (isProse(census)) return [{ kind: "bad-base64", part }];
      return census.characters % 4 === 0 ? [] : [{ kind: "cut-base64", part }];
    }
    case "quoted-printable": {
      let valid = 0;
      let invalid = 0;
      for (let at = leaf.start; at < leaf.end; at += PIECE_BYTES) {
        const count = countQuotedPrintable(window.slice(at, Math.min(leaf.end, at + PIECE_BYTES)));
        valid += count.valid;
        invalid += count.invalid;
      }
      // Counted in equals signs: a text in plain words with a few of them is not damaged.
      return invalid > STRAY && invalid > valid ? [{ kind: "bad-quoted-printable", part }] : [];
    }
    case "unknown":
      return [{ kind: "unknown-encoding", part }];
    case "identity":
    case "uuencode":
      return [];
    default:
      return leaf.header.encoding satisfies never;
  }
}

function isProse({ characters, invalid, blanks }: Base64Census): boolean {
  const total = characters + invalid + blanks;
  return (invalid > STRAY && invalid > total * STRAY_SHARE) || invalid + blanks > total * PROSE_SHARE;
}
