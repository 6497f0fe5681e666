import type { ByteSource } from "../model/bytes.ts";

/** The bytes `[start, end)` of a source as a source of their own; both are cut at the source's borders. */
export function slice(source: ByteSource, start: number, end: number): ByteSource {
  const from = Math.min(Math.max(0, start), source.size);
  const size = Math.max(0, Math.min(end, source.size) - from);
  return {
    size,
    read(offset, length) {
      const at = Math.min(Math.max(0, offset), size);
      return source.read(from + at, Math.max(0, Math.min(length, size - at)));
    },
  };
}
