import type { TextPart } from "../model/document.ts";
import type { AnchorFilter, Kernel } from "../kernel/index.ts";
import type { Dispatch, Runs } from "./dispatch.ts";
import { heardInLabel } from "./hearing.ts";
import { askersOf } from "./named.ts";
import { saidInTable, type Said } from "./table-labels.ts";
import { bitsOfHeads } from "./tabbed.ts";

/** What the label of a text says, or those of its columns; `bytes` is the text, folded. */
export function saidThroughout({ table, label, core }: TextPart, dispatch: Dispatch, kernel: Kernel, bytes: Uint8Array): Said {
  const { named, hearing } = dispatch;
  if (table !== undefined) return saidInTable(table, named, hearing, dispatch.keys, kernel);
  if (label === undefined) {
    return { lists: hearing.lists.length === 0 ? 0 : bitsOfHeads(bytes, (head) => heardInLabel(hearing, head)), named: false };
  }
  const small = label.toLowerCase();
  return { lists: heardInLabel(hearing, small), named: core.start === 0 && askersOf(named, small).length > 0 };
}

/** A kernel has the last of them loaded. */
const RESTRICTED = new WeakMap<AnchorFilter, Map<number, AnchorFilter>>();
const MOST_RESTRICTED = 64;

/** The filter without the anchors that listen for nothing in these lists. */
export function restricted(filter: AnchorFilter, { asks }: Runs, lists: number): AnchorFilter {
  const made = RESTRICTED.get(filter) ?? new Map<number, AnchorFilter>();
  RESTRICTED.set(filter, made);
  let known = made.get(lists);
  if (known === undefined) {
    let bits = 0;
    for (const [bit, those] of asks.entries()) if (those.some(({ hears }) => (hears & lists) !== 0)) bits |= 1 << bit;
    known = { ...filter, run: filter.run.map((row) => row & bits) };
    if (made.size > MOST_RESTRICTED) made.clear();
    made.set(lists, known);
  }
  return known;
}
