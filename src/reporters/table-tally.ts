import { createRequire } from "node:module";
import type { SummaryEvent } from "../model/events.ts";
import { ROWS_LISTED } from "./overview.ts";
import type { Paint } from "./paint.ts";
import { visible } from "./sanitise.ts";
import { columns, cutMiddle, pad } from "./width.ts";
import { count } from "./words.ts";

const require = createRequire(import.meta.url);

/** Widest text in the first column; the library of the boxes may not cut, as it loses wide characters. */
const LABEL_WIDTH = 20;

function tally(head: Line, numbers: Readonly<Record<string, number>>, boxes: boolean): string {
  const rows = Object.entries(numbers).toSorted(([, a], [, b]) => b - a);
  if (rows.length === 0) return "";
  const lines = rows.slice(0, ROWS_LISTED).map(([name, value]): Line => [cutMiddle(visible(name), LABEL_WIDTH), count(value)]);
  const rest = rows.slice(ROWS_LISTED);
  if (rest.length > 0) lines.push([`… ${rest.length} more`, count(rest.reduce((sum, [, value]) => sum + value, 0))]);
  return boxes ? boxed(head, lines) : plain([head, ...lines]);
}

type Line = readonly [label: string, number: string];

function boxed(head: Line, lines: readonly Line[]): string {
  const CliTable = require("cli-table3") as typeof import("cli-table3");
  // Without these the library writes its own colours, also where none are wanted.
  const style = { head: [], border: [], compact: true };
  const table = new CliTable({ head: [...head], colAligns: ["left", "right"], style });
  for (const line of lines) table.push([...line]);
  return `${table.toString()}\n`;
}

/** Two columns, the numbers to the right. The library takes longer to load than a mail to scan. */
function plain(lines: readonly Line[]): string {
  const left = Math.max(...lines.map(([label]) => columns(label)));
  const right = Math.max(...lines.map(([, number]) => columns(number)));
  return lines.map(([label, number]) => `${pad(label, left)}  ${" ".repeat(right - columns(number))}${number}\n`).join("");
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
