import fastGlob from "fast-glob";
import type { Options } from "fast-glob";
import { PatternError } from "./errors.ts";
import { globEntry, GLOB_OPTIONS, NEVER_MATCHES } from "./glob-options.ts";

/** Path patterns as the user gave them. No `include` means everything. */
export interface PathPatterns {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** Patterns as fast-glob takes them. */
export interface GlobPatterns {
  readonly positive: readonly string[];
  readonly negative: readonly string[];
  /** No pattern was given: everything that is there must come out. */
  readonly everything: boolean;
}

/**
 * Checks path patterns and rewrites them for fast-glob. Relative to the named folder, without
 * regard to case. A pattern without `/` matches a name at any depth; a leading `/` ties it to the
 * named folder; a pattern that matches a folder takes in all below it.
 * Throws PatternError for what could only match by accident or not at all.
 */
export function compilePatterns(patterns: PathPatterns): GlobPatterns {
  const positive = patterns.include.flatMap(rewrite);
  const negative = patterns.exclude.flatMap(rewrite);
  const everything = positive.length === 0 && negative.length === 0;
  return { positive: positive.length === 0 ? ["**"] : [...positive, NEVER_MATCHES], negative, everything };
}

function rewrite(pattern: string): string[] {
  const path = pattern.replace(/^(?:\.\/)+/, "").replace(/^\/+/, "");
  const end = trimmedEnd(path);
  const body = path.slice(0, end);
  if (body === "") throw new PatternError(pattern, "is empty");
  if (pattern.includes("\0")) throw new PatternError(pattern, "holds a NUL character, which no name has");
  // fast-glob would read it as a negation, and a list of nothing but negations finds nothing.
  if (/^!(?!\()/.test(body)) throw new PatternError(pattern, "begins with !: use --exclude, or \\! for a name that begins so");
  if (body.endsWith("\\") && !isEscaped(body, body.length - 1))
    throw new PatternError(pattern, "ends in a backslash that escapes nothing");
  if (body.split("/").some((segment) => segment === ".." || segment === ".")) {
    throw new PatternError(pattern, "has a . or .. segment: patterns are relative to the named folder");
  }
  const anchored = pattern.slice(0, pattern.length - (path.length - end)).includes("/");
  // A first name like `..x` would be taken for a way out of the folder.
  const rooted = anchored ? body.replace(/^\.\./, "[.].") : `**/${body}`;
  const rewritten = rooted === "**" || rooted.endsWith("/**") ? [rooted] : [rooted, `${withoutBareStar(rooted)}/**`];
  if (!isUsable(rewritten)) throw new PatternError(pattern, "is not a valid pattern");
  return rewritten;
}

/** Where the trailing slashes begin; a loop, because `/+$` is quadratic on a run of slashes that does not end the text. */
function trimmedEnd(path: string): number {
  let end = path.length;
  while (end > 0 && path[end - 1] === "/") end -= 1;
  return end;
}

/** `tmp*` + `/**` alone does not match the folder `tmp1` itself, so that it would be read although it is excluded; `tmp@(*)/**` does. */
function withoutBareStar(pattern: string): string {
  return pattern.endsWith("*") && !isEscaped(pattern, pattern.length - 1) ? `${pattern.slice(0, -1)}@(*)` : pattern;
}

/** True when an odd number of backslashes stands before `at`. */
function isEscaped(pattern: string, at: number): boolean {
  let before = at;
  while (pattern[before - 1] === "\\") before -= 1;
  return (at - before) % 2 === 1;
}

/**
 * A pattern that does not compile becomes, without a word, one that matches only the empty
 * name. So each is tried behind a literal first folder on a tree that holds nothing but an
 * empty name: a pattern that compiles cannot match it. It must also stay in the folder.
 */
function isUsable(patterns: readonly string[]): boolean {
  const fs = { readdirSync: () => [globEntry("", false, undefined)] } as unknown as NonNullable<Options["fs"]>;
  try {
    const tasks = fastGlob.generateTasks([...patterns, NEVER_MATCHES], GLOB_OPTIONS);
    if (tasks.length !== 1 || tasks.some((task) => task.base !== "." || task.negative.length > 0)) return false;
    const tried = [...patterns.map((pattern) => `x/${pattern}`), NEVER_MATCHES];
    return fastGlob.sync(tried, { ...GLOB_OPTIONS, fs }).length === 0;
  } catch {
    // The libraries throw for what is too long or expands too far: equally not usable.
    return false;
  }
}
