import { createRequire } from "node:module";
import type { Confidence } from "../model/finding.ts";

const require = createRequire(import.meta.url);

/** Colours a text that is already as wide as it will be. */
export type Style = (text: string) => string;

/** The few styles of a report. Each only repeats what a word says: colour alone tells nothing. */
export interface Paint {
  readonly title: Style;
  readonly good: Style;
  readonly warning: Style;
  readonly faint: Style;
  readonly confidence: Readonly<Record<Confidence, Style>>;
}

/** The words that stand for confidences, four columns at most. */
export const CONFIDENCE_WORDS: Readonly<Record<Confidence, string>> = { low: "LOW", medium: "MED", high: "HIGH" };

/** Styles with or without colour. The caller has decided: chalk's own detection does not know NO_COLOR. */
export function createPaint(colour: boolean): Paint {
  if (!colour) return PLAIN;
  const { Chalk } = require("chalk") as typeof import("chalk");
  const chalk = new Chalk({ level: 1 });
  return {
    title: (text) => chalk.bold(text),
    good: (text) => chalk.green(text),
    warning: (text) => chalk.bold.yellow(text),
    faint: (text) => chalk.dim(text),
    confidence: {
      high: (text) => chalk.bold.red(text),
      medium: (text) => chalk.yellow(text),
      low: (text) => chalk.cyan(text),
    },
  };
}

const plain: Style = (text) => text;
const PLAIN: Paint = {
  title: plain,
  good: plain,
  warning: plain,
  faint: plain,
  confidence: { high: plain, medium: plain, low: plain },
};
