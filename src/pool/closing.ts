import type { GapReason } from "../model/gap.ts";
import type { Discloser } from "../engine/disclose.ts";
import type { Place } from "../engine/gather.ts";
import type { UnitOutput } from "../engine/ledger.ts";
import { mbox } from "../formats/mail/mbox.ts";
import { errorCode } from "../sources/errors.ts";
import { changedSince, type Fingerprint } from "../sources/fingerprint.ts";
import type { FileRef } from "../sources/plan.ts";
import type { Told } from "./tell.ts";

/** The place of a file as a whole. */
export function placeOf(file: { readonly input?: number; readonly file: string }): Place {
  return file.input === undefined ? { file: file.file, steps: [] } : { input: file.input, file: file.file, steps: [] };
}

/** A gap of a file as a whole. */
export function gapAt(
  place: Place,
  reason: GapReason,
  detail: string,
  examined: "none" | "partly",
  discloser: Discloser,
): UnitOutput {
  return { kind: "gap", gap: discloser.gap({ location: place, reason, examined, detail }) };
}

/** The gap of a file that is not what it was when the scan began. */
export function changed(place: Place, discloser: Discloser): UnitOutput {
  return gapAt(place, "changed", "it changed while it was scanned", "partly", discloser);
}

/** What closes a file. */
export type Closing = Extract<UnitOutput, { kind: "file" }>;

/** Closes a mailbox that was read in ranges, without its fingerprint. */
export function mailboxEnd(file: FileRef, discloser: Discloser): Closing {
  const told: Told = { format: mbox.id, unexamined: false };
  return { ...closed(placeOf(file), told, file.size, undefined, discloser), unhashed: true };
}

/**
 * Adds the fingerprint to the closing of a large file, and before it the gap of a file that changed
 * meanwhile or can no longer be read. `fingerprint` throws what reading the file throws.
 */
export function withFingerprint(
  closing: Closing,
  file: FileRef,
  fingerprint: () => Fingerprint,
  discloser: Discloser,
): UnitOutput[] {
  const place = placeOf(file);
  const result = closing.file;
  try {
    const { sha256, bytes } = fingerprint();
    const end: UnitOutput = { kind: "file", file: { ...result, sha256 } };
    const same = bytes === result.bytes && !changedSince(file.path, file.size, file.mtimeMs);
    return same ? [end] : [changed(place, discloser), end];
  } catch (error) {
    const examined = result.unexamined ? "none" : "partly";
    const gap = gapAt(place, "unreadable", `it cannot be read (${errorCode(error)})`, examined, discloser);
    return [gap, { kind: "file", file: result }];
  }
}

/** Closes a file. */
export function closed(place: Place, told: Told, bytes: number, sha256: string | undefined, discloser: Discloser): Closing {
  return {
    kind: "file",
    file: {
      ...(place.input === undefined ? {} : { input: place.input }),
      path: discloser.name(place.file),
      format: told.format,
      bytes,
      ...(sha256 === undefined ? {} : { sha256 }),
      unexamined: told.unexamined,
    },
  };
}
