import { realpathSync } from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import { UsageError } from "../config/errors.ts";
import type { RawFlags } from "./flags.ts";

/** One `-o`: the report's id and the file as it was typed. */
export interface Output {
  readonly id: string;
  readonly file: string;
}

/** The `-o` of a command line. Throws UsageError for one that is no `<format>:<file>`, and for a file that is named twice. */
export function outputsOf(flags: RawFlags): readonly Output[] {
  const given = Array.isArray(flags["output"]) ? flags["output"].map(String) : [];
  const outputs = given.map((text) => {
    const colon = text.indexOf(":");
    if (colon <= 0 || colon === text.length - 1)
      throw new UsageError(`-o takes <format>:<file>, e.g. ndjson:run.ndjson, not ${JSON.stringify(text)}`);
    return { id: text.slice(0, colon), file: text.slice(colon + 1) };
  });
  if (outputs.some(({ file }) => file === "-"))
    throw new UsageError("-o takes a file; what goes to standard output is said with -f");
  const places = outputs.map(({ file }) => placeOf(file));
  const twice = outputs.find((_, index) => places.indexOf(places[index] as string) !== index);
  if (twice !== undefined) throw new UsageError(`-o names the file ${JSON.stringify(twice.file)} twice`);
  return outputs;
}

/** Throws UsageError when a report would take the place of a file that is to be scanned: evidence is never written. */
export function refuseEvidence(outputs: readonly Output[], paths: readonly string[]): void {
  const roots = paths.filter((path) => path !== "-").map(real);
  for (const { file } of outputs) {
    const target = real(file);
    if (target === undefined) continue;
    // A link in the evidence is evidence too, wherever it leads.
    if (roots.some((root) => root !== undefined && (holds(root, target) || holds(root, placeOf(file)))))
      throw new UsageError(`-o would overwrite ${JSON.stringify(file)}, which is part of what is scanned: name another file`);
  }
}

function holds(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

/** Where a file will be, with the links in its folder resolved, so that two spellings of one file are told. */
function placeOf(file: string): string {
  return join(real(dirname(file)) ?? resolve(dirname(file)), basename(file));
}

function real(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    // Nothing is there, or it cannot be looked at: then it cannot be overwritten either.
    return undefined;
  }
}
