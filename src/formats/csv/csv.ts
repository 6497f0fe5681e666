import { pieces } from "../../bytes/memory.ts";
import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext, Extractor, Sniffed } from "../../model/extractor.ts";
import { toUtf8 } from "../../text/charset.ts";
import { gap, roleIn } from "../gap.ts";
import { looksLikeLog } from "../log-lines.ts";
import { extensionOf, hinted, textHead } from "../sniff.ts";
import { headOf, undecodable, wholeAscii } from "../text.ts";
import { detectDialect, type Dialect } from "./dialect.ts";
import { plainRows, rowParts } from "./rows.ts";

const EXTENSIONS = [".csv", ".tsv", ".tab", ".psv"] as const;
const TYPES = ["text/csv", "text/tab-separated-values", "application/csv", "text/comma-separated-values"];
/** Endings of texts that may have as many commas on each line as a table and are none. */
const OTHER_TEXT = new Set(
  ".sql .js .mjs .ts .py .java .c .h .cpp .cs .go .rs .rb .php .sh .css .xml .svg .html .htm .yaml .yml .json .md .vcf .ics .ini .conf .toml .rtf .tex .eml .log".split(
    " ",
  ),
);

/** A table as text, with any of the usual delimiters. */
export const csv: Extractor = {
  id: "csv",
  description: "Tables as text: comma, tab, semicolon or bar between cells",
  reads: "Every cell, with the head of its column; each row is a record. Any charset, any size.",
  extensions: EXTENSIONS,
  accepts: (sniffed) => dialectOf(sniffed) !== undefined,
  *extract(document, context) {
    yield* table(document, context);
  },
};

function* table(document: Document, context: ExtractContext): Generator<Unfolded> {
  const head = headOf(document);
  const dialect = dialectOf({ name: document.name, declaredType: document.declaredType, head, size: document.bytes.size });
  const whole = wholeAscii(document, head);
  const rows =
    whole === undefined ? undefined : plainRows(whole, dialect?.delimiter ?? ",", dialect?.header ?? [], roleIn(context));
  if (rows !== undefined) return yield rows;
  const stream = toUtf8(pieces(document.bytes), head);
  const unbalanced = yield* rowParts(stream.pieces, dialect?.delimiter ?? ",", dialect?.header ?? [], roleIn(context));
  if (unbalanced) yield gap("malformed", "partly", "a quotation mark is never closed: it was read as a character");
  yield* undecodable(stream, document.bytes.size);
}

/** What its dialect is told from. */
type Looked = Omit<Sniffed, "peek">;

/** A table is asked for its dialect when it is recognised and again when it is read. */
let latest: { readonly sniffed: Looked; readonly dialect: Dialect | undefined } | undefined;

function dialectOf(sniffed: Looked): Dialect | undefined {
  const known = latest?.sniffed;
  if (
    known === undefined ||
    known.name !== sniffed.name ||
    known.declaredType !== sniffed.declaredType ||
    known.size !== sniffed.size ||
    Buffer.compare(known.head, sniffed.head) !== 0
  )
    // The bytes of the next file may come to stand in the same place.
    latest = {
      sniffed: { name: sniffed.name, declaredType: sniffed.declaredType, head: sniffed.head.slice(), size: sniffed.size },
      dialect: readDialect(sniffed),
    };
  return latest?.dialect;
}

function readDialect(sniffed: Looked): Dialect | undefined {
  const isHinted = hinted(sniffed, EXTENSIONS, TYPES);
  if (!isHinted && OTHER_TEXT.has(extensionOf(sniffed.name))) return undefined;
  const start = textHead(sniffed.head);
  if (start === "") return undefined;
  if (!isHinted && (/^\s{0,20}(?:<[!?a-z]|BEGIN:V|\{\\rtf|-----BEGIN )/i.test(start) || looksLikeLog(start))) return undefined;
  return detectDialect(start, sniffed.head.length >= sniffed.size, isHinted);
}
