import type { RecordKind } from "../model/finding.ts";
import type { LinkReason } from "../model/individual.ts";
import type { Keys } from "./evidence.ts";

/**
 * More values of one type than this are not one person's, whatever the record is called. It also
 * bounds the work that one hostile record can cause.
 */
export const MAX_VALUES_OF_A_TYPE = 16;

/** Which identifiers of a record are held to be of one person. */
export interface RecordLinks {
  /** Keys that are linked with each other: none, or at least one. */
  readonly linked: readonly number[];
  /** Pairs of values of one primary type in a record that should have been one person's. */
  readonly conflicts: readonly (readonly [number, number])[];
}

const NOTHING: RecordLinks = { linked: [], conflicts: [] };

/** The reason that a record of this kind gives for its links. */
export function reasonOf(kind: RecordKind): Extract<LinkReason, "same-record" | "same-message"> {
  return kind === "text" ? "same-message" : "same-record";
}

/**
 * The links that a record gives (`recordKeys`: its distinct keys, without those of the organisation).
 *
 * A row, object, contact card, form or line with at most one value of each primary type is one
 * person's, and all of it is linked, except dates of birth (partial numbers) of which it holds
 * several: a person has one. With two values of one primary type (spouse, nominee) nothing says
 * whose the rest is, so nothing is linked and the two are a conflict.
 *
 * An author's own text is linked only if it holds at most one primary identifier in all, and then
 * only the types of which it holds exactly one value.
 */
export function linksOf(kind: RecordKind, recordKeys: Iterable<number>, keys: Keys): RecordLinks {
  const byType = new Map<string, number[]>();
  for (const key of recordKeys) {
    const type = keys.type(key);
    const values = byType.get(type);
    if (values === undefined) byType.set(type, [key]);
    else values.push(key);
  }
  const groups = [...byType.values()];
  if (groups.some((values) => values.length > MAX_VALUES_OF_A_TYPE)) return NOTHING;
  const tierOf = (values: readonly number[]) => keys.traits(values[0] ?? 0).tier;
  const primaries = groups.filter((values) => tierOf(values) === "primary");
  if (kind === "text") {
    if (primaries.flat().length > 1) return NOTHING;
    return { linked: groups.filter((values) => values.length === 1).flat(), conflicts: [] };
  }
  const contested = primaries.filter((values) => values.length > 1);
  if (contested.length > 0) return { linked: [], conflicts: contested.flatMap((values) => chain(values.toSorted(keys.compare))) };
  return { linked: groups.filter((values) => values.length === 1 || tierOf(values) === "tertiary").flat(), conflicts: [] };
}

/** Neighbouring pairs of a list: enough to show that all differ, and never a square of them. */
function chain(values: readonly number[]): [number, number][] {
  return values.slice(1).map((value, index) => [values[index] ?? value, value]);
}
