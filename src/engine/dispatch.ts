import type { Anchor, Detector } from "../model/detector.ts";

/** Longest run and chain that the tables tell apart; longer ones count as this. */
export const MAX_RUN = 32;

/** One anchor of a detector, ready to be tested against bytes. */
interface DigitAsk {
  readonly detector: Detector;
  readonly order: number;
  readonly total: readonly [number, number];
  /** Allowed first digits and allowed bytes before the run, as tables of 256; `undefined` allows all. */
  readonly lead: Uint8Array | undefined;
  readonly before: Uint8Array | undefined;
}

/** Which detectors have business at which anchor. */
export interface Dispatch {
  /** By length of the run (index 1..MAX_RUN). */
  readonly digits: readonly (readonly DigitAsk[])[];
  readonly at: readonly { readonly detector: Detector; readonly order: number }[];
  /** Fewest digits in a chain that anybody asks for, by run length. */
  readonly leastTotal: readonly number[];
}

/** Makes the table once per scan; the order of the detectors is their precedence. */
export function createDispatch(detectors: readonly Detector[]): Dispatch {
  const digits: DigitAsk[][] = Array.from({ length: MAX_RUN + 1 }, () => []);
  const at: { detector: Detector; order: number }[] = [];
  for (const [order, detector] of detectors.entries()) {
    for (const anchor of detector.anchors) {
      if (anchor.kind === "at") at.push({ detector, order });
      else addDigits(digits, anchor, detector, order);
    }
  }
  const leastTotal = digits.map((asks) => Math.min(MAX_RUN + 1, ...asks.map((ask) => ask.total[0])));
  return { digits, at, leastTotal };
}

function addDigits(digits: DigitAsk[][], anchor: Extract<Anchor, { kind: "digits" }>, detector: Detector, order: number): void {
  const ask: DigitAsk = {
    detector,
    order,
    total: anchor.total ?? [1, Number.MAX_SAFE_INTEGER],
    lead: byteTable(anchor.lead),
    before: byteTable(anchor.before),
  };
  for (let run = anchor.run[0]; run <= Math.min(anchor.run[1], MAX_RUN); run += 1) digits[run]?.push(ask);
}

function byteTable(characters: string | undefined): Uint8Array | undefined {
  if (characters === undefined) return undefined;
  const table = new Uint8Array(256);
  for (const character of characters) table[character.charCodeAt(0) & 0xff] = 1;
  return table;
}
