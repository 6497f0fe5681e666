import type { TextPart } from "../../model/document.ts";
import type { Step } from "../../model/location.ts";
import { opensMessage, splitQuoted, type QuotedRange } from "../../text/quotes.ts";
import { textBlocks } from "../blocks.ts";

/** Where a text stands in its message. */
export interface TextPlace {
  readonly steps: readonly Step[];
  readonly alternative?: "plain" | "html";
  /** Number that the first quoted section gets. */
  readonly firstQuoted: number;
}

/**
 * A decoded text as parts: the author's own words (section 0), and the quoted history, a section
 * for each earlier message. Returns how many quoted sections there are.
 */
export function* textSections(text: string, ranges: readonly QuotedRange[], place: TextPlace): Generator<TextPart, number> {
  const numbers: (number | undefined)[] = [];
  let used = 0;
  let line = 1;
  let counted = 0;
  for (const { start, end, level } of ranges) {
    line += countLines(text, counted, start);
    counted = start;
    const section = text.slice(start, end);
    if (section.trim() === "") continue;
    let number = 0;
    if (level > 0) {
      // A range that begins without a mark is introduced by an attribution or a header: a new message.
      const begins = !/^[ \t]{0,80}>/.test(section);
      if (begins || numbers[level] === undefined) {
        numbers.length = level;
        numbers[level] = place.firstQuoted + used;
        used += 1;
      }
      number = numbers[level] ?? 0;
    }
    yield* textBlocks([Buffer.from(section)], {
      steps: place.steps,
      role: level === 0 ? "body" : "quoted",
      record: "text",
      section: number,
      ...(place.alternative === undefined ? {} : { alternative: place.alternative }),
      line,
    });
  }
  return used;
}

/** Quoted ranges of a text that came from HTML: what its tags say, and what its words say in the rest. */
export function htmlRanges(text: string, quoted: readonly (readonly [number, number])[]): readonly QuotedRange[] {
  const ranges: QuotedRange[] = [];
  let base = 0;
  let at = 0;
  const add = (from: number, to: number, extra: number): void => {
    if (from >= to) return;
    for (const { start, end, level } of splitQuoted(text.slice(from, to))) {
      const last = ranges.at(-1);
      // An attribution and the quotation that it introduces are one.
      if (start === 0 && last?.level === level + extra) ranges[ranges.length - 1] = { ...last, end: from + end };
      else ranges.push({ start: from + start, end: from + end, level: level + extra });
    }
  };
  for (const [start, end] of quoted) {
    if (start < at) continue;
    add(at, start, base);
    // An earlier message that was begun by its header, not by a tag, goes on behind this one.
    const last = ranges.at(-1);
    if (base === 0 && last !== undefined && last.level > 0 && opensMessage(text, last.start)) base = 1;
    add(start, end, base + 1);
    at = end;
  }
  add(at, text.length, base);
  return ranges.length > 0 ? ranges : [{ start: 0, end: text.length, level: 0 }];
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf("\n", from); at >= 0 && at < to; at = text.indexOf("\n", at + 1)) lines += 1;
  return lines;
}
