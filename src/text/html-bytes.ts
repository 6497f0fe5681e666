import { attributeLines, mayMatter } from "./html-attributes.ts";
import { attributeValue, REFERENCE_BYTES, referenceBytes } from "./html-entities.ts";
import { collapse, createLayout, isSpace, laidOut, layClose, layOpen, putText, untilMarkup, type Layout } from "./html-layout.ts";
import { htmlToText } from "./html.ts";
import { quoteTracker, type QuoteTracker } from "./html-quotes.ts";
import { PLAIN_TAG, tagAt, type Tag } from "./html-tags.ts";

/** As `HtmlText`, in UTF-8. */
export interface HtmlBytes {
  readonly text: Buffer;
  /** What is not shown, one a line. */
  readonly attributes: readonly string[];
  /** Half-open ranges of `text` in bytes that quote an earlier message. */
  readonly quoted: readonly (readonly [number, number])[];
}

const AMP = 0x26;
const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const EQUALS = 0x3d;
const DASH = 0x2d;
const COMMENT = Buffer.from("--");

interface Page {
  readonly bytes: Buffer;
  readonly layout: Layout;
  readonly quotes: QuoteTracker;
  readonly unseen: string[];
}

/** HTML in UTF-8 to text, for the detectors: the result of `htmlToText`, at a fraction of its cost where the markup is usual. */
export function htmlToUtf8(bytes: Buffer): HtmlBytes {
  return htmlBytes(bytes) ?? fromTokens(bytes.toString("utf8"));
}

function fromTokens(html: string): HtmlBytes {
  const { text, attributes, quoted } = htmlToText(html);
  let units = 0;
  let offset = 0;
  const bytesTo = (unit: number): number => {
    offset += Buffer.byteLength(text.slice(units, unit));
    units = unit;
    return offset;
  };
  return {
    text: Buffer.from(text),
    attributes: attributes === "" ? [] : [attributes],
    quoted: quoted.map(([start, end]) => [bytesTo(start), bytesTo(end)] as const),
  };
}

/**
 * HTML to text, as `htmlToText` does it and with the same result, over bytes and without a token
 * in between. `undefined` where the markup is unusual or not ended: the tokenizer knows what to do.
 */
export function htmlBytes(bytes: Buffer): HtmlBytes | undefined {
  const layout = createLayout(bytes.length);
  const page: Page = { bytes, layout, quotes: quoteTracker(() => layout.length), unseen: [] };
  let at = 0;
  while (at < bytes.length) {
    at = untilMarkup(layout, bytes, at, bytes.length);
    if (at === bytes.length) break;
    at = bytes[at] === AMP ? reference(page, at, bytes.length) : markup(page, at);
    if (at < 0) return undefined;
  }
  return { text: laidOut(layout), attributes: page.unseen, quoted: page.quotes.end(layout.length) };
}

/** Puts the character that a reference at `at` stands for; returns what is behind it, -1 where it is not certain. */
function reference({ bytes, layout }: Page, at: number, end: number): number {
  let to = at + 1;
  if (bytes[to] === 0x23) to += 1;
  const most = Math.min(end, at + REFERENCE_BYTES);
  while (to < most && isAlphanumeric(bytes[to] as number)) to += 1;
  if (to === at + 1) {
    putText(layout, bytes, at, to);
    return to;
  }
  if (to === most) return -1;
  if (bytes[to] === 0x3b) to += 1;
  const decoded = referenceBytes(bytes.toString("latin1", at, to));
  if (layout.kept > 0) putText(layout, decoded, 0, decoded.length);
  else collapse(layout, decoded, 0, decoded.length);
  return to;
}

/** Reads what begins with `<`; returns what is behind it, -1 where it is left to the tokenizer. */
function markup(page: Page, at: number): number {
  const { bytes, layout } = page;
  const next = bytes[at + 1];
  if (next === undefined) return -1;
  if (isAlpha(next)) return openTag(page, at);
  if (next === SLASH) return closeTag(page, at);
  if (next === 0x21) return declaration(page, at);
  if (next === 0x3f) return bogusComment(page, at + 1, at + 2);
  putText(layout, bytes, at, at + 1);
  return at + 1;
}

function closeTag(page: Page, at: number): number {
  const { bytes, layout, quotes } = page;
  const first = bytes[at + 2];
  if (first === undefined) return -1;
  if (first === GT) return -1;
  if (!isAlpha(first)) return bogusComment(page, at + 2, at + 3);
  const end = nameEnd(bytes, at + 2);
  const close = bytes.indexOf(GT, end);
  if (close < 0) return -1;
  const tag = tagAt(bytes, at + 2, end);
  if (tag.quotes) quotes.close(tag.name);
  layClose(layout, tag);
  return close + 1;
}

/** `<?...>`, `<![if ...]>` and their like, up to the next `>` at or behind `from`. */
function bogusComment({ bytes, unseen }: Page, start: number, from: number): number {
  const close = bytes.indexOf(GT, from);
  if (close < 0) return -1;
  unseen.push(bytes.toString("utf8", start, close));
  return close + 1;
}

function declaration(page: Page, at: number): number {
  const { bytes, unseen } = page;
  const third = bytes[at + 2];
  if (third === DASH && bytes[at + 3] === DASH) {
    const start = at + 4;
    const end = commentEnd(bytes, start);
    if (end === undefined) return -1;
    unseen.push(bytes.toString("utf8", start, end.text));
    return end.next;
  }
  if (third === 0x5b && bytes[at + 3] !== 0x43) return bogusComment(page, at + 2, at + 3);
  if (bytes.toString("latin1", at + 2, at + 9).toLowerCase() !== "doctype") return -1;
  const close = bytes.indexOf(GT, at + 9);
  return close < 0 ? -1 : close + 1;
}

/** A comment ends at `-->` or `--!>` (HTML Standard section 13.2.5.51). */
function commentEnd(bytes: Buffer, start: number): { text: number; next: number } | undefined {
  // `<!-->` and `<!--->` are comments that were never begun.
  if (bytes[start] === GT || (bytes[start] === DASH && bytes[start + 1] === GT)) return undefined;
  for (let at = bytes.indexOf(COMMENT, start); at >= 0; at = bytes.indexOf(COMMENT, at + 1)) {
    if (bytes[at + 2] === GT) return { text: at, next: at + 3 };
    if (bytes[at + 2] === 0x21 && bytes[at + 3] === GT) return { text: at, next: at + 4 };
  }
  return undefined;
}

/** The attributes of a tag without any: nobody adds to it. */
const NONE: string[] = [];

function openTag(page: Page, at: number): number {
  const { bytes, layout, quotes, unseen } = page;
  const end = nameEnd(bytes, at + 1);
  const tag = tagAt(bytes, at + 1, end);
  if (tag.content === "other") return -1;
  const bare = bytes[end] === GT;
  const names: string[] = bare ? NONE : [];
  const values: string[] = bare ? NONE : [];
  const close = bare ? end : attributes(bytes, end, tag.quotes, names, values);
  if (close < 0) return -1;
  if (names.length > 0) attributeLines(tag.name, names, values, unseen);
  if (tag.quotes) quotes.open(tag.name, names, values);
  layOpen(layout, tag);
  if (tag === PLAIN_TAG || tag.content === "markup") return close + 1;
  return rawContent(page, tag, close + 1);
}

/** The content of `script`, `style` and `title` up to its end tag, which is read as any other. */
function rawContent(page: Page, tag: Tag, from: number): number {
  const { bytes, layout, unseen } = page;
  const end = endTag(bytes, tag, from);
  if (end < 0) return -1;
  if (tag.content === "raw") {
    const text = tag.name === "style" ? "" : bytes.toString("utf8", from, end);
    if (text.trim() !== "") unseen.push(text);
    return end;
  }
  for (let at = from; at < end;) {
    at = untilMarkup(layout, bytes, at, end);
    if (at === end) break;
    // Behind a `<` that ends nothing the tokenizer takes a reference for text.
    if (bytes[at] === LT) return -1;
    at = reference(page, at, end);
    if (at < 0) return -1;
  }
  return end;
}

/** Offset of the `</` of the end tag that closes raw content. */
function endTag(bytes: Buffer, tag: Tag, from: number): number {
  for (let at = bytes.indexOf(LT, from); at >= 0; at = bytes.indexOf(LT, at + 1)) {
    if (bytes[at + 1] !== SLASH) continue;
    const end = at + 2 + tag.name.length;
    if (end < bytes.length && isEnd(bytes[end] as number) && tagAt(bytes, at + 2, end) === tag) return at;
  }
  return -1;
}

/** Reads attributes from behind the tag's name; returns the offset of the `>`, -1 when there is none. Only those that matter are kept. */
function attributes(bytes: Buffer, from: number, quotes: boolean, names: string[], values: string[]): number {
  const size = bytes.length;
  let at = from;
  for (;;) {
    while (at < size && (isSpace(bytes[at] as number) || bytes[at] === SLASH)) at += 1;
    if (at >= size) return -1;
    if (bytes[at] === GT) return at;
    const nameStart = at;
    // An equals sign as the first character is part of the name.
    at += 1;
    while (at < size && bytes[at] !== EQUALS && !isEnd(bytes[at] as number)) at += 1;
    const nameStop = at;
    while (at < size && isSpace(bytes[at] as number)) at += 1;
    if (at >= size) return -1;
    const matters = mayMatter(nameStop - nameStart, bytes[nameStart] as number, quotes);
    if (bytes[at] !== EQUALS) {
      if (matters) keep(bytes, nameStart, nameStop, "", names, values);
      continue;
    }
    at += 1;
    while (at < size && isSpace(bytes[at] as number)) at += 1;
    if (at >= size) return -1;
    const first = bytes[at] as number;
    const quote = first === 0x22 ? '"' : first === 0x27 ? "'" : "";
    const start = quote === "" ? at : at + 1;
    let stop = quote === "" ? at : bytes.indexOf(first, start);
    if (quote === "") while (stop < size && bytes[stop] !== GT && !isSpace(bytes[stop] as number)) stop += 1;
    if (stop < 0 || stop >= size) return -1;
    if (matters) keep(bytes, nameStart, nameStop, attributeValue(bytes.toString("utf8", start, stop), quote), names, values);
    at = quote === "" ? stop : stop + 1;
  }
}

function keep(bytes: Buffer, from: number, to: number, value: string, names: string[], values: string[]): void {
  names.push(bytes.toString("utf8", from, to).toLowerCase());
  values.push(value);
}

function nameEnd(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && !isEnd(bytes[at] as number)) at += 1;
  return at;
}

function isEnd(byte: number): boolean {
  return byte === GT || byte === SLASH || isSpace(byte);
}

function isAlpha(byte: number): boolean {
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

function isAlphanumeric(byte: number): boolean {
  return isAlpha(byte) || (byte >= 0x30 && byte <= 0x39);
}
