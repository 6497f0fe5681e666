import type { FindingType } from "../model/finding.ts";
import type { DataClass, Individual } from "../model/individual.ts";

export type Tier = Individual["basis"];

/** The tiers, best first. */
export const TIERS: readonly Tier[] = ["primary", "secondary", "tertiary"];

/** What an identifier of one type says about a person. */
export interface Traits {
  readonly tier: Tier;
  readonly dataClass: DataClass;
  /** Its equal value, beside a compatible name, makes two groups one person (`same-tertiary`). */
  readonly carries: boolean;
  /** In very many records it is the organisation's own (a footer) and ties nobody to anything. */
  readonly publishable: boolean;
}

type Letter = "a b c d e f g h i j k l m n o p q r s t u v w x y z" extends infer Line ? Split<Line> : never;
type Split<Line> = Line extends `${infer Head} ${infer Rest}` ? Head | Split<Rest> : Line & string;
/** Types that are spelled `<country>-<name>`. */
type CountryType = Extract<FindingType, `${Letter}${Letter}-${string}`>;
/** Facts about a person, which say nothing of whom they are about. */
type FactType = Extract<FindingType, `fact-${string}`>;

const NOBODY = undefined;
const IDENTITY_NUMBER: Traits = { tier: "primary", dataClass: "identity-number", carries: false, publishable: false };
const tertiary = (dataClass: DataClass, carries: boolean, publishable: boolean): Traits => ({
  tier: "tertiary",
  dataClass,
  carries,
  publishable,
});
const secondary = (dataClass: DataClass): Traits => ({ tier: "secondary", dataClass, carries: false, publishable: false });
const ACCOUNT = tertiary("bank-account", true, true);

/**
 * Exceptions to the rule that `<country>-<name>` is a national number, and every other type: a new
 * type that is not spelled that way does not compile without a line here. An address, a name or a
 * password is shared by too many to carry a link. An account number counts as publishable because
 * "pay to our account" stands in footers as the address does.
 */
const TRAITS: Readonly<
  Record<Exclude<FindingType, CountryType | FactType>, Traits | undefined> & Partial<Record<CountryType, Traits | undefined>>
> = {
  passport: IDENTITY_NUMBER,
  "date-of-birth": secondary("date-of-birth"),
  "sg-nric-partial": secondary("identity-number"),
  "payment-card": tertiary("payment-card", true, false),
  "bank-account": ACCOUNT,
  iban: ACCOUNT,
  phone: tertiary("phone", true, true),
  email: tertiary("email", true, true),
  "sg-address": tertiary("address", false, true),
  "person-name": tertiary("name", false, false),
  credential: tertiary("credential", false, false),
  "payment-card-partial": tertiary("payment-card", false, false),
  "sg-vehicle-plate": tertiary("vehicle", false, false),
  "payment-card-test": NOBODY,
  "sg-uen": NOBODY,
};

/**
 * Traits of a finding type; `undefined` for a type that names no person (a published test card, an
 * organisation's number, a type this version does not know). Every `<country>-<name>` that is not
 * listed is a national number, hence primary.
 */
export function traitsOf(type: string): Traits | undefined {
  if (Object.hasOwn(TRAITS, type)) return TRAITS[type as keyof typeof TRAITS];
  return /^[a-z]{2}-[a-z]/.test(type) ? IDENTITY_NUMBER : undefined;
}

/** Tier of a finding type; `undefined` for a type that names no person. */
export function tierOf(type: string): Tier | undefined {
  return traitsOf(type)?.tier;
}

/** Rank of a tier: 0 is best. */
export function rankOf(tier: Tier): number {
  return TIERS.indexOf(tier);
}
