import { memorySource, pieces } from "../../bytes/memory.ts";
import type { Document, TextPart, Unfolded } from "../../model/document.ts";
import type { ExtractContext, Extractor, Sniffed } from "../../model/extractor.ts";
import { toUtf8 } from "../../text/charset.ts";
import { blobKind } from "../blob.ts";
import { gap, roleIn } from "../gap.ts";
import { recordParts } from "../record-parts.ts";
import { hinted, textHead } from "../sniff.ts";
import { headOf, undecodable } from "../text.ts";
import { wholeText } from "../text-parts.ts";
import { sqlReader } from "./reader.ts";
import { statements } from "./statements.ts";

/** A dump of a database as SQL statements. */
export const sql: Extractor = {
  id: "sql",
  description: "SQL dumps (MySQL, PostgreSQL, SQLite, SQL Server, Oracle)",
  reads:
    "Rows of INSERT and COPY with the names of their columns; files in binary values; all other statements and comments as text. Any size.",
  extensions: [".sql", ".dump"],
  accepts: isDump,
  *extract(document, context) {
    yield* dump(document, context);
  },
};

const ROWS =
  /^[ \t]{0,50}(?:INSERT\s{1,9}(?:IGNORE\s{1,9}|OR\s{1,9}\w{1,9}\s{1,9}|OVERWRITE\s{1,9})?(?:INTO\s|TABLE\s)|REPLACE\s{1,9}INTO\s|CREATE\s{1,9}(?:\w{1,20}\s{1,9}){0,2}TABLE\s|COPY\s.{1,2000}\sFROM\s{1,9}STDIN)/im;
const OPENS =
  /^(?:SET|INSERT|CREATE|DROP|USE|BEGIN|PRAGMA|START|COPY|REPLACE|DELETE|GO|ALTER|LOCK|TRUNCATE|PROMPT|REM|SELECT pg_catalog)\b/i;
/** Signs of the dialect in which a backslash escapes. */
const BACKSLASHED =
  /MySQL|MariaDB|phpMyAdmin|ENGINE\s{0,3}=|^LOCK TABLES|INTO\s{1,9}`|TABLE\s{1,9}(?:IF NOT EXISTS\s{1,9})?`|[a-z]\\'[a-z]/im;

function isDump(sniffed: Sniffed): boolean {
  const start = textHead(sniffed.head);
  if (!ROWS.test(start)) return false;
  if (hinted(sniffed, [".sql", ".dump", ".ddl"], ["application/sql", "application/x-sql", "text/x-sql"])) return true;
  const first = start.split("\n", 400).find((line) => line.trim() !== "" && !/^\s{0,50}(?:--|#|\/\*|\*)/.test(line)) ?? "";
  return OPENS.test(first.trim());
}

function* dump(document: Document, context: ExtractContext): Generator<Unfolded> {
  const head = headOf(document);
  const role = roleIn(context);
  const waiting: Unfolded[] = [];
  const labels: string[] = [""];
  const parts = recordParts({ steps: [], role, record: "row" } satisfies Pick<TextPart, "steps" | "role" | "record">, labels);
  let refused = 0;
  const reader = sqlReader(statements(), BACKSLASHED.test(textHead(head)), {
    parts,
    labels,
    text(bytes, line) {
      waiting.push(wholeText(new Uint8Array(bytes), { steps: [], role, record: "text", section: 0, line }));
    },
    binary(bytes, line) {
      const blob = blobKind(bytes);
      if (blob.kind !== "document") return blob.bytes;
      if (context.budget.entry() !== undefined) refused += 1;
      else
        waiting.push({
          kind: "document",
          steps: [{ kind: "entry", name: `file of line ${line}` }],
          name: "",
          declaredType: "",
          bytes: memorySource(bytes),
        });
      return new Uint8Array(0);
    },
  });
  const stream = toUtf8(pieces(document.bytes), head);
  for (const piece of stream.pieces) {
    reader.write(piece);
    yield* waiting.splice(0);
    yield* parts.take(false);
  }
  reader.end();
  yield* waiting.splice(0);
  yield* parts.take(true);
  if (reader.broken() > 0) yield gap("malformed", "partly", `${reader.broken()} rows have no end: they were read as text`);
  if (refused > 0) yield gap("count-limit", "partly", `${refused} files in binary values were not opened`);
  yield* undecodable(stream, document.bytes.size);
}
