import { availableParallelism } from "node:os";
import { CONFIDENCES, FINDING_TYPES, type Confidence, type FindingType } from "../model/finding.ts";
import { loadCaseKey } from "./case-key.ts";
import { UsageError } from "./errors.ts";
import { DEFAULT_OPTIONS, requirePack, type ScanOptions } from "./options.ts";

/** Option values by name, as the command line gave them. */
type Raw = Readonly<Record<string, unknown>>;

/** Flags and environment -> one checked value. Throws `UsageError` with what is wrong and what is allowed. */
export function resolveFlags(flags: Raw, env: Readonly<Record<string, string | undefined>>): ScanOptions {
  return {
    ...DEFAULT_OPTIONS,
    include: patterns(flags["include"], "--include"),
    exclude: patterns(flags["exclude"], "--exclude"),
    detectors: requirePack(flags["detectors"] ?? DEFAULT_OPTIONS.detectors),
    only: types(flags["only"]),
    except: types(flags["except"]),
    minConfidence: confidence(flags["minConfidence"]) ?? DEFAULT_OPTIONS.minConfidence,
    mask: flags["mask"] === "full" ? "full" : "partial",
    reveal: flags["reveal"] === true,
    caseKey: loadCaseKey(text(flags["caseKeyFile"]) ?? env["PII_SCAN_CASE_KEY_FILE"]),
    jobs: whole(flags["jobs"] ?? env["PII_SCAN_JOBS"], "--jobs", 1, 512) ?? availableParallelism(),
    failOn: flags["failOn"] === "never" ? "never" : (confidence(flags["failOn"]) ?? DEFAULT_OPTIONS.failOn),
    exitCode: whole(flags["exitCode"], "--exit-code", 0, 255) ?? DEFAULT_OPTIONS.exitCode,
    allowIncomplete: flags["allowIncomplete"] === true,
    verifyMail: whole(flags["verifyMail"], "--verify-mail", 0, 100) ?? DEFAULT_OPTIONS.verifyMail,
    ocr: flags["ocr"] === true,
    stdinFilename: text(flags["stdinFilename"]),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function patterns(value: unknown, flag: string): readonly string[] {
  const given = Array.isArray(value) ? value.map(String) : [];
  if (given.includes("")) throw new UsageError(`${flag} takes a path pattern, e.g. '*.eml'`);
  return given;
}

function types(value: unknown): readonly FindingType[] {
  const given: readonly unknown[] = Array.isArray(value) ? value : [];
  return FINDING_TYPES.filter((type) => given.includes(type));
}

function confidence(value: unknown): Confidence | undefined {
  return CONFIDENCES.find((one) => one === value);
}

function whole(value: unknown, flag: string, least: number, most: number): number | undefined {
  if (value === undefined) return undefined;
  const number = typeof value === "string" && /^\d{1,4}$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= least && number <= most)) throw new UsageError(`${flag} takes a whole number from ${least} to ${most}`);
  return number;
}
