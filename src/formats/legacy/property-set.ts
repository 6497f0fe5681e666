import { decodeText } from "../../text/charset.ts";

/** What the numbers of SummaryInformation and DocumentSummaryInformation mean ([MS-OSHARED] 2.3.3.2), where people write in them. */
const SUMMARY: Readonly<Record<number, string>> = {
  2: "Title",
  3: "Subject",
  4: "Author",
  5: "Keywords",
  6: "Comments",
  7: "Template",
  8: "Last author",
};
const DOCUMENT_SUMMARY: Readonly<Record<number, string>> = { 2: "Category", 14: "Manager", 15: "Company" };
/** FMTID of SummaryInformation ([MS-OLEPS] 2.18). */
const SUMMARY_ID = "e0859ff2f94f6810ab9108002b27b3d9";

const CODEPAGE = 1;
const VT_I2 = 2;
const VT_LPSTR = 0x1e;
const VT_LPWSTR = 0x1f;
const VT_VECTOR = 0x1000;
const VT_VARIANT = 0x0c;
const MOST_SETS = 8;
const MOST_PROPERTIES = 4_096;
const MOST_VALUES = 4_096;

/** The texts of a property set stream ([MS-OLEPS] 2.21), `Name: value` each; what is damaged or cut off is left out. */
export function propertyTexts(bytes: Uint8Array): readonly string[] {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const lines: string[] = [];
  if (data.length < 48 || data.readUInt16LE(0) !== 0xfffe) return lines;
  const sets = Math.min(MOST_SETS, data.readUInt32LE(24));
  for (let set = 0; set < sets && 28 + set * 20 + 20 <= data.length; set += 1) {
    const at = 28 + set * 20;
    const names = data.toString("hex", at, at + 16) === SUMMARY_ID ? SUMMARY : DOCUMENT_SUMMARY;
    lines.push(...setTexts(data, data.readUInt32LE(at + 16), names));
  }
  return lines;
}

function setTexts(data: Buffer, start: number, names: Readonly<Record<number, string>>): readonly string[] {
  const lines: string[] = [];
  if (start + 8 > data.length) return lines;
  const count = Math.min(MOST_PROPERTIES, data.readUInt32LE(start + 4));
  const offsets: [id: number, at: number][] = [];
  let charset: string | undefined;
  for (let index = 0; index < count && start + 8 + index * 8 + 8 <= data.length; index += 1) {
    const entry = start + 8 + index * 8;
    const [id, at] = [data.readUInt32LE(entry), start + data.readUInt32LE(entry + 4)];
    if (id === CODEPAGE && at + 6 <= data.length && data.readUInt32LE(at) === VT_I2) {
      const page = data.readUInt16LE(at + 4);
      charset = page === 1200 ? "utf-16le" : page === 65_001 ? "utf-8" : `windows-${page}`;
    } else offsets.push([id, at]);
  }
  for (const [id, at] of offsets) {
    for (const text of textsAt(data, at, charset)) lines.push(names[id] === undefined ? text : `${names[id]}: ${text}`);
  }
  return lines;
}

function textsAt(data: Buffer, at: number, charset: string | undefined): readonly string[] {
  if (at + 8 > data.length) return [];
  const type = data.readUInt32LE(at);
  if ((type & VT_VECTOR) === 0) return [textOf(data, at + 4, type, charset)?.text ?? ""].filter((text) => text !== "");
  const found: string[] = [];
  const count = Math.min(MOST_VALUES, data.readUInt32LE(at + 4));
  let from = at + 8;
  for (let index = 0; index < count && from + 8 <= data.length; index += 1) {
    const variant = (type & 0xfff) === VT_VARIANT;
    const one = variant ? data.readUInt32LE(from) : type & 0xfff;
    const value = textOf(data, from + (variant ? 4 : 0), one, charset);
    // Numbers stand between headings and their counts; nothing else is in these vectors.
    if (value === undefined) from += variant ? 8 : 4;
    else {
      if (value.text !== "") found.push(value.text);
      from = value.end;
    }
  }
  return found;
}

function textOf(data: Buffer, at: number, type: number, charset: string | undefined): { text: string; end: number } | undefined {
  if ((type !== VT_LPSTR && type !== VT_LPWSTR) || at + 4 > data.length) return undefined;
  const wide = type === VT_LPWSTR || charset === "utf-16le";
  const length = data.readUInt32LE(at) * (type === VT_LPWSTR ? 2 : 1);
  const bytes = data.subarray(at + 4, Math.min(data.length, at + 4 + length));
  const text = wide ? bytes.toString("utf16le") : decodeText(bytes, charset).text;
  return { text: text.replaceAll("\0", " ").trim(), end: at + 4 + Math.ceil(length / 4) * 4 };
}
