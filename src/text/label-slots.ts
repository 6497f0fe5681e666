import { lineStart } from "./surroundings.ts";

const SLOTS_MAX = 12;

/**
 * The label whose turn it is where several share a line and their values follow in the same order:
 * `Name / NRIC / DOB: Tan / S1234567D / 31.12.1980`. The value `[start, end)` must be a whole piece.
 * `undefined` where the line is not written so.
 */
export function slotBefore(text: string, start: number, end: number): string | undefined {
  const line = lineStart(text, start);
  const colon = text.lastIndexOf(":", start - 1);
  if (colon < line) return undefined;
  const before = text.slice(Math.max(line, colon - 120), colon);
  // `DOB: N/A Date joined: ...`: what stands behind another colon is no label of this list.
  const head = before.slice(before.lastIndexOf(":") + 1);
  const values = text.slice(colon + 1, start);
  for (const [sign, spaced] of SIGNS) {
    const labels = head.split(sign);
    if (labels.length < 2 || labels.length > SLOTS_MAX) continue;
    const pieces = values.split(spaced);
    if ((pieces.at(-1) ?? "x").trim() !== "" || pieces.length > labels.length) continue;
    const behind = text.slice(end, end + 3);
    if (!/^\s{0,2}(?:$|[\r\n.)]|[/|,;&])/.test(behind)) return undefined;
    return labels[pieces.length - 1]?.trim().toLowerCase();
  }
  return undefined;
}

/** What parts the labels, and what then parts the values: dates hold slashes of their own. */
const SIGNS: readonly (readonly [labels: string, values: RegExp])[] = [
  ["/", / \/ ?|\/ /],
  ["|", /\|/],
  [",", /, ?/],
  [";", /; ?/],
  ["&", / & /],
];
