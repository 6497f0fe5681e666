import type { Discloser } from "../engine/disclose.ts";
import type { UnitOutput } from "../engine/ledger.ts";
import type { Place } from "../engine/gather.ts";
import { mbox } from "../formats/mail/mbox.ts";
import type { FileRef, Unit } from "../sources/plan.ts";

/** The file of a unit that is open after `closed` files of the unit were closed. */
function openFileOf(unit: Unit, closed: number): Pick<FileRef, "input" | "file" | "size"> | undefined {
  switch (unit.kind) {
    case "batch":
      return unit.files[closed];
    case "file":
    case "range":
    case "hash":
      return unit.file;
    case "memory":
      return { ...unit.file, size: unit.bytes.length };
    case "gap":
      return undefined;
  }
}

/**
 * Closes the file that was being told when the scan was stopped there (by a signal, or because
 * no worker survives it), so that the books of what was told add up.
 */
export function* cutShort(unit: Unit, closed: number, detail: string, discloser: Discloser): Generator<UnitOutput> {
  const file = openFileOf(unit, closed);
  if (file === undefined) return;
  const place: Place = { ...(file.input === undefined ? {} : { input: file.input }), file: file.file, steps: [] };
  yield { kind: "gap", gap: discloser.gap({ location: place, reason: "work-limit", examined: "partly", detail }) };
  yield {
    kind: "file",
    file: {
      ...(file.input === undefined ? {} : { input: file.input }),
      path: discloser.name(file.file),
      format: unit.kind === "range" || unit.kind === "hash" ? mbox.id : "unknown",
      bytes: file.size,
      unexamined: false,
    },
  };
}

export const INTERRUPTED = "the scan was interrupted here";
