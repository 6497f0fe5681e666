import { pieces } from "../../bytes/memory.ts";
import type { PropertyName } from "../outlook/item.ts";
import { bytesOf, findProperty, openProperties, type PropertyContext } from "./property-context.ts";
import type { Store } from "./store.ts";
import { viewOf } from "./numbers.ts";

const NAME_MAP = 0x61;
const PS_MAPI = "00020328-0000-0000-c000-000000000046";
const PS_PUBLIC_STRINGS = "00020329-0000-0000-c000-000000000046";

/** Longest stream of the map that is read: there are 32767 ids at most. */
const MAX_STREAM = 16 * 1024 ** 2;
const MAX_NAME_BYTES = 1_024;

/** What the property ids from 0x8000 on mean in this file ([MS-PST] 2.4.7); undefined when the map cannot be read. */
export function readNames(store: Store): ((id: number) => PropertyName | undefined) | undefined {
  const node = store.node(NAME_MAP);
  // Some programs write none; one that is lost with its page is told with that.
  if (node === undefined) return () => undefined;
  const context = openProperties(store.blocks, node);
  if (context === undefined) return undefined;
  const sets = streamOf(context, 2);
  const entries = streamOf(context, 3);
  const strings = streamOf(context, 4);
  const names = new Map<number, PropertyName>();
  const view = viewOf(entries);
  for (let at = 0; at + 8 <= entries.length; at += 8) {
    const value = view.getUint32(at, true);
    const kind = view.getUint16(at + 4, true);
    const set = setOf(sets, kind >> 1);
    const name = (kind & 1) === 0 ? value : stringAt(strings, value);
    if (set !== undefined && name !== undefined) names.set(0x8000 + view.getUint16(at + 6, true), { set, name });
  }
  return (id) => names.get(id);
}

function streamOf(context: PropertyContext, id: number): Uint8Array {
  const property = findProperty(context, id);
  const source = property === undefined ? undefined : bytesOf(context, property);
  const held: Uint8Array[] = [];
  if (source !== undefined && source.size <= MAX_STREAM) for (const piece of pieces(source)) held.push(new Uint8Array(piece));
  return new Uint8Array(Buffer.concat(held));
}

function setOf(sets: Uint8Array, index: number): string | undefined {
  if (index === 0) return "";
  if (index === 1) return PS_MAPI;
  if (index === 2) return PS_PUBLIC_STRINGS;
  const at = (index - 3) * 16;
  return at + 16 <= sets.length ? guidAt(viewOf(sets), at) : undefined;
}

/** A GUID in its usual spelling: its first three fields are numbers. */
function guidAt(view: DataView, at: number): string {
  const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, "0");
  let tail = "";
  for (let index = 8; index < 16; index += 1) tail += hex(view.getUint8(at + index), 2);
  const head = `${hex(view.getUint32(at, true), 8)}-${hex(view.getUint16(at + 4, true), 4)}-${hex(view.getUint16(at + 6, true), 4)}`;
  return `${head}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}

function stringAt(strings: Uint8Array, at: number): string | undefined {
  if (at + 4 > strings.length) return undefined;
  const length = viewOf(strings).getUint32(at, true);
  if (length > MAX_NAME_BYTES || at + 4 + length > strings.length) return undefined;
  const bytes = Buffer.from(strings.buffer, strings.byteOffset + at + 4, length);
  // Some servers store their names as ASCII.
  const ascii = length > 1 && bytes[0] !== 0 && bytes[1] !== 0 && bytes.every((byte) => byte < 0x80);
  return ascii ? bytes.toString("latin1").replace(/\0$/, "") : bytes.subarray(0, length & ~1).toString("utf16le");
}
