import { PACKS, type Pack } from "../model/detector.ts";
import { CONFIDENCES, FINDING_TYPES, type Confidence, type FindingType } from "../model/finding.ts";
import { DEFAULT_LIMITS, type Limits } from "../limits/limits.ts";
import { UsageError } from "./errors.ts";

/** Everything that decides a scan, checked once. */
export interface ScanOptions {
  /** Path patterns; empty means all, none. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Which detectors look; a type in `only` adds those that find it. */
  readonly detectors: Pack;
  /** Types to report. */
  readonly only: readonly FindingType[];
  readonly except: readonly FindingType[];
  readonly minConfidence: Confidence;
  readonly mask: "partial" | "full";
  /** Put raw values into the events. */
  readonly reveal: boolean;
  /** Key of the keyed hashes, at least 16 bytes. */
  readonly caseKey: Uint8Array;
  /** Worker threads. */
  readonly jobs: number;
  /** Findings of this confidence or more make exit status `exitCode`. */
  readonly failOn: Confidence | "never";
  readonly exitCode: number;
  /** Gaps alone do not make exit status 3. */
  readonly allowIncomplete: boolean;
  /** Name given to standard input. */
  readonly stdinFilename: string | undefined;
  /** Percentage (0 to 100) of messages that are read by two readers and compared. */
  readonly verifyMail: number;
  /** Read the words in pictures and scanned pages, too. */
  readonly ocr: boolean;
  readonly limits: Limits;
}

export type ScanDefaults = Omit<ScanOptions, "caseKey" | "jobs">;

export const DEFAULT_OPTIONS: ScanDefaults = {
  include: [],
  exclude: [],
  detectors: "sg",
  only: [],
  except: [],
  minConfidence: "medium",
  mask: "partial",
  reveal: false,
  failOn: "low",
  exitCode: 1,
  allowIncomplete: false,
  stdinFilename: undefined,
  verifyMail: 0,
  ocr: false,
  limits: DEFAULT_LIMITS,
};

/** The types that are to be reported. */
export function reportedTypes(options: Pick<ScanOptions, "only" | "except">): readonly FindingType[] {
  const chosen = options.only.length === 0 ? FINDING_TYPES : FINDING_TYPES.filter((type) => options.only.includes(type));
  return chosen.filter((type) => !options.except.includes(type));
}

/** A pack by its name; throws `UsageError` that lists the packs for any other: a scan with none would find nothing. */
export function requirePack(name: unknown): Pack {
  const pack = PACKS.find((one) => one === name);
  if (pack === undefined) throw new UsageError(`unknown pack of detectors ${JSON.stringify(name)}; known: ${PACKS.join(", ")}`);
  return pack;
}

/** Whether `confidence` is at least `least`. */
export function reaches(confidence: Confidence, least: Confidence): boolean {
  return CONFIDENCES.indexOf(confidence) >= CONFIDENCES.indexOf(least);
}
