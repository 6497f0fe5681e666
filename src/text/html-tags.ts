import { BLOCKS, KEPT } from "./html-flow.ts";

/** What a tag does to the text around it. */
export interface Tag {
  readonly name: string;
  /** `br` ends a line, a cell is set apart by a tab, a block is a line of its own, a row's cells are counted anew. */
  readonly layout: "none" | "br" | "cell" | "block" | "row";
  /** White space in it stays. */
  readonly kept: boolean;
  /** Its content is no markup: raw to its end tag (`raw`), or text with references (`title`). `other` is left to the tokenizer. */
  readonly content: "markup" | "raw" | "title" | "other";
  /** Mail programs put quotations into it. */
  readonly quotes: boolean;
}

/** Elements whose content is no markup and that mails do not have. */
const OTHER = new Set(["textarea", "iframe", "noembed", "noframes", "xmp", "plaintext"]);
const CELLS = new Set(["td", "th"]);
const ROWS = new Set(["tr", "table"]);

const TABLE_SIZE = 1_024;
export const TAG_NAMES: readonly string[] = [
  ...new Set([...BLOCKS, ...KEPT, ...OTHER, ...CELLS, "br", "script", "style", "title"]),
];
/** By hash of the name; the few names that share a place stand in one list. */
const TABLE: (readonly Known[] | undefined)[] = Array.from({ length: TABLE_SIZE });

interface Known {
  readonly letters: readonly number[];
  readonly tag: Tag;
}

for (const name of TAG_NAMES) {
  const letters = Array.from(name, (letter) => letter.charCodeAt(0));
  let hash = 0;
  for (const letter of letters) hash = (Math.imul(hash, 31) + (letter | 0x20)) | 0;
  const place = hash & (TABLE_SIZE - 1);
  TABLE[place] = [...(TABLE[place] ?? []), { letters, tag: tagOf(name) }];
}

function tagOf(name: string): Tag {
  return {
    name,
    layout: name === "br" ? "br" : CELLS.has(name) ? "cell" : ROWS.has(name) ? "row" : BLOCKS.has(name) ? "block" : "none",
    kept: KEPT.has(name),
    content: name === "script" || name === "style" ? "raw" : name === "title" ? "title" : OTHER.has(name) ? "other" : "markup",
    quotes: name === "div" || name === "blockquote",
  };
}

/** A tag that does nothing: most inline tags, and every unknown one. */
export const PLAIN_TAG: Tag = { name: "", layout: "none", kept: false, content: "markup", quotes: false };

/** The tag of this name, in letters of any case. */
export function tagAt(bytes: Uint8Array, from: number, to: number): Tag {
  let hash = 0;
  for (let at = from; at < to; at += 1) hash = (Math.imul(hash, 31) + ((bytes[at] as number) | 0x20)) | 0;
  const known = TABLE[hash & (TABLE_SIZE - 1)];
  if (known === undefined) return PLAIN_TAG;
  for (const { letters, tag } of known) {
    if (letters.length === to - from && isNamed(bytes, from, letters)) return tag;
  }
  return PLAIN_TAG;
}

function isNamed(bytes: Uint8Array, from: number, letters: readonly number[]): boolean {
  for (let index = 0; index < letters.length; index += 1) {
    if (lower(bytes[from + index] as number) !== letters[index]) return false;
  }
  return true;
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte;
}
