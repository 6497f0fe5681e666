import { memorySource } from "../../bytes/memory.ts";
import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext } from "../../model/extractor.ts";
import type { Step } from "../../model/location.ts";
import { gap } from "../gap.ts";
import { partHeader } from "../mail/part.ts";
import { contentProtection, protectionOf } from "../mail/protected.ts";
import { textParts } from "../text-parts.ts";
import { asIterable } from "../tables.ts";
import { textOf } from "./bag.ts";
import { ID } from "./ids.ts";
import type { OutlookAttachment, OutlookItem, PropertyBag } from "./item.ts";

/** How an item in place of a file is read. */
type UnfoldItem = (item: OutlookItem, context: ExtractContext) => Iterable<Unfolded>;

/** The attachments of an item ([MS-OXCMSG] 2.2.2): files and OLE objects as documents, items with their own reader, links as gaps. */
export function* attachments(item: OutlookItem, context: ExtractContext, unfold: UnfoldItem): Generator<Unfolded> {
  let index = 0;
  for (const attachment of item.attachments) {
    if (context.budget.entry() !== undefined) {
      yield gap("count-limit", "partly", `only the first ${index} attachments were read`);
      return;
    }
    yield* one(attachment, index, unfold);
    index += 1;
  }
}

function* one({ bag, content }: OutlookAttachment, index: number, unfold: UnfoldItem): Generator<Unfolded> {
  const name = fileName(bag);
  const step: Step = name === "" ? { kind: "attachment", index } : { kind: "attachment", index, name };
  const steps = [step];
  if (bag.broken > 0) yield gap("malformed", "partly", `${bag.broken} properties of an attachment could not be read`, steps);
  const declaredType = textOf(bag, ID.attachMime).toLowerCase().split(";", 1)[0]?.trim() ?? "";
  const document = { kind: "document", steps, name, declaredType } as const;
  switch (content.kind) {
    case "bytes": {
      const header = partHeader(
        { fields: [], type: textOf(bag, ID.attachMime), disposition: undefined, transfer: undefined },
        false,
      );
      const known = { header: { ...header, name } };
      const locked = protectionOf(known) ?? contentProtection(known, content.bytes);
      const { bytes, defect } = content;
      if (locked === undefined) yield { ...document, bytes, ...(defect === undefined ? {} : { defect }) } satisfies Document;
      else yield gap("encrypted", "none", locked, steps);
      return;
    }
    case "item": {
      const { open } = content;
      // The name of an item is its subject, which its own header tells.
      yield { ...document, name: "", bytes: memorySource(new Uint8Array(0)), reader: (inner) => unfold(open(), inner) };
      return;
    }
    case "lost":
      yield gap(content.reason, "none", content.detail, steps);
      return;
    case "ole":
      yield { ...document, bytes: content.bytes };
      return;
    case "none": {
      const path = textOf(bag, ID.attachLongPathname) || textOf(bag, ID.attachPathname);
      if (path !== "") yield* asIterable(textParts(Buffer.from(path), { steps, role: "metadata", record: "text", section: 0 }));
      yield gap(
        "not-followed",
        "none",
        path === "" ? "attachment without content" : "attachment is a link to a file elsewhere",
        steps,
      );
      return;
    }
    default:
      content satisfies never;
  }
}

function fileName(bag: PropertyBag): string {
  const name = textOf(bag, ID.attachLongFilename) || textOf(bag, ID.attachFilename) || textOf(bag, ID.displayName);
  return name.trim();
}
