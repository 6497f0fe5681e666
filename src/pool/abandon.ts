import type { Discloser } from "../engine/disclose.ts";
import type { UnitOutput } from "../engine/ledger.ts";
import { ENDED } from "../engine/trace.ts";
import { closed, gapAt, placeOf } from "./closing.ts";
import { openFileOf } from "./interruption.ts";
import { newJob, type Job } from "./protocol.ts";

/** Tells and closes the file that a job stands at, which no worker survives. A mailbox in ranges is closed by another unit. */
export function* abandon({ unit, resume, ahead }: Job, discloser: Discloser): Generator<UnitOutput> {
  const file = openFileOf(unit, unit.kind === "batch" ? resume : 0);
  if (file === undefined) return;
  const place = placeOf(file);
  const partly = unit.kind === "range" || ahead > 0 || (unit.kind !== "batch" && resume > 0);
  yield gapAt(place, "work-limit", ENDED, partly ? "partly" : "none", discloser);
  if (unit.kind === "range") return;
  const closing = closed(place, { format: "unknown", unexamined: !partly }, file.size, undefined, discloser);
  yield unit.kind === "file" ? { ...closing, unhashed: true } : closing;
}

/** What there is to do in the unit behind an abandoned file: the other files of a batch. */
export function jobBehind({ id, unit, resume }: Job): Job | undefined {
  if (unit.kind !== "batch" || resume + 1 >= unit.files.length) return undefined;
  return { ...newJob(id, unit), resume: resume + 1 };
}
