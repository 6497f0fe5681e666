import type { SummaryEvent } from "../model/events.ts";
import type { ReportContext, Reporter } from "../model/reporter.ts";
import { layoutWidth } from "./layout.ts";
import { createOverview, FINDINGS_LISTED } from "./overview.ts";
import type { Overview } from "./overview.ts";
import { createPaint } from "./paint.ts";
import { endingSection } from "./table-ending.ts";
import { filesSection } from "./table-files.ts";
import { findingsSection } from "./table-findings.ts";
import { gapsSection } from "./table-gaps.ts";
import { tallySection } from "./table-tally.ts";

function render(overview: Overview, summary: SummaryEvent, context: ReportContext): string {
  const width = layoutWidth(context);
  const paint = createPaint(context.colour);
  const found =
    overview.findings > FINDINGS_LISTED ? filesSection(overview, paint, width) : findingsSection(overview, paint, width);
  return [
    found,
    tallySection(summary, paint, context.terminal),
    gapsSection(overview, paint, width),
    endingSection(overview, summary, paint, width),
  ]
    .filter((section) => section !== "")
    .join("\n");
}

/**
 * The report for people, written at the end of the run: findings one by one (up to 50) or the
 * files with the most, the tally, what could not be examined, and the last lines in fixed
 * order. Names are cut on a terminal only; elsewhere there are no boxes, no cuts, no colour
 * unless it was asked for. Layout and wording are not an interface. Memory does not grow with the run.
 */
export const table: Reporter = {
  id: "table",
  description: "for people: findings or files, affected individuals, coverage, next step",
  extension: ".txt",
  open(context) {
    const overview = createOverview();
    return {
      write(event) {
        if (event.event !== "summary") {
          overview.add(event);
          return "";
        }
        overview.end();
        return render(overview, event, context);
      },
    };
  },
};
