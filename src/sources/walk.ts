import { basename } from "node:path";
import { mapConcurrently } from "./concurrent.ts";
import { errorCode, MissingInputError, saysGone } from "./errors.ts";
import type { Evidence, GapEvidence } from "./evidence.ts";
import { nodeFileSystem } from "./file-system.ts";
import type { EntryKind, EntryStatus, FileSystem } from "./file-system.ts";
import { pathOrderKey, shownName } from "./names.ts";
import type { GlobPatterns, PathPatterns } from "./patterns.ts";
import { wholeTree, type ReadFolder, type Tree, type TreeEntry } from "./tree.ts";

/** How many files are asked for their size at a time: enough to hide a network disk's delay. */
const STATUS_AT_ONCE = 32;

/**
 * Lists all evidence in the named files and folders; `-` is standard input. Everything found is a
 * file, a gap, or left out by a pattern. In the order of the inputs, within a folder by path
 * (bytes, segment by segment). A link is followed only when it is itself named.
 * Throws MissingInputError (all missing inputs at once) and PatternError.
 */
export async function listEvidence(
  inputs: readonly string[],
  patterns: PathPatterns,
  system: FileSystem = nodeFileSystem,
): Promise<readonly Evidence[]> {
  const compiled = await compiledPatterns(patterns);
  const named = await mapConcurrently(inputs, STATUS_AT_ONCE, (input) => resolveInput(input, system));
  const existing = named.filter((input) => input.kind !== "missing");
  if (existing.length < named.length) throw new MissingInputError(inputs.filter((_, index) => named[index]?.kind === "missing"));

  const evidence: Evidence[] = [];
  let stdinListed = false;
  for (const [index, input] of existing.entries()) {
    const listed = await listInput(input, compiled, stdinListed, system);
    stdinListed ||= input.kind === "stdin";
    for (const one of listed) evidence.push(inputs.length > 1 ? { ...one, input: index } : one);
  }
  return evidence;
}

/** The patterns as fast-glob takes them; it is loaded for a pattern only. */
async function compiledPatterns(patterns: PathPatterns): Promise<GlobPatterns> {
  if (patterns.include.length + patterns.exclude.length === 0) return EVERYTHING;
  const { compilePatterns } = await import("./patterns.ts");
  return compilePatterns(patterns);
}

const EVERYTHING: GlobPatterns = { positive: ["**"], negative: [], everything: true };

type NamedInput =
  | { readonly kind: "stdin" }
  | { readonly kind: "missing" }
  | { readonly kind: "unreadable"; readonly name: string; readonly code: string }
  | { readonly kind: "found"; readonly name: string; readonly path: string; readonly status: EntryStatus };

async function resolveInput(input: string, system: FileSystem): Promise<NamedInput> {
  if (input === "-") return { kind: "stdin" };
  const name = basename(input) || ".";
  try {
    const isLink = (await system.linkStatus(input)).kind === "link";
    // Resolved once, so that opening can refuse every link and cannot be led elsewhere later.
    const path = isLink ? await system.resolveLinks(input) : input;
    return { kind: "found", name, path, status: await system.status(path) };
  } catch (error) {
    const code = errorCode(error);
    // ERR_INVALID_ARG_VALUE: a NUL in the path. No such name exists.
    return saysGone(code) || code === "ERR_INVALID_ARG_VALUE" ? { kind: "missing" } : { kind: "unreadable", name, code };
  }
}

async function listInput(
  input: Exclude<NamedInput, { readonly kind: "missing" }>,
  patterns: GlobPatterns,
  stdinListed: boolean,
  system: FileSystem,
): Promise<readonly Evidence[]> {
  if (input.kind === "stdin") {
    if (stdinListed) return [gap("-", "unsupported", "standard input was named before and can be read only once")];
    return [{ kind: "stdin", file: "-" }];
  }
  if (input.kind === "unreadable") return [gap(input.name, "unreadable", `cannot be looked at (${input.code})`)];
  if (input.status.kind === "folder") return listFolder(input.path, patterns, system);
  if (patterns.everything) return [fromStatus(input.name, input.path, input.status)];
  // Matched by its name, as the only thing in a folder.
  const { globTree } = await import("./glob.ts");
  const alone = await globTree(async () => [{ name: input.name, kind: "file" }], patterns);
  return alone.entries.length === 0 ? [] : [fromStatus(input.name, input.path, input.status)];
}

async function listFolder(root: string, patterns: GlobPatterns, system: FileSystem): Promise<readonly Evidence[]> {
  const absolute = (path: string): string => (path === "" ? root : root.endsWith("/") ? root + path : `${root}/${path}`);
  const readFolder: ReadFolder = (path) => system.readFolder(absolute(path));
  const tree = patterns.everything
    ? await wholeTree(readFolder)
    : await (await import("./glob.ts")).globTree(readFolder, patterns);
  const ordered = inPathOrder(tree);
  return mapConcurrently(ordered, STATUS_AT_ONCE, async (found): Promise<Evidence> => {
    if ("code" in found) return folderGap(found.path, found.code);
    if (found.kind === "link") return gap(found.path, "not-followed", "symbolic link");
    try {
      return fromStatus(found.path, absolute(found.path), await system.linkStatus(absolute(found.path)));
    } catch (error) {
      const code = errorCode(error);
      if (saysGone(code)) return gap(found.path, "changed", `disappeared while the folder was being listed (${code})`);
      return gap(found.path, "unreadable", `cannot be looked at (${code})`);
    }
  });
}

function inPathOrder(tree: Tree): readonly (TreeEntry | Tree["unreadable"][number])[] {
  const keyed = [...tree.entries, ...tree.unreadable].map((found) => ({ key: pathOrderKey(found.path), found }));
  keyed.sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0));
  return keyed.map(({ found }) => found);
}

/** By what it is now, not by what the folder said it was: it may have been exchanged since. */
function fromStatus(name: string, path: string, status: EntryStatus): Evidence {
  const kind = status.kind;
  if (kind === "file") return { kind, file: shownName(name), path, size: status.size, mtimeMs: status.mtimeMs };
  if (kind === "link") return gap(name, "not-followed", "symbolic link");
  if (kind === "folder") return gap(name, "changed", "became a folder while its parent was being listed");
  return gap(name, "unsupported", `${KIND_NAMES[kind]}, not a regular file`);
}

const KIND_NAMES: Readonly<Record<Exclude<EntryKind, "file" | "folder" | "link">, string>> = {
  fifo: "named pipe (FIFO)",
  socket: "socket",
  "character-device": "character device",
  "block-device": "block device",
  unknown: "entry of unknown kind",
};

function folderGap(path: string, code: string): GapEvidence {
  if (path !== "" && saysGone(code)) return gap(path, "changed", `folder disappeared before it could be listed (${code})`);
  return gap(path === "" ? "." : path, "unreadable", `folder cannot be listed (${code})`);
}

function gap(name: string, reason: GapEvidence["reason"], detail: string): GapEvidence {
  return { kind: "gap", file: shownName(name), reason, examined: "none", detail };
}
