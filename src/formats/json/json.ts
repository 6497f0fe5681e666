import { pieces } from "../../bytes/memory.ts";
import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext, Extractor, Sniffed } from "../../model/extractor.ts";
import { toUtf8 } from "../../text/charset.ts";
import { textBlocks } from "../blocks.ts";
import { gap, roleIn } from "../gap.ts";
import { hinted, textHead } from "../sniff.ts";
import { headOf, undecodable } from "../text.ts";
import { jsonReader, type Stop } from "./reader.ts";

/** A text that is JSON up to here is taken for JSON whatever comes. */
const CONVINCING_BYTES = 2_048;
const LINES_EXTENSIONS = [".ndjson", ".jsonl", ".ldjson"] as const;
const encoder = new TextEncoder();

/** One JSON text, or several one after the other. */
export const json: Extractor = {
  id: "json",
  description: "JSON",
  reads:
    "Every value and key, with its key path; each object of a list is a record. Behind an error the rest is read as plain text.",
  extensions: [".json", ".geojson"],
  accepts(sniffed) {
    const start = textHead(sniffed.head).trimStart();
    if (!/^(?:\{\s{0,1000}["}]|\[\s{0,1000}[[\]{"\-0-9tfn])/.test(start) || isLines(sniffed)) return false;
    const reader = jsonReader("body", false);
    const head = encoder.encode(start);
    const stop = reader.write(head);
    if (stop === undefined) return reader.values() > 0 || sniffed.head.length >= sniffed.size || start.length > CONVINCING_BYTES;
    return (
      stop.at >= CONVINCING_BYTES ||
      stop.reason === "depth-limit" ||
      hinted(sniffed, [".json", ".geojson"], ["application/json", "text/json"])
    );
  },
  extract: (document, context) => values(document, context, false),
};

/** A JSON text a line. */
export const ndjson: Extractor = {
  id: "ndjson",
  description: "JSON Lines (NDJSON)",
  reads: "Every value and key, with its key path; each line is a record. A malformed line is read as plain text.",
  extensions: LINES_EXTENSIONS,
  accepts: isLines,
  extract: (document, context) => values(document, context, true),
};

/** The first line is an object or array of its own, and so may be the second. */
function isLines(sniffed: Sniffed): boolean {
  const [first = "", second = ""] = textHead(sniffed.head).trimStart().split("\n", 2);
  if (!/^[[{]/.test(second.trimStart()) && !hinted(sniffed, LINES_EXTENSIONS, ["application/x-ndjson", "application/jsonl"]))
    return false;
  if (!/^[[{]/.test(first)) return false;
  try {
    JSON.parse(first);
    return true;
  } catch {
    // The answer: a text over several lines, or none.
    return false;
  }
}

function* values(document: Document, context: ExtractContext, lines: boolean): Generator<Unfolded> {
  const role = roleIn(context);
  const stream = toUtf8(pieces(document.bytes), headOf(document));
  const reader = jsonReader(role === "attachment" ? role : "body", lines);
  const source = stream.pieces[Symbol.iterator]();
  let stop: Stop | undefined;
  for (let next = source.next(); !next.done; next = source.next()) {
    stop = reader.write(next.value);
    yield* reader.sink.take(stop !== undefined);
    if (stop === undefined) continue;
    const rest = following(next.value.slice(stop.at), source);
    yield* textBlocks(rest, { steps: [], role, record: "text", section: 0, line: stop.line });
    break;
  }
  if (stop === undefined) {
    const whole = reader.end();
    yield* reader.sink.take(true);
    if (!whole) yield gap("malformed", "partly", "the JSON ends in the middle");
    if (reader.badLines() > 0)
      yield gap("malformed", "partly", `${reader.badLines()} lines are not valid JSON: they were read as plain text`);
  } else if (stop.reason === "depth-limit")
    yield gap("depth-limit", "partly", "the JSON is nested too deeply: the rest was read as plain text");
  else yield gap("malformed", "partly", `the JSON is not valid from line ${stop.line} on: the rest was read as plain text`);
  yield* undecodable(stream, document.bytes.size);
}

function* following(first: Uint8Array, source: Iterator<Uint8Array>): Generator<Uint8Array> {
  yield first;
  for (let next = source.next(); !next.done; next = source.next()) yield next.value;
}
