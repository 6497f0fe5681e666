import { slice } from "../../bytes/slice.ts";
import type { ByteSource } from "../../model/bytes.ts";
import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext, Extractor } from "../../model/extractor.ts";
import { gap } from "../gap.ts";
import { isIso, isoRecords, isoRoots, SECTOR, type IsoRecord } from "./records.ts";

/** A disc image (ECMA-119 / ISO 9660, Joliet and Rock Ridge), in flat memory. */
export const iso: Extractor = {
  id: "iso",
  description: "Disc images (ISO 9660)",
  reads: "Every file, opened as what it is, with Joliet and Rock Ridge names. Links are not followed; UDF is not read.",
  extensions: [".iso"],
  accepts: (sniffed) => sniffed.head.length >= 16 * SECTOR && isIso((offset, length) => sniffed.peek(offset, length)),
  *extract(document, context) {
    yield* files(document, context);
  },
};

/** What is known while an image is read. */
interface Walk {
  readonly source: ByteSource;
  readonly joliet: boolean;
  /** Offsets of folders that were read: a folder that holds itself would have no end. */
  readonly seen: Set<number>;
  damaged: number;
  found: number;
}

interface Folder {
  readonly path: string;
  readonly record: IsoRecord;
}

function* files({ bytes: source }: Document, context: ExtractContext): Generator<Unfolded> {
  const roots = isoRoots(source);
  // Rock Ridge stands in the primary tree and knows links; Joliet has the better names otherwise.
  const root = roots.find(({ joliet }) => joliet) ?? roots[0];
  if (root === undefined) {
    yield gap("malformed", "none", "the disc image has no volume that can be read");
    return;
  }
  const walk: Walk = { source, joliet: root.joliet, seen: new Set(), damaged: 0, found: 0 };
  const waiting: Folder[] = [{ path: "", record: root.record }];
  for (let folder = waiting.shift(); folder !== undefined; folder = waiting.shift()) {
    for (const { path, record } of content(folder, walk)) {
      const limit = context.budget.entry();
      if (limit !== undefined) {
        yield gap(limit, "partly", "the disc image has more entries than are opened");
        return;
      }
      if (record.folder) waiting.push({ path: `${path}/`, record });
      else yield* file(path, record, walk);
    }
  }
  if (walk.damaged > 0)
    yield gap(
      "malformed",
      walk.found === 0 ? "none" : "partly",
      `${walk.damaged} folders of the disc image are damaged or lie outside it`,
    );
}

/** The records of a folder; a file of several extents, as only large files have them, is one record. */
function* content({ path, record }: Folder, walk: Walk): Generator<Folder> {
  const { source, seen } = walk;
  if (seen.has(record.offset) || record.offset >= source.size || record.size === 0) {
    if (record.offset >= source.size || record.size === 0) walk.damaged += 1;
    return;
  }
  seen.add(record.offset);
  if (record.offset + record.size > source.size) walk.damaged += 1;
  let before: IsoRecord | undefined;
  for (let at = 0; at < record.size && record.offset + at < source.size; at += SECTOR) {
    const sector = source.read(record.offset + at, SECTOR).slice();
    for (const one of isoRecords(sector, walk.joliet)) {
      if (one.name === "") continue;
      const joined = before === undefined ? one : { ...one, offset: before.offset, size: before.size + one.size };
      before = one.more ? joined : undefined;
      if (!one.more) yield { path: path + one.name.slice(0, 1_024), record: joined };
    }
  }
}

function* file(name: string, { offset, size, link }: IsoRecord, walk: Walk): Generator<Unfolded> {
  const steps = [{ kind: "entry", name }] as const;
  walk.found += 1;
  if (link) {
    yield gap("not-followed", "none", "a link inside the disc image was not followed", steps);
    return;
  }
  const bytes = slice(walk.source, offset, offset + size);
  if (bytes.size > 0) yield { kind: "document", steps, name, declaredType: "", bytes };
  if (bytes.size < size)
    yield gap("malformed", bytes.size > 0 ? "partly" : "none", "the disc image is cut off in this file", steps);
}
