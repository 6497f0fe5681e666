import type { Location, Step } from "../model/location.ts";

/** A line and column (from 1, where there are any) in a document; fields that are not there are left out. */
export function placeIn(
  { input, file, steps }: { readonly input?: number | undefined; readonly file: string; readonly steps: readonly Step[] },
  line: number | undefined,
  column: number | undefined,
): Location {
  if (input === undefined && line !== undefined && column !== undefined) return { file, steps, line, column };
  return {
    ...(input === undefined ? {} : { input }),
    file,
    steps,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  };
}
