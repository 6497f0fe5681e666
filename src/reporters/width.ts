import { eastAsianWidth } from "get-east-asian-width";

const ELLIPSIS = "…";
const VARIATION_SELECTOR_16 = 0xfe0f;
/** More marks than this on one base count as a column each, so that a name made of marks cannot make a line without end. */
const MARKS_AT_NO_WIDTH = 4;

const MARK = /^[\p{Mn}\p{Me}\u200c\u200d]$/u;

/**
 * Columns that a text takes on a terminal (East Asian Width, Unicode Standard Annex 11;
 * ambiguous characters are narrow). Where terminals differ (joined emoji) the larger
 * number is given: a line may end early, never late.
 */
export function columns(text: string): number {
  let total = 0;
  let last = 0;
  let marks = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x300) {
      total += 1;
      last = 1;
      marks = 0;
    } else if (code === VARIATION_SELECTOR_16) {
      // The emoji form of a narrow character is wide.
      total += last === 1 ? 1 : 0;
      last = 2;
    } else if (MARK.test(character)) {
      marks += 1;
      if (marks > MARKS_AT_NO_WIDTH) total += 1;
    } else {
      last = eastAsianWidth(code);
      total += last;
      marks = 0;
    }
  }
  return total;
}

/** The longest beginning of the clusters that fits into `max` columns, and how wide it is. */
function take(clusters: readonly string[], max: number): { readonly count: number; readonly width: number } {
  let width = 0;
  let count = 0;
  for (const cluster of clusters) {
    const wider = width + columns(cluster);
    if (wider > max) break;
    width = wider;
    count += 1;
  }
  return { count, width };
}

function clustersOf(text: string): readonly string[] {
  graphemes ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return Array.from(graphemes.segment(text), (segment) => segment.segment);
}
/** Made when a text is cut for the first time: it loads tables of the language. */
let graphemes: Intl.Segmenter | undefined;

/** Cuts the beginning away so that at most `max` columns stay; the cut is shown as `…`. For paths, which differ at their end. */
export function cutStart(text: string, max: number): string {
  if (columns(text) <= max) return text;
  if (max < 1) return "";
  const backwards = clustersOf(text).toReversed();
  const { count } = take(backwards, max - 1);
  return ELLIPSIS + backwards.slice(0, count).toReversed().join("");
}

/** Cuts the middle out so that at most `max` columns stay: the file and the last step of a location both tell something. */
export function cutMiddle(text: string, max: number): string {
  if (columns(text) <= max) return text;
  if (max < 1) return "";
  const clusters = clustersOf(text);
  const head = take(clusters, Math.floor((max - 1) / 3));
  const backwards = clusters.slice(head.count).toReversed();
  const tail = take(backwards, max - 1 - head.width);
  return clusters.slice(0, head.count).join("") + ELLIPSIS + backwards.slice(0, tail.count).toReversed().join("");
}

/** Fills up with spaces to `width` columns; a longer text is left as it is. */
export function pad(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - columns(text)));
}
