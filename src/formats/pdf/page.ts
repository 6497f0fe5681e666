import type { Pdf } from "./document.ts";
import { besideOf, type Beside, type Told } from "./annotations.ts";
import { glyphsOf, type Glyph, type PageText } from "./glyphs.ts";
import { layOut } from "./layout.ts";
import { linesOf } from "./lines.ts";
import { drawnOn, unreadOf, type Unread } from "./pictures.ts";
import { NO_RULES, type Rules } from "./rules.ts";

/** FPDFPage_Flatten: as on the screen; done. */
const NORMAL_DISPLAY = 0;
const FLATTENED = 1;

/** One page as it is told. */
export interface PageContent {
  readonly text: string;
  /** Label and value of form fields that the page does not show, one a line. */
  readonly fields: string;
  /** Comments with their authors, targets of links. */
  readonly notes: string;
  readonly attachments: readonly number[];
  readonly unread: Unread | undefined;
  /** It had more characters than are read. */
  readonly cut: boolean;
}

const NO_TEXT: PageText = {
  directions: [],
  upright: undefined,
  nameless: 0,
  strange: 0,
  invisible: 0,
  characters: 0,
  content: "",
  cut: false,
};

/** Reads a page (`index` from 0); `undefined` where PDFium cannot load it. Exceptions of PDFium pass through. */
export function readPage(pdf: Pdf, index: number, form: number, told: Told): PageContent | undefined {
  const { api } = pdf;
  const page = api.FPDF_LoadPage(pdf.handle, index);
  if (page === 0) return undefined;
  const beside = besideOf(pdf, page, form, told);
  let text = textOf(pdf, page);
  let drawn = drawnOn(pdf, page);
  // What form fields and stamps show becomes content, and stands where a reader sees it.
  const flat = beside.shown && beside.attachments.length === 0 && api.FPDFPage_Flatten(page, NORMAL_DISPLAY) === FLATTENED;
  api.FPDF_ClosePage(page);
  const again = flat ? api.FPDF_LoadPage(pdf.handle, index) : 0;
  if (again !== 0) {
    const whole = textOf(pdf, again);
    // Of some pages the content itself gets lost.
    if (whole.content.startsWith(text.content)) {
      text = whole;
      drawn = drawnOn(pdf, again);
    }
    api.FPDF_ClosePage(again);
  }
  const laid = text.directions
    .map((glyphs) => laidOut(glyphs, glyphs === text.upright ? drawn.rules : NO_RULES))
    .filter((one) => one.trim() !== "")
    .join("\n");
  return {
    text: laid,
    fields: unseen(beside.fields, laid),
    notes: unseen(beside.notes, laid),
    attachments: beside.attachments,
    unread: unreadOf(drawn, text),
    cut: text.cut,
  };
}

function laidOut(glyphs: readonly Glyph[], rules: Rules): string {
  return layOut(linesOf(glyphs, rules), rules);
}

function textOf(pdf: Pdf, page: number): PageText {
  const shown = pdf.api.FPDFText_LoadPage(page);
  if (shown === 0) return NO_TEXT;
  const text = glyphsOf(pdf, shown);
  pdf.api.FPDFText_ClosePage(shown);
  return text;
}

/** What the page does not show; a value that it shows is not told twice. */
function unseen(entries: Beside["fields"], text: string): string {
  if (entries.length === 0) return "";
  const seen = blankless(text);
  return entries
    .filter(({ value }) => !seen.includes(blankless(value)))
    .map(({ label, value }) => (label === "" ? `${value}\n` : `${label}: ${value}\n`))
    .join("");
}

function blankless(text: string): string {
  return text.replaceAll(/\s+/g, "");
}
