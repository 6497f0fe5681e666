import { decodeText } from "../../text/charset.ts";
import type { Property } from "./content-line.ts";

/** The bytes of a value that is a file: base64 (RFC 6350 section 5.1, RFC 2425 section 5.8.4) or a data: address (RFC 2397). */
export function fileOf({ parameters, value }: Property): { bytes: Uint8Array; type: string } | undefined {
  const data = /^data:([^;,]{0,100})(?:;[^,;]{0,100}){0,5};base64,/i.exec(value);
  if (data !== null) return { bytes: Buffer.from(value.slice(data[0].length), "base64"), type: (data[1] ?? "").toLowerCase() };
  const encoding = (parameters.get("ENCODING") ?? "").toUpperCase();
  if (encoding !== "B" && encoding !== "BASE64" && !parameters.has("BASE64")) return undefined;
  return { bytes: Buffer.from(value, "base64"), type: (parameters.get("FMTTYPE") ?? "").toLowerCase() };
}

/** The text of a value: quoted-printable and its charset decoded, still escaped. */
export function textOf({ parameters, value }: Property): string {
  const encoding = (parameters.get("ENCODING") ?? "").toUpperCase();
  if (encoding !== "QUOTED-PRINTABLE" && !parameters.has("QUOTED-PRINTABLE")) return value;
  return decodeText(quotedPrintable(value), parameters.get("CHARSET")).text;
}

function quotedPrintable(value: string): Uint8Array {
  const from = Buffer.from(value);
  const out = new Uint8Array(from.length);
  let filled = 0;
  for (let at = 0; at < from.length; at += 1, filled += 1) {
    const code = from[at] === 0x3d ? Number.parseInt(from.toString("latin1", at + 1, at + 3), 16) : Number.NaN;
    if (Number.isNaN(code)) out[filled] = from[at] as number;
    else {
      out[filled] = code;
      at += 2;
    }
  }
  return out.subarray(0, filled);
}

/** The components of a value, `;` between them (RFC 6350 section 3.4), their escapes taken away. */
export function components(value: string): string[] {
  const found: string[] = [];
  let start = 0;
  for (let at = 0; at <= value.length; at += 1) {
    if (value[at] === "\\") at += 1;
    else if (at === value.length || value[at] === ";") {
      found.push(unescaped(value.slice(start, at)));
      start = at + 1;
    }
  }
  if (start <= value.length && found.length === 0) found.push(unescaped(value.slice(start)));
  return found;
}

/** RFC 6350 section 3.4, RFC 5545 section 3.3.11. */
export function unescaped(value: string): string {
  return value.replace(/\\(.)/gs, (_, sign: string) => (sign === "n" || sign === "N" ? "\n" : sign));
}

/** An address as a reader would see it: post office box, extended address and street, then locality, region and code, then country (RFC 6350 section 6.3.1). */
export function address(value: string): string {
  const [box = "", extended = "", street = "", locality = "", region = "", code = "", country = ""] = components(value);
  const filled = (parts: readonly string[], between: string): string => parts.filter((part) => part.trim() !== "").join(between);
  return filled([filled([box, extended, street], ", "), filled([locality, region, code], " "), country], ", ");
}
