import { writeFileSync } from "node:fs";
import { readLines } from "../measure/lines.mjs";
import { normalise } from "./normalise.mjs";
import { PATTERNS, typeOf } from "./patterns.mjs";
import { missingProgram } from "./peer.mjs";

const BASE = ["--no-config", "-j1", "--no-unicode", "--no-ignore", "--hidden", "--text"];

/** Without the ignore rules of the project, which leave the corpora out. @param {string} scratch */
function withPatterns(scratch) {
  const file = `${scratch}/patterns.txt`;
  writeFileSync(file, PATTERNS.map(({ pattern }) => `${pattern}\n`).join(""));
  return [...BASE, "-f", file];
}

/** @type {import("./peer.mjs").Peer} */
export const ripgrep = {
  id: "ripgrep",
  title: "ripgrep",
  does: "counts the shapes in the raw bytes: nothing decoded, nothing checked, no attachments opened",
  on: ["mail", "logs", "prose", "eml", "export", "wide", "hostile", "mail-part", "text-part"],
  missing: () => missingProgram("rg"),
  command: (corpus, scratch) => ({
    program: "rg",
    args: [...withPatterns(scratch), "--count-matches", corpus],
    output: `${scratch}/rg-counts.txt`,
    statuses: [0, 1],
  }),
  listing: (corpus, scratch) => ({
    program: "rg",
    args: [...withPatterns(scratch), "--only-matching", "--no-filename", "--no-line-number", corpus],
    output: `${scratch}/rg-values.txt`,
    statuses: [0, 1],
  }),
  values(scratch) {
    /** @type {Set<string>} */
    const values = new Set();
    for (const line of readLines(`${scratch}/rg-values.txt`)) {
      const type = typeOf(line);
      if (type !== undefined && !line.startsWith("#")) values.add(normalise(type, line));
    }
    return values;
  },
};
