import type { Budget } from "../../model/extractor.ts";

/** The content of an archive file of iWork, and how it ended. */
export interface Unpacked {
  readonly out: Uint8Array;
  readonly damaged: boolean;
  readonly limit: "size-limit" | "ratio-limit" | undefined;
}

/**
 * Unpacks an IWA file: chunks with a header of four bytes (0, then the length in three bytes) and Snappy
 * without the framing and checksums of its own stream format.
 */
export function unpackIwa(bytes: Uint8Array, budget: Budget): Unpacked {
  const parts: Uint8Array[] = [];
  let produced = 0;
  let damaged = false;
  let at = 0;
  while (at + 4 <= bytes.length && !damaged) {
    const length = (bytes[at + 1] as number) | ((bytes[at + 2] as number) << 8) | ((bytes[at + 3] as number) << 16);
    if (bytes[at] !== 0 || length === 0) {
      damaged = true;
      break;
    }
    const chunk = bytes.subarray(at + 4, at + 4 + length);
    if (chunk.length < length) damaged = true;
    at += 4 + length;
    const { out, whole } = unsnappy(chunk, budget.maxDocumentBytes - produced);
    if (!whole) damaged = true;
    produced += out.length;
    parts.push(out);
    const limit = budget.output(out.length, { produced, consumed: Math.min(at, bytes.length) });
    if (limit !== undefined || produced >= budget.maxDocumentBytes)
      return { out: joined(parts, produced), damaged, limit: limit ?? "size-limit" };
  }
  return { out: joined(parts, produced), damaged, limit: undefined };
}

/** Most bytes that a compressed byte stands for in Snappy: a copy of 64 bytes takes two or more. */
const SNAPPY_RATIO = 64;

/** One block of raw Snappy (format description of 2011-10-05); of a damaged one what comes before the damage. */
export function unsnappy(bytes: Uint8Array, most: number): { out: Uint8Array; whole: boolean } {
  const size = varint(bytes, 0);
  if (size === undefined || size.value > most || size.value > bytes.length * SNAPPY_RATIO)
    return { out: new Uint8Array(0), whole: false };
  const out = new Uint8Array(size.value);
  let used = 0;
  let at = size.end;
  while (at < bytes.length && used < out.length) {
    const tag = bytes[at] as number;
    at += 1;
    if ((tag & 3) === 0) {
      let length = (tag >> 2) + 1;
      if (length > 60) {
        const extra = length - 60;
        if (at + extra > bytes.length) break;
        length = 1;
        for (let index = 0; index < extra; index += 1) length += (bytes[at + index] as number) * 2 ** (8 * index);
        at += extra;
      }
      const literal = bytes.subarray(at, at + Math.min(length, out.length - used));
      out.set(literal, used);
      used += literal.length;
      at += length;
      if (literal.length < length) break;
      continue;
    }
    let length = (tag >> 2) + 1;
    let offset = 0;
    if ((tag & 3) === 1) {
      length = ((tag >> 2) & 7) + 4;
      offset = ((tag >> 5) << 8) | (bytes[at] ?? 0);
      at += 1;
    } else {
      const width = (tag & 3) === 2 ? 2 : 4;
      for (let index = 0; index < width; index += 1) offset += (bytes[at + index] ?? 0) * 2 ** (8 * index);
      at += width;
    }
    if (at > bytes.length || offset === 0 || offset > used) break;
    const end = Math.min(out.length, used + length);
    for (; used < end; used += 1) out[used] = out[used - offset] as number;
  }
  return { out: out.subarray(0, used), whole: used === out.length };
}

/** Texts that are shorter are names of properties. */
const LEAST = 3;
const DEPTH = 24;
/** Fields that are looked at in one file. */
const FIELDS = 20_000_000;

/**
 * Texts of an unpacked archive: records of Protocol Buffers behind each other, each with a header that tells its
 * length. What each message means is not published, so every field that holds UTF-8 is a text, else perhaps a message.
 */
export function* iwaTexts(bytes: Uint8Array): Generator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const fields = { left: FIELDS };
  const walk = function* (from: number, to: number, depth: number): Generator<string> {
    for (let at = from; at < to && fields.left > 0; fields.left -= 1) {
      const key = varint(bytes, at, to);
      if (key === undefined) return;
      at = key.end;
      const wire = key.value & 7;
      if (wire === 0) {
        const value = varint(bytes, at, to);
        if (value === undefined) return;
        at = value.end;
      } else if (wire === 1) at += 8;
      else if (wire === 5) at += 4;
      else if (wire === 2) {
        const length = varint(bytes, at, to);
        if (length === undefined || length.end + length.value > to) return;
        const text = textOf(bytes.subarray(length.end, length.end + length.value), decoder);
        if (text !== undefined) yield text;
        else if (depth < DEPTH && length.value > 1) yield* walk(length.end, length.end + length.value, depth + 1);
        at = length.end + length.value;
      } else return;
    }
  };
  for (let at = 0; at < bytes.length && fields.left > 0;) {
    const header = varint(bytes, at);
    if (header === undefined || header.end + header.value > bytes.length) return;
    const body = header.end + header.value;
    // Lengths of the messages that follow: field 3 of each MessageInfo, which is field 2 of the ArchiveInfo.
    const size = messageBytes(bytes, header.end, body);
    const end = Math.min(bytes.length, body + size);
    yield* walk(body, end, 0);
    if (end <= at) return;
    at = end;
  }
}

function messageBytes(bytes: Uint8Array, from: number, to: number): number {
  let total = 0;
  for (const info of fields(bytes, from, to)) {
    if (info.number !== 2 || info.end < 0) continue;
    for (const field of fields(bytes, info.start, info.end)) if (field.number === 3 && field.end < 0) total += field.start;
  }
  return total;
}

/** Fields of a message: where a text or message lies, or with `end` -1 a number in `start`. */
function* fields(bytes: Uint8Array, from: number, to: number): Generator<{ number: number; start: number; end: number }> {
  for (let at = from; at < to;) {
    const key = varint(bytes, at, to);
    if (key === undefined) return;
    const wire = key.value & 7;
    const number = Math.floor(key.value / 8);
    const value = wire === 0 || wire === 2 ? varint(bytes, key.end, to) : undefined;
    if (wire === 1 || wire === 5) at = key.end + (wire === 1 ? 8 : 4);
    else if (value === undefined) return;
    else if (wire === 0) {
      yield { number, start: value.value, end: -1 };
      at = value.end;
    } else {
      if (value.end + value.value > to) return;
      yield { number, start: value.end, end: value.end + value.value };
      at = value.end + value.value;
    }
  }
}

/** UTF-8 without control characters; a message that happens to be UTF-8 begins with a key that is one. */
function textOf(bytes: Uint8Array, decoder: InstanceType<typeof TextDecoder>): string | undefined {
  if (bytes.length < LEAST) return undefined;
  for (const byte of bytes) if (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13) return undefined;
  try {
    return decoder.decode(bytes);
  } catch {
    // Not UTF-8: it may be a message.
    return undefined;
  }
}

function varint(bytes: Uint8Array, from: number, to = bytes.length): { value: number; end: number } | undefined {
  let value = 0;
  for (let at = from, shift = 0; at < to && shift < 70; at += 1, shift += 7) {
    const byte = bytes[at] as number;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return { value, end: at + 1 };
  }
  return undefined;
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
