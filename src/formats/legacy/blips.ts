import { slice } from "../../bytes/slice.ts";
import type { ByteSource } from "../../model/bytes.ts";
import type { Document } from "../../model/document.ts";
import type { Step } from "../../model/location.ts";

/** How pictures begin that lie in a stream as they are: JPEG and PNG. */
const STARTS = [Buffer.from([0xff, 0xd8, 0xff]), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])];
/** Records of pictures ([MS-ODRAW] 2.2.23): a header of 8 bytes, one or two digests of 16 and a mark. */
const BLIP_TYPES = new Set([0xf01d, 0xf01e, 0xf02a]);
const BEFORE = [8 + 16 + 1, 8 + 32 + 1];
const PIECE = 262_144;
const MOST = 10_000;

/**
 * The JPEG and PNG pictures in a stream of drawings ([MS-ODRAW] 2.2.27, 2.2.28), as documents; `steps` tells where. Found by their
 * own beginnings behind the header of a record, so that drawings of every program are read alike.
 */
export function* picturesIn(source: ByteSource, steps: readonly Step[]): Generator<Document> {
  let count = 0;
  for (let at = 0; at < source.size && count < MOST; at += PIECE) {
    const piece = Buffer.from(source.read(at, Math.min(PIECE + 8, source.size - at)));
    for (const start of STARTS) {
      for (
        let found = piece.indexOf(start);
        found >= 0 && found < PIECE && count < MOST;
        found = piece.indexOf(start, found + 1)
      ) {
        const end = endOf(source, at + found);
        if (end === undefined) continue;
        count += 1;
        yield { kind: "document", steps, name: "", declaredType: "", bytes: slice(source, at + found, end) };
      }
    }
  }
}

/** The end of the record that holds a picture at `at`; `undefined` when none does. */
function endOf(source: ByteSource, at: number): number | undefined {
  for (const before of BEFORE) {
    if (at < before) continue;
    const head = Buffer.from(source.read(at - before, 8));
    if (BLIP_TYPES.has(head.readUInt16LE(2))) return Math.min(source.size, at - before + 8 + head.readUInt32LE(4));
  }
  return undefined;
}
