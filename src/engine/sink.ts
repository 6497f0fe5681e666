import type { Finding } from "../model/finding.ts";
import type { Gap } from "../model/gap.ts";

/** Takes what scanning a document tells, in the order of the input. Called often: it must not wait. */
export interface Sink {
  readonly finding: (finding: Finding) => void;
  readonly gap: (gap: Gap) => void;
  /** Messages that are said to be there. */
  readonly expected: (count: number) => void;
  /** What became of a message, or of several, behind all that was told of them. */
  readonly message: (outcome: "read" | "partly" | "failed", messages: number) => void;
  /** A mail address in an address field of a header; raw, to be keyed by the discloser. */
  readonly correspondent: (address: string) => void;
  /** The format of the outermost document. */
  readonly format: (id: string) => void;
}
