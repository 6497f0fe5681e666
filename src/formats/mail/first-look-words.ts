import type { Vocabulary } from "../../kernel/index.ts";
import { fold, foldTable } from "../../text/fold.ts";
import { ADDRESS_ATTRIBUTES, NAMING_ATTRIBUTES, WORD_ATTRIBUTES } from "../../text/html-attributes.ts";
import { TAG_NAMES, tagAt } from "../../text/html-tags.ts";
import { UNREAD_FIELDS } from "./header-block.ts";
import { NAMED } from "./headers.ts";

/** Codes as in kernel/assembly/look/header.ts. */
const UNREAD = 1;
const COUNTED = 31;
const STRUCTURAL = ["content-type", "content-transfer-encoding", "content-disposition"];
export const FIRST_NAMED = 5;
const PARAMETERS = [["boundary"], ["charset"], ["format"], ["name"]];
/** Codes of attributes as in kernel/assembly/look/html.ts. */
const ATTRIBUTE = { words: 1, address: 2, value: 3, naming: 4 };

/** Character references that mails have (HTML Standard section 13.5); any other is left to the whole reader. */
const REFERENCES: readonly (readonly [name: string, character: string])[] = [
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", "\u00a0"],
  ["copy", "\u00a9"],
  ["reg", "\u00ae"],
  ["trade", "\u2122"],
  ["hellip", "\u2026"],
  ["rsquo", "\u2019"],
  ["lsquo", "\u2018"],
  ["rdquo", "\u201d"],
  ["ldquo", "\u201c"],
  ["bull", "\u2022"],
  ["middot", "\u00b7"],
  ["ndash", "\u2013"],
  ["mdash", "\u2014"],
  ["laquo", "\u00ab"],
  ["raquo", "\u00bb"],
  ["lsaquo", "\u2039"],
  ["rsaquo", "\u203a"],
  ["euro", "\u20ac"],
  ["pound", "\u00a3"],
  ["deg", "\u00b0"],
  ["times", "\u00d7"],
  ["rarr", "\u2192"],
  ["eacute", "\u00e9"],
  ["egrave", "\u00e8"],
  ["agrave", "\u00e0"],
  ["ccedil", "\u00e7"],
  ["auml", "\u00e4"],
  ["ouml", "\u00f6"],
  ["uuml", "\u00fc"],
  ["szlig", "\u00df"],
  ["shy", "\u00ad"],
  ["zwnj", "\u200c"],
  ["zwj", "\u200d"],
  ["emsp", "\u2003"],
  ["ensp", "\u2002"],
  ["thinsp", "\u2009"],
];

/** What the first look goes by, from the tables of the whole reader. */
export function vocabulary(): Vocabulary {
  return {
    fieldNames: fieldNames(),
    parameters: new Map(PARAMETERS.flatMap((names, index) => names.map((name) => [name, index + 1] as const))),
    tags: new Map([...TAG_NAMES, "meta"].map((name) => [name, tagCode(name)])),
    attributes: attributes(),
    references: references(),
    base64: base64Values(),
    fold: foldTable,
  };
}

function fieldNames(): ReadonlyMap<string, number> {
  const codes = new Map<string, number>();
  for (const name of UNREAD_FIELDS) codes.set(name, UNREAD);
  codes.set("content-length", COUNTED);
  for (const [index, name] of STRUCTURAL.entries()) codes.set(name, UNREAD + 1 + index);
  for (const [index, name] of NAMED.entries()) codes.set(name, FIRST_NAMED + index);
  return codes;
}

const LAYOUTS = { none: 0, br: 1, cell: 2, block: 3, row: 4 } as const;
const CONTENTS = { markup: 0, raw: 16, title: 32, other: 64 } as const;

function tagCode(name: string): number {
  const bytes = Buffer.from(name);
  const { layout, kept, content } = tagAt(bytes, 0, bytes.length);
  const special = name === "style" || name === "meta" ? 128 : 0;
  return LAYOUTS[layout] | (kept ? 8 : 0) | CONTENTS[content] | special;
}

function attributes(): ReadonlyMap<string, number> {
  const codes = new Map<string, number>();
  for (const name of NAMING_ATTRIBUTES) codes.set(name, ATTRIBUTE.naming);
  for (const name of WORD_ATTRIBUTES) codes.set(name, name === "value" || name === "content" ? ATTRIBUTE.value : ATTRIBUTE.words);
  for (const name of ADDRESS_ATTRIBUTES) codes.set(name, ATTRIBUTE.address);
  return codes;
}

/** By name, and by number in both ways of writing it. */
function references(): ReadonlyMap<string, Uint8Array> {
  const known = new Map<string, Uint8Array>();
  for (const [name, character] of REFERENCES) {
    const folded = fold(Buffer.from(character)).bytes;
    const point = character.codePointAt(0) ?? 0;
    for (const written of [name, `#${point}`, `#x${point.toString(16)}`]) known.set(written, folded);
  }
  return known.set("#039", Buffer.from("'")).set("#160", fold(Buffer.from("\u00a0")).bytes);
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** RFC 2045 section 6.8: the bits of each character; 64 for padding, 65 for line ends, 66 for anything else. */
function base64Values(): Uint8Array {
  const values = new Uint8Array(256).fill(66);
  for (const [bits, character] of Array.from(ALPHABET).entries()) values[character.charCodeAt(0)] = bits;
  values[0x3d] = 64;
  values[10] = 65;
  values[13] = 65;
  return values;
}
