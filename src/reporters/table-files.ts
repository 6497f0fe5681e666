import { formatFile } from "./location.ts";
import { row } from "./layout.ts";
import type { Field } from "./layout.ts";
import type { FileTally, Overview } from "./overview.ts";
import type { Paint } from "./paint.ts";
import { cutStart } from "./width.ts";
import { count, counted } from "./words.ts";

const NUMBER_WIDTH = 9;
/** Below this width only the total stands before the name. */
const SPLIT_WIDTH = 70;

/** The columns between the total and the file name. */
const SPLIT = [
  { head: "NRIC", types: ["sg-nric", "sg-nric-partial"] },
  { head: "Card", types: ["payment-card"] },
  { head: "Address", types: ["sg-address"] },
] as const;

function cell(text: string): Field {
  return { text: text.padStart(NUMBER_WIDTH), overflow: "cut-middle" };
}

function numbersOf(file: FileTally, split: boolean): readonly Field[] {
  if (!split) return [cell(count(file.findings))];
  const named = SPLIT.map(({ types }) => types.reduce((sum, type) => sum + (file.byType.get(type) ?? 0), 0));
  const other = file.findings - named.reduce((sum, value) => sum + value, 0);
  return [file.findings, ...named, other].map((value) => cell(count(value)));
}

/** The files with the most findings, one a row, and how to see the rest. */
export function filesSection(overview: Overview, paint: Paint, width: number): string {
  const { topFiles, filesWithFindings, scan } = overview;
  const split = width >= SPLIT_WIDTH;
  const heads = split ? ["Findings", ...SPLIT.map(({ head }) => head), "Other"] : ["Findings"];
  const more = filesWithFindings - topFiles.length;
  const title = more === 0 ? counted(filesWithFindings, "file") : `top ${topFiles.length} of ${count(filesWithFindings)} files`;
  const headed = [...heads.map(cell), { text: `File (${title})`, overflow: "cut-middle" } as const];
  const room = width - heads.length * (NUMBER_WIDTH + 2);

  let section = row(
    headed.map((field) => ({ ...field, style: paint.title })),
    width,
    0,
    0,
  );
  for (const file of topFiles) {
    const name = cutStart(formatFile(file.place, scan?.inputs), room);
    section += row([...numbersOf(file, split), { text: name, overflow: "cut-start" }], width, 0, 0);
  }
  const rest = more === 0 ? "Every finding:" : `… ${counted(more, "more file")}. Every finding:`;
  return section + row([{ text: `${rest} scan with -o csv:findings.csv, or with -f ndjson`, overflow: "wrap" }], width, 0, 2);
}
