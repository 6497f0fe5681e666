import type { Candidate, Confidence, FindingType } from "../model/finding.ts";

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

const RANK: Readonly<Record<Confidence, number>> = { low: 0, medium: 1, high: 2 };
/** Up to so many candidates are compared each with each. */
const FEW = 16;

/**
 * One reading for each piece of text: of candidates that claim the same digits the more
 * confident stays, then the one whose detector comes first, then the longer. What is dropped
 * is another reading of the same characters, never another occurrence.
 */
export function withoutOverlaps(found: readonly Spotted[]): readonly Spotted[] {
  const { length } = found;
  if (length < 2) return found;
  const sorted = isInOrder(found) ? found : found.toSorted(byPlace);
  const kept: Spotted[] = [];
  // Candidates of two groups touch nowhere: each group is settled by itself.
  for (let first = 0; first < length;) {
    let end = (sorted[first] as Spotted).end;
    let next = first + 1;
    for (; next < length && (sorted[next] as Spotted).start < end; next += 1) end = Math.max(end, (sorted[next] as Spotted).end);
    if (next === first + 1) kept.push(sorted[first] as Spotted);
    else settle(sorted.slice(first, next), kept);
    first = next;
  }
  return kept;
}

function isInOrder(found: readonly Spotted[]): boolean {
  for (let at = 1; at < found.length; at += 1) if (byPlace(found[at - 1] as Spotted, found[at] as Spotted) > 0) return false;
  return true;
}

function settle(group: readonly Spotted[], kept: Spotted[]): void {
  const ranked = group.toSorted(byRank);
  const stay = group.length <= FEW ? stayOfFew(ranked) : stayOfMany(ranked);
  for (const one of stay.sort(byPlace)) kept.push(one);
}

function stayOfFew(ranked: readonly Spotted[]): Spotted[] {
  const stay: Spotted[] = [];
  for (const one of ranked) if (!stay.some((other) => clash(one, other))) stay.push(one);
  return stay;
}

/** The same with buckets of neighbours: evidence can be made so that thousands of candidates hang together. */
function stayOfMany(ranked: readonly Spotted[]): Spotted[] {
  const stay: Spotted[] = [];
  const claims = new Map<number, Spotted[]>();
  for (const one of ranked) {
    const first = one.start >> BUCKET_BITS;
    const last = one.end >> BUCKET_BITS;
    let free = true;
    for (let bucket = first; free && bucket <= last; bucket += 1) {
      free = claims.get(bucket)?.some((other) => clash(one, other)) !== true;
    }
    if (!free) continue;
    stay.push(one);
    for (let bucket = first; bucket <= last; bucket += 1) {
      const claimed = claims.get(bucket);
      if (claimed === undefined) claims.set(bucket, [one]);
      else claimed.push(one);
    }
  }
  return stay;
}

const BUCKET_BITS = 9;

function byPlace(left: Spotted, right: Spotted): number {
  return left.start - right.start || left.end - right.end || left.order - right.order;
}

function byRank(left: Spotted, right: Spotted): number {
  const confidence = RANK[right.candidate.confidence] - RANK[left.candidate.confidence];
  return confidence || left.order - right.order || right.end - right.start - (left.end - left.start) || left.start - right.start;
}

/** An address spans words and may hold a telephone number between them: it claims its postal code only. */
function claimStart(one: Spotted): number {
  return one.candidate.type === "sg-address" ? Math.max(one.start, Math.min(one.anchor, one.end)) : one.start;
}

const BESIDE_CREDENTIALS: readonly FindingType[] = ["email", "sg-nric", "phone", "person-name", "date-of-birth"];

function clash(left: Spotted, right: Spotted): boolean {
  // `s1234567d@school.example` is an address and a number: schools and firms make addresses of numbers.
  const types = [left.candidate.type, right.candidate.type];
  if (types.includes("email") && types.includes("sg-nric")) return false;
  // A password may be somebody's number, and stands in one finding with the login that it belongs to.
  if (types.includes("credential") && types.some((type) => BESIDE_CREDENTIALS.includes(type))) return false;
  if (left.candidate.type === right.candidate.type) return left.start < right.end && right.start < left.end;
  return claimStart(left) < right.end && claimStart(right) < left.end;
}
