import type { Budget } from "../../model/extractor.ts";
import type { UnfoldedGap } from "../../model/document.ts";
import { strings } from "../office/read-part.ts";
import { closed, type Part, partPieces, type PartEnd } from "../zip/package.ts";
import type { Archive } from "./archive.ts";
import { damageDetail, type Node, recordReader } from "./records.ts";

/** What is wrong with a part, as a gap of it. */
export type Problem = Pick<UnfoldedGap, "reason" | "detail">;

/** The records of a part as they come; in the end the name of its root and what is wrong with it. */
export function* recordsOf(
  archive: Archive,
  part: Part,
  budget: Budget,
): Generator<Node, { readonly root: string; readonly problems: readonly Problem[] }> {
  const reason = closed(part);
  if (reason !== undefined) return { root: "", problems: [reason] };
  let end: PartEnd = {};
  let tooLarge = false;
  const raw = function* (): Generator<Uint8Array> {
    const pieces = partPieces(archive.pack, part, budget);
    for (let next = pieces.next(); ; next = pieces.next()) {
      if (next.done === true) {
        end = next.value;
        return;
      }
      archive.spent += next.value.length;
      yield next.value;
    }
  };
  const reader = recordReader();
  let held = 0;
  for (const text of strings(raw())) {
    held += text.length;
    // One record is held whole, and so are its texts.
    tooLarge = held > budget.maxDocumentBytes;
    if (tooLarge) break;
    reader.write(text);
    const whole = reader.take();
    if (whole.length > 0) held = 0;
    yield* whole;
  }
  reader.end();
  yield* reader.take();
  const problems: Problem[] = [];
  if (tooLarge) problems.push({ reason: "size-limit", detail: "an item is larger than may be held in memory" });
  if (end.problem !== undefined) problems.push({ reason: end.problem[0], detail: end.problem[1] });
  if (end.limit !== undefined) problems.push({ reason: end.limit, detail: "the item is larger than is read" });
  const damage = reader.damage();
  // Where it was cut off for a reason that is told, the reason is enough.
  if (damage !== undefined && (damage !== "cut" || problems.length === 0))
    problems.push({ reason: "malformed", detail: damageDetail(damage) });
  const missing = reader.missing();
  if (missing > 0 && problems.length === 0)
    problems.push({ reason: "malformed", detail: `the list states ${missing} items more than are there` });
  return { root: reader.root(), problems };
}
