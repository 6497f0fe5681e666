import { inflateSync } from "node:zlib";
import type { ByteSource } from "../../model/bytes.ts";
import { checksum } from "./checksum.ts";
import { decode, type Crypt } from "./crypt.ts";
import type { Damage } from "./damage.ts";
import type { BlockEntry } from "./entries.ts";
import type { Layout } from "./layout.ts";
import { blockKey, idAt, isInternal, roundUp, viewOf } from "./numbers.ts";
import { openRecent } from "./recent.ts";

/** The blocks of a file by their BIDs. */
export interface Blocks {
  readonly layout: Layout;
  /** Bytes of a block's data; undefined when no tree and no trailer knows it. */
  size(bid: number): number | undefined;
  /** The decoded data of a block, to be kept by anybody and written to by nobody; undefined when it is not there. */
  read(bid: number): Uint8Array | undefined;
  readonly damage: Damage;
  /** Begins a new item: forgets the damage of the last one, and lets this one look up so many blocks. */
  begin(): void;
  /** Whether the item has looked up more blocks than one may; no more are given to it. */
  readonly exhausted: () => boolean;
  /** Bytes that were read so far, those that were read again counted again, and what was charged. */
  readonly spent: () => number;
  /** Counts work besides reading. */
  charge(bytes: number): void;
}

/** Blocks that one item may look up, those of an attachment each time it is read: hostile ones can state endless lists of few blocks. */
const ITEM_BLOCKS = 8_000_000;

/** What it costs to find a block that is kept, in bytes that could be read meanwhile. */
const LOOKUP_BYTES = 256;

/** Decoded blocks that are kept. */
const KEPT_BYTES = 8 * 1024 ** 2;

/** Blocks of a source. `locate` gives where one may lie, the likeliest first. */
export function openBlocks(
  source: ByteSource,
  layout: Layout,
  crypt: Crypt,
  locate: (key: number) => readonly BlockEntry[],
  damage: Damage,
): Blocks {
  const kept = openRecent<Fetched>(KEPT_BYTES);
  let spent = 0;
  let lookups = 0;

  const fetched = (bid: number, entry: BlockEntry): Fetched | undefined => {
    const whole = roundUp(entry.stored + layout.blockTrailerBytes, layout.blockAlign);
    if (entry.stored === 0 || entry.stored > layout.maxBlockData || entry.offset <= 0) return undefined;
    const read = source.read(entry.offset, whole);
    spent += whole;
    if (read.length < entry.stored) return undefined;
    const data = read.subarray(0, entry.stored);
    const trailer = read.length < whole ? undefined : viewOf(read.subarray(whole - layout.blockTrailerBytes));
    const named = trailer !== undefined && blockKey(idAt(trailer, layout.blockBidAt, layout.idBytes)) === entry.key;
    const sound = named && checksum(data) === trailer.getUint32(layout.blockCrcAt, true);
    const bytes = decode(data, isInternal(bid) ? "none" : crypt, bid);
    return { bytes: entry.size > entry.stored ? inflated(bytes, data, entry.size) : bytes, sound };
  };

  return {
    layout,
    damage,
    spent: () => spent,
    charge(bytes) {
      spent += bytes;
    },
    begin() {
      damage.missing.clear();
      damage.wrong.clear();
      lookups = 0;
    },
    exhausted: () => lookups > ITEM_BLOCKS,
    size(bid) {
      lookups += 1;
      return lookups > ITEM_BLOCKS ? undefined : locate(blockKey(bid))[0]?.size;
    },
    read(bid) {
      lookups += 1;
      if (lookups > ITEM_BLOCKS) return undefined;
      const key = blockKey(bid);
      const known = kept.get(key);
      if (known !== undefined) {
        spent += LOOKUP_BYTES;
        if (!known.sound) damage.wrong.add(key);
        return known.bytes;
      }
      let best: Fetched | undefined;
      for (const entry of locate(key)) {
        const found = fetched(bid, entry);
        if (found === undefined || (best !== undefined && !found.sound)) continue;
        best = found;
        if (found.sound) break;
      }
      if (best === undefined) {
        damage.missing.add(key);
        return undefined;
      }
      if (!best.sound) damage.wrong.add(key);
      kept.set(key, best, best.bytes.length);
      return best.bytes;
    },
  };
}

interface Fetched {
  readonly bytes: Uint8Array;
  /** Whether its trailer says that these are the bytes of this block. */
  readonly sound: boolean;
}

/** A compressed block; what was stored when it is none, or damaged. Compression comes before the encoding. */
function inflated(decoded: Uint8Array, stored: Uint8Array, size: number): Uint8Array {
  for (const one of [decoded, stored]) {
    if (one[0] !== 0x78) continue;
    try {
      const out = inflateSync(one, { maxOutputLength: Math.max(size, 65_536) });
      return new Uint8Array(out.buffer, out.byteOffset, out.length);
    } catch {
      // Damage: the checksum says so as well, and the bytes as they stand are told to be damaged.
    }
  }
  return decoded.slice();
}
