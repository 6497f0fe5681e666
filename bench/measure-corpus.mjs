import { compareWithTruth, reportedValues } from "./measure/accuracy.mjs";
import { readCounts } from "./measure/counts.mjs";
import { measure } from "./measure/process.mjs";
import { compare } from "./measure/rounds.mjs";
import { productCommand } from "./product.mjs";
import { rmSync } from "node:fs";

/** @typedef {import("./make/corpora.mjs").Corpus} Corpus */
/** @typedef {import("./measure/accuracy.mjs").Accuracy} Accuracy */
/** @typedef {import("./measure/counts.mjs").Counts} Counts */
/** @typedef {import("./measure/rounds.mjs").Contestant} Contestant */
/** @typedef {import("./measure/rounds.mjs").Result} Result */
/** @typedef {import("./peers/peer.mjs").Peer} Peer */

/** @typedef {{ id: string, title: string, does: string, result: Result, accuracy?: Accuracy }} Row */
/** Everything measured on one corpus, the yardsticks first; what the product told of the evidence, unless it failed. @typedef {{ corpus: Corpus, rows: Row[], counts?: Counts }} Measured */

export const ONE_JOB = "pii-scan -j 1";
export const TWO_JOBS = "pii-scan -j 2";
export const CAT = "cat";

/** What reading alone costs. @param {string} path @returns {(Contestant & { does: string })[]} */
function yardsticks(path) {
  const onEach = (/** @type {string[]} */ ...each) => ({
    program: "find",
    args: [path, "-type", "f", "-exec", ...each, "{}", "+"],
  });
  return [
    { id: CAT, does: "reads", command: onEach("cat") },
    { id: "wc -l", does: "reads and counts lines", command: onEach("wc", "-l") },
  ];
}

/**
 * @param {Corpus} corpus
 * @param {readonly Peer[]} peers that can be run here
 * @param {{ rounds: number, seconds: number, scratch: string }} how
 * @returns {Promise<Measured>}
 */
export async function measureCorpus(corpus, peers, how) {
  const { scratch } = how;
  const report = `${scratch}/report.ndjson`;
  const here = peers.filter((peer) => peer.on.includes(corpus.id));
  const contestants = [
    ...yardsticks(corpus.path),
    {
      id: ONE_JOB,
      does: "opens, decodes, finds, checks, counts people",
      command: productCommand(corpus.path, { jobs: 1, report }),
    },
    { id: TWO_JOBS, does: "the same", command: productCommand(corpus.path, { jobs: 2, report }) },
    ...here.map((peer) => ({
      id: peer.title,
      does: peer.does,
      command: peer.command(corpus.path, scratch),
      before: () => peer.before?.(scratch),
    })),
  ];
  // The files into the page cache, so that the first round is like the others.
  for (const { command } of yardsticks(corpus.path).slice(0, 1)) await measure(command, scratch);
  const results = await compare(contestants, how);
  rmSync(report, { force: true });

  /** @type {Map<string, Accuracy | undefined>} */
  const accuracies = new Map();
  const ours = await orNothing(() => productFindings(corpus, scratch));
  for (const id of [ONE_JOB, TWO_JOBS]) accuracies.set(id, ours?.accuracy);
  for (const peer of here) {
    const { values, listing } = peer;
    if (values === undefined || results.get(peer.title)?.failed !== undefined) continue;
    const accuracy = await orNothing(async () => {
      if (listing !== undefined) await measure(listing(corpus.path, scratch), scratch);
      return compareWithTruth(corpus.truth, values(scratch));
    });
    accuracies.set(peer.title, accuracy);
  }
  const rows = contestants.map(({ id, does }) => {
    const accuracy = accuracies.get(id);
    return { id, title: id, does, result: results.get(id) ?? { id, runs: [] }, ...(accuracy === undefined ? {} : { accuracy }) };
  });
  return { corpus, rows, ...(ours === undefined ? {} : { counts: ours.counts }) };
}

/**
 * Recall and precision of the product's values, and what it told of the evidence, from a run of its own: raw values are in its report only when asked for.
 *
 * @param {Corpus} corpus
 * @param {string} scratch
 */
async function productFindings(corpus, scratch) {
  const report = `${scratch}/revealed.ndjson`;
  try {
    await measure(productCommand(corpus.path, { jobs: 2, report, more: ["--reveal"] }), scratch);
    return { accuracy: compareWithTruth(corpus.truth, reportedValues(report)), counts: readCounts(report) };
  } finally {
    rmSync(report, { force: true });
  }
}

/**
 * One failure must not take with it what an hour of measuring has brought: the row stays without accuracy, which the checks ask for.
 *
 * @template T
 * @param {() => Promise<T>} make
 * @returns {Promise<T | undefined>}
 */
async function orNothing(make) {
  try {
    return await make();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return undefined;
  }
}
