import { memorySource, readAll } from "../../bytes/memory.ts";
import type { Unfolded } from "../../model/document.ts";
import type { ExtractContext } from "../../model/extractor.ts";
import type { Step } from "../../model/location.ts";
import { decodeText } from "../../text/charset.ts";
import type { CompoundEntry } from "../cfb/compound.ts";
import { gap } from "../gap.ts";
import { printableText } from "../strings.ts";
import { asIterable } from "../tables.ts";
import { textParts } from "../text-parts.ts";

/** How the text of each module begins, compressed: a byte of flags and eight characters as they are. */
const BEGIN = Buffer.from("\0Attribut");
/** Bytes before it: the signature of the container and the head of its first chunk. */
const HEAD_BYTES = 3;
const CHUNK_BYTES = 4_096;
/** Compiled macros and lists of names: what they say stands in the modules too. */
const COMPILED = /^(?:dir|_vba_project|__srp_\w+)$/i;
const MOST_DEPTH = 16;

/** The text of the macros in a storage of an Office document ([MS-OVBA] 2.2), and what is printable in its other streams. */
export function* macros(
  entries: readonly CompoundEntry[],
  steps: readonly Step[],
  context: ExtractContext,
  depth = 0,
): Generator<Unfolded> {
  for (const entry of entries) {
    if (entry.kind === "storage") {
      if (depth < MOST_DEPTH) yield* macros(entry.entries, steps, context, depth + 1);
      else yield gap("depth-limit", "none", "storages of macros inside one another", steps);
      continue;
    }
    if (COMPILED.test(entry.name)) continue;
    const { bytes } = entry.open();
    if (bytes.size > context.budget.maxDocumentBytes) {
      yield gap("size-limit", "none", "a macro is too large to be held", steps);
      continue;
    }
    const stored = Buffer.from(readAll(bytes));
    const begin = stored.indexOf(BEGIN) - HEAD_BYTES;
    if (begin < 0) {
      for (const part of printableText(memorySource(stored), stored.length))
        yield part.kind === "text" ? { ...part, steps } : part;
      continue;
    }
    const text = decompress(stored, begin + 1);
    const limit = context.budget.output(text.length, { produced: text.length, consumed: stored.length });
    if (limit !== undefined) yield gap(limit, "none", "a macro is larger than is read", steps);
    else {
      const shown = Buffer.from(decodeText(text).text);
      yield* asIterable(textParts(shown, { steps, role: "metadata", record: "text", section: 4 }));
    }
  }
}

/** Decompresses the chunks of a container up to the first that is none ([MS-OVBA] 2.4.1.3). */
function decompress(stored: Buffer, from: number): Buffer {
  const chunks: Buffer[] = [];
  for (let at = from; at + 2 <= stored.length;) {
    const head = stored.readUInt16LE(at);
    if ((head & 0x7000) !== 0x3000) break;
    const end = Math.min(stored.length, at + (head & 0x0fff) + 3);
    chunks.push((head & 0x8000) === 0 ? stored.subarray(at + 2, end) : chunk(stored.subarray(at + 2, end)));
    at = end;
  }
  return Buffer.concat(chunks);
}

function chunk(data: Buffer): Buffer {
  const out = Buffer.alloc(CHUNK_BYTES);
  let filled = 0;
  for (let at = 0; at < data.length && filled < CHUNK_BYTES;) {
    const flags = data[at] ?? 0;
    at += 1;
    for (let bit = 0; bit < 8 && at < data.length && filled < CHUNK_BYTES; bit += 1) {
      if ((flags & (1 << bit)) === 0) {
        out[filled] = data[at] ?? 0;
        filled += 1;
        at += 1;
        continue;
      }
      if (at + 2 > data.length) return out.subarray(0, filled);
      // The further the chunk is, the more bits of a token are the distance ([MS-OVBA] 2.4.1.3.19.1).
      const bits = Math.max(4, 32 - Math.clz32(Math.max(0, filled - 1)));
      const token = data.readUInt16LE(at);
      const distance = (token >>> (16 - bits)) + 1;
      const length = (token & (0xffff >>> bits)) + 3;
      at += 2;
      if (distance > filled) return out.subarray(0, filled);
      for (let left = Math.min(length, CHUNK_BYTES - filled); left > 0; left -= 1, filled += 1)
        out[filled] = out[filled - distance] ?? 0;
    }
  }
  return out.subarray(0, filled);
}
