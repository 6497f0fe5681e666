import { decodeAs } from "../../text/charset-codec.ts";
import { charsetOfCodepage } from "../../text/codepage.ts";

/** Code pages of the character sets of fonts (RTF 1.9.1, "Font Table": \fcharset). */
const FONT_CODEPAGES: ReadonlyMap<number, number> = new Map([
  [0, 1252],
  [2, 1252],
  [77, 10000],
  [78, 10001],
  [79, 10003],
  [80, 10008],
  [81, 10002],
  [89, 10007],
  [128, 932],
  [129, 949],
  [130, 1361],
  [134, 936],
  [136, 950],
  [161, 1253],
  [162, 1254],
  [163, 1258],
  [177, 1255],
  [178, 1256],
  [186, 1257],
  [204, 1251],
  [222, 874],
  [238, 1250],
  [254, 437],
  [255, 850],
]);

/** The code page of a font's character set; 0 where it is that of the document. */
export function codepageOfFont(fontCharset: number): number {
  return FONT_CODEPAGES.get(fontCharset) ?? 0;
}

const DOUBLE = new Set([932, 936, 949, 950, 1361, 10001, 10002, 10003, 10008, 20936, 51949, 54936]);

/** Has this code page characters of two bytes? */
export function isDoubleByte(codepage: number): boolean {
  return DOUBLE.has(codepage);
}

/** Is this the first byte of two in a double-byte code page? */
export function isLead(byte: number, codepage: number): boolean {
  if (codepage === 932 || codepage === 10001) return (byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xfc);
  return byte >= 0x81 && byte <= 0xfe;
}

const TABLES = new Map<number, readonly string[]>();
const MAX_TABLES = 64;

/** What each byte of a single-byte code page stands for. */
function tableOf(codepage: number): readonly string[] {
  const known = TABLES.get(codepage);
  if (known !== undefined) return known;
  const charset = charsetOfCodepage(codepage) ?? "windows-1252";
  const table = Array.from({ length: 256 }, (_, byte) => decodeAs(Uint8Array.of(byte), charset).text);
  if (TABLES.size < MAX_TABLES) TABLES.set(codepage, table);
  return table;
}

const PAIRS = new Map<number, (string | undefined)[]>();

/** Text of characters of one or two bytes; each is decoded once. */
function decodePairs(bytes: Uint8Array, codepage: number, charset: string): string {
  let known = PAIRS.get(codepage);
  if (known === undefined) {
    known = Array.from({ length: 65_536 });
    PAIRS.set(codepage, known);
  }
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at] as number;
    const next = bytes[at + 1];
    const pair = next !== undefined && isLead(byte, codepage);
    // Four bytes (GB 18030): left to the decoder.
    if (pair && next >= 0x30 && next <= 0x39) return text + decodeAs(bytes.subarray(at), charset).text;
    const key = pair ? (byte << 8) | next : byte;
    text += known[key] ??= decodeAs(pair ? Uint8Array.of(byte, next) : Uint8Array.of(byte), charset).text;
    at += pair ? 2 : 1;
  }
  return text;
}

/**
 * Text in a code page. Bytes of a font that says it is Western, in a document of a double-byte code page,
 * are text of the document's where several of them stand together: programs forget to say so.
 */
export function decodeCodepage(bytes: Uint8Array, codepage: number, ofDocument: number): string {
  const charset = charsetOfCodepage(codepage);
  if (charset !== undefined && isDoubleByte(codepage)) return decodePairs(bytes, codepage, charset);
  if (charset === "utf-8") return decodeAs(bytes, charset).text;
  if (codepage === 1252 && bytes.length > 1 && isDoubleByte(ofDocument)) {
    const { text, replaced } = decodeAs(bytes, charsetOfCodepage(ofDocument) ?? "windows-1252");
    if (replaced === 0) return text;
  }
  const table = tableOf(codepage);
  let text = "";
  for (const byte of bytes) text += table[byte] as string;
  return text;
}
