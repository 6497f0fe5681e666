import { createRequire } from "node:module";
import { attributeLines } from "./html-attributes.ts";
import { flow } from "./html-flow.ts";
import { quoteTracker } from "./html-quotes.ts";

const require = createRequire(import.meta.url);

/** A page or an HTML mail as its reader sees it, and what stands in it unseen. */
export interface HtmlText {
  /** Visible text: blocks are lines, table cells are separated by tabs, no-break spaces stay. */
  readonly text: string;
  /** What is not shown: links, alternative texts, values, comments, scripts; one a line. */
  readonly attributes: string;
  /** Half-open ranges of `text` (UTF-16 code units) that quote an earlier message. */
  readonly quoted: readonly (readonly [number, number])[];
}

/** Elements whose content the tokenizer gives raw and a reader does not see. */
const UNSEEN = new Set(["script", "noembed", "noframes", "iframe"]);

/**
 * HTML to text, for the detectors rather than for the eye: HTML Standard section 13.2.5, without
 * an element tree, so that a page of nothing but open tags costs no more than its length.
 */
export function htmlToText(html: string): HtmlText {
  const out = flow();
  const quotes = quoteTracker(() => out.length());
  const unseen: string[] = [];
  let tag = "";
  let tagStart = -1;
  let names: string[] = [];
  let values: string[] = [];
  let value = "";
  let raw: string | undefined;
  let rawText = "";
  let consumed = 0;

  const open = (endIndex: number): void => {
    consumed = endIndex + 1;
    tagStart = -1;
    attributeLines(tag, names, values, unseen);
    quotes.open(tag, names, values);
    out.open(tag);
    if (UNSEEN.has(tag) || tag === "style") raw = tag;
    names = [];
    values = [];
  };
  const closeRaw = (): void => {
    if (raw !== undefined && raw !== "style" && rawText.trim() !== "") unseen.push(rawText);
    raw = undefined;
    rawText = "";
  };

  const { Tokenizer } = require("htmlparser2") as typeof import("htmlparser2");
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      ontext(start, end) {
        if (raw === undefined) out.text(html.slice(start, end));
        else rawText += html.slice(start, end);
        consumed = end;
      },
      ontextentity(codepoint, end) {
        if (raw === undefined) out.text(String.fromCodePoint(codepoint));
        else rawText += String.fromCodePoint(codepoint);
        consumed = end;
      },
      onopentagname(start, end) {
        tagStart = start - 1;
        tag = html.slice(start, end).toLowerCase();
      },
      onopentagend: open,
      onselfclosingtag: open,
      onclosetag(start, end) {
        const name = html.slice(start, end).toLowerCase();
        // Blanks and attributes may stand before the end of a closing tag.
        const close = html.indexOf(">", end);
        consumed = close < 0 ? end : close + 1;
        if (raw !== undefined) closeRaw();
        quotes.close(name);
        out.close(name);
      },
      onattribname(start, end) {
        names.push(html.slice(start, end).toLowerCase());
        value = "";
      },
      onattribdata(start, end) {
        value += html.slice(start, end);
      },
      onattribentity(codepoint) {
        value += String.fromCodePoint(codepoint);
      },
      onattribend() {
        values.push(value);
      },
      oncomment(start, end, offset) {
        unseen.push(html.slice(start, Math.max(start, end - offset)));
        consumed = end + 1;
      },
      oncdata(start, end, offset) {
        unseen.push(html.slice(start, Math.max(start, end - offset)));
        consumed = end + 1;
      },
      ondeclaration(_start, end) {
        consumed = end + 1;
      },
      onprocessinginstruction(start, end) {
        unseen.push(html.slice(start, end));
        consumed = end + 1;
      },
      onend() {},
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  // A style sheet that never ends holds the rest of the page.
  if (raw === "style") raw = "unclosed";
  closeRaw();
  // So does a tag whose quotation mark never ends: the tokenizer reports nothing of it.
  if (tagStart >= 0) unseen.push(html.slice(tagStart));
  else if (consumed < html.length) unseen.push(html.slice(consumed));
  const text = out.end();
  return { text, attributes: unseen.join("\n"), quoted: quotes.end(text.length) };
}
