import type { ByteSource } from "../../model/bytes.ts";
import { Broken } from "./broken.ts";
import { byteReader } from "./byte-reader.ts";
import type { Inflated } from "./inflate.ts";
import { createLzma } from "./lzma.ts";
import { createWindow } from "./window.ts";

/** The smallest window that a decoder holds (LZMA specification, "Dictionary Size"). */
const LEAST_WINDOW = 4_096;

/** What is known of LZMA data before it begins. */
export interface LzmaHeader {
  /** Where the coded data begins. */
  readonly start: number;
  /** lc, lp and pb in one byte. */
  readonly properties: number;
  readonly window: number;
  /** Bytes that come out; `undefined` when a marker ends the data. */
  readonly size: number | undefined;
}

/**
 * Decompresses LZMA data of one header; a window above `most` bytes ends as `window`. What was read
 * before damage is given out.
 */
export function* unlzma(
  source: ByteSource,
  header: LzmaHeader,
  most: number,
  tell: (consumed: number) => void = () => {},
): Generator<Uint8Array, Inflated> {
  const input = byteReader(source, header.start);
  if (header.window > most && (header.size ?? Number.POSITIVE_INFINITY) > most) return { end: "window", consumed: header.start };
  const window = createWindow(Math.max(LEAST_WINDOW, Math.min(header.window, header.size ?? header.window)), most + LEAST_WINDOW);
  let end: Inflated["end"] = "whole";
  try {
    const decoder = createLzma(input, window, tell);
    decoder.properties(header.properties);
    decoder.begin();
    yield* decoder.run(header.size);
  } catch (error) {
    // Damage ends the stream; what came before it is still evidence.
    if (!(error instanceof Broken)) throw error;
    end = error.how;
  }
  tell(input.position());
  const last = window.give();
  if (last.length > 0) yield last;
  return { end, consumed: input.position() };
}

const ALONE_BYTES = 13;

/** The header of a .lzma file (LZMA specification, "lzma format"): properties, window, size or -1. */
export function aloneHeader(source: ByteSource): LzmaHeader | undefined {
  const bytes = source.read(0, ALONE_BYTES).slice();
  if (bytes.length < ALONE_BYTES) return undefined;
  const view = new DataView(bytes.buffer);
  const stated = view.getBigUint64(5, true);
  const size = stated === 0xffff_ffff_ffff_ffffn ? undefined : Number(stated);
  return { start: ALONE_BYTES, properties: bytes[0] as number, window: view.getUint32(1, true), size };
}

/**
 * Is this the start of a .lzma file? It has no signature: properties that are possible, a window of 2^n or
 * 2^n + 2^(n-1) bytes, a size below 256 GB, and the byte 0 that begins all coded data.
 */
export function looksLikeLzma(head: Uint8Array): boolean {
  if (head.length < ALONE_BYTES + 5 || (head[0] as number) >= 9 * 5 * 5 || head[ALONE_BYTES] !== 0) return false;
  const view = new DataView(head.buffer, head.byteOffset);
  const window = view.getUint32(1, true);
  const lowest = window & -window;
  const simple = window >= 4_096 && (window === lowest >>> 0 || window === (lowest | (lowest << 1)) >>> 0);
  const size = view.getBigUint64(5, true);
  return (simple || window === 0xffff_ffff) && (size === 0xffff_ffff_ffff_ffffn || (size > 0n && size < 2n ** 38n));
}
