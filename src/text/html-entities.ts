import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** A mail repeats the same few references: each is decoded once. */
const KNOWN = new Map<string, Uint8Array>();
const MOST_KNOWN = 1_000;
const encoder = new TextEncoder();
/** Those that stand in nearly every HTML mail, so that the table of all of them is seldom loaded. */
const COMMON: ReadonlyMap<string, Uint8Array> = new Map(
  Object.entries({ "&nbsp;": "\u00a0", "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" }).map(
    ([written, character]) => [written, encoder.encode(character)],
  ),
);

/** Longest name of a character reference (HTML Standard section 13.5), and longer than any number that is one. */
export const REFERENCE_BYTES = 40;

/** The characters of a reference in a text, as UTF-8: `&` and what follows up to and including a semicolon. */
export function referenceBytes(written: string): Uint8Array {
  let bytes = COMMON.get(written) ?? KNOWN.get(written);
  if (bytes === undefined) {
    bytes = encoder.encode(decodeReferences(written));
    if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
    KNOWN.set(written, bytes);
  }
  return bytes;
}

function decodeReferences(written: string): string {
  // What stands behind a reference without a semicolon ends it, whatever it is.
  const text = `${written} `;
  let out = "";
  run(text, {
    ontext: (start, end) => {
      out += text.slice(start, end);
    },
    ontextentity: (codepoint) => {
      out += String.fromCodePoint(codepoint);
    },
  });
  return out.slice(0, -1);
}

/** The value of an attribute with its references decoded; `quote` is what stands around it, if anything. */
export function attributeValue(written: string, quote: '"' | "'" | ""): string {
  if (!written.includes("&")) return written;
  const tag = `<a b=${quote}${written}${quote}>`;
  let value = "";
  run(tag, {
    onattribdata: (start, end) => {
      value += tag.slice(start, end);
    },
    onattribentity: (codepoint) => {
      value += String.fromCodePoint(codepoint);
    },
  });
  return value;
}

type Library = typeof import("htmlparser2");
type Callbacks = ConstructorParameters<Library["Tokenizer"]>[1];

function run(html: string, wanted: Partial<Callbacks>): void {
  const { Tokenizer } = require("htmlparser2") as Library;
  const nothing = (): void => {};
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      onattribdata: nothing,
      onattribentity: nothing,
      onattribend: nothing,
      onattribname: nothing,
      oncdata: nothing,
      onclosetag: nothing,
      oncomment: nothing,
      ondeclaration: nothing,
      onend: nothing,
      onopentagend: nothing,
      onopentagname: nothing,
      onprocessinginstruction: nothing,
      onselfclosingtag: nothing,
      ontext: nothing,
      ontextentity: nothing,
      ...wanted,
    },
  );
  tokenizer.write(html);
  tokenizer.end();
}
