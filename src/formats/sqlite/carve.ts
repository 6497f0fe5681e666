import { printableRuns } from "../printable.ts";
import type { TextEncoding } from "./pager.ts";
import { readValues, serialSize, serialTypes, type Value, varint } from "./record.ts";

/** What was found in space that no longer belongs to a row. */
export type Carved =
  | { readonly kind: "record"; readonly values: readonly Value[] }
  | { readonly kind: "text"; readonly bytes: Uint8Array };

/** Headers of records are looked for up to this many bytes. */
const HEADER_BYTES = 200;

/**
 * Deleted rows (file format 1.6: a freed cell keeps its bytes but the first four). Records whose header is
 * whole are found wherever they begin; `freed` says that the space begins with a freed cell of a table of
 * `columns` columns, whose header lost its beginning. What is left between them is given as printable text.
 */
export function* carve(bytes: Uint8Array, encoding: TextEncoding, columns = 0, freed = false): Generator<Carved> {
  let rest = 0;
  let at = freed ? 4 : 0;
  let atCell = freed && columns > 0;
  while (at < bytes.length) {
    const found = recordAt(bytes, at, encoding) ?? (atCell ? beheaded(bytes, at, encoding, columns) : undefined);
    if (found === undefined) {
      at += 1;
      atCell = false;
      continue;
    }
    yield* textIn(bytes.subarray(rest, at));
    yield { kind: "record", values: found.values };
    rest = found.end;
    // Neighbours that were freed one by one each lost their beginning.
    atCell = freed && columns > 0;
    at = atCell && recordAt(bytes, rest, encoding) === undefined ? rest + 4 : rest;
  }
  yield* textIn(bytes.subarray(rest));
}

function* textIn(bytes: Uint8Array): Generator<Carved> {
  if (bytes.every((byte) => byte === 0)) return;
  const text = printableRuns(bytes);
  if (text.length > 0) yield { kind: "text", bytes: text };
}

interface Found {
  readonly values: Value[];
  readonly end: number;
}

/** A record with a whole header that begins here. */
function recordAt(bytes: Uint8Array, at: number, encoding: TextEncoding): Found | undefined {
  const length = bytes[at] ?? 0;
  if (length < 3 || length > HEADER_BYTES || length >= 0x80) return undefined;
  // Plain text would be a header of printable types: NULLs, small numbers or a short header tell a record.
  if (length >= 0x20 && isPrintableRun(bytes, at, at + length)) return undefined;
  const header = serialTypes(bytes.subarray(0, Math.min(bytes.length, at + length)), at);
  if (header === undefined) return undefined;
  return plausible(bytes, header.body, header.types, encoding);
}

function isPrintableRun(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if ((bytes[at] ?? 0) < 0x20) return false;
  return true;
}

/** A record whose payload length, rowid and header length were overwritten, perhaps with the first serial type. */
function beheaded(bytes: Uint8Array, at: number, encoding: TextEncoding, columns: number): Found | undefined {
  const types: number[] = [];
  let next = at;
  while (types.length < columns) {
    const type = varint(bytes, next);
    if (type.value < 0 || serialSize(type.value) < 0) break;
    types.push(type.value);
    next = type.end;
    if (types.length < columns - 1) continue;
    // The first type is lost with the rest of the header: a key that stands for the rowid takes no bytes.
    const lost = types.length === columns - 1;
    const found = plausible(bytes, next, lost ? [0, ...types] : types, encoding);
    if (found !== undefined) return found;
  }
  return undefined;
}

function plausible(bytes: Uint8Array, body: number, types: readonly number[], encoding: TextEncoding): Found | undefined {
  if (types.length < 2 || !types.some((type) => type >= 12 && serialSize(type) >= 2)) return undefined;
  let end = body;
  for (const type of types) {
    const start = end;
    end += serialSize(type);
    if (end > bytes.length) return undefined;
    if (type >= 12 && type % 2 === 1 && !isPlain(bytes, start, end, encoding)) return undefined;
  }
  return { values: readValues(bytes, body, types, encoding).values, end };
}

/** No control character; looked at before anything is decoded, because most places hold no record. */
function isPlain(bytes: Uint8Array, start: number, end: number, encoding: TextEncoding): boolean {
  const step = encoding === "utf-8" ? 1 : 2;
  if ((end - start) % step !== 0) return false;
  for (let at = start; at < end; at += step) {
    const low = bytes[encoding === "utf-16be" ? at + 1 : at] as number;
    const high = step === 1 ? 0 : (bytes[encoding === "utf-16be" ? at : at + 1] as number);
    if (high === 0 && low < 0x20 && low !== 9 && low !== 10 && low !== 13) return false;
  }
  return true;
}
