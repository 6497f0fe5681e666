import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext, Extractor, Sniffed } from "../../model/extractor.ts";
import { compoundOf, openCompound } from "../cfb/compound.ts";
import { gap } from "../gap.ts";
import { printableText } from "../strings.ts";
import { holdsMessage, kindOf, storageItems, type StorageKind } from "./compound.ts";

function format(
  id: string,
  kinds: readonly StorageKind[],
  description: string,
  reads: string,
  extensions: readonly string[],
): Extractor {
  return {
    id,
    description,
    reads,
    extensions,
    accepts: (sniffed: Sniffed) => {
      const compound = compoundOf(sniffed);
      return compound !== undefined && !holdsMessage(compound.root) && kinds.includes(kindOf(compound.root));
    },
    extract: read,
  };
}

/** Beyond this much a file without a directory is not searched. */
const PRINTABLE_BYTES = 256 * 1024 ** 2;

function* read(document: Document, context: ExtractContext): Generator<Unfolded> {
  const compound = openCompound(document.bytes);
  if (compound === undefined) return yield gap("malformed", "none", "the compound file has no readable header");
  yield* storageItems(compound.root, context);
  // What no storage holds any more was in use once: damage, or a file that was deleted from it.
  if (compound.lost.length > 0) {
    const root = { ...compound.root, entries: compound.lost };
    yield* storageItems(root, context);
  }
  if (!compound.damaged) return;
  const bare = compound.root.entries.length + compound.lost.length === 0;
  // A file that is cut off has often lost its directory: what it says stands in it all the same.
  if (bare) yield* printableText(document.bytes, PRINTABLE_BYTES);
  const detail = bare
    ? "the compound file has lost its directory: only what is printable in it was read"
    : "the compound file is damaged";
  yield gap("malformed", "partly", detail);
}

const OBJECTS = "embedded objects and files, pictures, properties, the text of macros";

/** Office documents of 1995 to 2003 and whatever else lies in a compound file ([MS-CFB]). */
export const legacy: readonly Extractor[] = [
  format(
    "doc",
    ["doc"],
    "Word 6 to 2003 documents",
    `All text: notes, headers, comments, text boxes, hidden and deleted text, field codes; tables with heads as rows; ${OBJECTS}. Encrypted ones are told as gaps.`,
    [".doc", ".dot", ".wbk"],
  ),
  format(
    "xls",
    ["xls"],
    "Excel 5 to 2003 workbooks",
    `Every cell of every sheet, hidden ones too, as shown and as stored, with the head of its column; each row is a record. Comments, text boxes, headers, links, names, pivot caches; ${OBJECTS}. Encrypted ones are told as gaps.`,
    [".xls", ".xlt", ".xla"],
  ),
  format(
    "ppt",
    ["ppt"],
    "PowerPoint 97 to 2003 presentations",
    `Slides, notes, masters, comments, also of replaced versions; ${OBJECTS}. Encrypted ones are told as gaps.`,
    [".ppt", ".pps", ".pot"],
  ),
  format(
    "ole",
    ["other"],
    "Other compound files (OLE)",
    "Embedded documents and files, properties, the text of macros; of the streams of other programs (Visio, Publisher) what is printable, with a gap.",
    [".vsd", ".pub"],
  ),
  format("encrypted-office", ["encrypted"], "Encrypted Office documents", "Nothing: they are told as gaps.", [
    ".docx",
    ".xlsx",
    ".pptx",
  ]),
];
