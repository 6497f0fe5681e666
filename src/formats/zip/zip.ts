import { signatureOf } from "../../bytes/signatures.ts";
import type { ByteSource } from "../../model/bytes.ts";
import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext, Extractor } from "../../model/extractor.ts";
import type { Step } from "../../model/location.ts";
import { gap } from "../gap.ts";
import { hinted, looksLikeText } from "../sniff.ts";
import { contentOf, isReadable } from "./content.ts";
import { isEncrypted, localHeader, methodName, type ZipEntry } from "./entry.ts";
import { nameDecoder } from "./names.ts";
import { isPartOfSplit } from "./parts.ts";
import { extentOf, type Extent, overlap, scanLocal, uncovered } from "./scan.ts";

/** A zip archive, zip64 and self-extracting ones included. */
export const zip: Extractor = {
  id: "zip",
  description: "zip archives",
  reads:
    "Every entry (stored, Deflate, Deflate64, bzip2, LZMA, xz, Zstandard), also of a damaged archive and those that its directory leaves out. Encrypted entries and other methods are told as gaps.",
  extensions: [".zip", ".jar", ".apk"],
  accepts(sniffed) {
    if (signatureOf(sniffed.head)?.group === "zip") return true;
    return hinted(sniffed, [".zip"], ["application/zip", "application/x-zip-compressed"]) && !looksLikeText(sniffed.head);
  },
  extract: archive,
};

/** Totals of one archive, for the ratio of the whole: overlapping entries each have a modest one. */
interface Totals {
  produced: number;
  readonly size: number;
  found: number;
  stopped: boolean;
}

async function* archive(document: Document, context: ExtractContext): AsyncGenerator<Unfolded> {
  const source = document.bytes;
  // yauzl is loaded for the first archive.
  const { readDirectory } = await import("./directory.ts");
  const directory = await readDirectory(source);
  const totals: Totals = { produced: 0, size: source.size, found: 0, stopped: false };
  const nameOf = nameDecoder(directory.entries);
  const extents: Extent[] = [];
  const lost: ZipEntry[] = [];
  for (const entry of directory.entries) {
    const header = localHeader(source, entry.offset);
    if (header === undefined) lost.push(entry);
    else extents.push(extentOf(entry, header.dataStart));
  }
  if (overlap(extents)) yield gap("malformed", "partly", "entries of the archive share bytes");
  for (const entry of directory.entries) {
    if (totals.stopped) return;
    yield* opened(source, entry, nameOf(entry), context, totals);
  }
  const listed = totals.found;
  for (const stretch of uncovered(extents, source.size)) {
    for (const entry of scanLocal(source, stretch)) {
      if (totals.stopped) return;
      yield* opened(source, entry, nameDecoder([entry])(entry), context, totals);
    }
  }
  if (isPartOfSplit(document)) {
    const detail = `a part of a split archive: ${totals.found} entries begin in it, and what lies in other parts was not read`;
    yield gap("unsupported", totals.found === 0 ? "none" : "partly", detail);
  } else yield* complaints(directory.broken, lost.length, listed, totals.found, source.size);
}

function* complaints(broken: boolean, lost: number, listed: number, found: number, size: number): Generator<Unfolded> {
  const beside = found - listed;
  if (broken) {
    const detail =
      found === 0
        ? "the archive is damaged: no entry was found"
        : `the archive's directory is damaged: ${found} entries were found without it`;
    yield gap("malformed", found === 0 ? "none" : "partly", detail);
  } else if (lost > 0)
    yield gap(
      "malformed",
      found === 0 ? "none" : "partly",
      `${lost} entries do not stand where the directory says; ${beside} were found elsewhere`,
    );
  else if (beside > 0)
    yield gap("malformed", "partly", `${beside} entries are missing from the archive's directory; they were read`);
  // An empty archive is nothing but its end record and a comment.
  else if (found === 0 && size > 22 + 65_535) yield gap("malformed", "none", "the archive says that it is empty and is not");
}

function* opened(
  source: ByteSource,
  entry: ZipEntry,
  name: string,
  context: ExtractContext,
  totals: Totals,
): Generator<Unfolded> {
  const steps: readonly Step[] = [{ kind: "entry", name }];
  const limit = context.budget.entry();
  if (limit !== undefined) {
    totals.stopped = true;
    yield gap(limit, "partly", "the archive has more entries than are opened");
    return;
  }
  const header = localHeader(source, entry.offset);
  if (header === undefined) return;
  totals.found += 1;
  if (name.endsWith("/") && (entry.size ?? 0) === 0) return;
  if (isEncrypted(entry) || isEncrypted(header.entry)) {
    yield gap("encrypted", "none", "the zip entry needs a password", steps);
    return;
  }
  if (!isReadable(entry.method)) {
    yield gap("unsupported", "none", `the zip entry is compressed with ${methodName(entry.method)}`, steps);
    return;
  }
  const { bytes, problem, limit: passed } = contentOf(source, entry, header.dataStart, context.budget);
  const examined = bytes.size > 0 ? "partly" : "none";
  if (bytes.size > 0) yield { kind: "document", steps, name, declaredType: "", bytes };
  if (problem !== undefined) yield gap(problem[0], examined, problem[1], steps);
  if (passed !== undefined) yield gap(passed, examined, `the zip entry was read up to ${bytes.size} bytes`, steps);
  totals.produced += bytes.size;
  const whole = context.budget.output(0, { produced: totals.produced, consumed: totals.size });
  if (whole === undefined && passed !== "size-limit") return;
  totals.stopped = true;
  yield gap(whole ?? "size-limit", "partly", "the archive was not read to its end");
}
