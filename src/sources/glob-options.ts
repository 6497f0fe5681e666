import type { Entry, Options } from "fast-glob";

/**
 * fast-glob for evidence: dotfiles are seen, links are never followed, nothing is dropped as a
 * duplicate, folders are entries too, and patterns do not care for case.
 */
export const GLOB_OPTIONS = {
  // A root of its own: fast-glob never sees the path of the named folder, in which it would turn `\` into `/`.
  cwd: "/",
  dot: true,
  followSymbolicLinks: false,
  onlyFiles: false,
  objectMode: true,
  unique: false,
  caseSensitiveMatch: false,
} as const satisfies Options;

/**
 * A pattern that no name matches (see `globName`). Beside other patterns it keeps fast-glob at the
 * named folder: otherwise `sub/*` would begin at `sub`, with its case as typed and through a link.
 */
export const NEVER_MATCHES = "*\uDC00";

/**
 * The name under which fast-glob sees an entry. Its `**` does not match line terminators, and it
 * takes a leading `.\` for the current folder: such characters become lone surrogates
 * U+DC00..U+DC7F, which no lossless name has, so that two names never become one.
 */
export function globName(name: string): string {
  return name.replace(/^\.\\|[\n\r\u2028\u2029]/g, (found) => {
    const low = String.fromCharCode(0xdc00 | (found.charCodeAt(found.length - 1) & 0x7f));
    return found.length === 2 ? `.${low}` : low;
  });
}

/** A directory entry as fast-glob takes it, with our own entry in its pocket. */
export interface GlobEntry<T> extends GlobDirent {
  readonly entry: T;
}

type GlobDirent = Entry["dirent"];

/** An entry for fast-glob; `enters` lets it ask for what is below. */
export function globEntry<T>(name: string, enters: boolean, entry: T): GlobEntry<T> {
  return { ...(enters ? FOLDER : FILE), name: globName(name), entry };
}

const yes = (): boolean => true;
const no = (): boolean => false;
const NOTHING = {
  isBlockDevice: no,
  isCharacterDevice: no,
  isDirectory: no,
  isFIFO: no,
  isFile: no,
  isSocket: no,
  isSymbolicLink: no,
};
const FOLDER = { ...NOTHING, isDirectory: yes };
const FILE = { ...NOTHING, isFile: yes };
