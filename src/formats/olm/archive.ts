import type { ByteSource } from "../../model/bytes.ts";
import type { Step } from "../../model/location.ts";
import { openPackage, type Package, type Part } from "../zip/package.ts";

/** An archive that is being read. */
export interface Archive {
  readonly pack: Package;
  /** Parts by their path in lower case. */
  readonly byName: ReadonlyMap<string, Part>;
  /** Parts that a message named. */
  readonly done: Set<Part>;
  /** Bytes that were unpacked for items, and how many may be: each item has a budget of its own, and parts may overlap. */
  spent: number;
  readonly most: number;
}

/** More parts are not listed. */
export const LISTED = 1_000_000;
/** Unpacking more than this many times the size of the archive, and so much in addition, is the work of a hostile one. */
const UNPACKED_TIMES = 64;
const UNPACKED_BYTES = 4 * 1024 ** 3;

/** Opens the zip archive; damage never throws. */
export async function openArchive(source: ByteSource): Promise<Archive> {
  const pack = await openPackage(source, LISTED);
  const byName = new Map<string, Part>();
  for (const part of pack.parts) {
    const name = part.name.toLowerCase();
    if (!byName.has(name)) byName.set(name, part);
  }
  return { pack, byName, done: new Set(), spent: 0, most: UNPACKED_TIMES * source.size + UNPACKED_BYTES };
}

const MESSAGES = "com.microsoft.__messages";
const ATTACHMENTS = "com.microsoft.__attachments";

/** A message is an XML part below the folder of messages, attachments left out. */
export function isMessageName(name: string): boolean {
  const path = name.toLowerCase();
  if (!path.endsWith(".xml")) return false;
  const folders = path.split("/").slice(0, -1);
  return folders.includes(MESSAGES) && !folders.includes(ATTACHMENTS);
}

/** The folders that a message is in, as Outlook shows them: below its account, where it is not on the machine alone. */
export function folderSteps(name: string): Step[] {
  const folders = name.split("/").slice(0, -1);
  const at = folders.findIndex((folder) => folder.toLowerCase() === MESSAGES);
  const before = folders.slice(0, at).filter((folder) => !/^(?:local|accounts)$/i.test(folder));
  return [...before, ...folders.slice(at + 1)].map((folder) => ({ kind: "folder", name: folder }));
}
