/** Named inputs that do not exist, spelled as they were given: wrong use, exit status 2. */
export class MissingInputError extends Error {
  readonly paths: readonly string[];
  constructor(paths: readonly string[]) {
    super(`no such file or folder: ${paths.join(", ")}`);
    this.name = "MissingInputError";
    this.paths = paths;
  }
}

/** A path pattern that cannot be used; `reason` says why in our own words. Wrong use, exit status 2. */
export class PatternError extends Error {
  readonly pattern: string;
  readonly reason: string;
  constructor(pattern: string, reason: string) {
    super(`the pattern "${pattern}" ${reason}`);
    this.name = "PatternError";
    this.pattern = pattern;
    this.reason = reason;
  }
}

/**
 * Evidence that cannot be opened or read. Holds the system's error code only
 * (`EACCES`; `NOT_A_FILE` for what is no regular file): a path may itself be personal data.
 */
export class UnreadableError extends Error {
  readonly code: string;
  /** The gap that it makes when it stops a reader in the middle of a document. */
  readonly gapReason = "unreadable";
  readonly gapDetail: string;
  constructor(code: string) {
    super(`cannot be read (${code})`);
    this.name = "UnreadableError";
    this.code = code;
    this.gapDetail = `it cannot be read (${code})`;
  }
}

/** The error code of the operating system or of Node; `UNKNOWN` for anything that is no plain code. */
export function errorCode(error: unknown): string {
  if (error instanceof UnreadableError) return error.code;
  const code: unknown = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" && /^[A-Z][A-Z0-9_]{0,63}$/.test(code) ? code : "UNKNOWN";
}

/** True when the code says that nothing is there (any more). */
export function saysGone(code: string): boolean {
  return code === "ENOENT" || code === "ENOTDIR";
}
