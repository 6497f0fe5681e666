import { CONFIDENCES, type Candidate } from "../model/finding.ts";

/** A candidate with its place in the text part: half-open byte offsets. */
export interface Spotted {
  readonly candidate: Candidate;
  readonly detector: string;
  /** Precedence of the detector: lower wins. */
  readonly order: number;
  readonly start: number;
  readonly end: number;
  /** Where the detector was asked. */
  readonly anchor: number;
  /** Index of the cell in the part's table; -1 without a table. */
  readonly cell: number;
}

/**
 * One reading for each piece of text: of candidates that claim the same digits the more
 * confident stays, then the one whose detector comes first, then the longer. What is dropped
 * is another reading of the same characters, never another occurrence.
 */
export function withoutOverlaps(found: readonly Spotted[]): readonly Spotted[] {
  const ranked = found.toSorted(byRank);
  const kept: Spotted[] = [];
  const claims = new Map<number, Spotted[]>();
  for (const one of ranked) {
    const buckets = bucketsOf(one);
    if (buckets.some((bucket) => claims.get(bucket)?.some((other) => clash(one, other)) === true)) continue;
    kept.push(one);
    for (const bucket of buckets) claims.set(bucket, [...(claims.get(bucket) ?? []), one]);
  }
  return kept.sort((left, right) => left.start - right.start || left.end - right.end || left.order - right.order);
}

const BUCKET_BITS = 9;

function bucketsOf(one: Spotted): number[] {
  const buckets: number[] = [];
  for (let bucket = one.start >> BUCKET_BITS; bucket <= one.end >> BUCKET_BITS; bucket += 1) buckets.push(bucket);
  return buckets;
}

function byRank(left: Spotted, right: Spotted): number {
  const confidence = CONFIDENCES.indexOf(right.candidate.confidence) - CONFIDENCES.indexOf(left.candidate.confidence);
  return confidence || left.order - right.order || right.end - right.start - (left.end - left.start) || left.start - right.start;
}

/** An address spans words and may hold a telephone number between them: it claims its postal code only. */
function claimStart(one: Spotted): number {
  return one.candidate.type === "sg-address" ? Math.max(one.start, Math.min(one.anchor, one.end)) : one.start;
}

function clash(left: Spotted, right: Spotted): boolean {
  if (left.candidate.type === right.candidate.type) return left.start < right.end && right.start < left.end;
  return claimStart(left) < right.end && claimStart(right) < left.end;
}
