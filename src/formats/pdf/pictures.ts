import { slot, slots, type Pdf } from "./document.ts";
import type { PageText } from "./glyphs.ts";
import { rulesOf, type Box, type Rules } from "./rules.ts";

/** Kinds of page objects (fpdf_edit.h). */
const TEXT = 1;
const PATH = 2;
const IMAGE = 3;
const FORM = 5;

const MOST_OBJECTS = 50_000;
const MOST_DEPTH = 4;
const MOST_BOXES = 4_000;
/** A smaller share of the page, or fewer pixels, is a logo, a line, a stamp of colour. */
const PICTURE_SHARE = 0.04;
const PICTURE_PIXELS = 10_000;
const PICTURE_SIDE = 40;
/** Scanners cut pages into stripes: together they are a picture. */
const STRIPES_SHARE = 0.3;
/** The text layer of a scan. */
const LAYER_CHARACTERS = 20;
/** So many outlines on a page without text are letters that a program drew. */
const OUTLINES = 150;
/** Characters without a Unicode value: bullets and symbols are few. */
const NAMELESS = 20;
const NAMELESS_SHARE = 0.1;

interface Seen {
  objects: number;
  pictures: number;
  share: number;
  pixels: number;
  outlines: number;
  texts: number;
  /** Of drawings, as far as they may be rules. */
  readonly boxes: Box[];
}

/** What of a page only a picture of it would tell. */
export interface Unread {
  readonly examined: "none" | "partly";
  readonly detail: string;
  /** What to draw for a machine that reads it: the page, or its pictures without the text around them. */
  readonly draw: "page" | "pictures";
}

/** What is drawn on a page. */
export interface Drawn {
  readonly seen: Readonly<Seen>;
  /** Lines around the cells of tables. */
  readonly rules: Rules;
}

/** Looks at the objects of a page that are no text. `page` is a page of PDFium. */
export function drawnOn(pdf: Pdf, page: number): Drawn {
  const area = pdf.api.FPDF_GetPageWidthF(page) * pdf.api.FPDF_GetPageHeightF(page);
  const seen: Seen = { objects: 0, pictures: 0, share: 0, pixels: 0, outlines: 0, texts: 0, boxes: [] };
  const objects = pdf.api.FPDFPage_CountObjects(page);
  look(pdf, { count: objects, at: (index) => pdf.api.FPDFPage_GetObject(page, index) }, area > 0 ? 1 / area : 0, seen, 0);
  return { seen, rules: rulesOf(seen.boxes) };
}

/**
 * What a reader sees on a page and its text does not hold: pictures that cover a considerable part of
 * it (none where a text layer covers them), letters that are drawn or have no Unicode value.
 */
export function unreadOf({ seen }: Drawn, text: PageText): Unread | undefined {
  const named = text.content.replaceAll(" ", "").length - text.strange;
  const covered = text.invisible >= LAYER_CHARACTERS;
  const pictures = seen.pictures > 0 ? seen.pictures : seen.share >= STRIPES_SHARE && seen.pixels >= PICTURE_PIXELS ? 1 : 0;
  if (pictures > 0 && !covered) {
    if (named < 1) return { examined: "none", detail: "a page is a picture without text", draw: "page" };
    const detail = `${pictures} ${pictures === 1 ? "picture" : "pictures"} on a page with text`;
    return { examined: "partly", detail, draw: "pictures" };
  }
  const many = text.nameless >= NAMELESS && text.nameless >= NAMELESS_SHARE * text.characters;
  if (many || (named < 1 && text.nameless > 0) || (text.content === "" && seen.texts > 0)) {
    const count = text.nameless > 0 ? `${text.nameless} ` : "";
    const detail = `${count}characters of a page have no Unicode value in their font`;
    return { examined: named > text.nameless ? "partly" : "none", detail, draw: "page" };
  }
  if (named < 1 && seen.outlines >= OUTLINES)
    return { examined: "none", detail: "a page of drawings without text", draw: "page" };
  return undefined;
}

interface Objects {
  readonly count: number;
  readonly at: (index: number) => number;
}

/** `scale` makes an area the share of the page that it covers. */
function look(pdf: Pdf, objects: Objects, scale: number, seen: Seen, depth: number): void {
  const { api } = pdf;
  for (let index = 0; index < objects.count && seen.objects < MOST_OBJECTS; index += 1) {
    seen.objects += 1;
    const object = objects.at(index);
    const kind = api.FPDFPageObj_GetType(object);
    if (kind === TEXT) seen.texts += 1;
    else if (kind === PATH) {
      seen.outlines += 1;
      if (depth === 0 && seen.boxes.length < MOST_BOXES) addBox(pdf, object, seen);
    } else if (kind === IMAGE) lookAtPicture(pdf, object, scale, seen);
    else if (kind === FORM && depth < MOST_DEPTH) {
      api.FPDFPageObj_GetMatrix(object, slot(pdf, 0));
      const view = slots(pdf);
      const [a, b, c, d] = [0, 4, 8, 12].map((at) => view.getFloat32(at, true)) as [number, number, number, number];
      const inside = { count: api.FPDFFormObj_CountObjects(object), at: (at: number) => api.FPDFFormObj_GetObject(object, at) };
      look(pdf, inside, scale * Math.abs(a * d - b * c), seen, depth + 1);
    }
  }
}

function addBox(pdf: Pdf, object: number, seen: Seen): void {
  if (pdf.api.FPDFPageObj_GetBounds(object, slot(pdf, 0), slot(pdf, 1), slot(pdf, 2), slot(pdf, 3)) === 0) return;
  const box = slots(pdf);
  const [left, bottom, right, top] = [0, 8, 16, 24].map((at) => box.getFloat32(at, true)) as [number, number, number, number];
  seen.boxes.push({ left, bottom, right, top });
}

function lookAtPicture(pdf: Pdf, object: number, scale: number, seen: Seen): void {
  const [left, bottom, right, top] = [slot(pdf, 0), slot(pdf, 1), slot(pdf, 2), slot(pdf, 3)];
  if (pdf.api.FPDFPageObj_GetBounds(object, left, bottom, right, top) === 0) return;
  const box = slots(pdf);
  const share =
    Math.abs((box.getFloat32(16, true) - box.getFloat32(0, true)) * (box.getFloat32(24, true) - box.getFloat32(8, true))) * scale;
  if (pdf.api.FPDFImageObj_GetImagePixelSize(object, left, bottom) === 0) return;
  const size = slots(pdf);
  const [width, height] = [size.getUint32(0, true), size.getUint32(8, true)];
  seen.share += share;
  seen.pixels += width * height;
  if (share >= PICTURE_SHARE && width * height >= PICTURE_PIXELS && Math.min(width, height) >= PICTURE_SIDE) seen.pictures += 1;
}
