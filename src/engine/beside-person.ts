import type { Candidate, FindingType, RecordKind } from "../model/finding.ts";
import { rankOf, tierOf } from "../individuals/tiers.ts";

/** What becomes of facts beside which nobody is identified: left out, told with low confidence, or told as they are. */
export type Untied = "out" | "low" | "keep";

/** What is needed of a finding to tell whether a person stands beside it. */
interface Placed {
  readonly type: FindingType;
  readonly candidate: Candidate;
  readonly record: { readonly ref: string; readonly kind: RecordKind } | undefined;
}

/**
 * Tells facts (pay, debts, health) in whose record somebody is identified from those of a price list, an
 * advertisement or a brochure. In running text only an identity number, a birth date, a card or an account tells of whom they
 * are; what else stands there is as well the sender's telephone number.
 */
export function besidePersons<One extends Placed>(findings: readonly One[], untied: Untied): readonly One[] {
  if (untied === "keep" || !findings.some(({ type }) => isFact(type))) return findings;
  const persons = new Set<string>();
  for (const { type, candidate, record } of findings) {
    if (record !== undefined && candidate.confidence !== "low" && identifies(type, record.kind)) persons.add(record.ref);
  }
  return findings.flatMap((one) => {
    if (!isFact(one.type) || (one.record !== undefined && persons.has(one.record.ref))) return [one];
    return untied === "out" ? [] : [{ ...one, candidate: { ...one.candidate, confidence: "low" } }];
  });
}

export function isFact(type: FindingType): boolean {
  return type.startsWith("fact-");
}

function identifies(type: FindingType, kind: RecordKind): boolean {
  const tier = tierOf(type);
  if (tier === undefined) return false;
  if (kind !== "text" && kind !== "line") return true;
  return rankOf(tier) < rankOf("tertiary") || type === "payment-card" || type === "bank-account" || type === "iban";
}
