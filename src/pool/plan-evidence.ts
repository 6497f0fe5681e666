import type { ScanOptions } from "../config/options.ts";
import { UsageError } from "../config/errors.ts";
import { mbox } from "../formats/mail/mbox.ts";
import { SNIFF_BYTES } from "../model/extractor.ts";
import { MissingInputError, PatternError } from "../sources/errors.ts";
import type { FileEvidence, GapEvidence, MemoryEvidence } from "../sources/evidence.ts";
import { openFile } from "../sources/file-source.ts";
import { planUnits, type FileRef, type Unit } from "../sources/plan.ts";
import { readStdin } from "../sources/stdin.ts";
import { listEvidence } from "../sources/walk.ts";

/** The work of a scan, in the order of the input. */
export interface Plan {
  readonly units: readonly Unit[];
  readonly files: number;
  readonly bytes: number;
}

/** Standard input is held in memory; more than this is a gap. */
const STDIN_BYTES = 1024 ** 3;

/** Lists the evidence and plans the units. Throws `UsageError` for a missing input or a bad pattern. */
export async function planEvidence(paths: readonly string[], options: ScanOptions): Promise<Plan> {
  const { include, exclude } = options;
  const evidence: (FileEvidence | GapEvidence | MemoryEvidence)[] = [];
  for (const one of await listed(paths, { include, exclude })) {
    evidence.push(one.kind === "stdin" ? await readStdin(one, process.stdin, STDIN_BYTES, options.stdinFilename) : one);
  }
  const files = evidence.filter((one) => one.kind !== "gap");
  return {
    units: planUnits(evidence, isMailbox),
    files: files.length,
    bytes: files.reduce((sum, one) => sum + (one.kind === "file" ? one.size : one.bytes.length), 0),
  };
}

async function listed(paths: readonly string[], patterns: { include: readonly string[]; exclude: readonly string[] }) {
  try {
    return await listEvidence(paths, patterns);
  } catch (error) {
    if (error instanceof MissingInputError || error instanceof PatternError) throw new UsageError(error.message);
    throw error;
  }
}

/** Can the file be cut at message borders? One whose messages state their length (mboxcl) is read in one piece. */
function isMailbox(file: FileRef): boolean {
  try {
    const open = openFile(file.path);
    try {
      const head = open.source.read(0, SNIFF_BYTES).slice();
      const peek = (offset: number, length: number): Uint8Array => open.source.read(offset, length).slice();
      return mbox.accepts({ name: file.file, declaredType: "", head, size: open.size, peek });
    } finally {
      open.close();
    }
  } catch {
    // What cannot be read becomes a gap when its unit is run.
    return false;
  }
}

/** Bytes of evidence in a unit, for the progress line. */
export function unitBytes(unit: Unit): number {
  switch (unit.kind) {
    case "batch":
      return unit.files.reduce((sum, file) => sum + file.size, 0);
    case "file":
      return unit.file.size;
    case "range":
      return unit.end - unit.start;
    case "memory":
      return unit.bytes.length;
    case "hash":
    case "gap":
      return 0;
  }
}
