import type { Role } from "./document.ts";
import type { Candidate, Confidence, FindingType } from "./finding.ts";

/**
 * Where a detector wants to be asked. A detector does not search: the sweep finds the
 * anchors in one pass over the bytes and asks only there.
 *
 * `digits`: at the first digit of a run of digits (a maximal sequence of 0-9 after folding).
 *   `run` bounds the length of that run; `total` bounds the number of digits in the chain
 *   that begins with this run, where runs are chained over one to three of the characters
 *   space `-` `.` `/` `(` `)` (chain digits are counted up to 32); `lead` lists the allowed
 *   first digits, `starts` prefixes of one or two digits of which the run must have one.
 *   What stands beside the run, byte by byte: `before` and `after` list what is allowed (the
 *   border of the text or cell is not), `notBefore` and `notAfter` what is not; `joinsBefore`
 *   and `joinsAfter` what is not where another digit stands on its far side, because it makes
 *   the run a piece of something longer (a decimal, a time).
 * These only spare the detector questions: `examine` must return `undefined` by itself
 * wherever `starts` and the conditions on what stands behind, or may not stand beside, the
 * run do not hold.
 *   `hears` lists phrases (lower case) of which one must stand before the run, within
 *   HEARING bytes, or in the label of the text or cell.
 *   `most` is the most confident of the answers there.
 * `at`: at each `@`.
 * `word`: at each of these whole words, whatever their case: three or more ASCII letters, with
 *   none of them before or behind; or a word of another script, anywhere. The window's anchor is the word.
 * `cell`: once for each cell, field or header whose label says one of these phrases; the anchor
 *   is the whole text of it, cut off as a window is. For values that hold neither digits nor words.
 */
export type Anchor =
  | {
      readonly kind: "digits";
      readonly run: readonly [min: number, max: number];
      readonly total?: readonly [min: number, max: number];
      readonly lead?: string;
      readonly starts?: readonly string[];
      readonly before?: string;
      readonly after?: string;
      readonly notBefore?: string;
      readonly notAfter?: string;
      readonly joinsBefore?: string;
      readonly joinsAfter?: string;
      readonly hears?: readonly string[];
      readonly most?: Confidence;
    }
  | { readonly kind: "at" }
  | { readonly kind: "word"; readonly words: readonly string[] }
  | { readonly kind: "cell"; readonly labels: readonly string[] };

/** How far before a run of digits, in bytes of folded text, a label of `hears` may begin. */
export const HEARING = 96;

/**
 * Sets of detectors, each with those before it: Singapore's own and what is the same everywhere
 * (cards, mail, telephones, IBAN, passports); Asia's national numbers; the world's; and what is
 * ambiguous wherever it stands.
 */
export const PACKS = ["sg", "asia", "world", "all"] as const;
export type Pack = (typeof PACKS)[number];

/**
 * A short piece of folded text around an anchor: full-width and look-alike characters are
 * ASCII, zero-width characters are gone, no-break spaces are spaces. Line breaks are `\n`
 * or `\r\n` as they stand. At most WINDOW_BEFORE bytes before the anchor and WINDOW_AFTER
 * bytes after it; in a table only the cell.
 */
export interface TextWindow {
  readonly text: string;
  /** Index of the anchor (first digit of the run, the `@`, the word, the text of the cell) in `text`. */
  readonly at: number;
  /** End of the anchor (half-open); for `@`, `at + 1`. */
  readonly atEnd: number;
  /** The part's label: column name, key path, header name; lower case; empty when there is none. */
  readonly label: string;
  readonly role: Role;
  /** The text begins (ends) where the part or cell begins (ends): nothing was cut off. */
  readonly opensText: boolean;
  readonly closesText: boolean;
}

/** A run of digits in the folded bytes of a text or cell, which is `[low, high)`; half-open. */
export interface RunPlace {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly low: number;
  readonly high: number;
  /** As in `TextWindow`. */
  readonly label: string;
}

export interface DetectorExample {
  readonly text: string;
  /** Column name or key for the text, if it matters. */
  readonly label?: string;
  /** Expected canonical values at `--min-confidence medium` (`low` where a detector's `most` is), in order. Empty for a reject. */
  readonly values: readonly string[];
}

export interface Detector {
  /** Stable name, as given to `--only`. */
  readonly id: string;
  /** The smallest pack that it is in. */
  readonly pack: Pack;
  /** The most confident of its answers; `high` when it is not stated. */
  readonly most?: Confidence;
  /** The types that its candidates have. */
  readonly types: readonly FindingType[];
  readonly description: string;
  /** The standard, law or authority behind each rule; at least one. */
  readonly references: readonly string[];
  readonly anchors: readonly Anchor[];
  /**
   * Asked before a window is made: false where `examine` would return nothing, or nothing as
   * confident as `least`. Pure, and cheap: it sees every run that the anchors let through.
   */
  accepts?(place: RunPlace, least: Confidence): boolean;
  /** Pure and synchronous. The candidate must contain or touch the anchor. */
  examine(window: TextWindow): Candidate | undefined;
  /** The shared test runs them; lists and docs are made from them. */
  readonly examples: { readonly match: readonly DetectorExample[]; readonly reject: readonly DetectorExample[] };
}
