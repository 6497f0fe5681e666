/** Hears the tokens of a document in order. `at` is the offset of the token in `text`, valid during the call. */
export interface XmlHearer {
  /** A tag as written between `<` and `>`, without these: `name a="b"`, `/name`, `name/`. */
  tag(text: string, start: number, end: number): void;
  /** Character data; references are not replaced yet in `text`, and there are none in a CDATA section. */
  text(text: string, start: number, end: number, literal: boolean): void;
  /** A comment, document type declaration or processing instruction: what stands inside. */
  other(text: string, start: number, end: number): void;
}

/** Longest tag or declaration; a `<` without its end within that is a character. */
const TAG_LENGTH = 1_048_576;
/** A longer run of character data is given in pieces. */
const TEXT_LENGTH = 1_048_576;

/** Reads XML (XML 1.0, fifth edition) in pieces of any size, without a tree. */
export interface XmlTokens {
  write(piece: string): void;
  end(): void;
  /** Places that are no XML. */
  wrong(): number;
}

/** Tags whose quotation marks do not pair that are searched to their limit. */
const UNPAIRED = 100;

/** Splits pieces into tokens; what is malformed is taken for character data. `moved` hears of each token after it was told. */
export function xmlTokens(hearer: XmlHearer, moved: (text: string, from: number, to: number) => void): XmlTokens {
  let held = "";
  let wrong = 0;
  let unpaired = 0;
  /** What does not stand anywhere in the rest of what is held: searched for once, or a text of `<` alone would cost its square. */
  const absent = new Set<string>();
  const find = (text: string, wanted: string, from: number): number => {
    if (absent.has(wanted)) return -1;
    const found = text.indexOf(wanted, from);
    if (found < 0) absent.add(wanted);
    return found;
  };
  /** Reads the token at `at`; returns where the next begins, or -1 when more is needed. */
  const token = (text: string, at: number, last: boolean): number => {
    if (text.charCodeAt(at) !== 0x3c) {
      const found = find(text, "<", at);
      const end = found < 0 ? text.length : found;
      // A reference that is cut must stay whole, and so must a value: half a number would be another number.
      if (found < 0 && !last && end - at < TEXT_LENGTH) return -1;
      hearer.text(text, at, end, false);
      return end;
    }
    const long = last || text.length - at > TAG_LENGTH;
    if (text.length - at < 9 && !last) return -1;
    const next = text.charCodeAt(at + 1);
    if (next === 0x21 || next === 0x3f) return special(text, at, long);
    if (!isNameStart(next) && next !== 0x2f) return asText(text, at);
    const plain = find(text, ">", at);
    if (plain < 0) return long ? asText(text, at) : -1;
    const end = tagEnd(text, at + 1, plain);
    if (end < 0 && !long) return -1;
    if (end < 0) wrong += 1;
    hearer.tag(text, at + 1, end < 0 ? plain : end);
    return (end < 0 ? plain : end) + 1;
  };
  /** Where a tag ends: `>` may stand in the value of an attribute. */
  const tagEnd = (text: string, from: number, plain: number): number => {
    for (let at = from; at < plain; at += 1) {
      const code = text.charCodeAt(at);
      if ((code !== 0x22 && code !== 0x27) || unpaired > UNPAIRED) continue;
      const end = quotedTagEnd(text, at);
      if (end < 0 && text.length - from > TAG_LENGTH) unpaired += 1;
      return end;
    }
    return plain;
  };
  const asText = (text: string, at: number): number => {
    wrong += 1;
    hearer.text(text, at, at + 1, true);
    return at + 1;
  };
  const special = (text: string, at: number, long: boolean): number => {
    if (text.startsWith("<!--", at)) return until(text, at, 4, "-->", long);
    if (text.startsWith("<![CDATA[", at)) {
      const end = find(text, "]]>", at + 9);
      if (end < 0 && !long) return -1;
      const stop = end < 0 ? text.length : end;
      if (end < 0) wrong += 1;
      hearer.text(text, at + 9, stop, true);
      return end < 0 ? stop : end + 3;
    }
    if (text.charCodeAt(at + 1) === 0x3f) return until(text, at, 2, "?>", long);
    return declaration(text, at, long);
  };
  const until = (text: string, at: number, skip: number, close: string, long: boolean): number => {
    const end = find(text, close, at + skip);
    if (end < 0) return long ? asText(text, at) : -1;
    hearer.other(text, at + skip, end);
    return end + close.length;
  };
  /** A document type declaration may hold declarations between brackets. */
  const declaration = (text: string, at: number, long: boolean): number => {
    const plain = find(text, ">", at);
    const inner = plain >= 0 && text.slice(at, plain).includes("[");
    const close = inner ? find(text, "]", plain) : at;
    const end = inner && close >= 0 ? find(text, ">", close) : close < 0 ? -1 : plain;
    if (end < 0) return long ? asText(text, at) : -1;
    hearer.other(text, at + 2, end);
    return end + 1;
  };
  const read = (last: boolean): void => {
    let at = 0;
    absent.clear();
    while (at < held.length) {
      const next = token(held, at, last);
      if (next < 0) break;
      moved(held, at, next);
      at = next;
    }
    held = at === 0 ? held : held.slice(at);
  };
  return {
    write(piece) {
      held = held === "" ? piece : held + piece;
      read(false);
    },
    end() {
      read(true);
      held = "";
    },
    wrong: () => wrong,
  };
}

function quotedTagEnd(text: string, from: number): number {
  for (let at = from; at < text.length && at - from < TAG_LENGTH; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x3e) return at;
    if (code !== 0x22 && code !== 0x27) continue;
    const close = text.indexOf(code === 0x22 ? '"' : "'", at + 1);
    if (close < 0) return -1;
    at = close;
  }
  return -1;
}

function isNameStart(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f || code === 0x3a || code >= 0x80;
}
