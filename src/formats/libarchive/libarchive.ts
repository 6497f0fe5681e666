import { memorySource, readAll } from "../../bytes/memory.ts";
import type { Document, Unfolded, UnfoldedGap } from "../../model/document.ts";
import type { ExtractContext, Extractor, Sniffed } from "../../model/extractor.ts";
import type { Step } from "../../model/location.ts";
import { gap } from "../gap.ts";
import { isCab, isLha, isRar, isSevenZip } from "./kinds.ts";
import { openArchive, type ArchiveEntry, type Failure, type OpenArchive } from "./library.ts";
import { isRarCut } from "./rar-blocks.ts";
import { storedFiles } from "./rar-stored.ts";
import { splitRole } from "./volumes.ts";

const READS =
  "Every file, opened as what it is, of archives up to 128 MiB. Links are not followed; encrypted files and parts of split archives are told as gaps.";
const READS_RAR = `${READS} Of larger ones the files that are stored without compression.`;

/** Archives that libarchive reads, in a WebAssembly instance. */
export const libarchive: readonly Extractor[] = [
  format("7z-other", "7-Zip archives with PPMd and other rare methods", [".7z"], isSevenZip),
  format("rar", "rar archives, versions 4 and 5", [".rar"], isRar),
  format("cab", "Windows cabinet archives", [".cab"], isCab),
  format("lha", "LHA archives", [".lzh", ".lha"], isLha),
];

function format(
  id: string,
  description: string,
  extensions: readonly string[],
  accepts: (sniffed: Sniffed) => boolean,
): Extractor {
  return {
    id,
    description,
    reads: id === "rar" ? READS_RAR : READS,
    extensions,
    risky: true,
    accepts,
    extract: (document, context) => entries(document, context, id),
  };
}

const SPLIT_RAR = "the first part of a split rar archive: what lies in later parts was not read";

const FAILURES: Readonly<Record<Failure, readonly [reason: UnfoldedGap["reason"], whole: string, entry: string]>> = {
  encrypted: ["encrypted", "the archive needs a password", "the archive entry needs a password"],
  unsupported: [
    "unsupported",
    "the archive uses a variant that is not read",
    "the archive entry uses a variant that is not read",
  ],
  damaged: ["malformed", "the archive is damaged", "the archive entry is damaged; what came before was read"],
  trap: ["malformed", "the archive broke its reader", "the archive entry broke its reader"],
};

/** What has become of the archive so far. */
interface Progress {
  found: number;
  produced: number;
  /** Entries that could not be read wholly. */
  problems: number;
  /** Nothing more is read: a limit was passed or the reader is lost. */
  stopped: boolean;
  encrypted: boolean;
}

async function* entries(document: Document, context: ExtractContext, id: string): AsyncGenerator<Unfolded> {
  const { bytes: source } = document;
  const { maxDocumentBytes } = context.budget;
  const split = splitRole(document, id);
  if (split === "later") {
    yield gap("unsupported", "none", `a later part of a split ${id} archive: not read without the parts before`);
    return;
  }
  if (source.size > maxDocumentBytes) {
    if (id === "rar") {
      yield* storedFiles(document, context);
      if (split === "first") yield gap("unsupported", "partly", SPLIT_RAR);
      return;
    }
    yield gap("size-limit", "none", `the ${id} archive is larger than may be held in memory`);
    return;
  }
  const archive = await openArchive(readAll(source));
  if (typeof archive === "string") {
    const [reason, detail] = FAILURES[archive];
    yield gap(reason, "none", detail);
    return;
  }
  const progress: Progress = { found: 0, produced: 0, problems: 0, stopped: false, encrypted: false };
  for (let entry = archive.next(); entry !== undefined; entry = archive.next()) {
    if (typeof entry === "string") {
      const [reason, detail] = FAILURES[entry];
      if (split === "first") break;
      yield gap(reason, progress.found === 0 ? "none" : "partly", detail);
      return;
    }
    yield* opened(archive, entry, progress, source.size, context);
    if (progress.stopped) return;
  }
  const examined = progress.found === 0 ? "none" : "partly";
  if (split === "first")
    yield gap("unsupported", examined, `the first part of a split ${id} archive: what lies in later parts was not read`);
  else if (!progress.encrypted && archive.hasEncrypted()) yield gap("encrypted", examined, FAILURES.encrypted[1]);
  // The library answers with nothing where it finds no archive.
  else if (progress.found === 0) yield gap("malformed", "none", "the archive is damaged: no entry was found");
  // The library takes the end of the bytes for the end of the archive.
  else if (id === "rar" && progress.problems === 0 && isRarCut(source))
    yield gap("malformed", examined, "the archive is cut off");
}

function* opened(
  archive: OpenArchive,
  entry: ArchiveEntry,
  progress: Progress,
  packed: number,
  { budget }: ExtractContext,
): Generator<Unfolded> {
  progress.found += 1;
  const limit = budget.entry();
  if (limit !== undefined) {
    progress.stopped = true;
    yield gap(limit, "partly", "the archive has more entries than are opened");
    return;
  }
  const name = entry.name === "" ? `entry ${progress.found}` : entry.name.slice(0, 4_096);
  const steps: readonly Step[] = [{ kind: "entry", name }];
  if (entry.type === "folder" || entry.type === "special") return;
  if (entry.type === "link") {
    yield gap("not-followed", "none", "a link inside the archive was not followed", steps);
    return;
  }
  if (entry.encrypted) {
    progress.encrypted = true;
    yield gap("encrypted", "none", FAILURES.encrypted[2], steps);
    return;
  }
  const held: Uint8Array[] = [];
  let size = 0;
  let problem: UnfoldedGap | undefined;
  const content = archive.content();
  for (let step = content.next(); ; step = content.next()) {
    if (step.done === true) {
      if (step.value !== undefined) {
        const [reason, , detail] = FAILURES[step.value];
        problem = gap(reason, size > 0 ? "partly" : "none", detail, steps);
        progress.stopped = step.value === "trap";
      }
      break;
    }
    progress.produced += step.value.length;
    const passed = budget.output(step.value.length, { produced: progress.produced, consumed: packed });
    if (passed !== undefined || size + step.value.length > budget.maxDocumentBytes) {
      problem = gap(
        passed ?? "size-limit",
        size > 0 ? "partly" : "none",
        `the archive entry was read up to ${size} bytes`,
        steps,
      );
      progress.stopped = passed !== undefined;
      break;
    }
    size += step.value.length;
    held.push(step.value.slice());
  }
  if (size > 0) yield { kind: "document", steps, name, declaredType: "", bytes: memorySource(Buffer.concat(held, size)) };
  if (problem !== undefined) {
    progress.problems += 1;
    yield problem;
  }
  if (progress.stopped) yield gap(problem?.reason ?? "malformed", "partly", "the archive was not read to its end");
}
