import { PACKS } from "../model/detector.ts";
import { CONFIDENCES } from "../model/finding.ts";

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

/** Help texts stay under 52 characters: beside their flags they fill one line of 80 columns. */
export const SCAN_FLAGS: readonly Flag[] = [
  { group: "What to scan", flags: "--include <glob>", help: "only paths that match (repeatable)", repeatable: true },
  { group: "What to scan", flags: "--exclude <glob>", help: "leave out paths that match (repeatable)", repeatable: true },
  { group: "What to scan", flags: "--stdin-filename <name>", help: "name of standard input, e.g. mail.eml" },
  { group: "What to scan", flags: "--verify-mail <percent>", help: "hold this share of mail against a second reader" },
  { group: "What to scan", flags: "--ocr", help: "also read pictures and scanned pages" },
  { group: "What to scan", flags: "-j, --jobs <n>", help: "worker threads (default: the CPUs available)" },
  {
    group: "What to report",
    flags: "--detectors <pack>",
    help: "whose numbers: sg (default), asia, world, all",
    choices: PACKS,
    default: "sg",
  },
  { group: "What to report", flags: "--only <type>", help: "only findings of this type (repeatable)", repeatable: true },
  { group: "What to report", flags: "--except <type>", help: "no findings of this type (repeatable)", repeatable: true },
  {
    group: "What to report",
    flags: "--min-confidence <level>",
    help: "low, medium (default) or high",
    choices: CONFIDENCES,
    default: "medium",
  },
  { group: "Output", flags: "-f, --format <id>", help: "what to print: table (default), json, ndjson, csv", default: "table" },
  { group: "Output", flags: "-o, --output <id:file>", help: "also write this report to a file (repeatable)", repeatable: true },
  {
    group: "Output",
    flags: "--mask <style>",
    help: "how values are shown: partial (default) or full",
    choices: ["partial", "full"],
    default: "partial",
  },
  { group: "Output", flags: "--reveal", help: "raw values in -o files and on a terminal, no pipe" },
  { group: "Output", flags: "--case-key-file <file>", help: "key of the keyed hashes (default: a fresh one)" },
  {
    group: "Exit status",
    flags: "--fail-on <level>",
    help: "what makes 1: low (default), medium, high, never",
    choices: [...CONFIDENCES, "never"],
    default: "low",
  },
  { group: "Exit status", flags: "--exit-code <n>", help: "status to use instead of 1" },
  { group: "Exit status", flags: "--allow-incomplete", help: "gaps alone do not make status 3" },
  { group: "Display", flags: "--color [when]", help: "auto (default), always or never", choices: ["auto", "always", "never"] },
  { group: "Display", flags: "--no-color", help: "no colour (as NO_COLOR)" },
  {
    group: "Display",
    flags: "--progress <mode>",
    help: "auto (default), plain, json or none",
    choices: ["auto", "plain", "json", "none"],
    default: "auto",
  },
  { group: "Display", flags: "-q, --quiet", help: "no progress and no notices, errors only" },
  { group: "Display", flags: "-v, --verbose", help: "each file and gap on standard error, as it comes" },
];

/** Options of the contract that are not built yet: refused by name, with or without a value, never ignored. */
export const UNBUILT_FLAGS: readonly string[] = [
  "--baseline [file]",
  "--write-baseline [file]",
  "--resume [file]",
  "--shard [share]",
  "--assess [pack]",
  "--encrypt-to [recipient]",
];

/** Report formats and commands of the contract that are not built yet. */
export const UNBUILT_FORMATS: readonly string[] = ["sarif", "html"];
export const UNBUILT_COMMANDS: readonly string[] = ["merge", "explain"];
