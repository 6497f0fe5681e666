/**
 * Hears a document in XML. Names come without their prefix; `tag` is the source of the tag, for `attribute`
 * and `attributes`. Text may come in several pieces.
 */
export interface XmlListener {
  readonly open: (name: string, tag: string) => void;
  readonly close: (name: string) => void;
  readonly text: (text: string) => void;
  /** Comments, and declarations of a document type: neither is content, and both may hide some. */
  readonly aside: (text: string) => void;
  /** The end, also of a text that was cut off: tells what is held. */
  readonly finish?: () => void;
}

export interface XmlReader {
  write(text: string): void;
  /** The end of the text; true when it ended outside of any markup. */
  end(): boolean;
  /** Were there declarations of entities? None is ever expanded. */
  entities(): boolean;
}

/** A tag or declaration that is longer is no markup: a quotation mark that never closes would swallow the text. */
const MARKUP_CHARACTERS = 4 * 1_048_576;
const REFERENCE_CHARACTERS = 12;

const LESS = 60;
const GREATER = 62;
const QUOTE = 34;
const APOSTROPHE = 39;
const SLASH = 47;
const COLON = 58;

/**
 * Reads XML 1.0 as it comes, in flat memory, without a check of its structure: what is malformed is read as far as
 * it can be told what it is. Entities are not expanded, so that nothing grows.
 */
export function xmlReader(listener: XmlListener): XmlReader {
  let held = "";
  let declared = false;

  /** Reads what is whole; returns where the rest begins. */
  const read = (text: string, last: boolean): number => {
    let at = 0;
    const { length } = text;
    while (at < length) {
      const less = text.indexOf("<", at);
      if (less !== at) {
        let end = less < 0 ? length : less;
        if (less < 0 && !last) end = beforeReference(text, at);
        if (end > at) listener.text(unescaped(text.slice(at, end)));
        if (less < 0) return end;
        at = end;
      }
      const next = text.charCodeAt(at + 1);
      if (next === 33 || next === 63) {
        const end = special(text, at, last);
        if (end < 0) return at;
        at = end;
        continue;
      }
      const end = tag(text, at, last);
      if (end < 0) return at;
      at = end;
    }
    return at;
  };

  const tag = (text: string, start: number, last: boolean): number => {
    let quote = 0;
    let nameStart = start + 1;
    let nameEnd = -1;
    const closing = text.charCodeAt(nameStart) === SLASH;
    if (closing) nameStart += 1;
    const first = text.charCodeAt(nameStart);
    // A letter, `_`, `:` or anything beyond ASCII begins a name; else the sign stands for itself.
    if (first === first && !((first | 32) >= 97 && (first | 32) <= 122) && first !== 95 && first !== COLON && first < 128) {
      listener.text("<");
      return start + 1;
    }
    const limit = Math.min(text.length, start + MARKUP_CHARACTERS);
    for (let at = nameStart; at < limit; at += 1) {
      const code = text.charCodeAt(at);
      if (quote !== 0) {
        if (code === quote) quote = 0;
      } else if (code === GREATER) {
        const empty = text.charCodeAt(at - 1) === SLASH;
        if (nameEnd < 0) nameEnd = empty && !closing ? at - 1 : at;
        const name = text.slice(nameStart, nameEnd);
        if (closing) listener.close(name);
        else {
          listener.open(name, text.slice(nameEnd, at));
          if (empty) listener.close(name);
        }
        return at + 1;
      } else if (nameEnd < 0) {
        if (code === COLON) nameStart = at + 1;
        else if (code <= 32) nameEnd = at;
        else if (code === SLASH) nameEnd = at;
      } else if (code === QUOTE || code === APOSTROPHE) quote = code;
      else if (code === LESS) {
        // The tag was never closed.
        listener.text(text.slice(start, at));
        return at;
      }
    }
    if (!last && limit === text.length && limit < start + MARKUP_CHARACTERS) return -1;
    listener.text(text.slice(start, limit));
    return limit;
  };

  const special = (text: string, start: number, last: boolean): number => {
    const room = text.length - start;
    if (room < 9 && !last) return -1;
    if (text.startsWith("<!--", start)) return until(text, start + 4, "-->", last, start);
    if (text.startsWith("<![CDATA[", start)) {
      const end = text.indexOf("]]>", start + 9);
      if (end >= 0) {
        listener.text(text.slice(start + 9, end));
        return end + 3;
      }
      if (!last && room < MARKUP_CHARACTERS) return -1;
      listener.text(text.slice(start + 9));
      return text.length;
    }
    if (text.charCodeAt(start + 1) === 63) return until(text, start + 2, "?>", last, start);
    return doctype(text, start, last);
  };

  const until = (text: string, from: number, mark: string, last: boolean, start: number): number => {
    const end = text.indexOf(mark, from);
    if (end < 0 && !last && text.length - start < MARKUP_CHARACTERS) return -1;
    const stop = end < 0 ? text.length : end;
    if (!text.startsWith("<?xml", start)) listener.aside(text.slice(from, stop));
    return end < 0 ? text.length : end + mark.length;
  };

  /** A declaration, with its internal subset in brackets. */
  const doctype = (text: string, start: number, last: boolean): number => {
    let end = text.indexOf(">", start);
    // Not beyond its end: a million declarations without a bracket would each search all that follows.
    const inside = text.slice(start, end < 0 ? text.length : end).indexOf("[");
    const bracket = start + inside;
    if (inside >= 0) {
      const close = text.indexOf("]", bracket);
      end = close < 0 ? -1 : text.indexOf(">", close);
    }
    if (end < 0 && !last && text.length - start < MARKUP_CHARACTERS) return -1;
    const whole = text.slice(start, end < 0 ? text.length : end);
    declared ||= whole.includes("<!ENTITY");
    listener.aside(whole);
    return end < 0 ? text.length : end + 1;
  };

  return {
    write(text) {
      const whole = held === "" ? text : held + text;
      const end = read(whole, false);
      held = whole.slice(end);
    },
    end() {
      const clean = held === "" || !held.includes("<");
      read(held, true);
      held = "";
      return clean;
    },
    entities: () => declared,
  };
}

/** Before a reference that may go on in the next piece. */
function beforeReference(text: string, from: number): number {
  const and = text.lastIndexOf("&");
  return and >= from && and > text.length - REFERENCE_CHARACTERS && !text.includes(";", and) ? and : text.length;
}

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Resolves the five predefined entities and character references (XML 1.0 section 4.1); others stay as they stand. */
export function unescaped(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(#x[0-9a-f]{1,8}|#[0-9]{1,9}|amp|lt|gt|quot|apos);/gi, (whole, name: string) => {
    if (name[0] !== "#") return NAMED[name.toLowerCase()] ?? whole;
    const code = name[1] === "x" || name[1] === "X" ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}

/** The value of the attribute with this name (with the prefix that it is usually written with). */
export function attribute(tag: string, name: string): string | undefined {
  for (let at = tag.indexOf(name); at >= 0; at = tag.indexOf(name, at + 1)) {
    const before = tag.charCodeAt(at - 1);
    if (at > 0 && before > 32 && before !== COLON) continue;
    const value = valueAt(tag, at + name.length);
    if (value !== undefined) return unescaped(tag.slice(value.start, value.end));
  }
  return undefined;
}

/** All attributes, names without their prefix; declarations of name spaces are left out. */
export function attributes(tag: string): [name: string, value: string][] {
  const found: [string, string][] = [];
  for (let at = 0; at < tag.length;) {
    const equals = tag.indexOf("=", at);
    if (equals < 0) break;
    const value = valueAt(tag, equals);
    if (value === undefined) {
      at = equals + 1;
      continue;
    }
    const full = tag.slice(at, equals).trim();
    if (!full.startsWith("xmlns"))
      found.push([full.slice(full.lastIndexOf(":") + 1), unescaped(tag.slice(value.start, value.end))]);
    at = value.end + 1;
  }
  return found;
}

function valueAt(tag: string, from: number): { start: number; end: number } | undefined {
  let at = from;
  while (tag.charCodeAt(at) <= 32) at += 1;
  if (tag[at] !== "=") return undefined;
  at += 1;
  while (tag.charCodeAt(at) <= 32) at += 1;
  const quote = tag[at];
  if (quote !== '"' && quote !== "'") return undefined;
  const end = tag.indexOf(quote, at + 1);
  return end < 0 ? { start: at + 1, end: tag.length } : { start: at + 1, end };
}
