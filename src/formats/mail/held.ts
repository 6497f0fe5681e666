import { slice } from "../../bytes/slice.ts";
import type { ByteSource } from "../../model/bytes.ts";

/** A source of bytes that are in memory and do not change while the document is open: its reader may keep views of them. */
interface HeldSource extends ByteSource {
  readonly held: Uint8Array;
}

/** As `memorySource`, for bytes that nobody writes to while the document is open. */
export function heldSource(held: Uint8Array): ByteSource {
  const source: HeldSource = {
    size: held.length,
    // No view of a Buffer: its `slice()` is no copy.
    read(offset, length) {
      const from = Math.min(offset, held.length);
      return new Uint8Array(held.buffer, held.byteOffset + from, Math.max(0, Math.min(length, held.length - from)));
    },
    held,
  };
  return source;
}

/** The bytes of a source from `heldSource`; `undefined` for any other. */
export function heldBytes(source: ByteSource): Uint8Array | undefined {
  return isHeld(source) ? source.held : undefined;
}

function isHeld(source: ByteSource): source is HeldSource {
  return "held" in source;
}

/** The bytes `[start, end)` of a source as one of their own; held bytes stay held. */
export function heldSlice(source: ByteSource, start: number, end: number): ByteSource {
  const held = heldBytes(source);
  return held === undefined ? slice(source, start, end) : heldSource(held.subarray(start, end));
}
