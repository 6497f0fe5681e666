import { ascii, signatureOf } from "../../bytes/signatures.ts";
import { slice } from "../../bytes/slice.ts";
import type { ByteSource } from "../../model/bytes.ts";
import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext, Extractor } from "../../model/extractor.ts";
import { decodeText } from "../../text/charset.ts";
import { gap } from "../gap.ts";

const MAGIC_BYTES = 8;
const HEADER_BYTES = 60;
/** Longest table of names that is read. */
const NAMES_BYTES = 4 * 1024 ** 2;
/** Tables of symbols: they hold names of functions. */
const SYMBOLS = new Set(["/", "/SYM64/", "__.SYMDEF", "__.SYMDEF SORTED"]);

/** An ar archive of the common, GNU and BSD kinds: static libraries and Debian packages. */
export const ar: Extractor = {
  id: "ar",
  description: "ar archives and Debian packages",
  reads: "Every member, opened as what it is.",
  extensions: [".a", ".deb", ".ar"],
  accepts: (sniffed) => signatureOf(sniffed.head)?.id === "ar",
  *extract(document, context) {
    yield* members(document, context);
  },
};

function* members({ bytes: source }: Document, { budget }: ExtractContext): Generator<Unfolded> {
  let names: Uint8Array = new Uint8Array(0);
  for (let at = MAGIC_BYTES; at < source.size;) {
    const header = source.read(at, HEADER_BYTES).slice();
    const digits = ascii(header, 48, 58).trim();
    if (header[58] !== 0x60 || header[59] !== 0x0a || !/^[0-9]{1,10}$/.test(digits)) {
      yield gap(
        "malformed",
        at === MAGIC_BYTES ? "none" : "partly",
        "a header of the archive is damaged or cut off: what follows was not read",
      );
      return;
    }
    const size = Number(digits);
    let start = at + HEADER_BYTES;
    const end = start + size;
    at = end + (size % 2);
    const stated = Buffer.from(header.subarray(0, 16)).toString("latin1").trimEnd();
    if (end > source.size && (stated === "//" || SYMBOLS.has(stated))) {
      yield gap("malformed", "partly", "the archive is cut off in a table of names");
      return;
    }
    if (stated === "//") {
      names = source.read(start, Math.min(size, NAMES_BYTES)).slice();
      continue;
    }
    if (SYMBOLS.has(stated)) continue;
    const limit = budget.entry();
    if (limit !== undefined) {
      yield gap(limit, "partly", "the archive has more entries than are opened");
      return;
    }
    let name = longName(stated, names) ?? decodeText(header.subarray(0, 16)).text.trimEnd().replace(/\/$/, "");
    const inside = /^#1\/([0-9]{1,4})$/.exec(stated);
    if (inside !== null) {
      // BSD: the name stands before the content.
      const length = Math.min(Number(inside[1]), size);
      name = decodeText(withoutEnd(source.read(start, length).slice())).text;
      start += length;
    }
    if (SYMBOLS.has(name)) continue;
    yield* member(source, start, end, name);
  }
}

function* member(source: ByteSource, start: number, end: number, name: string): Generator<Unfolded> {
  const steps = [{ kind: "entry", name }] as const;
  const bytes = slice(source, start, end);
  if (bytes.size > 0) yield { kind: "document", steps, name, declaredType: "", bytes };
  if (bytes.size < end - start)
    yield gap("malformed", bytes.size > 0 ? "partly" : "none", "the archive is cut off in this entry", steps);
}

/** GNU: `/123` is an offset in the table of names, each of which ends with `/` and a line end. */
function longName(stated: string, names: Uint8Array): string | undefined {
  const offset = /^\/([0-9]{1,10})$/.exec(stated)?.[1];
  if (offset === undefined) return undefined;
  const from = Number(offset);
  const newline = names.indexOf(10, from);
  return decodeText(names.slice(from, newline < 0 ? names.length : newline)).text.replace(/\/$/, "");
}

function withoutEnd(bytes: Uint8Array): Uint8Array {
  const zero = bytes.indexOf(0);
  return zero < 0 ? bytes : bytes.subarray(0, zero);
}
