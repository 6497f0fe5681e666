import { guidAt } from "../cfb/directory.ts";
import { storageIn, streamIn, type CompoundStorage } from "../cfb/compound.ts";
import type { PropertyName } from "../outlook/item.ts";

const FIRST_NAMED = 0x8000;
const MAX_STREAM = 16 * 1024 ** 2;
const MAPI = "00020328-0000-0000-c000-000000000046";
const PUBLIC_STRINGS = "00020329-0000-0000-c000-000000000046";

/** What ids of 0x8000 and above mean in a message file. */
export type Names = ReadonlyMap<number, PropertyName>;

/** Reads the named property mapping ([MS-OXMSG] 2.2.3); `undefined` when the storage has none. */
export function readNames(root: CompoundStorage): Names | undefined {
  const storage = storageIn(root, "__nameid_version1.0");
  if (storage === undefined) return undefined;
  const stream = (name: string): Buffer => {
    const bytes = streamIn(storage, name)?.open().bytes;
    return bytes === undefined ? Buffer.alloc(0) : Buffer.from(new Uint8Array(bytes.read(0, Math.min(MAX_STREAM, bytes.size))));
  };
  const guids = stream("__substg1.0_00020102");
  const entries = stream("__substg1.0_00030102");
  const strings = stream("__substg1.0_00040102");
  const names = new Map<number, PropertyName>();
  for (let at = 0; at + 8 <= entries.length; at += 8) {
    const identifier = entries.readUInt32LE(at);
    const kind = entries.readUInt16LE(at + 4);
    const set = setOf(kind >> 1, guids);
    const name = (kind & 1) === 0 ? identifier : stringAt(strings, identifier);
    if (set !== undefined && name !== undefined) names.set(FIRST_NAMED + entries.readUInt16LE(at + 6), { set, name });
  }
  return names;
}

function setOf(index: number, guids: Buffer): string | undefined {
  if (index === 1) return MAPI;
  if (index === 2) return PUBLIC_STRINGS;
  const at = (index - 3) * 16;
  return at >= 0 && at + 16 <= guids.length ? guidAt(guids, at) : undefined;
}

function stringAt(strings: Buffer, at: number): string | undefined {
  if (at + 4 > strings.length) return undefined;
  const length = strings.readUInt32LE(at);
  return at + 4 + length > strings.length ? undefined : strings.toString("utf16le", at + 4, at + 4 + length);
}
