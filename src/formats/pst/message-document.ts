import type { Document } from "../../model/document.ts";
import type { GapReason } from "../../model/gap.ts";
import type { Step } from "../../model/location.ts";
import type { OutlookItem } from "../outlook/item.ts";
import { unfoldItem } from "../outlook/unfold-item.ts";
import { markOf, type DamageMark } from "./damage.ts";
import type { NodeEntry } from "./entries.ts";
import { openItem, type Items } from "./message.ts";

/** What the messages of a file are read with. */
export interface Reading {
  readonly items: Items;
  /** The steps to a folder by its node id. */
  readonly steps: (folder: number) => readonly Step[];
}

/** A message, and what was known of its damage when its texts were told; undefined when they were not. */
export type MessageDocument = Document & { readonly seen: () => DamageMark | undefined };

const MESSAGE_ID = 0x1035;

/** A message of a file as a document: opened here, for its Message-ID, and read by its own reader. */
export function messageDocument({ items, steps }: Reading, node: NodeEntry, index: number): MessageDocument {
  const { blocks, damage } = items.store;
  const item = openItem(items, node);
  const messageId = item === undefined ? undefined : textOf(item, MESSAGE_ID);
  const step: Step = { kind: "message", index, offset: node.key };
  let seen: DamageMark | undefined;
  return {
    kind: "document",
    steps: [...steps(node.parent), messageId === undefined ? step : { ...step, messageId }],
    name: "",
    declaredType: "",
    bytes: { size: blocks.size(node.data) ?? 0, read: () => new Uint8Array(0) },
    seen: () => seen,
    *reader(context) {
      if (item === undefined) throw lost("malformed", "the item could not be read: its properties are missing or damaged");
      yield* unfoldItem(item, context);
      seen = markOf(damage);
    },
  };
}

/** A message that is not read: its list names it, and nothing else does; or reading it would be too much. */
export function lostDocument({ steps }: Reading, nid: number, folder: number, index: number, reason: GapReason): Document {
  const detail =
    reason === "work-limit"
      ? "the items before it made more work than the size of the file allows"
      : "its folder lists the item, and it is not in the file";
  return {
    kind: "document",
    steps: [...steps(folder), { kind: "message", index, offset: nid }],
    name: "",
    declaredType: "",
    bytes: { size: 0, read: () => new Uint8Array(0) },
    reader() {
      throw lost(reason, detail);
    },
  };
}

/** The engine counts a message as failed whose reader throws before it has told anything, and tells this gap. */
function lost(gapReason: GapReason, gapDetail: string): Error {
  return Object.assign(new Error(gapDetail), { gapReason, gapDetail });
}

function textOf({ bag }: OutlookItem, id: number): string | undefined {
  const value = bag.properties.find((one) => one.id === id)?.value;
  return value?.kind === "text" && value.text !== "" ? value.text : undefined;
}
