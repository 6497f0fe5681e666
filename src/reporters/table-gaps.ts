import { row } from "./layout.ts";
import { formatLocation } from "./location.ts";
import type { Overview } from "./overview.ts";
import type { Paint } from "./paint.ts";
import { visible } from "./sanitise.ts";
import { columns } from "./width.ts";
import { count } from "./words.ts";

/** What could not be examined, the worst first, by name; empty when there is nothing. */
export function gapsSection(overview: Overview, paint: Paint, width: number): string {
  const { worstGaps, gaps, scan } = overview;
  if (gaps === 0) return "";
  const more = gaps - worstGaps.length;
  const reasonPad = Math.max(...worstGaps.map(({ reason }) => columns(visible(reason))));
  const title = more === 0 ? "Could not be examined" : `Could not be examined (worst ${worstGaps.length} of ${count(gaps)})`;

  let section = row([{ text: title, style: paint.warning, overflow: "wrap" }], width, 0, 2);
  for (const gap of worstGaps) {
    const some = gap.examined === "partly" ? " (partly examined)" : "";
    section += row(
      [
        { text: visible(gap.reason), pad: reasonPad, style: paint.warning, overflow: "cut-middle" },
        { text: formatLocation(gap.location, scan?.inputs), overflow: "cut-middle" },
        { text: visible(gap.detail) + some, style: paint.faint, overflow: "wrap" },
      ],
      width,
      2,
      6,
    );
  }
  if (more === 0) return section;
  return (
    section +
    row([{ text: `… ${count(more)} more: scan with -o csv:gaps.csv, or with -f ndjson`, overflow: "wrap" }], width, 2, 4)
  );
}
