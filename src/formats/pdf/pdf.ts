import { pieces } from "../../bytes/memory.ts";
import { signatureOf } from "../../bytes/signatures.ts";
import type { ByteSource } from "../../model/bytes.ts";
import type { Document, TextPart, Unfolded } from "../../model/document.ts";
import type { ExtractContext, Extractor, Sniffed } from "../../model/extractor.ts";
import type { Step } from "../../model/location.ts";
import { gap, roleIn } from "../gap.ts";
import { hinted } from "../sniff.ts";
import { asIterable, partsWithTables } from "../tables.ts";
import { textParts } from "../text-parts.ts";
import { informationOf, labelled, outlineOf, packetsOf, xmpOf } from "./about.ts";
import type { Told } from "./annotations.ts";
import { attachmentOf, attachmentsOf } from "./attachments.ts";
import { pixmap } from "../picture/bitmap.ts";
import { readPicture } from "../picture/words.ts";
import { openPdf, type Pdf } from "./document.ts";
import { readPage, type PageContent } from "./page.ts";
import { renderPage, type Bitmap } from "./render.ts";
import { flawsOf } from "./salvage/flaws.ts";
import { salvaged } from "./salvage/salvage.ts";

/** Junk before the header (mail headers, PJL of printers) is common (ISO 32000-1 annex H, note 13). */
const MARK = "%PDF-";
const MARK_WITHIN = 1_024;
/** Breakdowns of PDFium in one document. */
const MOST_BREAKDOWNS = 8;
/** Pages in a row that are not there: the document states a count that it does not have. */
const MOST_MISSING = 500;
/** Text of one page. */
const MOST_PAGE_BYTES = 16 * 1024 ** 2;

/** What a machine reads best: letters of ten points are forty pixels high. */
const DPI = 300;
/** Exif 2.32, tag 0x0112. */
const UPRIGHT = 1;

/** PDF documents. */
export const pdf: Extractor = {
  id: "pdf",
  description: "PDF documents",
  reads:
    "The text of each page in reading order, tables as rows, text layers of scans; form fields, comments, links, bookmarks, embedded files, properties. Of a damaged document what is left of its texts. With `--ocr` the words in pictures and on scanned pages; without it they are told as gaps.",
  extensions: [".pdf", ".ai"],
  risky: true,
  accepts: isPdf,
  extract,
};

function isPdf(sniffed: Sniffed): boolean {
  const { head } = sniffed;
  if (signatureOf(head)?.id === "pdf") return true;
  const at = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, MARK_WITHIN + MARK.length)).indexOf(MARK);
  if (at < 0) return false;
  // A text about PDF is a text: junk is believed where the name or a version and objects follow.
  const next = Buffer.from(head.buffer, head.byteOffset + at, Math.min(head.length - at, 2_048)).toString("latin1");
  return (
    hinted(sniffed, [".pdf"], ["application/pdf", "application/x-pdf"]) || (/^%PDF-\d\.\d\s/.test(next) && next.includes(" obj"))
  );
}

/** What was told of a document so far, also by an instance of PDFium that broke down. */
interface Progress {
  page: number;
  /** Lines so far: they are counted through all pages, so that records of two pages stay apart. */
  line: number;
  texts: number;
  gaps: number;
  produced: number;
  missing: number;
  missingInARow: number;
  breakdowns: number;
  /** Some of them were at pages, of which more is found without PDFium. */
  pagesLost: boolean;
  /** All pages were told: a breakdown belongs to what stands beside them, and is not looked for on a page. */
  beyond: boolean;
  /** Embedded files of the document that were begun: none is told twice, and what broke PDFium down is not asked for again. */
  attached: number;
  stopped: boolean;
  readonly told: Told;
}

async function* extract(document: Document, context: ExtractContext): AsyncGenerator<Unfolded> {
  const progress: Progress = {
    page: 0,
    line: 1,
    texts: 0,
    gaps: 0,
    produced: 0,
    missing: 0,
    missingInARow: 0,
    breakdowns: 0,
    pagesLost: false,
    beyond: false,
    attached: 0,
    stopped: false,
    told: new Set(),
  };
  // PDFium looks for objects everywhere before it refuses: where there is none that is a hundred times the work.
  if (!holdsObject(document.bytes)) return yield* salvaged(document, context);
  for (;;) {
    const opened = await openPdf(document.bytes);
    if (opened === "encrypted") return yield gap("encrypted", "none", "the document needs a password");
    if (opened === "refused") return yield* refused(document, context, progress);
    let done = false;
    try {
      for (const item of contents(opened, document, context, progress)) {
        if (item.kind === "drawn") yield* readDrawn(item, context, progress);
        else yield item;
      }
      done = !opened.broken() || progress.stopped;
    } catch {
      // A trap inside PDFium, or memory that it is not given: the page is lost, and the others are read by a new instance.
      opened.broke();
      if (!progress.beyond) progress.page += 1;
    } finally {
      opened.close();
    }
    if (done) {
      // What the pages say that PDFium broke down over is found without it, and other pages once more.
      if (progress.pagesLost) yield* salvaged(document, context);
      return;
    }
    progress.breakdowns += 1;
    if (progress.beyond) yield gap("malformed", "partly", "the reader of PDF broke down beside the pages");
    else {
      progress.pagesLost = true;
      const steps = [{ kind: "page", page: progress.page }] as const;
      yield gap("malformed", "partly", `the reader of PDF broke down at page ${progress.page}`, steps);
    }
    if (progress.breakdowns > MOST_BREAKDOWNS) {
      return yield gap("work-limit", "partly", `the document was given up after page ${progress.page}`);
    }
  }
}

const OBJECT = Buffer.from("obj");

/** Whether the word that begins and ends each object (ISO 32000-1 section 7.3.10) stands anywhere. */
function holdsObject(source: ByteSource): boolean {
  let tail = Buffer.alloc(0);
  for (const piece of pieces(source)) {
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.length);
    if (bytes.includes(OBJECT) || Buffer.concat([tail, bytes.subarray(0, 2)]).includes(OBJECT)) return true;
    tail = Buffer.from(bytes.subarray(-2));
  }
  return false;
}

/** A document that PDFium does not open (or no more). */
function* refused(document: Document, context: ExtractContext, progress: Progress): Generator<Unfolded> {
  if (progress.page > 0) yield gap("malformed", "partly", `pages from ${progress.page + 1} on were not read`);
  else yield* salvaged(document, context);
}

/** A page that is to be read as a picture. */
interface Drawn {
  readonly kind: "drawn";
  readonly steps: readonly Step[];
  readonly bitmap: Bitmap;
}

async function* readDrawn({ steps, bitmap }: Drawn, context: ExtractContext, progress: Progress): AsyncGenerator<Unfolded> {
  const { width, height, grey } = bitmap;
  const lines = yield* readPicture(pixmap("P5", width, height, grey), UPRIGHT, steps, context, progress.line);
  progress.line += lines + 1;
}

function* contents(opened: Pdf, document: Document, context: ExtractContext, progress: Progress): Generator<Unfolded | Drawn> {
  const again = progress.page > 0;
  const attachments: number[] = [];
  const form = openForm(opened);
  for (; progress.page < opened.pages && !progress.stopped; progress.page += 1) {
    if (opened.broken()) return;
    const limit = context.budget.entry();
    if (limit !== undefined) {
      progress.stopped = true;
      yield gap(limit, "partly", `${opened.pages - progress.page} pages were not read`);
      return;
    }
    const page = readPage(opened, progress.page, form.handle, progress.told);
    if (page === undefined) {
      progress.missing += 1;
      progress.missingInARow += 1;
      if (progress.missingInARow >= MOST_MISSING) break;
      continue;
    }
    progress.missingInARow = 0;
    attachments.push(...page.attachments);
    yield* pageItems(page, opened, document, context, progress);
  }
  if (opened.broken()) return;
  if (!progress.stopped && !progress.beyond) {
    progress.beyond = true;
    yield* beside(opened, document, context, progress);
  }
  for (const [index, attachment] of attachments.entries()) {
    if (opened.broken()) break;
    yield* attachmentOf(
      opened,
      attachment,
      opened.api.FPDFDoc_GetAttachmentCount(opened.handle) + index,
      document.bytes.size,
      context,
    );
  }
  yield* attachmentsOf(opened, document.bytes.size, context, progress);
  if (!opened.broken()) form.close();
  yield* complaints(opened, document, context, progress, again);
}

function openForm({ api, handle }: Pdf): { readonly handle: number; close(): void } {
  if (api.FPDF_GetFormType(handle) === 0) return { handle: 0, close: () => {} };
  const info = api.PDFiumExt_OpenFormFillInfo();
  const form = api.PDFiumExt_InitFormFillEnvironment(handle, info);
  return {
    handle: form,
    close() {
      if (form !== 0) api.PDFiumExt_ExitFormFillEnvironment(form);
      api.PDFiumExt_CloseFormFillInfo(info);
    },
  };
}

function* pageItems(
  page: PageContent,
  opened: Pdf,
  document: Document,
  context: ExtractContext,
  progress: Progress,
): Generator<Unfolded | Drawn> {
  const steps = [{ kind: "page", page: progress.page + 1 }] as const;
  const place = { steps, role: roleIn(context), record: "text", section: 0 } as const;
  for (const text of [page.text, page.fields, page.notes]) {
    const bytes = Buffer.from(text);
    if (text.trim() === "") continue;
    progress.produced += bytes.length;
    const limit =
      bytes.length > MOST_PAGE_BYTES
        ? "size-limit"
        : context.budget.output(bytes.length, { produced: progress.produced, consumed: document.bytes.size });
    if (limit !== undefined) {
      yield gap(limit, "none", `${bytes.length} bytes of text of a page were not read`, steps);
      continue;
    }
    progress.texts += 1;
    yield* asIterable(partsWithTables(bytes, { ...place, line: progress.line }));
    progress.line += linesIn(bytes) + 1;
  }
  if (page.cut) yield gap("size-limit", "partly", "a page has more characters than are read", steps);
  if (page.unread === undefined) return;
  const { examined, detail, draw } = page.unread;
  progress.gaps += 1;
  const bitmap = context.pictures === undefined ? undefined : renderPage(opened, progress.page, DPI, draw);
  if (bitmap === undefined) yield gap("image-not-read", examined, detail, steps);
  else yield { kind: "drawn", steps, bitmap };
}

function linesIn(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines += 1;
  return lines;
}

/** What the document says beside its pages. */
function* beside(opened: Pdf, document: Document, context: ExtractContext, progress: Progress): Generator<Unfolded> {
  const role = roleIn(context);
  const texts = [
    { text: informationOf(opened), role: "metadata" },
    { text: outlineOf(opened), role },
    ...packetsOf(opened).map((packet) => ({ text: labelled(packet), role })),
    ...[...xmpOf(document.bytes)].map((text) => ({ text, role: "metadata" }) as const),
  ] as const;
  for (const { text, role: said } of texts) {
    if (text.trim() !== "") yield* told(text, said, progress);
  }
}

function* told(text: string, role: TextPart["role"], progress: Progress): Generator<Unfolded> {
  const bytes = Buffer.from(text);
  yield* asIterable(textParts(bytes, { steps: [], role, record: "text", section: 0, line: progress.line }));
  progress.line += linesIn(bytes) + 1;
}

function* complaints(
  opened: Pdf,
  document: Document,
  context: ExtractContext,
  progress: Progress,
  again: boolean,
): Generator<Unfolded> {
  const nothing = progress.texts === 0;
  const encrypted = opened.api.EPDF_IsEncrypted(opened.handle) !== 0;
  const flaws = encrypted ? undefined : flawsOf(document.bytes, nothing && progress.gaps === 0);
  if (flaws?.text === true) return yield* salvaged(document, context);
  if (flaws !== undefined && flaws.damaged > 0) {
    yield gap("malformed", nothing ? "none" : "partly", `${flaws.damaged} compressed streams of the document are damaged`);
  }
  if (opened.repaired || opened.pages === 0) {
    if (opened.pages - progress.missing === 0) return yield* salvaged(document, context);
    yield gap(
      "malformed",
      nothing ? "none" : "partly",
      "the document's cross-reference table is damaged; pages were found without it",
    );
  }
  if (progress.missing === 0 || again) return;
  const pages = progress.page + (progress.missingInARow >= MOST_MISSING ? 1 : 0);
  if (progress.missing >= pages) return yield* salvaged(document, context);
  yield gap("malformed", "partly", `${opened.pages - (pages - progress.missing)} of ${opened.pages} pages could not be read`);
}
