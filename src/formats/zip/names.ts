import { decodeText } from "../../text/charset.ts";
import type { ZipEntry } from "./entry.ts";

/** Bytes of names from which one charset is guessed for all of them. */
const SAMPLE_BYTES = 4_096;

/**
 * How an archive spells its names: Unicode field and flag (APPNOTE.TXT appendix D), else UTF-8 if
 * valid, else one guess for all names (Chinese and Japanese programs write their own code page), else
 * code page 437 as the specification says.
 */
export function nameDecoder(entries: readonly ZipEntry[]): (entry: ZipEntry) => string {
  const odd: Uint8Array[] = [];
  for (let index = 0, size = 0; index < entries.length && size < SAMPLE_BYTES; index += 1) {
    const entry = entries[index] as ZipEntry;
    if (entry.unicodeName !== undefined || (entry.flags & 0x800) !== 0 || entry.rawName.every((byte) => byte < 0x80)) continue;
    odd.push(entry.rawName, Uint8Array.of(10));
    size += entry.rawName.length;
  }
  const guessed = odd.length === 0 ? "utf-8" : decodeText(Buffer.concat(odd)).charset;
  const charset = guessed.startsWith("windows-125") || guessed.startsWith("iso-8859") ? "cp437" : guessed;
  return (entry) => {
    if (entry.unicodeName !== undefined) return decodeText(entry.unicodeName).text;
    return decodeText(entry.rawName, (entry.flags & 0x800) !== 0 ? "utf-8" : charset).text;
  };
}
