import type { Discloser } from "../engine/disclose.ts";
import type { UnitOutput } from "../engine/ledger.ts";
import type { Place } from "../engine/gather.ts";
import { mbox } from "../formats/mail/mbox.ts";
import type { FileRef, Unit } from "../sources/plan.ts";

type Unreached = Pick<FileRef, "input" | "file" | "size">;

/** The files that a unit closes, in order. */
function filesOf(unit: Unit): readonly Unreached[] {
  switch (unit.kind) {
    case "batch":
      return unit.files;
    case "file":
    case "hash":
      return [unit.file];
    case "memory":
      return [{ ...unit.file, size: unit.bytes.length }];
    case "range":
    case "gap":
      return [];
  }
}

/** The file of a unit that is open after `closed` files of the unit were closed. */
export function openFileOf(unit: Unit, closed: number): Unreached | undefined {
  return unit.kind === "range" ? unit.file : filesOf(unit)[closed];
}

/** Closes the file that was being told when the scan was stopped there, so that the books of what was told add up. */
function* cutShort(unit: Unit, closed: number, detail: string, discloser: Discloser): Generator<UnitOutput> {
  const file = openFileOf(unit, closed);
  if (file !== undefined)
    yield* close(file, unit.kind === "range" || unit.kind === "hash" ? mbox.id : "unknown", detail, true, discloser);
}

/**
 * Closes the books of an interrupted scan: the file that was half told if `open`, and every file
 * behind it, which was not examined and says so.
 */
export function* interrupt(units: readonly Unit[], closed: number, open: boolean, discloser: Discloser): Generator<UnitOutput> {
  const [unit, ...later] = units;
  if (unit === undefined) return;
  if (open) yield* cutShort(unit, closed, "the scan was interrupted here", discloser);
  const half = open ? openFileOf(unit, closed) : undefined;
  const rest = [...filesOf(unit).slice(half === undefined ? closed : closed + 1), ...later.flatMap(filesOf)];
  for (const file of rest) {
    // A mailbox that was half told is closed already; its fingerprint comes in a later unit.
    if (file !== half) yield* close(file, "unknown", "the scan was interrupted before it", false, discloser);
  }
}

function* close(file: Unreached, format: string, detail: string, partly: boolean, discloser: Discloser): Generator<UnitOutput> {
  const input = file.input === undefined ? {} : { input: file.input };
  const place: Place = { ...input, file: file.file, steps: [] };
  yield {
    kind: "gap",
    gap: discloser.gap({ location: place, reason: "work-limit", examined: partly ? "partly" : "none", detail }),
  };
  yield { kind: "file", file: { ...input, path: discloser.name(file.file), format, bytes: file.size, unexamined: !partly } };
}
