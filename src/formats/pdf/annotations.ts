import { key, narrowText, wideText, type Pdf } from "./document.ts";
import { optionsOf, WIDGET, fieldOf } from "./fields.ts";

/** Something that stands on a page beside its content: the value of a field after its label, a comment. */
export interface Entry {
  readonly label: string;
  readonly value: string;
}

/** What stands on a page beside its content. */
export interface Beside {
  readonly fields: readonly Entry[];
  /** Comments with their authors, targets of links. */
  readonly notes: readonly Entry[];
  /** Attachments that hang on annotations: PDFium's handles. */
  readonly attachments: readonly number[];
  /** There are annotations that show something of their own. */
  readonly shown: boolean;
}

/** Entries of a document that were told: a field may have a widget on each page. */
export type Told = Set<string>;

/** Subtypes (fpdf_annot.h). */
const LINK = 2;
const POPUP = 16;
/** Entries of an annotation's dictionary that people write (ISO 32000-1 tables 164, 170 and 192). */
const ENTRIES = ["T", "Subj", "Contents", "RC", "OverlayText"];

const MOST_ANNOTATIONS = 20_000;
/** URI, GoToR and Launch actions (fpdf_doc.h). */
const GO_TO_FILE = 2;
const URI = 3;
const LAUNCH = 4;

/** The annotations of a page (ISO 32000-1 section 12.5); `form` is PDFium's handle of the form, 0 where there is none. */
export function besideOf(pdf: Pdf, page: number, form: number, told: Told): Beside {
  const { api } = pdf;
  const count = Math.min(api.FPDFPage_GetAnnotCount(page), MOST_ANNOTATIONS);
  const fields: Entry[] = [];
  const notes: Entry[] = [];
  const attachments: number[] = [];
  let shown = false;
  const add = (entries: Entry[], { label, value }: Entry, name: string): void => {
    const known = `${name}\0${label}\0${value}`;
    if (value === "" || told.has(known)) return;
    told.add(known);
    entries.push({ label, value });
  };
  for (let index = 0; index < count; index += 1) {
    const annotation = api.FPDFPage_GetAnnot(page, index);
    if (annotation === 0) continue;
    const kind = api.FPDFAnnot_GetSubtype(annotation);
    if (kind === WIDGET && form !== 0) {
      const { name, label, values } = fieldOf(pdf, form, annotation);
      for (const value of [...values, ...optionsOf(pdf, form, annotation)]) add(fields, { label, value: value.trim() }, name);
    } else if (kind === LINK) add(notes, { label: "", value: targetOf(pdf, annotation) }, "link");
    // A popup repeats the comment that it belongs to.
    if (kind !== POPUP && kind !== WIDGET)
      for (const value of commentOf(pdf, annotation)) add(notes, { label: "", value }, "note");
    if (kind !== POPUP && kind !== LINK) shown = true;
    const attachment = api.FPDFAnnot_GetFileAttachment(annotation);
    if (attachment !== 0) attachments.push(attachment);
    api.FPDFPage_CloseAnnot(annotation);
  }
  return { fields, notes, attachments, shown };
}

function commentOf(pdf: Pdf, annotation: number): string[] {
  const texts = ENTRIES.map((entry) => {
    const text = wideText(pdf, (to, room) => pdf.api.FPDFAnnot_GetStringValue(annotation, key(pdf, entry), to, room));
    return (entry === "RC" ? withoutTags(text) : text).replaceAll(/\r\n?/g, "\n").trim();
  });
  const [, , plain, rich] = texts;
  // Rich text is the comment again.
  return [...new Set(texts)].filter(
    (text) => text !== "" && (text !== rich || text.replaceAll(/\s/g, "") !== plain?.replaceAll(/\s/g, "")),
  );
}

/** Rich text is XHTML (ISO 32000-1 section 12.7.3.4). */
export function withoutTags(text: string): string {
  return text
    .replaceAll(/<\/(?:p|div|li)>|<br ?\/?>/g, "\n")
    .replaceAll(/<[^<>]*>/g, " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .replaceAll(/[ \t]+/g, " ");
}

function targetOf(pdf: Pdf, annotation: number): string {
  const { api } = pdf;
  const link = api.FPDFAnnot_GetLink(annotation);
  const action = link === 0 ? 0 : api.FPDFLink_GetAction(link);
  if (action === 0) return "";
  const kind = api.FPDFAction_GetType(action);
  if (kind === URI) return decoded(narrowText(pdf, (to, room) => api.FPDFAction_GetURIPath(pdf.handle, action, to, room)));
  if (kind !== GO_TO_FILE && kind !== LAUNCH) return "";
  return narrowText(pdf, (to, room) => api.FPDFAction_GetFilePath(action, to, room));
}

/** `mailto:` and query strings hide blanks and `@`. */
function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    // Not encoded as an address should be: as it stands.
    return address;
  }
}
