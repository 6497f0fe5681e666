import type { Evidence } from "../model/finding.ts";
import { visible } from "./sanitise.ts";

function formatOne(evidence: Evidence): string {
  switch (evidence.kind) {
    case "checksum":
      return `checksum ${evidence.rule}`;
    case "issuer-range":
      return `issuer range ${evidence.range}`;
    case "label":
      return `label ${evidence.label}`;
    case "nearby":
      return `nearby ${evidence.word}`;
    case "shape":
      return `shape ${evidence.shape}`;
    case "against":
      return `against: ${evidence.word}`;
    case "reading":
      return evidence.reading === "ocr" ? "read by machine" : "read by machine, a character put right";
    default:
      // A later minor version may know a kind that this one does not; the report of such a run must not fail.
      return String((evidence as { readonly kind: unknown }).kind);
  }
}

/** The reasons for and against a finding, in one line: `checksum nric-mod11; label NRIC`. */
export function formatEvidence(evidence: readonly Evidence[]): string {
  return visible(evidence.map(formatOne).join("; "));
}
