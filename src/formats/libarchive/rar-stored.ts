import { crc32 } from "node:zlib";
import { pieces } from "../../bytes/memory.ts";
import { slice } from "../../bytes/slice.ts";
import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext } from "../../model/extractor.ts";
import type { Step } from "../../model/location.ts";
import { gap } from "../gap.ts";
import { rarFiles, type RarFile } from "./rar-files.ts";

/**
 * The files of a rar archive that is larger than the library may be given: those that are stored lie in the archive as they
 * are, the compressed ones are counted in one gap.
 */
export function* storedFiles({ bytes: source }: Document, { budget }: ExtractContext): Generator<Unfolded> {
  const files = rarFiles(source);
  let read = 0;
  let compressed = 0;
  let step = files.next();
  for (; step.done !== true; step = files.next()) {
    const file = step.value;
    const limit = budget.entry();
    if (limit !== undefined) {
      yield gap(limit, "partly", "the archive has more entries than are opened");
      break;
    }
    const steps: readonly Step[] = [{ kind: "entry", name: file.name === "" ? `entry ${read + 1}` : file.name.slice(0, 4_096) }];
    if (file.kind === "folder") continue;
    if (file.kind === "link") yield gap("not-followed", "none", "a link inside the archive was not followed", steps);
    else if (file.encrypted) yield gap("encrypted", "none", "the archive entry needs a password", steps);
    else if (!file.stored) compressed += 1;
    else {
      const passed = budget.output(file.packed, { produced: 0, consumed: 0 });
      if (passed !== undefined) {
        yield gap(passed, "partly", "the archive was not read to its end");
        break;
      }
      read += 1;
      yield* stored(source, file, steps);
    }
  }
  const examined = read > 0 ? "partly" : "none";
  if (compressed > 0) {
    const detail = `the rar archive is larger than may be held in memory: ${compressed} compressed files were not read, ${read} stored ones were`;
    yield gap("size-limit", examined, detail);
  }
  if (step.done !== true || step.value === "whole") return;
  if (step.value === "encrypted") yield gap("encrypted", examined, "the archive needs a password");
  else yield gap("malformed", examined, "the archive is cut off or damaged");
}

function* stored(source: Document["bytes"], file: RarFile, steps: readonly Step[]): Generator<Unfolded> {
  const bytes = slice(source, file.start, file.start + file.packed);
  if (bytes.size > 0) yield { kind: "document", steps, name: file.name, declaredType: "", bytes };
  const examined = bytes.size > 0 ? "partly" : "none";
  if (file.split) yield gap("unsupported", examined, "a part of this entry lies in another part of the split archive", steps);
  else if (bytes.size < file.size) yield gap("malformed", examined, "the archive ends in the middle of this entry", steps);
  else if (file.crc !== undefined) {
    let sum = 0;
    for (const piece of pieces(bytes)) sum = crc32(piece, sum);
    if (sum !== file.crc) yield gap("malformed", examined, "the checksum of this entry is wrong", steps);
  }
}
