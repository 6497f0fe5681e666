import { wideText, type Pdf } from "./document.ts";

/** Subtype of the annotations that are form fields (fpdf_annot.h). */
export const WIDGET = 20;
/** Kinds of fields (fpdf_formfill.h). */
const CHECK_BOX = 2;
const RADIO_BUTTON = 3;
const COMBO_BOX = 4;
const LIST_BOX = 5;
const MOST_OPTIONS = 2_000;

/** A field: its full name, the words that label it, its values. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly values: readonly string[];
}

/** The field of a widget (ISO 32000-1 section 12.7.3). `form` and `annotation` are PDFium's handles. */
export function fieldOf(pdf: Pdf, form: number, annotation: number): Field {
  const { api } = pdf;
  const kind = api.FPDFAnnot_GetFormFieldType(form, annotation);
  const name = wideText(pdf, (to, room) => api.FPDFAnnot_GetFormFieldName(form, annotation, to, room));
  const shown = wideText(pdf, (to, room) => api.FPDFAnnot_GetFormFieldAlternateName(form, annotation, to, room));
  const label = labelOf(shown === "" ? name : shown);
  const value = (): string =>
    kind === CHECK_BOX || kind === RADIO_BUTTON
      ? wideText(pdf, (to, room) => api.FPDFAnnot_GetFormFieldExportValue(form, annotation, to, room))
      : wideText(pdf, (to, room) => api.FPDFAnnot_GetFormFieldValue(form, annotation, to, room));
  const off = (kind === CHECK_BOX || kind === RADIO_BUTTON) && api.FPDFAnnot_IsChecked(form, annotation) === 0;
  return { name, label, values: off ? [] : [value()] };
}

/** What a list offers (ISO 32000-1 section 12.7.4.4): a list of people is one too. */
export function optionsOf(pdf: Pdf, form: number, annotation: number): string[] {
  const kind = pdf.api.FPDFAnnot_GetFormFieldType(form, annotation);
  if (kind !== COMBO_BOX && kind !== LIST_BOX) return [];
  const count = Math.min(Math.max(0, pdf.api.FPDFAnnot_GetOptionCount(form, annotation)), MOST_OPTIONS);
  return Array.from({ length: count }, (_, index) =>
    wideText(pdf, (to, room) => pdf.api.FPDFAnnot_GetOptionLabel(form, annotation, index, to, room)),
  );
}

/** A full name lists its forms and their counts: `form1[0].page1[0].NRIC[0]`. */
function labelOf(name: string): string {
  const last = name.slice(name.lastIndexOf(".") + 1).replace(/\[\d{1,6}\]$/, "");
  return (/\s/.test(name) || !/\p{L}/u.test(last) ? name : last).replaceAll(/[\s:]+/g, " ").trim();
}
