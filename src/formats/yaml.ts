import { pieces } from "../bytes/memory.ts";
import type { Document, Unfolded } from "../model/document.ts";
import type { ExtractContext, Extractor, Sniffed } from "../model/extractor.ts";
import { toUtf8 } from "../text/charset.ts";
import { roleIn } from "./gap.ts";
import { type KeyPath, labelTree } from "./json/labels.ts";
import { recordParts } from "./record-parts.ts";
import { hinted, textHead } from "./sniff.ts";
import { headOf, undecodable } from "./text.ts";
import { textLines } from "./text-lines.ts";

const LINE_BYTES = 1_048_576;
/** A block of text in a value is written in pieces of this many lines. */
const BLOCK_LINES = 10_000;
const KEY_LENGTH = 100;
const DEPTH = 1_000;

/** YAML as far as lines tell it: keys, lists, documents and blocks of text; anchors are not followed. */
export const yaml: Extractor = {
  id: "yaml",
  description: "YAML",
  reads: "Every line, with the path of its keys; each item of a list and each document is a record. References are not followed.",
  extensions: [".yaml", ".yml"],
  accepts: isYaml,
  *extract(document, context) {
    yield* values(document, context);
  },
};

function isYaml(sniffed: Sniffed): boolean {
  const start = textHead(sniffed.head);
  if (start === "") return false;
  if (hinted(sniffed, [".yaml", ".yml"], ["application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml"])) return true;
  // Front matter of a text begins alike, but its second mark ends it.
  return (
    /^(?:%YAML |---[ \t]*(?:#[^\n]{0,200})?\r?\n)/.test(start) &&
    !/\n---[ \t]*\r?\n\s{0,20}[^\s#\-:"'][^:\n]{0,200}\n/.test(start)
  );
}

interface Level {
  readonly indent: number;
  readonly path: KeyPath;
  readonly record: number;
}

function* values(document: Document, context: ExtractContext): Generator<Unfolded> {
  const stream = toUtf8(pieces(document.bytes), headOf(document));
  const tree = labelTree();
  const parts = recordParts({ steps: [], role: roleIn(context), record: "object" }, tree.labels);
  let levels: Level[] = [];
  let root = 0;
  let records = 0;
  let block: { indent: number; lines: string[]; line: number; path: KeyPath; record: number } | undefined;
  const endBlock = (): void => {
    if (block !== undefined) parts.text(block.lines.join("\n").trimEnd(), block.path.index, block.record, block.line, 1);
    block = undefined;
  };
  const top = (): Level => levels.at(-1) ?? { indent: -1, path: tree.root, record: root };
  for (const { text, line } of textLines(stream.pieces, LINE_BYTES)) {
    yield* parts.take(false);
    const indent = indentOf(text);
    if (block !== undefined) {
      if (indent === text.length || indent > block.indent) {
        block.lines.push(text);
        if (block.lines.length < BLOCK_LINES) continue;
        const { path, record, indent: own } = block;
        endBlock();
        block = { indent: own, lines: [], line: line + 1, path, record };
        continue;
      }
      endBlock();
    }
    if (indent === text.length) continue;
    if (/^(?:---|\.\.\.)(?:\s|$)/.test(text)) {
      levels = [];
      records += 1;
      root = records;
      if (text.length > 4) parts.text(text.slice(4), tree.root.index, root, line, 5);
      continue;
    }
    let at = indent;
    while (text[at] === "-" && (text[at + 1] === " " || at + 1 === text.length) && levels.length < DEPTH) {
      levels = levels.filter((level) => level.indent < at);
      const around = top();
      at += 1;
      while (text[at] === " ") at += 1;
      const isMapping = at === text.length || keyEnd(text, at) >= 0;
      if (isMapping) records += 1;
      levels.push({ indent: at - 1, path: around.path, record: isMapping ? records : around.record });
    }
    if (at === text.length) continue;
    const end = text[at] === "#" ? -1 : keyEnd(text, at);
    if (end < 0) {
      const { path, record } = top();
      parts.text(unquoted(text.slice(at)), path.index, record, line, at + 1);
      continue;
    }
    levels = levels.filter((level) => level.indent < at);
    const around = top();
    const key = unquoted(text.slice(at, end)).trim();
    const path = tree.child(around.path, key);
    if (/[0-9@]/.test(key)) parts.text(key, 0, around.record, line, at + 1);
    if (levels.length < DEPTH) levels.push({ indent: at, path, record: around.record });
    let from = end + 1;
    while (text[from] === " " || text[from] === "\t") from += 1;
    const value = text.slice(from);
    if (/^(?:[!&][^\s]{0,200}\s{1,9}){0,2}[|>][-+0-9]{0,3}\s{0,9}(?:#.{0,1000})?$/.test(value))
      block = { indent: at, lines: [], line: line + 1, path, record: around.record };
    else parts.text(unquoted(value), path.index, around.record, line, from + 1);
  }
  endBlock();
  yield* parts.take(true);
  yield* undecodable(stream, document.bytes.size);
}

function indentOf(text: string): number {
  let at = 0;
  while (text[at] === " " || text[at] === "\t") at += 1;
  return at;
}

/** Where the colon behind a key stands; -1 when the line begins with no key. */
function keyEnd(text: string, from: number): number {
  let at = from;
  const quote = text[at];
  if (quote === '"' || quote === "'") {
    at = text.indexOf(quote, at + 1) + 1;
    if (at <= 0) return -1;
    while (text[at] === " ") at += 1;
    return text[at] === ":" ? at : -1;
  }
  if (quote === "{" || quote === "[") return -1;
  for (; at < text.length && at - from <= KEY_LENGTH; at += 1)
    if (text[at] === ":" && (at + 1 === text.length || text[at + 1] === " " || text[at + 1] === "\t")) return at > from ? at : -1;
  return -1;
}

function unquoted(text: string): string {
  const trimmed = text.trim();
  const quote = trimmed[0];
  if (quote !== '"' && quote !== "'") return trimmed;
  const close = trimmed.lastIndexOf(quote);
  if (close <= 0) return trimmed;
  const inner = trimmed.slice(1, close);
  const rest = trimmed.slice(close + 1);
  const plain = quote === "'" ? inner.replaceAll("''", "'") : inner.replace(/\\(u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|.)/g, escaped);
  return plain + rest;
}

/** YAML 1.2 section 5.7. */
function escaped(_: string, sign: string): string {
  if (sign.length > 1) return String.fromCharCode(Number.parseInt(sign.slice(1), 16));
  return sign === "n" ? "\n" : sign === "t" ? "\t" : sign;
}
