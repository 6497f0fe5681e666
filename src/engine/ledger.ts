import type { Coverage, Event, FileEvent, MessageCounts } from "../model/events.ts";
import type { Confidence, FindingType, ReportedFinding } from "../model/finding.ts";
import type { Gap, GapReason } from "../model/gap.ts";
import type { Location, Step } from "../model/location.ts";

/** What the scan of a unit tells, disclosed and in order; plain data that may cross threads. */
export type UnitOutput =
  | { readonly kind: "finding"; readonly finding: ReportedFinding }
  /** `loose`: of a path that is no file of its own (a folder, a link). */
  | { readonly kind: "gap"; readonly gap: Gap; readonly loose?: true }
  | { readonly kind: "correspondents"; readonly keys: readonly string[] }
  /** Messages of a mailbox, counted since the last such output. */
  | { readonly kind: "messages"; readonly counts: MessageCounts }
  /** Closes a file. `unhashed`: whoever runs the unit adds its fingerprint. */
  | { readonly kind: "file"; readonly file: FileResult; readonly unhashed?: true };

export interface FileResult {
  readonly input?: number;
  /** Disclosed. */
  readonly path: string;
  readonly format: string;
  readonly bytes: number;
  readonly sha256?: string;
  /** True when nothing of it could be examined. */
  readonly unexamined: boolean;
}

const NO_MESSAGES: MessageCounts = { expected: 0, read: 0, partly: 0, failed: 0 };

/** The books of a scan: every file, message, finding and gap is in exactly one column. */
export interface Ledger {
  /** A unit begins: in a later range of a mailbox, messages are counted on from the ranges before. */
  beginUnit(): void;
  /** Enters one output and returns the events that it makes. */
  enter(output: UnitOutput): readonly Event[];
  coverage(): Coverage;
  findings(): {
    total: number;
    byType: Partial<Record<FindingType, number>>;
    byConfidence: Partial<Record<Confidence, number>>;
  };
  /** Bytes of the files that were examined, wholly or partly. */
  bytes(): number;
}

export function createLedger(): Ledger {
  const files = { found: 0, examined: 0, partly: 0, notExamined: 0 };
  let messages: MessageCounts = NO_MESSAGES;
  let gapsTotal = 0;
  const byReason: Partial<Record<GapReason, number>> = {};
  let findingsTotal = 0;
  const byType: Partial<Record<FindingType, number>> = {};
  const byConfidence: Partial<Record<Confidence, number>> = {};
  let bytes = 0;
  let open = { findings: 0, gaps: 0, messages: NO_MESSAGES };

  const closeFile = (result: FileResult): FileEvent => {
    const examined = result.unexamined ? "none" : open.gaps > 0 ? "partly" : "whole";
    files.found += 1;
    if (examined === "whole") files.examined += 1;
    else if (examined === "partly") files.partly += 1;
    else files.notExamined += 1;
    messages = add(messages, open.messages);
    if (!result.unexamined) bytes += result.bytes;
    const event: FileEvent = {
      event: "file",
      ...(result.input === undefined ? {} : { input: result.input }),
      path: result.path,
      format: result.format,
      bytes: result.bytes,
      ...(result.sha256 === undefined ? {} : { sha256: result.sha256 }),
      examined,
      ...(open.messages.expected === 0 ? {} : { messages: open.messages }),
      findings: open.findings,
      gaps: open.gaps,
    };
    open = { findings: 0, gaps: 0, messages: NO_MESSAGES };
    return event;
  };

  let base = 0;
  // The findings of a document share the list of its steps, before and after.
  let steps: readonly Step[] | undefined;
  let stepsRebased: readonly Step[] = [];
  /** A location of a message in a later range of a mailbox: `base` messages stand before the range. */
  const rebase = (location: Location): Location => {
    const first = location.steps[0];
    if (base === 0 || first?.kind !== "message") return location;
    if (steps !== location.steps) {
      steps = location.steps;
      stepsRebased = [{ ...first, index: first.index + base }, ...steps.slice(1)];
    }
    return { ...location, steps: stepsRebased };
  };
  const rebased = ({ location, places }: ReportedFinding): Partial<ReportedFinding> => ({
    location: rebase(location),
    ...(places === undefined ? {} : { places: places.map(rebase) }),
  });
  return {
    beginUnit() {
      base = open.messages.expected;
      steps = undefined;
    },
    enter(output) {
      switch (output.kind) {
        case "finding": {
          const { finding } = output;
          findingsTotal += 1;
          open.findings += 1;
          byType[finding.type] = (byType[finding.type] ?? 0) + 1;
          byConfidence[finding.confidence] = (byConfidence[finding.confidence] ?? 0) + 1;
          return [base === 0 ? { event: "finding", ...finding } : { event: "finding", ...finding, ...rebased(finding) }];
        }
        case "gap":
          gapsTotal += 1;
          if (output.loose !== true) open.gaps += 1;
          byReason[output.gap.reason] = (byReason[output.gap.reason] ?? 0) + 1;
          return [{ event: "gap", ...output.gap, location: rebase(output.gap.location) }];
        case "messages":
          open.messages = add(open.messages, output.counts);
          return [];
        case "correspondents":
          return [];
        case "file":
          return [closeFile(output.file)];
      }
    },
    coverage: () => ({ files: { ...files }, messages, gaps: { total: gapsTotal, byReason: { ...byReason } } }),
    findings: () => ({ total: findingsTotal, byType: { ...byType }, byConfidence: { ...byConfidence } }),
    bytes: () => bytes,
  };
}

/** The sum of two counts. */
export function add(left: MessageCounts, right: MessageCounts): MessageCounts {
  const verified = (left.verified ?? 0) + (right.verified ?? 0);
  const disagreed = (left.disagreed ?? 0) + (right.disagreed ?? 0);
  return {
    expected: left.expected + right.expected,
    read: left.read + right.read,
    partly: left.partly + right.partly,
    failed: left.failed + right.failed,
    ...(verified === 0 ? {} : { verified, disagreed }),
  };
}
