import type { FindingType } from "../model/finding.ts";

/** How values are shown. `full` hides all but type and length. */
export type MaskStyle = "partial" | "full";

/**
 * The masked form of a canonical value. `partial` keeps what practice allows: the last three
 * digits and the letter of an NRIC (PDPC advisory guidelines on NRIC numbers, 2018), the last
 * four of a card (PCI DSS 3.4.1) or telephone number, the first letter and the domain of an
 * e-mail address, the sector of a postal code.
 */
export function maskValue(type: FindingType, value: string, style: MaskStyle): string {
  if (style === "full") return `[${type}:${[...value].length}]`;
  switch (type) {
    case "sg-nric":
      return `${value.slice(0, 1)}****${value.slice(-4)}`;
    case "payment-card":
    case "payment-card-test":
      return `**** **** **** ${value.slice(-4)}`;
    case "phone":
      return `****${value.slice(-4)}`;
    case "email":
      return maskEmail(value);
    case "sg-address":
      return maskAddress(value);
    case "sg-nric-partial":
    case "sg-uen":
      return value;
    case "payment-card-partial":
      return `**** ${value.slice(-4)}`;
    case "sg-vehicle-plate":
      return `${value.slice(0, 1)}****${value.slice(-1)}`;
    case "date-of-birth":
    case "person-name":
    case "credential":
    case "fact-pay":
    case "fact-wealth":
    case "fact-account-balance":
    case "fact-loan":
    case "fact-debt":
    case "fact-credit":
    case "fact-investment":
    case "fact-insurance":
    case "fact-health":
    case "fact-family":
      return `[${type}]`;
    case "passport":
    case "bank-account":
    case "iban":
    case "au-medicare":
    case "au-tfn":
    case "ca-sin":
    case "cn-ric":
    case "gb-nhs":
    case "gb-nino":
    case "hk-hkid":
    case "id-nik":
    case "in-aadhaar":
    case "in-pan":
    case "kr-rrn":
    case "lk-nic":
    case "my-nric":
    case "nz-ird":
    case "ph-philsys":
    case "ph-tin":
    case "pk-cnic":
    case "th-idnr":
    case "tw-natid":
    case "us-itin":
    case "us-ssn":
    case "vn-cccd":
      // Too few of its digits to tell it by, enough to tell two of one document apart.
      return `****${value.slice(-3)}`;
  }
}

function maskEmail(value: string): string {
  const at = value.lastIndexOf("@");
  return `${[...value][0] ?? ""}***${value.slice(Math.max(at, 0))}`;
}

function maskAddress(value: string): string {
  if (/^\d{6}$/.test(value)) return `Singapore ${value.slice(0, 2)}****`;
  return value.replaceAll(/\d/g, "*");
}
