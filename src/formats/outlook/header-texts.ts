import type { Unfolded } from "../../model/document.ts";
import type { Field } from "../mail/fields.ts";
import { NO_BOUNDARIES } from "../mail/boundaries.ts";
import { readHeader } from "../mail/header-block.ts";
import { headerParts } from "../mail/headers.ts";
import { heldSource } from "../mail/held.ts";
import { openWindow } from "../mail/window.ts";
import { decodeWords } from "../mail/words.ts";
import { textParts } from "../text-parts.ts";
import { addressFields } from "./addresses.ts";
import { textOf } from "./bag.ts";
import { ID, SET } from "./ids.ts";
import type { OutlookItem } from "./item.ts";

/** The header of an item: texts to show, and whether a text stands in one of them. */
export interface ItemHeader {
  readonly texts: readonly Unfolded[];
  readonly holds: (text: string) => boolean;
}

/**
 * The header of an item as that of a message: the one it came with (PidTagTransportMessageHeaders), and of
 * what its properties say (sender, recipients, subject, internet headers) what that one does not hold.
 */
export function itemHeader(item: OutlookItem): ItemHeader {
  const { fields, junk } = transported(textOf(item.bag, ID.transportHeaders));
  const shown = new Map<string, string>();
  for (const { name, raw } of fields) shown.set(name, `${shown.get(name) ?? ""}\n${decodeWords(raw)}`.toLowerCase());
  const stands = wordsIn([...shown].filter(([name]) => name !== "subject").map(([, text]) => text));
  const added: Field[] = [];
  const lists = new Map<string, Set<string>>();
  for (const { field, name, address } of addressFields(item)) {
    if (stands.has((address || name).toLowerCase())) continue;
    const written = address === "" ? name : name === "" ? address : `${name} <${address}>`;
    const list = lists.get(field);
    if (list === undefined) lists.set(field, new Set([written]));
    else list.add(written);
  }
  for (const [name, list] of lists) added.push({ name, raw: rawOf([...list].join(", ")) });
  const subject = textOf(item.bag, ID.subject).trim();
  // An older form has a mark and the length of the prefix in front ([MS-PST] 2.5.3.1.1.1).
  const stated = subject.charCodeAt(0) === 1 ? subject.slice(2) : subject;
  if (stated !== "" && !(shown.get("subject") ?? "").includes(stated.toLowerCase()))
    added.push({ name: "subject", raw: rawOf(stated) });
  for (const { name, value } of item.bag.properties) {
    if (name?.set !== SET.internetHeaders || typeof name.name !== "string" || value.kind !== "text") continue;
    const known = name.name.toLowerCase();
    if (!shown.has(known)) added.push({ name: known, raw: rawOf(value.text) });
  }
  const all = [...fields, ...added];
  const values = all.map(({ raw }) => decodeWords(raw).toLowerCase());
  const held = wordsIn(values);
  for (const value of values) held.add(value);
  // The topic of a conversation is the end of a subject.
  const subjects = all
    .filter(({ name }) => name === "subject")
    .map(({ raw }) => decodeWords(raw).toLowerCase().slice(0, LONGEST_SUBJECT));
  const texts: Unfolded[] = [...headerParts(all)];
  if (junk !== "") {
    const told = textParts(Buffer.from(junk), { steps: [], role: "metadata", record: "text", section: 0 });
    texts.push(...("kind" in told ? [told] : told));
  }
  return { texts, holds: (text) => held.has(text.toLowerCase()) || subjects.some((one) => one.includes(text.toLowerCase())) };
}

const LONGEST_SUBJECT = 4_096;

/** Names and addresses in lists of them: each is looked for once for every recipient, of whom there may be thousands. */
function wordsIn(texts: readonly string[]): Set<string> {
  const words = new Set<string>();
  for (const text of texts) {
    for (const piece of text.split(/[<>,;"\n]/)) words.add(piece.trim());
    for (const piece of text.split(/[\s<>,;"()]/)) words.add(piece);
  }
  return words;
}

/** A value as fields have it: one byte a character, on one line. */
function rawOf(text: string): string {
  return Buffer.from(text.replaceAll(/[\r\n]+/g, " ").trim()).toString("latin1");
}

/** The fields of a header, and its lines that are none. */
function transported(text: string): { readonly fields: readonly Field[]; readonly junk: string } {
  if (text === "") return { fields: [], junk: "" };
  const bytes = Buffer.from(text);
  const block = readHeader(openWindow(heldSource(bytes)), 0, NO_BOUNDARIES, false);
  const loose = block.junk.map(({ start, end }) => bytes.toString("utf8", start, end));
  return { fields: block.fields, junk: [...loose, bytes.toString("utf8", block.next)].join("").trim() };
}
