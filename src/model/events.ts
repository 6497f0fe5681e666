import type { ReportedFinding, FindingType, Confidence } from "./finding.ts";
import type { Gap, GapReason } from "./gap.ts";
import type { Individual, Tally } from "./individual.ts";

/** Name and version of the stream (contract section 3). */
export const SCHEMA_ID = "pii-scan/1";

/**
 * Messages of a mailbox: expected = read + partly + failed. With `--verify-mail` also the messages,
 * attached ones too, that two readers read and that were compared, and those on which they disagree.
 */
export interface MessageCounts {
  readonly expected: number;
  readonly read: number;
  readonly partly: number;
  readonly failed: number;
  readonly verified?: number;
  readonly disagreed?: number;
}

/** Settings that change what is found or shown; written into the `scan` event. */
export interface ReportedSettings {
  readonly detectors: readonly string[];
  readonly types?: { readonly only?: readonly string[]; readonly except?: readonly string[] };
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly minConfidence: Confidence;
  readonly mask: "partial" | "full";
  readonly revealed: boolean;
  /** Percentage of messages that were read by two readers and compared; absent for none. */
  readonly verifyMail?: number;
  /** Pictures were read, too. */
  readonly ocr?: true;
}

export interface ScanEvent {
  readonly event: "scan";
  readonly schema: typeof SCHEMA_ID;
  readonly tool: { readonly name: string; readonly version: string };
  readonly startedAt: string;
  readonly inputs: readonly string[];
  readonly settings: ReportedSettings;
  readonly keyId: string;
}

/** Closes a file: written after the file's findings and gaps. */
export interface FileEvent {
  readonly event: "file";
  readonly input?: number;
  readonly path: string;
  /** Id of the format that opened it; `unknown` when none did. */
  readonly format: string;
  readonly bytes: number;
  /** Lower-case hexadecimal; absent when the file could not be read whole. */
  readonly sha256?: string;
  readonly examined: "whole" | "partly" | "none";
  readonly messages?: MessageCounts;
  readonly findings: number;
  readonly gaps: number;
}

export interface FindingEvent extends ReportedFinding {
  readonly event: "finding";
}

export interface GapEvent extends Gap {
  readonly event: "gap";
}

export interface IndividualEvent extends Individual {
  readonly event: "individual";
}

export interface Coverage {
  readonly files: { readonly found: number; readonly examined: number; readonly partly: number; readonly notExamined: number };
  readonly messages: MessageCounts;
  readonly gaps: { readonly total: number; readonly byReason: Readonly<Partial<Record<GapReason, number>>> };
}

export interface SummaryEvent {
  readonly event: "summary";
  readonly findings: {
    readonly total: number;
    readonly byType: Readonly<Partial<Record<FindingType, number>>>;
    readonly byConfidence: Readonly<Partial<Record<Confidence, number>>>;
  };
  readonly individuals: Tally;
  /** Addresses that appear only as sender or recipient. */
  readonly correspondents: number;
  readonly organisations: number;
  readonly coverage: Coverage;
  /** True when there is no gap and the scan ran to its end. */
  readonly complete: boolean;
  /** True when the scan was interrupted. */
  readonly partial: boolean;
  readonly exitCode: number;
  readonly bytes: number;
  readonly endedAt: string;
  readonly seconds: number;
  readonly bytesPerSecond: number;
}

export type Event = ScanEvent | FileEvent | FindingEvent | GapEvent | IndividualEvent | SummaryEvent;
