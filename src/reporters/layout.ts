import type { ReportContext } from "../model/reporter.ts";
import type { Style } from "./paint.ts";
import { columns, cutMiddle, cutStart, pad } from "./width.ts";

/** Narrower terminals are laid out for this width. */
const LEAST_WIDTH = 40;
const USUAL_WIDTH = 80;
/** Text that is wrapped begins on a line only if it finds this much room there. */
const LEAST_ROOM = 20;

/** Stands for a space at which a wrapped text is not broken; written as a space. */
export const GLUE = "\u00a0";

/** A part of a row. `text` is already fit to be shown. */
export interface Field {
  readonly text: string;
  /** Columns to fill up to, so that rows stand below each other. */
  readonly pad?: number;
  readonly style?: Style;
  /** What happens to a text wider than a line: names are cut, sentences are wrapped. */
  readonly overflow: "cut-start" | "cut-middle" | "wrap";
}

/** The width to lay out for, in columns: of the terminal, and `Infinity` elsewhere, where nothing is cut. */
export function layoutWidth(context: ReportContext): number {
  if (!context.terminal) return Infinity;
  if (!(context.width > 0)) return USUAL_WIDTH;
  return Math.max(LEAST_WIDTH, context.width);
}

/** The longest run of words that fits into `room` columns, and the words that are left. */
function takeWords(words: readonly string[], room: number): { readonly line: string; readonly rest: readonly string[] } {
  let line = "";
  let taken = 0;
  for (const word of words) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (columns(longer) > room) break;
    line = longer;
    taken += 1;
  }
  return { line, rest: words.slice(taken) };
}

/**
 * A row: fields beside each other, two columns apart; what does not fit goes on in the next
 * line, indented by `hanging`. No line is wider than `width` (which may be `Infinity`).
 * Ends in a line feed.
 */
export function row(fields: readonly Field[], width: number, indent: number, hanging: number): string {
  const lines: string[] = [];
  let line = " ".repeat(indent);
  let used = indent;
  let empty = true;

  function breakLine(): void {
    lines.push(line);
    line = " ".repeat(hanging);
    used = hanging;
    empty = true;
  }

  function append(text: string, style: Style | undefined): void {
    const gap = empty ? "" : "  ";
    const bare = text.trimEnd();
    const shown = style === undefined ? bare : style(bare);
    line += gap + shown + " ".repeat(columns(text) - columns(bare));
    used += gap.length + columns(text);
    empty = false;
  }

  function appendWrapped(text: string, style: Style | undefined): void {
    let words: readonly string[] = text.split(" ");
    if (!empty && used + 2 + columns(text) > width && width - used - 2 < LEAST_ROOM) breakLine();
    while (words.length > 0) {
      const room = width - used - (empty ? 0 : 2);
      const taken = takeWords(words, room);
      if (taken.line === "" && empty) {
        append(cutMiddle(words[0] ?? "", room).replaceAll(GLUE, " "), style);
        words = words.slice(1);
      } else {
        if (taken.line !== "") append(taken.line.replaceAll(GLUE, " "), style);
        words = taken.rest;
      }
      if (words.length > 0) breakLine();
    }
  }

  for (const field of fields) {
    if (field.text === "") continue;
    if (field.overflow === "wrap") {
      appendWrapped(field.text, field.style);
      continue;
    }
    if (!empty && used + 2 + columns(field.text) > width) breakLine();
    const room = width - used - (empty ? 0 : 2);
    const cut = field.overflow === "cut-start" ? cutStart(field.text, room) : cutMiddle(field.text, room);
    append(pad(cut, Math.min(field.pad ?? 0, room)), field.style);
  }
  lines.push(line);
  return lines.map((each) => `${each.trimEnd()}\n`).join("");
}
