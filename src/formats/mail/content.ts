import { signatureOf } from "../../bytes/signatures.ts";
import { pieces } from "../../bytes/memory.ts";
import { slice } from "../../bytes/slice.ts";
import type { ByteSource } from "../../model/bytes.ts";
import { decodeGrid, gridOf, isExact, type Grid } from "./base64-grid.ts";
import { heldSlice, heldSource } from "./held.ts";
import { steppedSource } from "./stepped.ts";
import { countBase64, decodeBase64, decodeQuotedPrintable, type Base64Census, type EqualsCensus } from "./transfer.ts";
import type { Defect, Leaf } from "./types.ts";
import type { Window } from "./window.ts";

const PIECE_BYTES = 524_288;
/** More stray characters than this, and more than one in a hundred, are no longer an accident of transport. */
const STRAY = 16;
const STRAY_SHARE = 0.01;
/** A text that is not base64 at all, however short, has more blanks and marks than this. */
const PROSE_SHARE = 0.1;
/** Decoded bytes from which a kind of file is told; a multiple of three. */
const SIGNATURE_BYTES = 63;

type Flaw = Defect["kind"] | undefined;

/** The content of a part without its transfer encoding, and what is wrong with that. */
export interface Content {
  readonly bytes: Buffer;
  readonly flaw: Flaw;
}

/** Decodes a part in memory; the caller has bounded its size. The bytes stay as they are. */
export function decodeContent(window: Window, { start, end, header: { encoding } }: Leaf): Content {
  if (encoding === "base64") {
    const grid = gridOf(window, start, end);
    const decoded = grid === undefined ? undefined : decodeGrid(window, grid, 0, grid.size);
    if (grid !== undefined && decoded !== undefined) return { bytes: decoded, flaw: grid.whole ? undefined : "cut-base64" };
    const encoded = window.slice(start, end);
    return { bytes: asBuffer(decodeBase64(encoded)), flaw: base64Flaw(window, start, end) };
  }
  const encoded = window.slice(start, end);
  if (encoding === "quoted-printable") {
    const census: EqualsCensus = { valid: 0, invalid: 0 };
    return { bytes: decodeQuotedPrintable(encoded, census), flaw: equalsFlaw(census) };
  }
  return { bytes: encoded, flaw: encoding === "unknown" ? "unknown-encoding" : undefined };
}

/** What the line ends and the first bytes of a base64 part tell. */
export interface Survey {
  readonly grid: Grid | undefined;
  /** A file that is no text and no archive: it stays encoded until somebody opens it, and is not looked through for strays. */
  readonly opaque: boolean;
  /** All of it, where it is regular and was kept. */
  readonly decoded: Buffer | undefined;
}

/**
 * Looks over a part that is shown as a file; `undefined` when it is not in base64. What is no larger than `keepBytes` and
 * may hold text is decoded at once: whether it can be is to be found out anyhow.
 */
export function survey(window: Window, { start, end, header }: Leaf, keepBytes: number): Survey | undefined {
  if (header.encoding !== "base64") return undefined;
  const grid = gridOf(window, start, end);
  if (grid === undefined) return NO_GRID;
  if (isOpaque(window, grid)) return { grid, opaque: true, decoded: undefined };
  return { grid, opaque: false, decoded: end - start <= keepBytes ? decodeGrid(window, grid, 0, grid.size) : undefined };
}

const NO_GRID: Survey = { grid: undefined, opaque: false, decoded: undefined };

/** What is wrong with the transfer encoding of a part (RFC 2045 section 6), without keeping what it decodes to. */
export function contentFlaw(window: Window, leaf: Leaf, surveyed: Survey | undefined): Flaw {
  const { start, end } = leaf;
  switch (leaf.header.encoding) {
    case "base64": {
      const grid = surveyed?.grid;
      if (grid === undefined || surveyed === undefined) return base64Flaw(window, start, end);
      if (!surveyed.opaque && surveyed.decoded === undefined && !isExact(window, grid)) return base64Flaw(window, start, end);
      return grid.whole ? undefined : "cut-base64";
    }
    case "quoted-printable": {
      const census: EqualsCensus = { valid: 0, invalid: 0 };
      for (let at = start; at < end; at += PIECE_BYTES) {
        decodeQuotedPrintable(window.slice(at, Math.min(end, at + PIECE_BYTES)), census);
      }
      return equalsFlaw(census);
    }
    case "unknown":
      return "unknown-encoding";
    case "identity":
    case "uuencode":
      return undefined;
    default:
      return leaf.header.encoding satisfies never;
  }
}

/**
 * The content of a part as a source of bytes. A picture, a film, a program is decoded where it is
 * read and nowhere else; what may hold text is decoded at once when it has at most `maxBytes`, and
 * else as it is read, in flat memory.
 */
export function contentSource(
  source: ByteSource,
  window: Window,
  leaf: Leaf,
  surveyed: Survey | undefined,
  maxBytes: number,
): ByteSource {
  const { start, end } = leaf;
  const { encoding } = leaf.header;
  if (encoding !== "base64" && encoding !== "quoted-printable") return heldSlice(source, start, end);
  if (surveyed?.decoded !== undefined) return heldSource(surveyed.decoded);
  const grid = surveyed?.grid;
  if (grid !== undefined && (surveyed?.opaque === true || grid.size > maxBytes)) return gridSource(window, grid);
  if (end - start <= maxBytes) return heldSource(decodeContent(window, leaf).bytes);
  return steppedSource(() => pieces(slice(source, start, end)), encoding);
}

/** Random access to base64 that stays encoded. Where it is damaged, the bytes of that place are a guess. */
function gridSource(window: Window, grid: Grid): ByteSource {
  return {
    size: grid.size,
    read(offset, length) {
      const to = Math.min(grid.size, offset + length);
      if (offset >= to) return new Uint8Array(0);
      const from = offset - (offset % 3);
      const bytes = decodeGrid(window, grid, from, to) ?? damaged(window, grid, from, to);
      return new Uint8Array(bytes.buffer, bytes.byteOffset + offset - from, to - offset);
    },
  };
}

function damaged(window: Window, { start, width, step }: Grid, from: number, to: number): Buffer {
  const place = (character: number): number => start + Math.floor(character / width) * step + (character % width);
  const decoded = decodeBase64(window.slice(place((from / 3) * 4), place(Math.ceil(to / 3) * 4)));
  const bytes = Buffer.alloc(to - from);
  bytes.set(decoded.subarray(0, bytes.length));
  return bytes;
}

function isOpaque(window: Window, grid: Grid): boolean {
  const head = decodeGrid(window, grid, 0, Math.min(grid.size, SIGNATURE_BYTES));
  const signature = head === undefined ? undefined : signatureOf(head);
  return signature !== undefined && (signature.group === "picture" || signature.group === "other");
}

function base64Flaw(window: Window, start: number, end: number): Flaw {
  const census: Base64Census = { characters: 0, invalid: 0, blanks: 0 };
  for (let at = start; at < end; at += PIECE_BYTES) countBase64(window.slice(at, Math.min(end, at + PIECE_BYTES)), census);
  if (isProse(census)) return "bad-base64";
  return census.characters % 4 === 0 ? undefined : "cut-base64";
}

/** Counted in equals signs: a text in plain words with a few of them is not damaged. */
function equalsFlaw({ valid, invalid }: EqualsCensus): Flaw {
  return invalid > STRAY && invalid > valid ? "bad-quoted-printable" : undefined;
}

function isProse({ characters, invalid, blanks }: Base64Census): boolean {
  const total = characters + invalid + blanks;
  return (invalid > STRAY && invalid > total * STRAY_SHARE) || invalid + blanks > total * PROSE_SHARE;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
