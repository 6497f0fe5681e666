import { replaced } from "./references.ts";

/** The name of a tag without its prefix, and its attributes. */
export interface Tag {
  readonly name: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
}

/** More attributes belong to no document of this world. */
const ATTRIBUTES = 4_096;
const NAME_ENDS = /[\s=/>"']/g;

/** Reads what stands between `<` and `>` (XML 1.0 section 3.1); declarations of namespaces are left out. */
export function readTag(text: string, start: number, end: number): Tag {
  let at = nameEnd(text, start, end);
  const name = localName(text.slice(start, at));
  if (at >= end - 1) return { name, attributes: [] };
  const attributes: [string, string][] = [];
  while (at < end && attributes.length < ATTRIBUTES) {
    while (at < end && isBetween(text.charCodeAt(at))) at += 1;
    const from = at;
    at = nameEnd(text, at, end);
    const written = text.slice(from, at);
    while (at < end && text.charCodeAt(at) <= 0x20) at += 1;
    if (text.charCodeAt(at) !== 0x3d || at >= end) {
      if (at === from) at += 1;
      continue;
    }
    at += 1;
    while (at < end && text.charCodeAt(at) <= 0x20) at += 1;
    const quote = text[at];
    let value: string;
    if (quote === '"' || quote === "'") {
      const close = text.indexOf(quote, at + 1);
      const stop = close < 0 || close > end ? end : close;
      value = text.slice(at + 1, stop);
      at = stop + 1;
    } else {
      const from = at;
      at = nameEnd(text, at, end);
      value = text.slice(from, at);
    }
    if (value !== "" && written !== "xmlns" && !written.startsWith("xmlns:"))
      attributes.push([localName(written), replaced(value)]);
  }
  return { name, attributes };
}

function isBetween(code: number): boolean {
  return code <= 0x20 || code === 0x2f || code === 0x22 || code === 0x27;
}

function nameEnd(text: string, from: number, end: number): number {
  NAME_ENDS.lastIndex = from;
  const found = NAME_ENDS.exec(text)?.index ?? end;
  return Math.min(end, found);
}

function localName(name: string): string {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
}
