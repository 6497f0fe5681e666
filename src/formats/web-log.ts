import { pieces } from "../bytes/memory.ts";
import type { Document, Unfolded } from "../model/document.ts";
import type { ExtractContext, Extractor } from "../model/extractor.ts";
import { toUtf8 } from "../text/charset.ts";
import { rowParts } from "./csv/rows.ts";
import { roleIn } from "./gap.ts";
import { textHead } from "./sniff.ts";
import { headOf, undecodable } from "./text.ts";

const FIELDS = /^#Fields:[ \t]{1,9}([^\r\n]{1,10000})$/m;
const [SPACE, TAB] = [0x20, 0x09];

/** Logs in the W3C extended format (IIS, load balancers), whose directives name the fields. */
export const webLog: Extractor = {
  id: "w3c-log",
  description: "Web server logs (W3C extended format)",
  reads: "Every field with its name; each line is a record.",
  extensions: [".log"],
  accepts: ({ head }) => {
    const start = textHead(head);
    return /^#[A-Z][\w-]{1,40}:/.test(start) && FIELDS.test(start);
  },
  *extract(document, context) {
    yield* lines(document, context);
  },
};

function* lines(document: Document, context: ExtractContext): Generator<Unfolded> {
  const head = headOf(document);
  const names =
    FIELDS.exec(textHead(head))?.[1]
      ?.trim()
      .split(/[ \t]{1,9}/) ?? [];
  const stream = toUtf8(pieces(document.bytes), head);
  yield* rowParts(tabbed(stream.pieces), "\t", names, roleIn(context));
  yield* undecodable(stream, document.bytes.size);
}

/** Fields have no space in them; beside a space the digits of two fields would be taken for one number. */
function* tabbed(given: Iterable<Uint8Array>): Generator<Uint8Array> {
  for (const piece of given) yield piece.map((byte) => (byte === SPACE ? TAB : byte));
}
