import { slot, type Pdf } from "./document.ts";

/** A character as it stands on a page, turned so that its line runs to the right. */
export interface Glyph {
  readonly text: string;
  /** Where it begins and where the next one would, along its line; in points. */
  readonly start: number;
  readonly end: number;
  /** Height of its baseline above the page's foot; lines further down have less. */
  readonly base: number;
  /** Height of the font. */
  readonly size: number;
}

/** The characters of a page. */
export interface PageText {
  /** One list for each direction of writing, in the order of the content. */
  readonly directions: readonly (readonly Glyph[])[];
  /** The one of them that runs to the right. */
  readonly upright: readonly Glyph[] | undefined;
  /** Characters without a Unicode value: what a reader sees cannot be told from the font. */
  readonly nameless: number;
  /** Those of them that are told all the same: what PDFium takes them for. */
  readonly strange: number;
  /** Characters that are not painted (the text layer of a scan). */
  readonly invisible: number;
  readonly characters: number;
  /** All characters in the order of the content. */
  readonly content: string;
  /** There were more characters than MOST_CHARACTERS. */
  readonly cut: boolean;
}

/** A page that a person reads has a few thousand. */
export const MOST_CHARACTERS = 500_000;
/** Text rendering mode (ISO 32000-1 table 106): neither filled nor stroked. */
const INVISIBLE = 3;
/** Where PDFium joins a word over a line end, it puts these in place of the hyphen. */
const HYPHENS = new Set([0x02, 0xfffe, 0xad]);

/** What the characters of one text object share. */
interface Shared {
  readonly turn: number;
  readonly size: number;
  readonly invisible: boolean;
}

/** The characters of a page with their places (ISO 32000-1 section 9.4.4). `page` is a text page of PDFium. */
export function glyphsOf(pdf: Pdf, page: number): PageText {
  const { api } = pdf;
  const all = Math.max(0, api.FPDFText_CountChars(page));
  const count = Math.min(all, MOST_CHARACTERS);
  const turns = new Map<number, Glyph[]>();
  const [box, x, y] = [slot(pdf, 0), slot(pdf, 4), slot(pdf, 5)];
  let view = new DataView(api.memory.buffer);
  let content = "";
  let nameless = 0;
  let strange = 0;
  let invisible = 0;
  let latest = 0;
  let told = -2;
  let shared: Shared = { turn: 0, size: 1, invisible: false };
  for (let index = 0; index < count; index += 1) {
    const object = api.FPDFText_GetTextObject(page, index);
    // What PDFium makes up (line ends, spaces) belongs to no object: places tell more.
    if (object === 0) continue;
    const code = api.FPDFText_GetUnicode(page, index) >>> 0;
    if (object !== latest) {
      shared = sharedBy(pdf, page, index, object);
      latest = object;
    }
    const text = characterOf(code);
    const guessed = text !== "" && text !== " " && code > 0x7e && api.FPDFText_HasUnicodeMapError(page, index) === 1;
    if (text === "" || guessed) nameless += 1;
    if (guessed) strange += 1;
    if (text === "") continue;
    content += text;
    if (shared.invisible) invisible += 1;
    if (api.FPDFText_GetLooseCharBox(page, index, box) === 0 || api.FPDFText_GetCharOrigin(page, index, x, y) === 0) continue;
    if (view.buffer !== api.memory.buffer) view = new DataView(api.memory.buffer);
    const glyph = placed(text, shared, [
      view.getFloat32(box, true),
      view.getFloat32(box + 12, true),
      view.getFloat32(box + 8, true),
      view.getFloat32(box + 4, true),
      view.getFloat64(x, true),
      view.getFloat64(y, true),
    ]);
    if (!Number.isFinite(glyph.start + glyph.end + glyph.base)) continue;
    const known = turns.get(shared.turn);
    const before = known?.at(-1);
    // The letters of a ligature stand in one place.
    if (known !== undefined && before !== undefined && index === told + 1 && isSamePlace(before, glyph) && text !== " ") {
      known[known.length - 1] = { ...before, text: before.text + text };
      told = index;
      continue;
    }
    told = index;
    if (known === undefined) turns.set(shared.turn, [glyph]);
    else known.push(glyph);
  }
  const directions = [...turns.values()].sort((one, other) => other.length - one.length);
  return { directions, upright: turns.get(0), nameless, strange, invisible, characters: count, content, cut: all > count };
}

function isSamePlace(one: Glyph, other: Glyph): boolean {
  return one.start === other.start && one.end === other.end && one.base === other.base && one.text !== " ";
}

function sharedBy(pdf: Pdf, page: number, index: number, object: number): Shared {
  const { api } = pdf;
  let [a, b, c, d] = [1, 0, 0, 1];
  if (api.FPDFText_GetMatrix(page, index, slot(pdf, 0)) !== 0) {
    const view = new DataView(api.memory.buffer, slot(pdf, 0), 16);
    [a, b, c, d] = [view.getFloat32(0, true), view.getFloat32(4, true), view.getFloat32(8, true), view.getFloat32(12, true)];
  }
  const scale = Math.sqrt(Math.abs(a * d - b * c));
  const font = api.FPDFText_GetFontSize(page, index);
  const size = Math.abs(font) * (scale > 0 ? scale : 1);
  return {
    // A negative height turns the letters and the direction in which they follow.
    turn: (Math.round((Math.atan2(b, a) * 180) / Math.PI) + (font < 0 ? 540 : 360)) % 360,
    size: Number.isFinite(size) && size > 0.01 ? Math.min(size, 10_000) : 1,
    invisible: api.FPDFTextObj_GetTextRenderMode(object) === INVISIBLE,
  };
}

/** Space for every kind of blank, a hyphen for its stand-ins, nothing for what is no character. */
function characterOf(code: number): string {
  if (HYPHENS.has(code)) return "-";
  if (code <= 0x20) return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d ? " " : "";
  if (code === 0xa0 || code === 0x3000 || (code >= 0x2000 && code <= 0x200a) || code === 0x202f) return " ";
  if (code === 0x7f || code === 0xfffd || code === 0xffff || code > 0x10_ffff) return "";
  if (code >= 0xe000 && code <= 0xf8ff) return privateCharacter(code);
  return String.fromCharCode(...(code > 0xffff ? [0xd800 + ((code - 0x1_0000) >> 10), 0xdc00 + (code & 0x3ff)] : [code]));
}

/** Private use: small capitals and old digits (Adobe Glyph List), letters and digits of symbol fonts; else the font's own pictures. */
function privateCharacter(code: number): string {
  if ((code >= 0xf761 && code <= 0xf77a) || (code >= 0xf730 && code <= 0xf739))
    return String.fromCharCode(code - 0xf700).toUpperCase();
  const symbol = String.fromCharCode(code - 0xf000);
  return code >= 0xf030 && code <= 0xf07a && /[\dA-Za-z]/.test(symbol) ? symbol : "";
}

type Box = readonly [left: number, bottom: number, right: number, top: number, x: number, y: number];

/** Turns a character so that its line runs to the right. */
function placed(text: string, { turn, size }: Shared, [left, bottom, right, top, x, y]: Box): Glyph {
  switch (turn) {
    case 0:
      return { text, start: x, end: Math.max(x, right), base: y, size };
    case 90:
      return { text, start: y, end: Math.max(y, top), base: -x, size };
    case 180:
      return { text, start: -x, end: Math.max(-x, -left), base: -y, size };
    case 270:
      return { text, start: -y, end: Math.max(-y, -bottom), base: x, size };
    default: {
      const [cos, sin] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];
      const start = x * cos + y * sin;
      // The box stands straight around the slanted character: its width and height along the line are too much.
      const width = Math.min(Math.hypot(right - left, top - bottom), size * 0.5);
      return { text, start, end: start + width, base: y * cos - x * sin, size };
    }
  }
}
