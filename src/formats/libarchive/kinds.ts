import { ascii, signatureOf } from "../../bytes/signatures.ts";
import type { Sniffed } from "../../model/extractor.ts";

/** A 7z archive (7zFormat.txt, "Signature"). */
export function isSevenZip(sniffed: Sniffed): boolean {
  return signatureOf(sniffed.head)?.id === "7z";
}

/** A rar archive, version 1.5 and later. */
export function isRar(sniffed: Sniffed): boolean {
  return signatureOf(sniffed.head)?.id === "rar";
}

/** A cabinet ([MS-CAB] section 2.1). */
export function isCab(sniffed: Sniffed): boolean {
  return signatureOf(sniffed.head)?.id === "cab";
}

/** An LHA archive: `-lh5-` and the like behind two bytes, and a header level that there is. */
export function isLha({ head }: Sniffed): boolean {
  return /^-(?:lh[0-9d]|lz[s45]|pm[012])-$/.test(ascii(head, 2, 7)) && (head[20] ?? 9) <= 3;
}
