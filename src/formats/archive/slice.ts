import type { ByteSource } from "../../model/bytes.ts";

/** The bytes `[start, start + size)` of a source as a source of their own; nothing is copied. */
export function slice(source: ByteSource, start: number, size: number): ByteSource {
  const length = Math.max(0, Math.min(size, source.size - start));
  return {
    size: length,
    read: (offset, wanted) => source.read(start + Math.min(offset, length), Math.max(0, Math.min(wanted, length - offset))),
  };
}
