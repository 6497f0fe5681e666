import type { FindingType } from "../../model/finding.ts";
import {
  ACCOUNT_BALANCE,
  CLAIM_NUMBERS,
  CREDIT_SCORES,
  DEBT,
  INSURANCE,
  INVESTMENT,
  LOAN,
  OTHER_AMOUNTS,
  PAY,
  POLICY_NUMBERS,
  WEALTH,
  type AmountWords,
} from "../../text/fact-words.ts";
import { vocabulary } from "../../text/labels.ts";

/** The classes of amounts: to add one is a line here and its words. */
const AMOUNTS: readonly (readonly [FindingType, AmountWords])[] = [
  ["fact-pay", PAY],
  ["fact-wealth", WEALTH],
  ["fact-account-balance", ACCOUNT_BALANCE],
  ["fact-loan", LOAN],
  ["fact-debt", DEBT],
  ["fact-investment", INVESTMENT],
  ["fact-insurance", INSURANCE],
];

/** What a label says of the number behind it. */
export type Meaning =
  | { readonly kind: "amount"; readonly type: FindingType; readonly strength: keyof AmountWords }
  | { readonly kind: "policy" | "claim" | "score" | "other" };

const MEANINGS = new Map<string, Meaning>();
for (const phrase of OTHER_AMOUNTS) MEANINGS.set(phrase, { kind: "other" });
for (const [type, words] of AMOUNTS)
  for (const strength of ["weak", "money", "plain"] as const)
    for (const phrase of words[strength]) MEANINGS.set(phrase, { kind: "amount", type, strength });
for (const phrase of POLICY_NUMBERS) MEANINGS.set(phrase, { kind: "policy" });
for (const phrase of CLAIM_NUMBERS) MEANINGS.set(phrase, { kind: "claim" });
for (const phrase of CREDIT_SCORES) MEANINGS.set(phrase, { kind: "score" });

/** All labels of amounts and numbers, and those of others that may stand nearer. */
export const FACT_LABELS = vocabulary([...MEANINGS.keys()]);

export function meaningOf(phrase: string): Meaning {
  return MEANINGS.get(phrase) ?? { kind: "other" };
}

/** For the sweep: each phrase that none of the others is a part of. */
function briefest(phrases: readonly string[]): readonly string[] {
  const all = [...new Set(phrases)];
  return all.filter((phrase) => !all.some((other) => other !== phrase && phrase.includes(other)));
}

export const AMOUNT_HEARS = briefest(AMOUNTS.flatMap(([, words]) => [...words.plain, ...words.money, ...words.weak]));
export const SCORE_HEARS = briefest(CREDIT_SCORES);
export const NUMBER_HEARS = briefest([...POLICY_NUMBERS, ...CLAIM_NUMBERS]);

export const AMOUNT_TYPES: readonly FindingType[] = [...AMOUNTS.map(([type]) => type), "fact-credit"];
