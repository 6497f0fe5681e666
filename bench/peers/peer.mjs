import { spawnSync } from "node:child_process";

/**
 * Another program that does some of the work.
 *
 * @typedef {object} Peer
 * @property {string} id
 * @property {string} title for tables
 * @property {string} does what it does and what it does not, so that figures are not read for more than they say
 * @property {readonly import("../make/corpora.mjs").CorpusId[]} on the corpora it is run on
 * @property {() => string | undefined} missing why it cannot be run here
 * @property {(corpus: string, scratch: string) => import("../measure/process.mjs").Command} command
 * @property {(scratch: string) => void} [before] makes room for a run
 * @property {(scratch: string) => ReadonlySet<string>} [values] what the last run reported, as `type value`
 * @property {(corpus: string, scratch: string) => import("../measure/process.mjs").Command} [listing] where printing values is another run than the measured one
 */

/**
 * @param {string} program
 * @param {readonly string[]} [args] with which it ends at once and well
 * @returns {string | undefined} why it is missing
 */
export function missingProgram(program, args = ["--version"]) {
  const { status, error } = spawnSync(program, args, { stdio: "ignore", timeout: 60_000 });
  if (error !== undefined) return "not installed";
  return status === 0 ? undefined : `\`${program} ${args.join(" ")}\` ends with ${status}`;
}

/** The Python that has the Python peers installed, which need not be the system's. */
export const PYTHON = process.env["PII_BENCH_PYTHON"] ?? "python3";

/** @param {string} name of a Python module */
export function missingModule(name) {
  return missingProgram(PYTHON, ["-c", `import ${name}`]) === undefined ? undefined : "not installed";
}
