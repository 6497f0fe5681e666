import type { FindingType } from "./finding.ts";

/** Why two identifiers are held to be of one person (contract section 5). */
export const LINK_REASONS = ["same-identifier", "same-record", "same-message", "same-sender", "same-tertiary"] as const;
export type LinkReason = (typeof LINK_REASONS)[number];

/**
 * Classes of facts about a person, by the Schedule of the Personal Data Protection (Notification of Data
 * Breaches) Regulations 2021 (Singapore).
 */
export const FACT_CLASSES = [
  "pay",
  "wealth",
  "account-balance",
  "loan",
  "debt",
  "credit",
  "investment",
  "insurance",
  "health",
  "family",
] as const;

/** Classes of personal data that an individual is affected in. */
export const DATA_CLASSES = [
  "identity-number",
  "payment-card",
  "bank-account",
  "address",
  "phone",
  "email",
  "date-of-birth",
  "name",
  "credential",
  "vehicle",
  ...FACT_CLASSES,
] as const;
export type DataClass = (typeof DATA_CLASSES)[number];

export interface Identifier {
  readonly type: FindingType;
  readonly display: string;
  readonly key: string;
  /** Canonical value; under `--reveal` only. */
  readonly value?: string;
}

export interface IndividualLink {
  /** Keys of the two identifiers. */
  readonly from: string;
  readonly to: string;
  readonly because: LinkReason;
}

export interface Individual {
  readonly id: string;
  /** Tier of the best identifier. */
  readonly basis: "primary" | "secondary" | "tertiary";
  readonly identifiers: readonly Identifier[];
  readonly classes: readonly DataClass[];
  /** Ids of the findings. */
  readonly findings: readonly string[];
  readonly messages: number;
  readonly files: number;
  readonly links: readonly IndividualLink[];
  /** Links that were refused because they would give one person two values of one primary type. */
  readonly conflicts?: readonly IndividualLink[];
}

/** The tally: the three numbers and what they rest on. */
export interface Tally {
  readonly estimate: number;
  readonly atLeast: number;
  readonly atMost: number;
  readonly byClass: Readonly<Partial<Record<DataClass, number>>>;
}
