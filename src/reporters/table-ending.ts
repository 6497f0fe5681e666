import type { SummaryEvent } from "../model/events.ts";
import { CONFIDENCES } from "../model/finding.ts";
import { GAP_REASONS } from "../model/gap.ts";
import type { GapReason } from "../model/gap.ts";
import { GLUE, row } from "./layout.ts";
import type { Field } from "./layout.ts";
import type { Overview } from "./overview.ts";
import { FINDINGS_LISTED } from "./overview.ts";
import type { Paint, Style } from "./paint.ts";
import { CONFIDENCE_WORDS } from "./paint.ts";
import { visible } from "./sanitise.ts";
import { count, counted, duration, size } from "./words.ts";

const LABEL_WIDTH = 8;
const BESIDE_LABEL = LABEL_WIDTH + 2;
const LONGEST_UNBROKEN = 24;

/** What a person can do about a gap. */
const ADVICE: Readonly<Record<GapReason, string>> = {
  unreadable: "give the user who scans the right to read",
  encrypted: "get the passwords, decrypt and scan again",
  malformed: "open by hand what is damaged",
  unsupported: "convert what could not be opened",
  "depth-limit": "unpack what is nested too deep and scan it",
  "size-limit": "unpack what is too large and scan it",
  "count-limit": "unpack what has too many entries and scan it",
  "ratio-limit": "check by hand what looks like a decompression bomb",
  "work-limit": "open by hand what took too long",
  "not-followed": "name the targets of links as inputs, if they belong to the evidence",
  changed: "scan a copy that nobody writes to",
  "image-not-read": "scan again with --ocr, or look at the pictures and scanned pages",
};

/** Nothing was left out. Where the summary and the events disagree, it is not claimed. */
function isComplete(overview: Overview, summary: SummaryEvent): boolean {
  const { files, messages, gaps } = summary.coverage;
  return (
    summary.complete &&
    !summary.partial &&
    overview.gaps === 0 &&
    gaps.total === 0 &&
    files.examined === files.found &&
    messages.read === messages.expected
  );
}

/** Parts of a line with dots between them; a line breaks between the parts, and inside only the long ones. */
function dotted(parts: readonly string[]): string {
  return parts.map((part) => (part.length > LONGEST_UNBROKEN ? part : part.replaceAll(" ", GLUE))).join(`${GLUE}· `);
}

function sentence(text: string, style?: Style): Field {
  return { text, overflow: "wrap", ...(style === undefined ? {} : { style }) };
}

/** How the user narrowed the scan: what was left out on purpose is no gap, but nobody may overlook it. */
function narrowed(overview: Overview): string {
  const { types, include = [], exclude = [] } = overview.scan?.settings ?? {};
  const parts = [
    types?.only === undefined ? "" : `looked only for ${types.only.join(", ")}`,
    types?.except === undefined ? "" : `did not look for ${types.except.join(", ")}`,
    include.length === 0 ? "" : `only paths like ${include.join(", ")}`,
    exclude.length === 0 ? "" : `no paths like ${exclude.join(", ")}`,
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : `By your settings: ${visible(parts.join("; "))}.`;
}

/** What `--verify-mail` came to. */
function compared(overview: Overview, summary: SummaryEvent): string {
  if (overview.scan?.settings.verifyMail === undefined || summary.coverage.messages.expected === 0) return "";
  const { verified = 0, disagreed = 0 } = summary.coverage.messages;
  if (verified === 0) return "No message fell into the sample that two mail readers compare.";
  return `Two mail readers agree on ${count(verified - disagreed)} of ${counted(verified, "message")} compared.`;
}

function verdict(overview: Overview, summary: SummaryEvent, paint: Paint): Field {
  const { gaps, files } = summary.coverage;
  if (summary.partial)
    return sentence("NOT FULLY EXAMINED: the scan was interrupted. What stands here is a part.", paint.warning);
  if (!isComplete(overview, summary)) {
    const total = Math.max(gaps.total, overview.gaps);
    if (total === 0) return sentence("NOT FULLY EXAMINED, and nothing says why: treat this result as unknown.", paint.warning);
    const reasons = GAP_REASONS.flatMap((reason) => (gaps.byReason[reason] ? [`${count(gaps.byReason[reason])} ${reason}`] : []));
    const why = reasons.length === 0 ? "." : ` (${dotted(reasons)}).`;
    return sentence(`NOT FULLY EXAMINED: ${counted(total, "gap")}${why}`, paint.warning);
  }
  if (files.found === 0) return sentence("There was no file to examine.", paint.warning);
  return sentence("Everything was examined.", paint.good);
}

function coverageLines(overview: Overview, summary: SummaryEvent, paint: Paint): readonly Field[] {
  const { files, messages } = summary.coverage;
  const partly = files.partly > 0 ? [`${count(files.partly)} partly`] : [];
  const not = files.notExamined > 0 ? [`${count(files.notExamined)} not at all`] : [];
  const lesser = [...partly, ...not].join(", ");
  const scope = [`${count(files.examined)} of ${counted(files.found, "file")}${lesser === "" ? "" : ` (${lesser})`}`];
  if (messages.expected > 0) {
    const missed = [
      ...(messages.partly > 0 ? [`${count(messages.partly)} partly`] : []),
      ...(messages.failed > 0 ? [`${count(messages.failed)} failed`] : []),
    ].join(", ");
    scope.push(`${count(messages.read)} of ${counted(messages.expected, "message")}${missed === "" ? "" : ` (${missed})`}`);
  }
  scope.push(`${size(summary.bytes)} in ${duration(summary.seconds)}`);
  return [
    sentence(dotted(scope)),
    verdict(overview, summary, paint),
    sentence(compared(overview, summary)),
    sentence(narrowed(overview)),
  ];
}

function findingLines(overview: Overview, summary: SummaryEvent): readonly Field[] {
  const { total, byConfidence } = summary.findings;
  if (total === 0) {
    const least = overview.scan?.settings.minConfidence;
    return [sentence(`no findings${least === undefined || least === "low" ? "" : ` of ${least} confidence or more`}`)];
  }
  const levels = CONFIDENCES.toReversed().flatMap((level) => {
    const found = byConfidence[level] ?? 0;
    return found === 0 ? [] : [`${count(found)} ${CONFIDENCE_WORDS[level]}`];
  });
  const split = levels.length === 0 ? "" : ` (${dotted(levels)})`;
  return [sentence(`${counted(total, "finding")} in ${counted(overview.filesWithFindings, "file")}${split}`)];
}

function peopleLines(summary: SummaryEvent): readonly Field[] {
  const { estimate, atLeast, atMost } = summary.individuals;
  const range = estimate === 0 && atMost === 0 ? "" : ` (estimate; at least ${count(atLeast)}, at most ${count(atMost)})`;
  const apart = [
    ...(summary.correspondents > 0 ? [`${counted(summary.correspondents, "correspondent")} (only as sender or recipient)`] : []),
    ...(summary.organisations > 0 ? [counted(summary.organisations, "organisation")] : []),
  ];
  return [
    sentence(`${counted(estimate, "affected individual")}${range}`),
    sentence(apart.length === 0 ? "" : `counted apart: ${dotted(apart)}`),
  ];
}

function nextLines(overview: Overview, summary: SummaryEvent): readonly Field[] {
  const { gaps, files } = summary.coverage;
  const steps: string[] = [];
  if (summary.partial) steps.push("Scan again: nothing may be concluded from a part.");
  // Advice for the two most frequent reasons; the list above names the rest.
  const reasons = GAP_REASONS.filter((reason) => (gaps.byReason[reason] ?? 0) > 0)
    .toSorted((a, b) => (gaps.byReason[b] ?? 0) - (gaps.byReason[a] ?? 0))
    .slice(0, 2);
  for (const reason of reasons) steps.push(`For ${reason}: ${ADVICE[reason]}.`);
  if (reasons.length === 0 && !summary.partial && !isComplete(overview, summary))
    steps.push("Do not call this clean: scan again.");
  if (files.found === 0 && !summary.partial) steps.push("Check the path and the include and exclude patterns.");
  if (overview.findings > FINDINGS_LISTED) steps.push("To see every finding, add -o csv:findings.csv.");
  else if (overview.findings > 0) steps.push("For the evidence behind each finding, scan with -f json.");
  if (steps.length === 0)
    steps.push(isComplete(overview, summary) ? "Nothing to do." : "See what could not be examined before you call this clean.");
  return steps.map((step) => sentence(step));
}

/**
 * The last lines, in fixed order: coverage, findings, people, next step. `Everything was
 * examined` is said only if nothing was left out; otherwise `NOT FULLY EXAMINED` is.
 */
export function endingSection(overview: Overview, summary: SummaryEvent, paint: Paint, width: number): string {
  const blocks: readonly (readonly [string, readonly Field[]])[] = [
    ["Examined", coverageLines(overview, summary, paint)],
    ["Found", findingLines(overview, summary)],
    ["People", peopleLines(summary)],
    ["Next", nextLines(overview, summary)],
  ];
  return blocks
    .flatMap(([label, lines]) =>
      lines
        .filter(({ text }) => text !== "")
        .map((line, index) => {
          const head = {
            text: (index === 0 ? label : "").padEnd(LABEL_WIDTH),
            style: paint.title,
            overflow: "cut-middle",
          } as const;
          return row([head, line], width, 0, BESIDE_LABEL);
        }),
    )
    .join("");
}
