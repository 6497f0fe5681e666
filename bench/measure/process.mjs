import { spawn, spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * What is measured: a program as a user starts it.
 *
 * @typedef {object} Command
 * @property {string} program
 * @property {readonly string[]} args
 * @property {Readonly<Record<string, string>>} [env] on top of the usual ones
 * @property {readonly number[]} [statuses] exit statuses of a run that worked; `[0]` unless told otherwise
 * @property {string} [output] file for standard output; thrown away otherwise
 * @property {number} [timeout] seconds
 */

/** Wall and processor seconds, peak resident memory in bytes; what could not be measured is missing. @typedef {{ wall: number, cpu?: number, peak?: number }} Usage */

const TIMEOUT_SECONDS = 1_200;
const GNU_TIME = "/usr/bin/time";
const PRELOAD = new URL("./usage.mjs", import.meta.url).href;

/** BusyBox and BSD have a `time` of that name that knows no `%M`. */
const hasGnuTime = spawnSync(GNU_TIME, ["-f", "%U %S %M", "true"], { encoding: "utf8" }).stderr?.trim().split(" ").length === 3;

/** How processor time and memory are measured on this machine. */
export const METHOD = hasGnuTime ? "GNU time" : "process.resourceUsage (Node programs only)";

/**
 * Runs a command to its end.
 *
 * @param {Command} command
 * @param {string} scratch a folder for the figures
 * @returns {Promise<Usage>}
 * @throws when it ends with another status than it should, or does not end
 */
export async function measure(command, scratch) {
  const figures = `${scratch}/usage.txt`;
  const wrapped = wrap(command, figures);
  const output = command.output === undefined ? undefined : openSync(command.output, "w", 0o600);
  const started = process.hrtime.bigint();
  const child = spawn(wrapped.program, wrapped.args, {
    stdio: ["ignore", output ?? "ignore", "pipe"],
    env: environment({ ...command.env, PII_BENCH_USAGE: figures }),
  });
  if (output !== undefined) closeSync(output);
  const timer = setTimeout(() => child.kill("SIGKILL"), (command.timeout ?? TIMEOUT_SECONDS) * 1000);
  let complaint = "";
  child.stderr?.on("data", (chunk) => {
    complaint = (complaint + String(chunk)).slice(-2000);
  });
  /** @type {number | string} */
  const status = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve(code ?? signal ?? "unknown"));
  });
  const wall = Number(process.hrtime.bigint() - started) / 1e9;
  clearTimeout(timer);
  if (typeof status !== "number" || !(command.statuses ?? [0]).includes(status)) {
    throw new Error(`${command.program} ended with ${status}: ${complaint.trim().split("\n").slice(-3).join(" | ")}`);
  }
  return { wall, ...readFigures(figures) };
}

/**
 * @param {Command} command
 * @param {string} figures
 * @returns {{ program: string, args: readonly string[] }}
 */
function wrap({ program, args }, figures) {
  if (hasGnuTime) return { program: GNU_TIME, args: ["-q", "-o", figures, "-f", "%U %S %M", program, ...args] };
  return program === process.execPath ? { program, args: ["--import", PRELOAD, ...args] } : { program, args };
}

/** @param {string} figures @returns {Partial<Usage>} */
function readFigures(figures) {
  let text = "";
  try {
    text = readFileSync(figures, "utf8");
    rmSync(figures);
  } catch {
    // Without GNU time nothing is known of programs that are not Node's.
    return {};
  }
  const [user = 0, system = 0, kilobytes = 0] = text.trim().split(" ").map(Number);
  return { cpu: user + system, peak: kilobytes * 1024 };
}

/**
 * Extra certificates cost Node 80 ms at its start; in `CI` the product refuses to reveal values (those here are made up);
 * options meant for this process would reach the child.
 */
const UNSET = new Set(["NODE_EXTRA_CA_CERTS", "NODE_OPTIONS", "CI", "PII_SCAN_KERNEL"]);

/**
 * The environment of what is measured: without what would change a figure.
 *
 * @param {Readonly<Record<string, string>>} more
 * @returns {Record<string, string | undefined>}
 */
export function environment(more) {
  return { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !UNSET.has(name))), ...more };
}

/** Path of a file of this project. @param {string} path */
export function projectFile(path) {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}
