import type { Event, FindingEvent, GapEvent, IndividualEvent, ScanEvent } from "../model/events.ts";
import { GAP_REASONS } from "../model/gap.ts";
import type { GapReason } from "../model/gap.ts";
import type { Location } from "../model/location.ts";
import { createTop } from "./top.ts";

/** Up to this many findings are listed one by one; above it files are. */
export const FINDINGS_LISTED = 50;
/** Files and gaps that are listed by name. */
export const ROWS_LISTED = 20;

/** What is known of one file with findings. */
export interface FileTally {
  readonly place: Pick<Location, "input" | "file">;
  readonly findings: number;
  readonly byType: ReadonlyMap<string, number>;
}

/** What a report for people keeps of a run; its size does not grow with the run. */
export interface Overview {
  readonly scan: ScanEvent | undefined;
  readonly findings: number;
  /** The findings, as long as there are no more than FINDINGS_LISTED; then empty. */
  readonly listed: readonly FindingEvent[];
  /** People with a finding in each of the files of `listed`, by `fileKey`. */
  readonly peopleIn: ReadonlyMap<string, number>;
  readonly filesWithFindings: number;
  readonly topFiles: readonly FileTally[];
  readonly gaps: number;
  readonly worstGaps: readonly GapEvent[];
  add(event: Exclude<Event, { event: "summary" }>): void;
  /** No more events come: counts a file that an interruption left open. */
  end(): void;
}

/** Tells files apart, also when two inputs hold the same path. NUL is in no path. */
export function fileKey(place: Pick<Location, "input" | "file">): string {
  return `${place.input ?? ""}\0${place.file}`;
}

function severity(reason: GapReason): number {
  const rank = GAP_REASONS.indexOf(reason);
  return rank < 0 ? GAP_REASONS.length : rank;
}

/** Nothing examined before something examined, then the order of the reasons. */
function worseGap(a: GapEvent, b: GapEvent): number {
  if (a.examined !== b.examined) return a.examined === "none" ? -1 : 1;
  return severity(a.reason) - severity(b.reason);
}

/** An empty overview, to be filled in the order of the stream. */
export function createOverview(): Overview {
  let scan: ScanEvent | undefined;
  let findings = 0;
  let filesWithFindings = 0;
  let current: { place: FileTally["place"]; key: string; findings: number; byType: Map<string, number> } | undefined;
  const listed: FindingEvent[] = [];
  const fileOf = new Map<string, string>();
  const peopleIn = new Map<string, number>();
  const topFiles = createTop<FileTally>(ROWS_LISTED, (a, b) => b.findings - a.findings);
  const worstGaps = createTop<GapEvent>(ROWS_LISTED, worseGap);

  function closeFile(): void {
    if (current === undefined) return;
    filesWithFindings += 1;
    topFiles.add(current);
    current = undefined;
  }

  function addFinding(finding: FindingEvent): void {
    const key = fileKey(finding.location);
    if (current?.key !== key) closeFile();
    current ??= { place: finding.location, key, findings: 0, byType: new Map() };
    current.findings += 1;
    current.byType.set(finding.type, (current.byType.get(finding.type) ?? 0) + 1);
    findings += 1;
    if (findings > FINDINGS_LISTED) {
      listed.length = 0;
      fileOf.clear();
      return;
    }
    listed.push(finding);
    fileOf.set(finding.id, key);
  }

  function addIndividual(individual: IndividualEvent): void {
    if (fileOf.size === 0) return;
    const files = new Set<string>();
    for (const id of individual.findings) {
      const file = fileOf.get(id);
      if (file !== undefined) files.add(file);
    }
    for (const file of files) peopleIn.set(file, (peopleIn.get(file) ?? 0) + 1);
  }

  return {
    get scan() {
      return scan;
    },
    get findings() {
      return findings;
    },
    get filesWithFindings() {
      return filesWithFindings;
    },
    get gaps() {
      return worstGaps.seen;
    },
    listed,
    peopleIn,
    topFiles: topFiles.items,
    worstGaps: worstGaps.items,
    end: closeFile,
    add(event) {
      switch (event.event) {
        case "scan":
          scan = event;
          break;
        case "file":
          closeFile();
          break;
        case "finding":
          addFinding(event);
          break;
        case "gap":
          worstGaps.add(event);
          break;
        case "individual":
          addIndividual(event);
          break;
      }
    },
  };
}
