import { memorySource } from "../../bytes/memory.ts";
import { slice } from "../../bytes/slice.ts";
import type { ByteSource } from "../../model/bytes.ts";

/** A source of bytes that are in memory and do not change: a reader may keep views of them. */
interface HeldSource extends ByteSource {
  readonly held: Uint8Array;
}

/** As `memorySource`, for bytes that nobody writes to again. */
export function heldSource(bytes: Uint8Array): ByteSource {
  const source: HeldSource = { ...memorySource(bytes), held: bytes };
  return source;
}

/** The bytes of a source from `heldSource`; `undefined` for any other. */
export function heldBytes(source: ByteSource): Uint8Array | undefined {
  return "held" in source && source.held instanceof Uint8Array ? source.held : undefined;
}

/** The bytes `[start, end)` of a source as one of their own; held bytes stay held. */
export function heldSlice(source: ByteSource, start: number, end: number): ByteSource {
  const held = heldBytes(source);
  return held === undefined ? slice(source, start, end) : heldSource(held.subarray(start, end));
}
