import type { TextPart, Unfolded } from "../../model/document.ts";
import { asIterable, partsWithTables } from "../tables.ts";

/** Text that is held before it is told; a table goes on to at most LONGEST. */
const HELD_CHARACTERS = 1_048_576;
const LONGEST = 8 * HELD_CHARACTERS;
/** One line that is longer is told by itself, so that no string grows without end. */
export const LINE_CHARACTERS = 1_048_576;

export type LineShape = Pick<TextPart, "steps" | "role" | "section">;

/** Lines of a text, which become parts as they come; rows of tables have tabs. */
export interface Lines {
  add(line: string): void;
  /** Adds a line unless it stands among the last ones already: an author is named at each change. */
  readonly addOnce: (line: string) => void;
  /** Parts that are ready; with `end`, all. */
  take(end: boolean): Iterable<Unfolded>;
}

/** Different lines that `addOnce` remembers. */
const REMEMBERED = 20_000;

/** A collector of lines for one text. Lines count on over all its parts. */
export function lineCollector(shape: LineShape): Lines {
  let held: string[] = [];
  let size = 0;
  let line = 1;
  let inTable = false;
  const once = new Set<string>();
  const add = (text: string): void => {
    held.push(text);
    size += text.length + 1;
    inTable = text.includes("\t");
  };
  return {
    add,
    addOnce(text) {
      const trimmed = text.trim();
      if (trimmed === "" || once.has(trimmed)) return;
      if (once.size < REMEMBERED) once.add(trimmed);
      add(trimmed);
    },
    take(end) {
      if (size === 0 || (!end && (size < HELD_CHARACTERS || (inTable && size < LONGEST)))) return [];
      const bytes = Buffer.from(`${held.join("\n")}\n`);
      held = [];
      size = 0;
      const parts = [...asIterable(partsWithTables(bytes, { ...shape, record: "text", line }))];
      for (const byte of bytes) if (byte === 10) line += 1;
      return parts;
    },
  };
}

/**
 * Paragraphs or lines of one cell as one line: a comma in place of a line end, so that numbers do not
 * run together, unless something else parts them there.
 */
export function oneLine(text: string): string {
  if (!/[\t\n\v\f\r\u2028\u2029]/.test(text)) return text;
  return text
    .split(/[\n\v\f\r\u2028\u2029]/)
    .map((piece) => piece.replaceAll("\t", " ").trim())
    .filter((piece) => piece !== "")
    .reduce((whole, piece) => (whole === "" ? piece : /[,;:.|/]$/.test(whole) ? `${whole} ${piece}` : `${whole}, ${piece}`), "");
}
