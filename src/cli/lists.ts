import { UsageError } from "../config/errors.ts";
import { DEFAULT_OPTIONS } from "../config/options.ts";
import { DETECTORS } from "../detectors/index.ts";
import { EXTRACTORS } from "../formats/index.ts";
import { PACKS, type Detector, type DetectorExample, type Pack } from "../model/detector.ts";
import { EXIT } from "./exit-status.ts";
import { nearest } from "./nearest.ts";

/** `detectors [id]`: the list, pack by pack, or one explained with its sources and examples. */
export function listDetectors(id: string | undefined, io: NodeJS.Process): Promise<number> {
  if (id === undefined) {
    io.stdout.write(listText(DETECTORS));
    return Promise.resolve(EXIT.clean);
  }
  const detector = DETECTORS.find((one) => one.id === id);
  if (detector === undefined) {
    const ids = DETECTORS.map((one) => one.id);
    const meant = nearest(id, ids);
    throw new UsageError(
      `unknown detector ${JSON.stringify(id)}${meant === undefined ? "" : ` (did you mean ${meant}?)`}; known: ${ids.join(", ")}`,
    );
  }
  io.stdout.write(explain(detector));
  return Promise.resolve(EXIT.clean);
}

/** `formats`: what is opened, and what of it is read. */
export function listFormats(io: NodeJS.Process): Promise<number> {
  const columns = Math.min(MOST_COLUMNS, Math.max(LEAST_COLUMNS, io.stdout.columns ?? LEAST_COLUMNS));
  io.stdout.write(EXTRACTORS.map((one) => formatText(one, columns)).join("\n"));
  return Promise.resolve(EXIT.clean);
}

const LEAST_COLUMNS = 80;
/** Longer lines are hard to read. */
const MOST_COLUMNS = 100;
const INDENT = "    ";

/** `id  description`, then the usual names, then what is read, in lines that fit. */
function formatText({ id, description, extensions, reads }: (typeof EXTRACTORS)[number], columns: number): string {
  const about = `${id}  ${description}${extensions.length === 0 ? "" : ` (${extensions.join(" ")})`}`;
  return `${wrapped(about, columns, "")}${wrapped(reads, columns, INDENT)}`;
}

function wrapped(text: string, columns: number, indent: string): string {
  let out = "";
  let line = indent;
  for (const word of text.split(" ")) {
    if (line.length + word.length > columns && line.trim() !== "") {
      out += `${line.trimEnd()}\n`;
      line = INDENT;
    }
    line += `${word} `;
  }
  return `${out}${line.trimEnd()}\n`;
}

/** Each pack that has detectors, with the options that choose it, and its detectors in the order of their precedence. */
function listText(detectors: readonly Detector[]): string {
  const widths = widthsOf(detectors.map(columns));
  return PACKS.filter((pack) => detectors.some((one) => one.pack === pack))
    .map((pack) => {
      const table = detectors.filter((one) => one.pack === pack).map(columns);
      return `${pack}: ${chosenBy(pack)}\n${rows(table, widths)}`;
    })
    .join("\n");
}

function columns({ id, types, description }: Detector): readonly string[] {
  return [`  ${id}`, types.join(", "), description];
}

/** How a pack is chosen, itself or with a wider one. */
function chosenBy(pack: Pack): string {
  if (pack === DEFAULT_OPTIONS.detectors) return "in every scan";
  return `with --detectors ${PACKS.slice(PACKS.indexOf(pack)).join(" or ")}, or --only <type>`;
}

function explain(detector: Detector): string {
  const example = ({ text, label }: DetectorExample): string =>
    `  ${JSON.stringify(text)}${label === undefined ? "" : ` in the column ${JSON.stringify(label)}`}\n`;
  return [
    `${detector.id}: ${detector.description}\n`,
    `\nTypes: ${detector.types.join(", ")}\n`,
    `Pack: ${detector.pack}, ${chosenBy(detector.pack)}\n`,
    `\nSources of the rules:\n`,
    ...detector.references.map((one) => `  ${one}\n`),
    `\nIs found in (made-up examples):\n`,
    ...detector.examples.match.map(example),
    `\nIs not found in:\n`,
    ...detector.examples.reject.map(example),
  ].join("");
}

function widthsOf(table: readonly (readonly string[])[]): readonly number[] {
  return [0, 1].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
}

function rows(table: readonly (readonly string[])[], widths: readonly number[]): string {
  return table.map((row) => `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}\n`).join("");
}
