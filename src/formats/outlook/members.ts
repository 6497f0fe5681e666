import type { ByteSource } from "../../model/bytes.ts";
import { SET } from "./ids.ts";
import type { PropertyBag } from "./item.ts";

/** Members of a distribution list ([MS-OXOCNTC] 2.2.2.2.1): entries of the address book, and what they say of themselves. */
const MEMBERS = new Set<string | number | undefined>([0x8054, 0x8055]);
/** MUIDOOP ([MS-OXCDATA] 2.2.5.1): an entry that is told whole. */
const ONE_OFF = Buffer.from("812b1fa4bea310199d6e00dd010f5402", "hex");
const MAX_ENTRY_BYTES = 65_536;

/** `Name <address>` of each member of a distribution list that is told in the list itself. */
export function* membersOf({ properties }: PropertyBag): Generator<string> {
  const seen = new Set<string>();
  for (const { name, value } of properties) {
    if (value.kind !== "binaries" || name?.set !== SET.address || !MEMBERS.has(name.name)) continue;
    for (const one of value.values) {
      const text = oneOff(one);
      if (text === undefined || seen.has(text)) continue;
      seen.add(text);
      yield text;
    }
  }
}

function oneOff(source: ByteSource): string | undefined {
  if (source.size > MAX_ENTRY_BYTES) return undefined;
  const bytes = Buffer.from(source.read(0, source.size));
  const at = bytes.indexOf(ONE_OFF);
  if (at < 0 || at + 20 > bytes.length) return undefined;
  const wide = (bytes.readUInt16LE(at + 18) & 0x8000) !== 0;
  const text = wide ? bytes.toString("utf16le", at + 20) : bytes.toString("latin1", at + 20);
  const [display = "", , address = ""] = text.split("\0", 3);
  return display === "" && address === "" ? undefined : display === address ? address : `${display} <${address}>`;
}
