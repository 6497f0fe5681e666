/** A string object and where it ends. */
export interface PdfString {
  readonly bytes: Buffer;
  readonly end: number;
}

/** No string of a text is longer. */
const MOST_BYTES = 65_536;
const ESCAPES: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, f: 12 };

/** The literal string that begins at the `(` at `at` (ISO 32000-1 section 7.3.4.2); one that is cut off ends with the bytes. */
export function literalAt(bytes: Buffer, at: number): PdfString {
  const out: number[] = [];
  let depth = 0;
  let index = at;
  for (; index < bytes.length && out.length < MOST_BYTES; index += 1) {
    const byte = bytes[index] as number;
    if (byte === 0x5c) {
      index += 1;
      const next = bytes[index];
      if (next === undefined) break;
      if (next >= 0x30 && next <= 0x37) {
        let value = 0;
        let digits = 0;
        for (; digits < 3 && isOctal(bytes[index + digits]); digits += 1)
          value = value * 8 + (bytes[index + digits] as number) - 0x30;
        index += digits - 1;
        out.push(value & 255);
      } else if (next === 13 || next === 10) index += next === 13 && bytes[index + 1] === 10 ? 1 : 0;
      else out.push(ESCAPES[String.fromCharCode(next)] ?? next);
      continue;
    }
    if (byte === 0x28) {
      depth += 1;
      if (depth === 1) continue;
    } else if (byte === 0x29) {
      depth -= 1;
      if (depth === 0) break;
    }
    out.push(byte);
  }
  return { bytes: Buffer.from(out), end: index + 1 };
}

function isOctal(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x37;
}

/** The hexadecimal string that begins at the `<` at `at` (ISO 32000-1 section 7.3.4.3); `undefined` where none is. */
export function hexAt(bytes: Buffer, at: number): PdfString | undefined {
  let digits = "";
  let index = at + 1;
  for (; index < bytes.length && digits.length < 2 * MOST_BYTES; index += 1) {
    const byte = bytes[index] as number;
    if (byte === 0x3e) break;
    const character = String.fromCharCode(byte);
    if (/[0-9a-fA-F]/.test(character)) digits += character;
    else if (!/\s/.test(character)) return undefined;
  }
  return { bytes: Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, "hex"), end: index + 1 };
}

/** A text string (ISO 32000-1 section 7.9.2.2): UTF-16 or UTF-8 with a mark, else one byte a character. */
export function textOf(bytes: Buffer): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2)))
      .swap16()
      .toString("utf16le");
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.subarray(3).toString("utf8");
  return bytes.toString("latin1");
}

/** Entries of dictionaries that people write, and the names they have here. */
const LABELS: Readonly<Record<string, string>> = {
  T: "",
  V: "value",
  Contents: "",
  Title: "Title",
  Author: "Author",
  Subject: "Subject",
  Keywords: "Keywords",
  URI: "",
};

/**
 * The strings of objects that stand in the bytes, one a line, each after the key before it: values of
 * form fields, comments, properties, links. Data of streams among them is passed over.
 */
export function dictionaryStrings(bytes: Buffer): string {
  let text = "";
  for (let at = bytes.indexOf(0x2f); at >= 0; at = bytes.indexOf(0x2f, at)) {
    // `/Name (string)` or `/Name <hex>`.
    const head = bytes.toString("latin1", at + 1, at + 40);
    const name = /^[A-Za-z][\w.-]{0,30}/.exec(head)?.[0] ?? "";
    let next = at + 1 + name.length;
    while (bytes[next] === 32 || bytes[next] === 10 || bytes[next] === 13) next += 1;
    at = Math.max(at + 1, next);
    const found =
      name === "" || !Object.hasOwn(LABELS, name)
        ? undefined
        : bytes[next] === 0x28
          ? literalAt(bytes, next)
          : bytes[next] === 0x3c && bytes[next + 1] !== 0x3c
            ? hexAt(bytes, next)
            : undefined;
    if (found === undefined) continue;
    at = found.end;
    const said = textOf(found.bytes)
      .replaceAll(/[\r\n]+/g, " ")
      .trim();
    const label = LABELS[name] ?? "";
    if (said !== "" && isReadable(said)) text += `${label === "" ? "" : `${label}: `}${said}\n`;
  }
  return text;
}

/** Bytes of a stream that happen to look like a string are mostly no letters. */
export function isReadable(text: string): boolean {
  const strange = text.match(/[^\P{C}\t]|\ufffd/gu)?.length ?? 0;
  return strange * 10 <= text.length;
}
