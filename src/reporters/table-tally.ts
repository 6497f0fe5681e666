import { createRequire } from "node:module";
import type { SummaryEvent } from "../model/events.ts";
import { ROWS_LISTED } from "./overview.ts";
import type { Paint } from "./paint.ts";
import { visible } from "./sanitise.ts";
import { cutMiddle } from "./width.ts";
import { count } from "./words.ts";

const require = createRequire(import.meta.url);

/** Widest text in the first column; the table library may not cut, as it loses wide characters. */
const LABEL_WIDTH = 20;

const PLAIN = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "  ",
};

function tally(head: readonly [string, string], numbers: Readonly<Record<string, number>>, boxes: boolean): string {
  const rows = Object.entries(numbers).toSorted(([, a], [, b]) => b - a);
  if (rows.length === 0) return "";
  const CliTable = require("cli-table3") as typeof import("cli-table3");
  const table = new CliTable({
    head: [...head],
    colAligns: ["left", "right"],
    // Without these the library writes its own colours, also where none are wanted.
    style: { head: [], border: [], compact: true, ...(boxes ? {} : { "padding-left": 0, "padding-right": 0 }) },
    ...(boxes ? {} : { chars: PLAIN }),
  });
  for (const [name, value] of rows.slice(0, ROWS_LISTED)) table.push([cutMiddle(visible(name), LABEL_WIDTH), count(value)]);
  const rest = rows.slice(ROWS_LISTED);
  if (rest.length > 0) table.push([`… ${rest.length} more`, count(rest.reduce((sum, [, value]) => sum + value, 0))]);
  return `${table.toString()}\n`;
}

/** Two small tables: findings by type, and affected people by class of data; without boxes off a terminal. */
export function tallySection(summary: SummaryEvent, paint: Paint, boxes: boolean): string {
  const byType = tally(["Type", "Findings"], summary.findings.byType, boxes);
  const byClass = tally(["Class of data", "People"], summary.individuals.byClass, boxes);
  return [
    byType === "" ? "" : paint.title("What was found") + "\n" + byType,
    byClass === "" ? "" : paint.title("Whom it affects") + "\n" + byClass,
  ]
    .filter((section) => section !== "")
    .join("\n");
}
