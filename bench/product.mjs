import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { readLines } from "./measure/lines.mjs";
import { projectFile } from "./measure/process.mjs";

/** @typedef {import("./measure/process.mjs").Command} Command */

/** What is measured: this checkout, or another build of it that is to be held against it. */
export const PRODUCT = process.env["PII_BENCH_PRODUCT"] ?? projectFile("bin/pii-scan.js");

/** Findings, none, gaps only: each is a scan that ran to its end. */
const STATUSES = [0, 1, 3];

/**
 * The product as a user starts it: its own process, the table on standard output, a complete NDJSON report in a file.
 *
 * @param {string} path
 * @param {{ jobs: number, report: string, more?: readonly string[], env?: Readonly<Record<string, string>> }} how
 * @returns {Command}
 */
export function productCommand(path, { jobs, report, more = [], env = {} }) {
  const args = [PRODUCT, path, "-q", "-f", "table", "-o", `ndjson:${report}`, "-j", String(jobs), ...more];
  return { program: process.execPath, args, env, statuses: STATUSES };
}

/**
 * A key file, so that runs can be compared: the keyed hashes of two runs are equal only under one key.
 *
 * @param {string} scratch
 * @returns {readonly string[]} the arguments that name it
 */
export function fixedKey(scratch) {
  const file = `${scratch}/case.key`;
  writeFileSync(file, "benchmarks hold no secret of anybody\n", { mode: 0o600 });
  return ["--case-key-file", file];
}

/**
 * A digest of everything that a report says, but when it was made and how long it took.
 *
 * @param {string} report
 */
export function reportDigest(report) {
  const hash = createHash("sha256");
  let findings = 0;
  for (const line of readLines(report)) {
    if (line.startsWith('{"event":"scan"')) continue;
    if (line.startsWith('{"event":"finding"')) findings += 1;
    if (!line.startsWith('{"event":"summary"')) {
      hash.update(line).update("\n");
      continue;
    }
    const summary = JSON.parse(line);
    hash.update(JSON.stringify({ ...summary, endedAt: "", seconds: 0, bytesPerSecond: 0 }));
  }
  return { digest: hash.digest("hex"), findings };
}
