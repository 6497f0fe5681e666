import { slice } from "../../bytes/slice.ts";
import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext, Extractor } from "../../model/extractor.ts";
import { decodeText } from "../../text/charset.ts";
import { gap } from "../gap.ts";
import { cpioHeader, isCpio, type CpioHeader } from "./header.ts";

const TRAILER = "TRAILER!!!";
/** The file type (`st_mode`) of a link, whose content is a name. */
const LINK = 0o12;

/** A cpio archive of any kind, in flat memory: initial file systems, and the content of rpm packages. */
export const cpio: Extractor = {
  id: "cpio",
  description: "cpio archives",
  reads: "Every file, opened as what it is. Links are not followed.",
  extensions: [".cpio"],
  accepts: (sniffed) => isCpio(sniffed.head),
  *extract(document, context) {
    yield* entries(document, context);
  },
};

function* entries({ bytes: source }: Document, context: ExtractContext): Generator<Unfolded> {
  let found = 0;
  for (let at = 0; at < source.size;) {
    const header = cpioHeader(source, at);
    if (header === undefined) {
      // Archives may follow each other, padded with zeros to a block.
      const next = afterZeros(source.read(at, 65_536));
      if (next > 0) {
        at += next;
        continue;
      }
      yield gap(
        "malformed",
        found === 0 ? "none" : "partly",
        "a header of the archive is damaged or missing: what follows was not read",
      );
      return;
    }
    at = header.next;
    const name = decodeText(header.name).text.slice(0, 4_096);
    if (name === TRAILER) {
      found += 1;
      continue;
    }
    const limit = context.budget.entry();
    if (limit !== undefined) {
      yield gap(limit, "partly", "the archive has more entries than are opened");
      return;
    }
    found += 1;
    yield* entry(header, name, source);
  }
  if (found === 0) yield gap("malformed", "none", "the archive is damaged: no entry was found");
}

function* entry({ mode, start, size }: CpioHeader, name: string, source: Document["bytes"]): Generator<Unfolded> {
  const steps = [{ kind: "entry", name }] as const;
  if (mode >> 12 === LINK) {
    yield gap("not-followed", "none", "a link inside the archive was not followed", steps);
    return;
  }
  // Folders and devices have no content; what has some is a file, whatever a damaged header says.
  const bytes = slice(source, start, start + size);
  if (bytes.size > 0) yield { kind: "document", steps, name, declaredType: "", bytes };
  if (bytes.size < size)
    yield gap("malformed", bytes.size > 0 ? "partly" : "none", "the archive is cut off in this entry", steps);
}

/** How many zeros begin these bytes. */
function afterZeros(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length && bytes[at] === 0) at += 1;
  return at;
}
