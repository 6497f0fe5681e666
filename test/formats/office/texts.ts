import type { Unfolded } from "../../../src/model/document.ts";
import { cellsOf, partsOf } from "../unfold.ts";

/** All texts of a document as strings, as `[where, role, text]`; where is the last step's name or number. */
export function textsOf(items: readonly Unfolded[]): [where: string, role: string, text: string][] {
  return partsOf(items).map(({ steps, role, bytes }) => {
    const last = steps.at(-1);
    const where =
      last === undefined ? "" : last.kind === "page" ? `page ${last.page}` : "name" in last ? (last.name ?? "") : last.kind;
    return [where, role, Buffer.from(bytes).toString()];
  });
}

/** Everything that is said of a document with one role. */
export function said(items: readonly Unfolded[], role = "body"): string {
  return textsOf(items)
    .filter(([, one]) => one === role)
    .map(([, , text]) => text)
    .join("");
}

/** Cells of the sheets as `text @ label line:column`. */
export function cells(items: readonly Unfolded[]): string[] {
  return cellsOf(partsOf(items)).map(([text, label, , line, column]) => `${text} @ ${label} ${line}:${column}`);
}
