import { memorySource, readAll } from "../../bytes/memory.ts";
import { signatureOf } from "../../bytes/signatures.ts";
import type { ByteSource } from "../../model/bytes.ts";
import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext } from "../../model/extractor.ts";
import type { Step } from "../../model/location.ts";
import { storageIn, streamIn, type CompoundEntry, type CompoundStorage } from "../cfb/compound.ts";
import { gap, roleIn } from "../gap.ts";
import { readPackage } from "../ole/package.ts";
import { printableText } from "../strings.ts";
import { asIterable, partsWithTables } from "../tables.ts";
import { textParts } from "../text-parts.ts";
import { picturesIn } from "./blips.ts";
import { layOut } from "./doc-layout.ts";
import { wordText } from "./doc-text.ts";
import { isEncryptedPresentation, presentation } from "./ppt.ts";
import { macros } from "./macros.ts";
import { propertyTexts } from "./property-set.ts";
import { workbook } from "./xls.ts";

/** What a storage of a compound file is, by the streams in it. */
export type StorageKind = "doc" | "xls" | "ppt" | "encrypted" | "other";

const KINDS: readonly (readonly [stream: string, kind: StorageKind])[] = [
  ["EncryptedPackage", "encrypted"],
  ["WordDocument", "doc"],
  ["Workbook", "xls"],
  ["Book", "xls"],
  ["PowerPoint Document", "ppt"],
];

/** See `StorageKind`. */
export function kindOf(storage: CompoundStorage): StorageKind {
  return KINDS.find(([stream]) => streamIn(storage, stream) !== undefined)?.[1] ?? "other";
}

/** Streams that hold no text of people: layout, links between objects, and what is read with the document they belong to. */
const KNOWN =
  /^(?:0table|1table|data|worddocument|workbook|book|powerpoint document|current user|pictures|encryptedpackage|encryptioninfo|\x01compobj|\x03objinfo|\x01ole|\x03ole(?:pres\d{3}|link)?|\x02olepres\d{3}|\x03(?:print|epset|pic|linkinfo|meta|ocxname|ocxdata|accesso\w*)|\x05(?:document)?summaryinformation|\x01ole10native|package|contents|revision log|user names|ctls|equation native|item|properties|\x06primary|dataspacemap|strongencryptiondataspace|version|encryptedsummary|\x03pict|\x03prntpict|\x03eprint|\x01ole10(?:fmtprogid|itemname)|streamslist|_?bitmap\d*|msodatastore|\x06dataspaces|_signatures|\x09drmcontent|xcb)$/i;
/** Storages of macros. */
const PROGRAMS = /^(?:macros|_vba_project_cur|vba)$/i;
/** Lists of their modules: text. */
const PROJECT = /^project(?:wm|lk)?$/i;
/** The stream in which rights management puts the document ([MS-OFFCRYPTO] 2.2). */
const RIGHTS = "\x09DRMContent";
const PRINTABLE_BYTES = 16 * 1024 ** 2;
const SUMMARIES = ["\x05SummaryInformation", "\x05DocumentSummaryInformation"];

/**
 * Reads a storage as the document that it is, its properties, pictures, and all that is embedded in it. Objects are documents of their
 * own, read from this file.
 */
export function* storageItems(storage: CompoundStorage, context: ExtractContext): Generator<Unfolded> {
  const kind = kindOf(storage);
  if (kind === "encrypted" || streamIn(storage, RIGHTS) !== undefined) {
    const what = kind === "encrypted" ? "encrypted Office document" : "rights-protected Office document";
    yield gap("encrypted", "none", what);
    return;
  }
  let broken = 0;
  const stream = (name: string): ByteSource | undefined => {
    const opened = streamIn(storage, name)?.open();
    if (opened?.whole === false) broken += 1;
    return opened?.bytes;
  };
  switch (kind) {
    case "doc":
      yield* document(stream, context);
      break;
    case "xls":
      yield* workbook(stream("Workbook") ?? stream("Book") ?? memorySource(new Uint8Array(0)), context);
      break;
    case "ppt":
      if (isEncryptedPresentation(stream("Current User")))
        return yield gap("encrypted", "none", "encrypted PowerPoint presentation");
      yield* presentation(stream("PowerPoint Document") ?? memorySource(new Uint8Array(0)), context);
      break;
    case "other":
      break;
  }
  yield* summaries(stream);
  for (const name of ["Pictures", "Data"]) yield* picturesIn(stream(name) ?? memorySource(new Uint8Array(0)), []);
  yield* embeddedIn(storage.entries, kind, context);
  if (broken > 0) yield gap("malformed", "partly", `${broken} streams of the document are cut off or damaged`);
}

function* document(stream: (name: string) => ByteSource | undefined, context: ExtractContext): Generator<Unfolded> {
  const main = stream("WordDocument");
  const read = main === undefined ? undefined : wordText(main, stream);
  if (read === "encrypted") return yield gap("encrypted", "none", "encrypted Word document");
  if (read === undefined || main === undefined) {
    if (main !== undefined) yield* printableText(main, PRINTABLE_BYTES);
    return yield gap("malformed", "partly", "a Word document whose head is damaged: only what is printable in it was read");
  }
  const role = roleIn(context);
  const codes: string[] = [];
  for (const [section, stored] of [read.main, read.stories].entries()) {
    const laid = layOut(stored);
    codes.push(...laid.codes);
    if (laid.text.trim() === "") continue;
    yield* asIterable(partsWithTables(Buffer.from(laid.text), { steps: [], role, record: "text", section }));
  }
  if (codes.length > 0) {
    yield* asIterable(textParts(Buffer.from(codes.join("\n")), { steps: [], role: "metadata", record: "text", section: 2 }));
  }
  if (read.problem === undefined) return;
  if (read.main === "") yield* printableText(main, PRINTABLE_BYTES);
  yield gap("malformed", "partly", `the Word document is cut off or damaged: ${read.problem}`);
}

function* summaries(stream: (name: string) => ByteSource | undefined): Generator<Unfolded> {
  const lines = SUMMARIES.flatMap((name) => {
    const bytes = stream(name);
    return bytes === undefined || bytes.size > PRINTABLE_BYTES ? [] : propertyTexts(readAll(bytes));
  });
  if (lines.length === 0) return;
  yield* asIterable(textParts(Buffer.from(lines.join("\n")), { steps: [], role: "metadata", record: "text", section: 3 }));
}

/** Objects, files and streams of a storage that are not the document itself. */
function* embeddedIn(entries: readonly CompoundEntry[], kind: StorageKind, context: ExtractContext): Generator<Unfolded> {
  let unknown = 0;
  for (const entry of entries) {
    const steps: readonly Step[] = [{ kind: "entry", name: shown(entry.name) }];
    if (entry.kind === "storage") {
      if (/^objectpool$/i.test(entry.name)) yield* embeddedIn(entry.entries, kind, context);
      else if (/^_sx_db_cur$/i.test(entry.name)) yield* pivotCaches(entry, steps);
      else if (PROGRAMS.test(entry.name)) yield* macros(entry.entries, steps, context);
      else yield object(entry, steps);
      continue;
    }
    const { bytes } = entry.open();
    if (/^\x01ole10native$/i.test(entry.name)) unknown += (yield* native(bytes, steps, context)) ? 1 : 0;
    else if (/^(?:package|contents)$/i.test(entry.name)) {
      yield { kind: "document", steps, name: "", declaredType: "", bytes };
    } else if (PROJECT.test(entry.name)) {
      yield* printableText(bytes, PRINTABLE_BYTES);
    } else if (!KNOWN.test(entry.name) && bytes.size > 0) {
      unknown += 1;
      yield* printableText(bytes, PRINTABLE_BYTES);
    }
  }
  if (unknown > 0)
    yield gap("unsupported", "partly", `${unknown} streams of other programs: only what is printable in them was read`);
}

function object(storage: CompoundStorage, steps: readonly Step[]): Document {
  const bytes = memorySource(new Uint8Array(0));
  return { kind: "document", steps, name: "", declaredType: "", bytes, reader: (context) => storageItems(storage, context) };
}

/** The native data of an embedded object: a packaged file, or what its program keeps. True when that is not known. */
function* native(bytes: ByteSource, steps: readonly Step[], context: ExtractContext): Generator<Unfolded, boolean> {
  if (bytes.size > context.budget.maxDocumentBytes) {
    yield gap("size-limit", "none", "the embedded object is too large to be held", steps);
    return false;
  }
  const data = new Uint8Array(readAll(bytes)).subarray(4);
  const file = readPackage(data);
  if (file === undefined && signatureOf(data) === undefined) {
    yield* printableText(memorySource(data), PRINTABLE_BYTES);
    return true;
  }
  yield { kind: "document", steps, name: file?.name ?? "", declaredType: "", bytes: memorySource(file?.bytes ?? data) };
  if (file?.whole === false) yield gap("malformed", "partly", "the embedded file is cut off", steps);
  return false;
}

/** Tables keep the records that they were made from, also deleted ones. */
function* pivotCaches(storage: CompoundStorage, steps: readonly Step[]): Generator<Unfolded> {
  for (const entry of storage.entries) {
    if (entry.kind !== "stream") continue;
    for (const part of printableText(entry.open().bytes, PRINTABLE_BYTES)) yield part.kind === "text" ? { ...part, steps } : part;
  }
}

/** Names of streams begin with a control character where programs made them. */
function shown(name: string): string {
  return name.replaceAll(/[\0-\x1f]/g, "");
}

/** Whether a file holds a storage in which a message of Outlook lies; another format reads those. */
export function holdsMessage(storage: CompoundStorage): boolean {
  return streamIn(storage, "__properties_version1.0") !== undefined || storageIn(storage, "__nameid_version1.0") !== undefined;
}
