import type { Budget } from "../../model/extractor.ts";
import { ID } from "../outlook/ids.ts";
import type { OutlookAttachment } from "../outlook/item.ts";
import { closed, type Part, partBytes } from "../zip/package.ts";
import type { Archive } from "./archive.ts";
import { textProperty } from "./properties.ts";
import { type Node, valueIn } from "./records.ts";

/** The attachments that a message or meeting lists; their bytes lie in parts of the archive that the list names. */
export function* attachedTo(list: Node, folder: string, archive: Archive, budget: Budget): Generator<OutlookAttachment> {
  for (const one of list.children) {
    const name = valueIn(one, "OPFAttachmentName") || valueIn(one, "OPFAttachmentContentID");
    const bag = {
      properties: [
        textProperty(ID.attachLongFilename, name),
        textProperty(ID.attachMime, valueIn(one, "OPFAttachmentContentType")),
      ],
      broken: 0,
    };
    const url = valueIn(one, "OPFAttachmentURL");
    if (url === "") yield { bag, content: { kind: "none" } };
    else yield { bag, content: contentOf(partAt(archive, url, folder), archive, budget) };
  }
}

function contentOf(part: Part | undefined, archive: Archive, budget: Budget): OutlookAttachment["content"] {
  if (part === undefined) return { kind: "lost", reason: "malformed", detail: "the attachment is not in the archive" };
  archive.done.add(part);
  const reason = closed(part);
  if (reason !== undefined) return { kind: "lost", ...reason };
  if (archive.spent > archive.most)
    return {
      kind: "lost",
      reason: "work-limit",
      detail: "what was read before made more work than the size of the archive allows",
    };
  const { bytes, end } = partBytes(archive.pack, part, budget);
  archive.spent += bytes.size;
  const problem =
    end.problem ?? (end.limit === undefined ? undefined : ([end.limit, "the attachment is larger than is read"] as const));
  if (problem === undefined) return { kind: "bytes", bytes };
  const [known, detail] = problem;
  if (bytes.size === 0) return { kind: "lost", reason: known, detail };
  return { kind: "bytes", bytes, defect: { reason: known, examined: "partly", detail } };
}

/** By its path in the archive, escaped or not, or in its folder. */
function partAt({ byName }: Archive, url: string, folder: string): Part | undefined {
  const path = url.replace(/^\/{1,8}/, "").toLowerCase();
  const inFolder = `${folder}/`.toLowerCase();
  const places = [path, unescapedPath(path), inFolder + path, `${inFolder}com.microsoft.__attachments/${path}`];
  for (const place of places) {
    const part = byName.get(place);
    if (part !== undefined) return part;
  }
  return undefined;
}

function unescapedPath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // Not an escaped path: it stands for itself.
    return path;
  }
}
