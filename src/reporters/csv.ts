import type { FindingEvent, GapEvent, IndividualEvent, SummaryEvent } from "../model/events.ts";
import type { Reporter } from "../model/reporter.ts";
import { CSV_COLUMNS, csvRow } from "./csv-row.ts";
import { formatEvidence } from "./evidence.ts";
import { createLocationFormat } from "./location.ts";

/** Spreadsheets hold 32,767 characters in a cell and drop the rest: longer lists go on in a further row. */
const CELL_CHARACTERS = 30_000;

/** Ids joined by spaces, in as many texts as cells are needed; at least one. */
function cellsOfIds(ids: readonly string[]): readonly string[] {
  const cells: string[] = [];
  let cell = "";
  for (const id of ids) {
    if (cell !== "" && cell.length + 1 + id.length > CELL_CHARACTERS) {
      cells.push(cell);
      cell = "";
    }
    cell += cell === "" ? id : ` ${id}`;
  }
  return [...cells, cell];
}

type LocationFormat = ReturnType<typeof createLocationFormat>;

function findingRow(finding: FindingEvent, formatLocation: LocationFormat): string {
  const { location } = finding;
  return csvRow({
    kind: "finding",
    id: finding.id,
    type: finding.type,
    confidence: finding.confidence,
    display: finding.display,
    value: finding.value ?? "",
    role: finding.role,
    file: location.file,
    location: formatLocation(location),
    line: location.line ?? "",
    column: location.column ?? "",
    record: finding.record,
    key: finding.key,
    evidence: formatEvidence(finding.evidence),
    places: (finding.places ?? []).map((place) => formatLocation(place)).join(" | "),
    input: location.input ?? "",
  });
}

function gapRow(gap: GapEvent, formatLocation: LocationFormat): string {
  const { location } = gap;
  return csvRow({
    kind: "gap",
    file: location.file,
    location: formatLocation(location),
    line: location.line ?? "",
    column: location.column ?? "",
    reason: gap.reason,
    examined: gap.examined,
    detail: gap.detail,
    input: location.input ?? "",
  });
}

/** How often each reason stands in the links: `same-record 3, same-message 1`. */
function countedReasons(links: IndividualEvent["links"]): string {
  const counts = new Map<string, number>();
  for (const { because } of links) counts.set(because, (counts.get(because) ?? 0) + 1);
  return Array.from(counts, ([because, times]) => `${because} ${times}`).join(", ");
}

function individualRows(individual: IndividualEvent): string {
  const { identifiers, conflicts = [] } = individual;
  const reasons = [countedReasons(individual.links), ...(conflicts.length > 0 ? [`refused: ${countedReasons(conflicts)}`] : [])];
  const first = {
    type: Array.from(new Set(identifiers.map(({ type }) => type))).join(" "),
    display: identifiers.map(({ display }) => display).join(" | "),
    value: identifiers.flatMap(({ value }) => (value === undefined ? [] : [value])).join(" | "),
    key: identifiers.map(({ key }) => key).join(" "),
    evidence: reasons.filter((text) => text !== "").join("; "),
    detail: `basis ${individual.basis}; messages ${individual.messages}; files ${individual.files}; classes ${individual.classes.join(" ")}`,
  };
  return cellsOfIds(individual.findings)
    .map((findings, index) => csvRow({ kind: "individual", id: individual.id, ...(index === 0 ? first : {}), findings }))
    .join("");
}

/** The figures of the summary with their names as in the event: `coverage.files.found`, 3. */
function figures(value: unknown, name: string): readonly (readonly [string, string])[] {
  if (typeof value !== "object" || value === null) return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, inner]) => figures(inner, name === "" ? key : `${name}.${key}`));
}

function summaryRows(summary: SummaryEvent): string {
  const { event: _event, ...rest } = summary;
  return figures(rest, "")
    .map(([name, value]) => csvRow({ kind: "summary", type: name, detail: value }))
    .join("");
}

/**
 * A table for spreadsheets: RFC 4180 with CRLF, one header row, UTF-8 without a byte order
 * mark, cells that cannot be formulas (CWE-1236). The first column says what a row is:
 *
 * - `finding`: one each; `value` is empty unless values are revealed.
 * - `gap`: one each; `reason`, `examined` (`none`, `partly`) and `detail` say what was not examined.
 * - `individual`: `type`, `display`, `value` and `key` list the identifiers, `findings` the ids. A list too
 *   long for a cell goes on in a row with the same id and no identifiers: count distinct ids.
 * - `summary`: at the end, one row a figure, its name in `type` and its value in `detail`. A file
 *   without these rows was cut off.
 *
 * `file` and `input` are as in the event; `location` is the same place for people.
 */
export const csv: Reporter = {
  id: "csv",
  description: "one row a finding, gap and individual, for spreadsheets",
  extension: ".csv",
  open() {
    let formatLocation = createLocationFormat([]);
    return {
      write(event) {
        switch (event.event) {
          case "scan":
            formatLocation = createLocationFormat(event.inputs);
            return `${CSV_COLUMNS.join(",")}\r\n`;
          case "finding":
            return findingRow(event, formatLocation);
          case "gap":
            return gapRow(event, formatLocation);
          case "individual":
            return individualRows(event);
          case "summary":
            return summaryRows(event);
          case "file":
            break;
        }
        return "";
      },
    };
  },
};
