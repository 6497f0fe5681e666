import type { Glyph } from "./glyphs.ts";
import { isParted, type Rules } from "./rules.ts";

/** Words that stand together on a line. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The gap before it is one between words as well as one between columns. */
  readonly near?: boolean;
}

export interface Line {
  readonly base: number;
  readonly size: number;
  /** From left to right. */
  readonly segments: readonly Segment[];
}

/** Distances in heights of the font (em). */
const SAME_LINE = 0.35;
const BLANK = 0.16;
const TRUE_BLANK = 0.08;
/** A wider gap is no gap between words; a narrower one is none between columns. */
export const WIDE = 1.1;
const NARROW = 0.6;
const OVERLAP = 0.3;
const TWIN = 0.12;
/** Letters may be spaced by this much; by more only where all of a long stretch are. */
const SPACED = 0.8;
const COMB = 3;
const COMB_GLYPHS = 7;

interface Run {
  readonly glyphs: Glyph[];
  readonly start: number;
  readonly base: number;
  readonly size: number;
  end: number;
}

/** Lines from top to bottom, of characters in any order; where words end is told by the gaps between them. */
export function linesOf(glyphs: readonly Glyph[], rules: Rules): Line[] {
  const runs = runsOf(glyphs).sort((one, other) => other.base - one.base || one.start - other.start);
  const lines: Line[] = [];
  let open: Run[] = [];
  for (const run of runs) {
    const first = open[0];
    if (first !== undefined && first.base - run.base > SAME_LINE * Math.max(first.size, run.size) * 0.9) {
      lines.push(lineOf(open, rules));
      open = [];
    }
    open.push(run);
  }
  if (open.length > 0) lines.push(lineOf(open, rules));
  return settled(lines.filter(({ segments }) => segments.length > 0));
}

/** Lines above and below in which a gap between columns goes on. */
const AROUND = 12;
const LEAST_SUPPORT = 4;

/** Columns are told from words that stand far apart by the lines around: the gap is there as well. */
function settled(lines: readonly Line[]): Line[] {
  return lines.map((line, index) => {
    if (!line.segments.some(({ near }) => near === true)) return line;
    const around = lines.slice(Math.max(0, index - AROUND), index + AROUND + 1);
    const segments: Segment[] = [];
    for (const segment of line.segments) {
      const before = segments.at(-1);
      if (before === undefined || segment.near !== true || goesOn(around, before.end, segment.start)) segments.push(segment);
      else segments[segments.length - 1] = { ...before, end: segment.end, text: `${before.text} ${segment.text}` };
    }
    return { ...line, segments };
  });
}

/** Is the gap `[from, to]` one of most lines that reach over it? */
function goesOn(around: readonly Line[], from: number, to: number): boolean {
  const middle = (from + to) / 2;
  let support = 0;
  let against = 0;
  for (const { segments } of around) {
    const first = segments.findIndex(({ end }) => end > middle);
    if (first > 0 && (segments[first] as Segment).start >= middle) support += 1;
    else if (first >= 0 && (segments[first] as Segment).start < middle) against += 1;
  }
  return support >= LEAST_SUPPORT && support >= 2 * against;
}

/** Characters that follow each other in the content and on the page. */
function runsOf(glyphs: readonly Glyph[]): Run[] {
  const runs: Run[] = [];
  let run: Run | undefined;
  for (const glyph of glyphs) {
    if (
      run !== undefined &&
      Math.abs(glyph.base - run.base) < 0.25 * run.size &&
      glyph.start > run.end - 0.6 * run.size &&
      glyph.start < run.end + 4 * run.size &&
      Math.abs(glyph.size - run.size) < 0.5 * run.size
    ) {
      run.glyphs.push(glyph);
      run.end = Math.max(run.end, glyph.end);
    } else {
      run = { glyphs: [glyph], start: glyph.start, end: glyph.end, base: glyph.base, size: glyph.size };
      runs.push(run);
    }
  }
  return runs.filter((one) => one.glyphs.some(({ text }) => text !== " "));
}

function lineOf(runs: Run[], rules: Rules): Line {
  runs.sort((one, other) => one.start - other.start);
  let size = 0;
  let base = 0;
  let crossed = false;
  let end = -Infinity;
  for (const run of runs) {
    if (run.size > size) [size, base] = [run.size, run.base];
    if (run.start < end - OVERLAP * run.size) crossed = true;
    end = Math.max(end, run.end);
  }
  const glyphs = runs.flatMap((run) => run.glyphs);
  return { base, size, segments: segmentsOf(crossed ? untangled(glyphs) : glyphs, rules) };
}

/** Characters in the order of their places; one that is painted twice (for boldness) once. */
function untangled(glyphs: Glyph[]): Glyph[] {
  const kept: Glyph[] = [];
  for (const glyph of glyphs.sort((one, other) => one.start - other.start)) {
    let twin = false;
    for (let at = kept.length - 1; at >= 0 && at >= kept.length - 4; at -= 1) {
      const other = kept[at] as Glyph;
      if (other.text === glyph.text && glyph.start - other.start < TWIN * glyph.size) twin = true;
    }
    if (!twin) kept.push(glyph);
  }
  return kept;
}

function segmentsOf(glyphs: readonly Glyph[], rules: Rules): Segment[] {
  const black: Glyph[] = [];
  /** Whether a blank stands before the character of the same index. */
  const blank: boolean[] = [];
  let pending = false;
  for (const glyph of glyphs) {
    if (glyph.text === " ") pending = true;
    else {
      black.push(glyph);
      blank.push(pending);
      pending = false;
    }
  }
  if (blank.some(Boolean)) dropFalseBlanks(black, blank);
  const spacing = letterSpacing(black, blank);
  const segments: Segment[] = [];
  let text = "";
  let start = 0;
  let end = 0;
  let near = false;
  for (const [index, glyph] of black.entries()) {
    const usual = spacing[index] as number;
    const gap = index === 0 ? 0 : (glyph.start - end) / glyph.size;
    const parted = index > 0 && rules.upright.length > 0 && gap > 0 && isParted(rules, glyph.base, end, glyph.start);
    if (parted || (index > 0 && gap > usual + NARROW)) {
      segments.push({ start, end, text: inReadingOrder(text), near });
      near = !parted && gap <= usual + WIDE;
      text = "";
    } else if ((index > 0 && gap > usual * 1.5 + BLANK) || (index > 0 && blank[index] === true)) text += " ";
    if (text === "") start = glyph.start;
    text += glyph.text;
    end = text === glyph.text ? glyph.end : Math.max(end, glyph.end);
  }
  if (text !== "") segments.push({ start, end, text: inReadingOrder(text), near });
  return segments;
}

/** Blanks without width between most letters separate no words: the producer placed each letter by itself. */
function dropFalseBlanks(black: readonly Glyph[], blank: boolean[]): void {
  const narrow = blank.map((is, index) => {
    const [before, after] = [black[index - 1], black[index]];
    return is && before !== undefined && after !== undefined && after.start - before.end < TRUE_BLANK * after.size;
  });
  const found = narrow.filter(Boolean).length;
  if (found * 2 <= black.length || found < 4) return;
  for (const [index, is] of narrow.entries()) if (is) blank[index] = false;
}

/**
 * How far the letters around each character stand apart where they belong together (em): 0 for most
 * texts; of spaced letters, and of digits in boxes of a form, what most gaps of their stretch are.
 */
function letterSpacing(black: readonly Glyph[], blank: readonly boolean[]): Float64Array {
  const spacing = new Float64Array(black.length);
  for (let from = 0; from < black.length;) {
    let to = from + 1;
    for (; to < black.length; to += 1) {
      const [before, after] = [black[to - 1] as Glyph, black[to] as Glyph];
      if (after.start - before.end > COMB * after.size || Math.abs(after.size - before.size) > 0.1 * after.size) break;
    }
    spacing.fill(usualGap(black, blank, from, to), from, to);
    from = to;
  }
  return spacing;
}

function usualGap(black: readonly Glyph[], blank: readonly boolean[], from: number, to: number): number {
  const gaps: number[] = [];
  for (let at = from + 1; at < to; at += 1) {
    const [before, after] = [black[at - 1] as Glyph, black[at] as Glyph];
    if (blank[at] !== true) gaps.push((after.start - before.end) / after.size);
  }
  if (gaps.length < 3) return 0;
  const usual = gaps.sort((one, other) => one - other)[gaps.length >> 1] as number;
  if (usual < 0.06) return 0;
  const near = gaps.filter((gap) => Math.abs(gap - usual) <= Math.max(0.12, 0.12 * usual)).length;
  if (usual <= SPACED) return near >= 0.6 * gaps.length ? usual : 0;
  return gaps.length >= COMB_GLYPHS - 1 && near >= 0.8 * gaps.length && gaps.length === to - from - 1 ? usual : 0;
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/g;

/** Characters come from left to right; what is written from right to left is turned, its numbers are not. */
function inReadingOrder(text: string): string {
  const turned = text.match(RIGHT_TO_LEFT)?.length ?? 0;
  if (turned * 2 <= text.replaceAll(" ", "").length) return text;
  return [...text]
    .reverse()
    .join("")
    .replaceAll(/[!-~]+(?: [!-~]+)*/g, (run) => [...run].reverse().join(""));
}
