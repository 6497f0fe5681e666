/** Above this, statistics tell charsets better than the ranges of their commonest characters do. */
const SHORT_BYTES = 96;
/** Share of the characters that must be among the commonest. */
const COMMON_SHARE = 0.7;

/**
 * GBK or Big5 behind the raw bytes of a header field: too short for statistics, and one of the two
 * in nearly every mail that does so. `undefined` when the bytes look like neither. GB 2312 has its
 * first-level characters under the leads 0xB0 to 0xD7 with both bytes high, Big5 its frequently
 * used ones under 0xA4 to 0xC6 with half of the second bytes low.
 */
export function shortCharset(bytes: Uint8Array): "gb18030" | "big5" | undefined {
  if (bytes.length > SHORT_BYTES) return undefined;
  let pairs = 0;
  let low = 0;
  let gb = 0;
  let big5 = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    const trail = bytes[at + 1] ?? 0;
    if (lead < 0xa1 || trail < 0x40 || trail === 0x7f || trail === 0xff || (trail >= 0x80 && trail < 0xa1)) return undefined;
    at += 1;
    pairs += 1;
    if (trail < 0x80) low += 1;
    if (lead >= 0xb0 && lead <= 0xd7) gb += 1;
    if (lead >= 0xa4 && lead <= 0xc6) big5 += 1;
  }
  // A pair may be two accented letters of a Western word.
  if (pairs < 2) return undefined;
  if (low === 0) return gb >= pairs * COMMON_SHARE ? "gb18030" : undefined;
  return big5 >= pairs * COMMON_SHARE ? "big5" : undefined;
}
