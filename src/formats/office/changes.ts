/** A stretch of a paragraph: as it is, deleted by a tracked change, or inserted by one. */
export interface Stretch {
  text: string;
  readonly kind: "same" | "deleted" | "inserted";
}

/** Characters around a deletion that are shown with it: a number may have been changed in one of its digits. */
const AROUND = 24;

/** The paragraph as it reads now. */
export function currentText(stretches: readonly Stretch[]): string {
  return stretches.reduce((text, { text: more, kind }) => (kind === "deleted" ? text : text + more), "");
}

/**
 * What was deleted, in the words that stood around it before the change. Deletions that stand close
 * together are one; each character of the old text is in at most one of them.
 */
export function deletedTexts(stretches: readonly Stretch[]): string[] {
  let old = "";
  const ranges: { start: number; end: number }[] = [];
  for (const { text, kind } of stretches) {
    if (kind === "inserted") continue;
    if (kind === "deleted" && text !== "") {
      const last = ranges.at(-1);
      const start = Math.max(0, old.length - AROUND);
      const end = old.length + text.length + AROUND;
      if (last !== undefined && start <= last.end) last.end = end;
      else ranges.push({ start, end });
    }
    old += text;
  }
  return ranges.map(({ start, end }) => old.slice(wordStart(old, start), wordEnd(old, end)).trim()).filter((text) => text !== "");
}

function wordStart(text: string, from: number): number {
  if (from === 0) return 0;
  const space = text.slice(from, from + AROUND).search(/\s/);
  return space < 0 ? from : from + space;
}

function wordEnd(text: string, to: number): number {
  if (to >= text.length) return text.length;
  const part = text.slice(to - AROUND, to);
  const space = Math.max(part.lastIndexOf(" "), part.lastIndexOf("\n"), part.lastIndexOf("\t"));
  return space < 0 ? to : to - AROUND + space;
}
