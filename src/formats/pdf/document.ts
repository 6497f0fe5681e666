import type { ByteSource } from "../../model/bytes.ts";
import { lease, SCRATCH_BYTES, type Calls, type Lease } from "./engine.ts";

/** An open document. */
export interface Pdf {
  readonly api: Calls;
  /** The document as PDFium knows it. */
  readonly handle: number;
  readonly pages: number;
  /** Where its cross-reference table is damaged, PDFium made one of what it found. */
  readonly repaired: boolean;
  /** Scratch memory for results of calls. */
  readonly scratch: number;
  /** All memory; another view after a call that made it grow. */
  readonly heap: () => Uint8Array;
  /** An exception out of PDFium: nothing is called again. */
  readonly broke: () => void;
  readonly broken: () => boolean;
  readonly close: () => void;
}

/** Why PDFium does not open a document. */
export type Refused = "encrypted" | "refused";

/** FPDF_GetLastError: a password is wanted; a security handler that it does not know. */
const PASSWORD = 4;
const SECURITY = 5;
/** Its offsets are 32 bits. */
const MOST_BYTES = 2 ** 31 - 1;
/** Piece that is read ahead: PDFium asks for half a kilobyte at a time. */
const PIECE = 65_536;

/**
 * Opens a document where it lies: PDFium asks for the bytes it wants. A document that needs no
 * password to be read opens although it is encrypted (ISO 32000-1 section 7.6.3.1).
 */
export async function openPdf(source: ByteSource): Promise<Pdf | Refused> {
  const held = await lease();
  const { api, module, scratch } = held;
  const reading = module.addFunction(blockReader(source, held), "iiiii");
  let handle = 0;
  const access = api.malloc(12);
  const end = (): void => {
    if (!held.broken()) {
      if (handle !== 0) api.FPDF_CloseDocument(handle);
      api.free(access);
      module.removeFunction(reading);
    }
    held.release();
  };
  try {
    const view = new DataView(api.memory.buffer, access, 12);
    view.setUint32(0, Math.min(source.size, MOST_BYTES), true);
    view.setUint32(4, reading, true);
    view.setUint32(8, 0, true);
    handle = api.FPDF_LoadCustomDocument(access, 0);
    if (handle === 0) {
      const error = api.FPDF_GetLastError();
      end();
      return error === PASSWORD || error === SECURITY ? "encrypted" : "refused";
    }
    return {
      api,
      handle,
      pages: Math.max(0, api.FPDF_GetPageCount(handle)),
      repaired: api.FPDF_DocumentHasValidCrossReferenceTable(handle) === 0,
      scratch,
      heap: () => module.HEAPU8,
      broke: held.broke,
      broken: held.broken,
      close: end,
    };
  } catch {
    // A trap inside PDFium: the document is one that it refuses, and this instance is not used again.
    held.broke();
    held.release();
    return "refused";
  }
}

/** FPDF_FILEACCESS: copies a block of the file into PDFium's memory; 0 where there is none. */
function blockReader(source: ByteSource, { module }: Lease): (...given: number[]) => number {
  let piece = new Uint8Array(0);
  let from = 0;
  return (_, position = 0, buffer = 0, size = 0) => {
    const start = position >>> 0;
    const wanted = size >>> 0;
    if (start + wanted > source.size) return 0;
    if (wanted > PIECE) {
      const bytes = source.read(start, wanted);
      if (bytes.length < wanted) return 0;
      module.HEAPU8.set(bytes, buffer >>> 0);
      return 1;
    }
    if (start < from || start + wanted > from + piece.length) {
      // A little of what came before: it also reads backwards.
      from = Math.max(0, start - PIECE / 4);
      piece = source.read(from, PIECE + PIECE / 4).slice();
      if (start + wanted > from + piece.length) return 0;
    }
    module.HEAPU8.set(piece.subarray(start - from, start - from + wanted), buffer >>> 0);
    return 1;
  };
}

/** Scratch memory: constants that calls are given, numbers that they give back, and the rest for texts. */
const KEY_ROOM = 1_024;
const NUMBERS = KEY_ROOM;
const TEXTS = 2_048;
/** No name or field is longer. */
const MOST_TEXT = 16 * 1024 ** 2;

/** A key as calls take it (ASCII, ended by a zero), valid until the next one. */
export function key(pdf: Pdf, name: string): number {
  const heap = pdf.heap();
  for (let at = 0; at < name.length; at += 1) heap[pdf.scratch + at] = name.charCodeAt(at);
  heap[pdf.scratch + name.length] = 0;
  return pdf.scratch;
}

/** Where the `index`-th of at most 64 numbers of 8 bytes is given back. */
export function slot(pdf: Pdf, index: number): number {
  return pdf.scratch + NUMBERS + index * 8;
}

/** What a call wrote into the slots. */
export function slots(pdf: Pdf): DataView {
  return new DataView(pdf.api.memory.buffer, pdf.scratch + NUMBERS, TEXTS - NUMBERS);
}

/** A text that a call writes as UTF-16LE into a buffer of so many bytes; it gives back how many it needs. */
export function wideText(pdf: Pdf, call: (buffer: number, bytes: number) => number): string {
  return written(pdf, call, "utf16le");
}

/** As `wideText`, of calls that write bytes. */
export function narrowText(pdf: Pdf, call: (buffer: number, bytes: number) => number): string {
  return written(pdf, call, "utf8");
}

function written(pdf: Pdf, call: (buffer: number, bytes: number) => number, encoding: "utf16le" | "utf8"): string {
  const room = SCRATCH_BYTES - TEXTS;
  const needed = call(pdf.scratch + TEXTS, room) >>> 0;
  if (needed <= room) return textAt(pdf, pdf.scratch + TEXTS, needed, encoding);
  const buffer = pdf.api.malloc(Math.min(needed, MOST_TEXT));
  if (buffer === 0) return "";
  const size = Math.min(call(buffer, Math.min(needed, MOST_TEXT)) >>> 0, needed, MOST_TEXT);
  const text = textAt(pdf, buffer, size, encoding);
  pdf.api.free(buffer);
  return text;
}

function textAt(pdf: Pdf, start: number, size: number, encoding: "utf16le" | "utf8"): string {
  const text = Buffer.from(pdf.heap().subarray(start, start + size)).toString(encoding);
  const end = text.indexOf("\0");
  return end < 0 ? text : text.slice(0, end);
}
