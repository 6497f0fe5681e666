import type { Unfolded } from "../../model/document.ts";
import { lineCollector } from "./lines.ts";
import { partStep, readXml, type Reading } from "./read-part.ts";
import { attribute, type XmlListener } from "./xml.ts";

/** One relationship of a part (ECMA-376 part 2 section 9.3). */
export interface Relationship {
  readonly id: string;
  /** The last word of its type: `worksheet`, `slide`, `hyperlink`. */
  readonly type: string;
  /** Name of the part that it leads to; the address as it stands where it is external. */
  readonly target: string;
  readonly external: boolean;
}

export type Relationships = ReadonlyMap<string, readonly Relationship[]>;

/** Relationships that are kept, over the whole document; those beyond lead nowhere and are told all the same. */
const KEPT = 200_000;

/** Reads all relationships, by the name of the part that has them; tells addresses outside of the document. */
export function* readRelationships(reading: Reading, into: Map<string, Relationship[]>): Generator<Unfolded> {
  let kept = 0;
  for (const part of reading.pack.parts) {
    if (!part.name.endsWith(".rels")) continue;
    const owner = part.name.replace(/(^|\/)_rels\/([^/]*)\.rels$/, "$1$2");
    const list = into.get(owner) ?? [];
    into.set(owner, list);
    const steps = partStep(part);
    const lines = lineCollector({ steps, role: "metadata", section: 1 });
    const listener: XmlListener = {
      open(name, tag) {
        if (name !== "Relationship") return;
        const target = attribute(tag, "Target") ?? "";
        const external = attribute(tag, "TargetMode") === "External";
        const type = attribute(tag, "Type") ?? "";
        if (external || /^[a-z]+:/i.test(target)) lines.addOnce(target);
        kept += 1;
        if (kept > KEPT) return;
        const id = attribute(tag, "Id") ?? "";
        list.push({
          id,
          type: type.slice(type.lastIndexOf("/") + 1),
          target: external ? target : resolved(owner, target),
          external,
        });
      },
      close() {},
      text: (text) => lines.addOnce(text),
      aside: (text) => lines.addOnce(text),
    };
    yield* readXml(reading, part, steps, listener, [lines]);
  }
}

/** The name of a part, of a path that may be relative to its owner's folder. */
export function resolved(owner: string, target: string): string {
  const path = target.startsWith("/") ? target : owner.slice(0, owner.lastIndexOf("/") + 1) + target;
  const steps: string[] = [];
  for (const step of path.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "" && step !== ".") steps.push(step);
  }
  return steps.join("/");
}
