import { slot, slots, type Pdf } from "./document.ts";

/** A page as pixels: 8 bits of grey each, rows from top to bottom without padding. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
}

/** FPDF_PAGEOBJ_TEXT. */
const TEXT = 1;
/** FPDFBitmap_Gray. */
const GREY = 1;
/** FPDF_ANNOT: with what stands in form fields and stamps. FPDF_GRAYSCALE. */
const FLAGS = 0x01 | 0x08;
const WHITE = 0xffffffff;
/** A0 at 100 dpi; a page of absurd size is drawn smaller. */
const MOST_PIXELS = 16_000_000;
const POINTS_PER_INCH = 72;

/**
 * Draws a page (`index` from 0) at so many dots per inch, fewer where it would have more than 16
 * million pixels, with its text or without; `undefined` where it cannot be drawn. Exceptions of PDFium pass through.
 */
export function renderPage(pdf: Pdf, index: number, dpi: number, draw: "page" | "pictures"): Bitmap | undefined {
  const { api } = pdf;
  const page = api.FPDF_LoadPage(pdf.handle, index);
  if (page === 0) return undefined;
  if (draw === "pictures") removeText(pdf, page);
  const [wide, high] = [api.FPDF_GetPageWidthF(page), api.FPDF_GetPageHeightF(page)];
  const scale = Math.min(dpi / POINTS_PER_INCH, Math.sqrt(MOST_PIXELS / Math.max(1, wide * high)));
  const [width, height] = [Math.max(1, Math.round(wide * scale)), Math.max(1, Math.round(high * scale))];
  const bitmap = width * height > MOST_PIXELS * 2 ? 0 : api.FPDFBitmap_CreateEx(width, height, GREY, 0, 0);
  let drawn: Bitmap | undefined;
  if (bitmap !== 0) {
    api.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE);
    api.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, FLAGS);
    const stride = api.FPDFBitmap_GetStride(bitmap);
    const buffer = api.FPDFBitmap_GetBuffer(bitmap);
    const heap = pdf.heap();
    const grey = new Uint8Array(width * height);
    for (let row = 0; row < height; row += 1) {
      grey.set(heap.subarray(buffer + row * stride, buffer + row * stride + width), row * width);
    }
    drawn = { width, height, grey };
    api.FPDFBitmap_Destroy(bitmap);
  }
  api.FPDF_ClosePage(page);
  return drawn;
}

/** Takes the text off a page that is loaded; the document stays as it is. */
function removeText({ api }: Pdf, page: number): void {
  for (let at = api.FPDFPage_CountObjects(page) - 1; at >= 0; at -= 1) {
    const object = api.FPDFPage_GetObject(page, at);
    if (api.FPDFPageObj_GetType(object) === TEXT && api.FPDFPage_RemoveObject(page, object) !== 0)
      api.FPDFPageObj_Destroy(object);
  }
}

/** Width and height of a page (`index` from 0) in points, without loading it; `undefined` where there is none. */
export function pageSize(pdf: Pdf, index: number): { readonly width: number; readonly height: number } | undefined {
  if (pdf.api.FPDF_GetPageSizeByIndexF(pdf.handle, index, slot(pdf, 0)) === 0) return undefined;
  const view = slots(pdf);
  return { width: view.getFloat32(0, true), height: view.getFloat32(4, true) };
}
