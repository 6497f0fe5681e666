import { rmSync } from "node:fs";
import { checkCounts, readCounts } from "./measure/counts.mjs";
import { isFormat } from "./make/corpora.mjs";
import { ONE_JOB, TWO_JOBS } from "./measure-corpus.mjs";
import { compareWithTruth, precision, recall, reportedValues } from "./measure/accuracy.mjs";
import { measure } from "./measure/process.mjs";
import { timesAsLong, typical } from "./measure/rounds.mjs";
import { fixedKey, productCommand, reportDigest } from "./product.mjs";
import { BARE, HELP, ONE_MAIL } from "./startup.mjs";

/** @typedef {import("./make/corpora.mjs").Corpus} Corpus */
/** @typedef {import("./make/corpora.mjs").CorpusId} CorpusId */
/** @typedef {import("./measure-corpus.mjs").Measured} Measured */
/** @typedef {import("./measure/rounds.mjs").Result} Result */

/** Something that must hold, and what was seen. @typedef {{ name: string, holds: boolean, seen: string }} Check */

const LEAST = 0.99;
/** The head of an HTML table does not label its cells, so a bare number of eight digits in one is nobody's phone. @type {Readonly<Record<string, number>>} */
const LEAST_RECALL = { export: 0.97 };
/** Digits at random do look like numbers of people now and then: there, precision is chance. @type {readonly CorpusId[]} */
const RANDOM_DIGITS = ["hostile"];
/** Peak memory of four times the input, against that of the input. */
const MEMORY_GROWTH = 1.25;
/** A log of people who are all different has four times the people, too, and they are counted. @type {Readonly<Record<string, number>>} */
const PEOPLE_GROWTH = { logs: 1.6, xlsx: 1.4, pst: 1.4, database: 1.4 };

/**
 * The same report, raw values included, whatever the jobs and the kernel; and the values that were planted are in it.
 *
 * @param {Corpus} corpus
 * @param {string} scratch
 * @returns {Promise<Check[]>}
 */
export async function checkReports(corpus, scratch) {
  const report = `${scratch}/gate.ndjson`;
  const more = ["--reveal", ...fixedKey(scratch)];
  const run = async (/** @type {number} */ jobs, /** @type {Record<string, string>} */ env) => {
    await measure(productCommand(corpus.path, { jobs, report, env, more }), scratch);
    return { ...reportDigest(report), values: reportedValues(report), counts: readCounts(report) };
  };
  try {
    const one = await run(1, {});
    const two = await run(2, {});
    const twin = await run(2, { PII_SCAN_KERNEL: "ts" });
    const same = (/** @type {string} */ name, /** @type {typeof one} */ other) => ({
      name: `${corpus.title}: ${name}`,
      holds: one.digest === other.digest,
      seen: `${one.findings} and ${other.findings} findings, reports ${one.digest === other.digest ? "equal" : "different"}`,
    });
    return [
      same("one job and two say the same", two),
      same("default kernel and TypeScript kernel say the same", twin),
      ...checkAccuracy(corpus, compareWithTruth(corpus.truth, one.values)),
      ...checkCounts(corpus, one.counts),
    ];
  } finally {
    rmSync(report, { force: true });
  }
}

/**
 * @param {Corpus} corpus
 * @param {import("./measure/accuracy.mjs").Accuracy} accuracy
 * @returns {Check[]}
 */
export function checkAccuracy({ id, title }, accuracy) {
  const check = (/** @type {string} */ what, /** @type {number} */ least, /** @type {number} */ seen) => ({
    name: `${title}: ${what} at least ${least}`,
    holds: seen >= least,
    seen: seen.toFixed(4),
  });
  // Nothing that was planted in a document may be lost with a page, a row or a message of it.
  const found = check("recall", isFormat(id) ? 1 : (LEAST_RECALL[id] ?? LEAST), recall(accuracy));
  return RANDOM_DIGITS.includes(id) ? [found] : [found, check("precision", LEAST, precision(accuracy))];
}

/**
 * Memory does not grow with the input.
 *
 * @param {Corpus} corpus
 * @param {Corpus} larger four times as large
 * @param {string} scratch
 * @returns {Promise<Check[]>}
 */
export async function checkMemory(corpus, larger, scratch) {
  const peak = async (/** @type {Corpus} */ { path }) =>
    (await measure(productCommand(path, { jobs: 1, report: `${scratch}/gate.ndjson` }), scratch)).peak;
  const [small, large] = [await peak(corpus), await peak(larger)];
  if (small === undefined || large === undefined) return [];
  const growth = PEOPLE_GROWTH[corpus.id] ?? MEMORY_GROWTH;
  const inMb = (/** @type {number} */ bytes) => `${Math.round(bytes / 1e6)} MB`;
  return [
    {
      name: `${corpus.title}: four times the input, less than ${Math.round((growth - 1) * 100)} % more memory`,
      holds: large < small * growth,
      seen: `${inMb(small)} for ${inMb(corpus.bytes)}, ${inMb(large)} for ${inMb(larger.bytes)}`,
    },
  ];
}

/**
 * How many times as fast one must be as the other. Where the slow one is measured on a part (`on`), bytes a second are
 * compared and not times.
 *
 * @type {readonly { corpus: CorpusId, fast: string, slow: string, on?: CorpusId, least: number }[]}
 */
const SPEED_RATIOS = [
  { corpus: "mail", fast: ONE_JOB, slow: "ripgrep", least: 3 },
  { corpus: "mail", fast: ONE_JOB, slow: "mailparser", on: "mail-part", least: 25 },
  { corpus: "mail", fast: TWO_JOBS, slow: ONE_JOB, least: 1.6 },
  { corpus: "logs", fast: ONE_JOB, slow: "ripgrep", least: 1 },
  { corpus: "prose", fast: ONE_JOB, slow: "ripgrep", least: 2 },
  { corpus: "eml", fast: ONE_JOB, slow: "ripgrep", least: 1.5 },
];

/**
 * Ratios of speed within this run.
 *
 * @param {readonly Measured[]} all
 * @returns {Check[]}
 */
export function checkSpeedRatios(all) {
  return SPEED_RATIOS.flatMap(({ corpus, fast, slow, on = corpus, least }) => {
    const [ours, theirs] = [corpus, on].map((id) => all.find((candidate) => candidate.corpus.id === id));
    const [quick, sluggish] = [resultOf(ours, fast), resultOf(theirs, slow)];
    if (ours === undefined || theirs === undefined) return [];
    const times = ours === theirs ? timesAsLong(sluggish, quick) : throughput(ours, quick) / throughput(theirs, sluggish);
    if (Number.isNaN(times)) return [];
    const name = `${ours.corpus.title}: ${fast} at least ${least} times as fast as ${slow}`;
    return [{ name, holds: times >= least, seen: `${times.toFixed(2)} times` }];
  });
}

/** @param {Measured | undefined} measured @param {string} id */
function resultOf(measured, id) {
  return measured?.rows.find((row) => row.id === id)?.result;
}

/** Bytes a second. @param {Measured} measured @param {Result | undefined} result */
function throughput({ corpus }, result) {
  return corpus.bytes / typical(result, "wall");
}

/** The product's runs that did not end as they should, and those that found less than was planted. @param {readonly Measured[]} all @returns {Check[]} */
export function checkRuns(all) {
  return all.flatMap(({ corpus, rows, counts }) => {
    const [one, ...others] = rows.filter(({ id }) => id === ONE_JOB || id === TWO_JOBS);
    const failed = [one, ...others].flatMap((row) => {
      if (row?.result.failed === undefined) return [];
      return [{ name: `${corpus.title}: ${row.id} runs to its end`, holds: false, seen: row.result.failed }];
    });
    if (one?.accuracy !== undefined && counts !== undefined)
      return [...failed, ...checkAccuracy(corpus, one.accuracy), ...checkCounts(corpus, counts)];
    return [
      ...failed,
      { name: `${corpus.title}: values held against the truth`, holds: false, seen: "the run with raw values failed" },
    ];
  });
}

/** @param {ReadonlyMap<string, Result>} startup @returns {Check[]} */
export function checkStartup(startup) {
  const against = (/** @type {string} */ id, /** @type {number} */ most) => {
    const times = timesAsLong(startup.get(id), startup.get(BARE));
    return { name: `${id}: at most ${most} times ${BARE}`, holds: times <= most, seen: `${times.toFixed(2)} times` };
  };
  return [against(HELP, 1.8), against(ONE_MAIL, 2.5)];
}
