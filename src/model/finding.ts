import type { Location } from "./location.ts";
import type { Role } from "./document.ts";

/** What a finding is of. The contract's list; a new type is a new line. */
export const FINDING_TYPES = [
  "sg-nric",
  "sg-nric-partial",
  "payment-card",
  "payment-card-test",
  "payment-card-partial",
  "sg-address",
  "phone",
  "email",
  "passport",
  "bank-account",
  "iban",
  "date-of-birth",
  "person-name",
  "credential",
  "sg-uen",
  "sg-vehicle-plate",
  "au-medicare",
  "au-tfn",
  "ca-sin",
  "cn-ric",
  "gb-nhs",
  "gb-nino",
  "hk-hkid",
  "id-nik",
  "in-aadhaar",
  "in-pan",
  "kr-rrn",
  "lk-nic",
  "my-nric",
  "nz-ird",
  "ph-philsys",
  "ph-tin",
  "pk-cnic",
  "th-idnr",
  "tw-natid",
  "us-itin",
  "us-ssn",
  "vn-cccd",
  "fact-pay",
  "fact-wealth",
  "fact-account-balance",
  "fact-loan",
  "fact-debt",
  "fact-credit",
  "fact-investment",
  "fact-insurance",
  "fact-health",
  "fact-family",
] as const;

export type FindingType = (typeof FINDING_TYPES)[number];

export const CONFIDENCES = ["low", "medium", "high"] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** Why a candidate is believed, or doubted. Closed: a new kind of reason is a new member. */
export type Evidence =
  /** The check digit or letter is right; `rule` names the algorithm. */
  | { readonly kind: "checksum"; readonly rule: string }
  /** The number lies in a range that an issuer or authority uses; `range` names it. */
  | { readonly kind: "issuer-range"; readonly range: string }
  /** A label says what it is: a column head, a key, or a word before it. Our own spelling of the label, never the text's. */
  | { readonly kind: "label"; readonly label: string }
  /** A word nearby supports it. */
  | { readonly kind: "nearby"; readonly word: string }
  /** The way it is written supports it, e.g. `4-4-4-4`. */
  | { readonly kind: "shape"; readonly shape: string }
  /** Something speaks against it, e.g. an invoice label. */
  | { readonly kind: "against"; readonly word: string }
  /** A machine read it from a picture: `ocr` as it stands, `ocr-repaired` where a check digit proved that it misread a character. */
  | { readonly kind: "reading"; readonly reading: "ocr" | "ocr-repaired" };

/** What a detector returns. It knows no file. `start` and `end` are half-open indexes into the window's text. */
export interface Candidate {
  readonly type: FindingType;
  readonly start: number;
  readonly end: number;
  /** Canonical value: capitals for an NRIC, digits for a card, postal code for an address, E.164 for a phone, lower case for e-mail. */
  readonly value: string;
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
  /** An address in an address field of a (quoted) header: counted as a correspondent, not as a finding. */
  readonly correspondent?: true;
}

/** How a record was found; decides how strongly its identifiers are tied. */
export const RECORD_KINDS = ["row", "object", "contact", "form", "line", "text"] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/**
 * A candidate with its place. Holds the raw value and stays inside the engine; `start` and
 * `end` are half-open byte offsets in its text part.
 */
export interface Finding extends Omit<Candidate, "correspondent"> {
  readonly detector: string;
  readonly role: Role;
  readonly location: Location;
  /** Identifies the record within the input; not yet keyed. */
  readonly record: { readonly ref: string; readonly kind: RecordKind };
  /** Further places of the same occurrence (the HTML twin of a plain text). */
  readonly places: readonly Location[];
}

/** A finding as it may leave the engine: a mask and a keyed hash in place of the value. */
export interface ReportedFinding {
  readonly id: string;
  readonly type: FindingType;
  readonly detector: string;
  readonly confidence: Confidence;
  /** The masked value. */
  readonly display: string;
  /** HMAC-SHA256 of type and canonical value under the case key, base64url. */
  readonly key: string;
  readonly role: Role;
  readonly record: string;
  readonly recordKind: RecordKind;
  readonly location: Location;
  readonly places?: readonly Location[];
  readonly evidence: readonly Evidence[];
  /** The canonical value; present under `--reveal` only. */
  readonly value?: string;
}
