import type { TextPart } from "../model/document.ts";
import type { Confidence, Evidence } from "../model/finding.ts";
import type { Spotted } from "./overlap.ts";

const LESS: Readonly<Record<Confidence, Confidence>> = { high: "medium", medium: "low", low: "low" };

/** What was found in a text that a machine read from a picture: one step less certain, and the reason said. */
export function asMachineRead(found: readonly Spotted[], { repaired }: NonNullable<TextPart["read"]>): readonly Spotted[] {
  return found.map((one) => {
    const changed = repaired.some(({ start, end }) => start < one.end && end > one.start);
    const reason: Evidence = { kind: "reading", reading: changed ? "ocr-repaired" : "ocr" };
    const { candidate } = one;
    const evidence = [...candidate.evidence, reason];
    return { ...one, candidate: { ...candidate, confidence: LESS[candidate.confidence], evidence } };
  });
}
