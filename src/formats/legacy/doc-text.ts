import type { ByteSource } from "../../model/bytes.ts";
import { decodeAs } from "../../text/charset-codec.ts";
import { charsetOfCodepage, codepageOfLocale } from "../../text/codepage.ts";
import { decodeText } from "../../text/charset.ts";

/** Identifiers of the file information block: Word 97 and later, Word 95, Word 6 ([MS-DOC] 2.5.2). */
const WORD = new Set([0xa5ec, 0xa5dc]);
const WORD_97 = 0x00c1;
const FLAG_COMPLEX = 0x0004;
const FLAG_ENCRYPTED = 0x0100;
const FLAG_TABLE_1 = 0x0200;
/** Made on a Macintosh: `envr` and `chs` of the block of Word 6 and 95. */
const MACINTOSH = 1;
const MACINTOSH_TEXT = 0x0100;
/** Offsets of fcClx and lcbClx in the block of Word 97 and of Word 6. */
const CLX_97 = 0x01a2;
const CLX_6 = 0x0160;
/** Numbers of characters of the main text and the stories behind it ([MS-DOC] 2.5.4). */
const STORIES = [0x4c, 0x50, 0x54, 0x58, 0x5c, 0x60, 0x64, 0x68];
const MOST_PIECES = 1_048_576;

/** The characters of a Word document as they are stored, with their control characters. */
export interface WordText {
  /** The main text. */
  readonly main: string;
  /** Footnotes, headers, comments, endnotes, text boxes. */
  readonly stories: string;
  /** What is missing of it. */
  readonly problem: string | undefined;
}

/**
 * Reads the text of a `WordDocument` stream by its piece table ([MS-DOC] 2.4.1, 2.8.35); of Word 6 and 95 also without one.
 * "encrypted" where it is, `undefined` where the block is none.
 */
export function wordText(
  document: ByteSource,
  table: (name: "0Table" | "1Table") => ByteSource | undefined,
): WordText | "encrypted" | undefined {
  const block = Buffer.from(document.read(0, 1_024));
  if (block.length < 0x70 || !WORD.has(block.readUInt16LE(0))) return undefined;
  const flags = block.readUInt16LE(0x0a);
  if ((flags & FLAG_ENCRYPTED) !== 0) return "encrypted";
  if (block.readUInt16LE(2) < WORD_97) return oldText(document, block, (flags & FLAG_COMPLEX) !== 0);
  if (block.length < CLX_97 + 8) return undefined;
  const pieces = table((flags & FLAG_TABLE_1) === 0 ? "0Table" : "1Table");
  if (pieces === undefined) return { main: "", stories: "", problem: "the table of its pieces is missing" };
  const clx = pieces.read(block.readUInt32LE(CLX_97), block.readUInt32LE(CLX_97 + 4));
  const text = pieceTexts(document, Buffer.from(clx), true, charsetOf(block));
  const [main = 0, ...others] = STORIES.map((at) => Math.max(0, block.readInt32LE(at)));
  const stated = main + others.reduce((sum, count) => sum + count, 0);
  const problem = text.length < stated ? "some of its pieces are missing" : undefined;
  return { main: text.slice(0, main), stories: text.slice(main), problem };
}

function oldText(document: ByteSource, block: Buffer, complex: boolean): WordText {
  const main = Math.max(0, block.readInt32LE(0x34));
  let text: string;
  if (complex && block.length >= CLX_6 + 8) {
    const clx = document.read(block.readUInt32LE(CLX_6), block.readUInt32LE(CLX_6 + 4));
    text = pieceTexts(document, Buffer.from(clx), false, charsetOf(block));
  } else {
    const [from, to] = [block.readUInt32LE(0x18), block.readUInt32LE(0x1c)];
    text = narrow(document.read(from, Math.max(0, to - from)), charsetOf(block));
  }
  return {
    main: text.slice(0, main),
    stories: text.slice(main),
    problem: text.length < main ? "some of its text is missing" : undefined,
  };
}

/**
 * The charset of characters of one byte: Windows-1252 since Word 97, wherever it was made ([MS-DOC] 2.9.73); before, that of the
 * Macintosh on which a document was made, else that of its language; `undefined` where that is Western, as Word says it of any text.
 */
function charsetOf(block: Buffer): string | undefined {
  if (block.readUInt16LE(2) >= WORD_97) return "windows-1252";
  if (block[0x12] === MACINTOSH || block.readUInt16LE(0x14) === MACINTOSH_TEXT) return "macintosh";
  return charsetOfCodepage(codepageOfLocale(block.readUInt16LE(6)));
}

function narrow(bytes: Uint8Array, charset: string | undefined): string {
  const read = charset === undefined ? decodeText(bytes) : decodeAs(bytes, charset);
  // A charset with more bytes a character would move the borders between the stories.
  return read.text.length === bytes.length ? read.text : new TextDecoder("windows-1252").decode(bytes);
}

function pieceTexts(document: ByteSource, clx: Buffer, wide: boolean, charset: string | undefined): string {
  const plc = piecesIn(clx);
  if (plc === undefined) return "";
  const count = Math.min(MOST_PIECES, Math.floor((plc.length - 4) / 12));
  const texts: string[] = [];
  const narrowPieces: Buffer[] = [];
  // Pieces may overlap by damage or on purpose: all of them together are no longer than the file.
  let left = document.size;
  for (let index = 0; index < count; index += 1) {
    const characters = plc.readUInt32LE(index * 4 + 4) - plc.readUInt32LE(index * 4);
    const stored = plc.readUInt32LE((count + 1) * 4 + index * 8 + 2);
    if (characters <= 0) continue;
    const compressed = !wide || (stored & 0x4000_0000) !== 0;
    const offset = wide && compressed ? (stored & 0x3fff_ffff) >>> 1 : stored & 0x3fff_ffff;
    const length = Math.min(left, characters * (compressed ? 1 : 2));
    const bytes = Buffer.from(document.read(offset, length));
    left -= bytes.length;
    // What is cut off keeps its place: borders of the stories are counted in characters.
    // Of short pieces nobody could tell the charset.
    if (!wide) narrowPieces.push(bytes);
    else texts.push(compressed ? narrow(bytes, charset) : bytes.toString("utf16le"));
    if (left <= 0) break;
  }
  return wide ? texts.join("") : narrow(Buffer.concat(narrowPieces), charset);
}

/** The table of pieces behind the property lists of a fast save ([MS-DOC] 2.9.38). */
function piecesIn(clx: Buffer): Buffer | undefined {
  for (let at = 0; at + 5 <= clx.length;) {
    if (clx[at] === 2) {
      const length = clx.readUInt32LE(at + 1);
      const plc = clx.subarray(at + 5, at + 5 + length);
      return plc.length >= 16 ? plc : undefined;
    }
    if (clx[at] !== 1) return undefined;
    at += 3 + clx.readUInt16LE(at + 1);
  }
  return undefined;
}
