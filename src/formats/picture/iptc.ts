import { decodeText } from "../../text/charset.ts";

const ESCAPE_UTF8 = "\x1b%G";

/** The texts of an IPTC record 2 (IPTC-IIM 4.2 chapter 6): captions, by-lines, contacts. */
export function readIptc(bytes: Uint8Array): readonly string[] {
  const lines: string[] = [];
  let utf8 = false;
  for (let at = 0; at + 5 <= bytes.length && bytes[at] === 0x1c;) {
    const record = bytes[at + 1];
    const dataset = bytes[at + 2];
    const length = ((bytes[at + 3] ?? 0) << 8) | (bytes[at + 4] ?? 0);
    // An extended length is for objects, not for texts.
    if (length >= 0x8000) break;
    const value = bytes.subarray(at + 5, at + 5 + length);
    if (record === 1 && dataset === 90) utf8 = Buffer.from(value).toString("latin1") === ESCAPE_UTF8;
    // Data set 0 is the version of the record, in two bytes.
    if (record === 2 && dataset !== 0 && length > 2) {
      lines.push((utf8 ? Buffer.from(value).toString("utf8") : decodeText(value).text).replaceAll("\0", " ").trim());
    }
    at += 5 + length;
  }
  return lines;
}

/** The IPTC record inside Photoshop's image resources (resource 0x0404), as a JPEG carries it. */
export function iptcInResources(bytes: Uint8Array): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at + 12 <= bytes.length && view.getUint32(at) === 0x3842494d;) {
    const id = view.getUint16(at + 4);
    const name = bytes[at + 6] ?? 0;
    const start = at + 6 + ((name + 2) & ~1) + 4;
    if (start > bytes.length) return undefined;
    const size = view.getUint32(start - 4);
    if (id === 0x0404) return bytes.subarray(start, start + size);
    at = start + size + (size & 1);
  }
  return undefined;
}
