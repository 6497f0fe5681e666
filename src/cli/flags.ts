import { CONFIDENCES, FINDING_TYPES } from "../model/finding.ts";

/** What commander hands over: option values by name, as typed. */
export type RawFlags = Readonly<Record<string, unknown>>;

/** One option of the command line. Help, checks and the tests are made from this list. */
export interface Flag {
  /** As commander spells it. */
  readonly flags: string;
  readonly help: string;
  readonly group: "What to scan" | "What to report" | "Output" | "Exit status" | "Display";
  readonly repeatable?: true;
  readonly choices?: readonly string[];
  readonly default?: string;
}

export const SCAN_FLAGS: readonly Flag[] = [
  { group: "What to scan", flags: "--include <glob>", help: "only paths that match", repeatable: true },
  { group: "What to scan", flags: "--exclude <glob>", help: "leave out paths that match", repeatable: true },
  { group: "What to scan", flags: "--stdin-filename <name>", help: "name of what comes in on standard input (`-`)" },
  { group: "What to scan", flags: "-j, --jobs <n>", help: "worker threads (default: the CPUs available)" },
  {
    group: "What to report",
    flags: "--only <type>",
    help: "only findings of this type",
    repeatable: true,
    choices: FINDING_TYPES,
  },
  {
    group: "What to report",
    flags: "--except <type>",
    help: "no findings of this type",
    repeatable: true,
    choices: FINDING_TYPES,
  },
  {
    group: "What to report",
    flags: "--min-confidence <level>",
    help: "least confidence",
    choices: CONFIDENCES,
    default: "medium",
  },
  { group: "Output", flags: "-f, --format <id>", help: "format of standard output", default: "table" },
  { group: "Output", flags: "-o, --output <id:file>", help: "also write this report to a file (mode 0600)", repeatable: true },
  { group: "Output", flags: "--mask <style>", help: "how values are shown", choices: ["partial", "full"], default: "partial" },
  { group: "Output", flags: "--reveal", help: "raw values in the -o files and on a terminal or regular file; never in a pipe" },
  { group: "Output", flags: "--case-key-file <file>", help: "key of the keyed hashes; without it a fresh key per run" },
  {
    group: "Exit status",
    flags: "--fail-on <level>",
    help: "least confidence that makes status 1",
    choices: [...CONFIDENCES, "never"],
    default: "low",
  },
  { group: "Exit status", flags: "--exit-code <n>", help: "status to use instead of 1" },
  { group: "Exit status", flags: "--allow-incomplete", help: "gaps alone do not make status 3" },
  { group: "Display", flags: "--color [when]", help: "auto, always or never", choices: ["auto", "always", "never"] },
  { group: "Display", flags: "--no-color", help: "no colour (as NO_COLOR)" },
  {
    group: "Display",
    flags: "--progress <mode>",
    help: "progress on standard error",
    choices: ["auto", "plain", "json", "none"],
    default: "auto",
  },
  { group: "Display", flags: "-q, --quiet", help: "no progress and no notices, errors only" },
  { group: "Display", flags: "-v, --verbose", help: "more on standard error" },
];

/** Options of the contract that are not built yet: refused by name, never ignored. */
export const UNBUILT_FLAGS: readonly string[] = [
  "--baseline <file>",
  "--write-baseline <file>",
  "--resume <file>",
  "--shard <share>",
  "--ocr",
  "--assess <pack>",
  "--encrypt-to <recipient>",
];

/** Report formats and commands of the contract that are not built yet. */
export const UNBUILT_FORMATS: readonly string[] = ["sarif", "html"];
export const UNBUILT_COMMANDS: readonly string[] = ["merge", "explain"];
