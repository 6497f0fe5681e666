import { slice } from "../../bytes/slice.ts";
import type { ByteSource } from "../../model/bytes.ts";
import type { Budget } from "../../model/extractor.ts";
import { createFlow, type Flow } from "../archive/flow.ts";
import { flowSource } from "../archive/flow-source.ts";
import type { Inflated } from "../archive/inflate.ts";
import type { Folder } from "./folder.ts";
import { AES, decoded, missingMethod } from "./methods.ts";
import type { Packed } from "./streams.ts";

/** How far a decompressor may look back in what feeds it: it reads in pieces of 64 KiB. */
const KEPT_BETWEEN = 262_144;
/** The largest window that is held, in bytes: 7-Zip's best settings use 256 MiB. It grows with what comes out. */
export const MOST_WINDOW = 512 * 1024 ** 2;

/** Why nothing of a folder can be read. */
export type Obstacle = { readonly reason: "encrypted" } | { readonly reason: "unsupported"; readonly method: string };

export function obstacleOf(folder: Folder): Obstacle | undefined {
  if (folder.coders.some(({ method }) => method === AES)) return { reason: "encrypted" };
  for (const coder of folder.coders) {
    const method = missingMethod(coder);
    if (method !== undefined) return { reason: "unsupported", method };
  }
  return undefined;
}

/** The content of a folder without an obstacle, counted by the budget; `packed` are its packed streams. */
export function flowOf(source: ByteSource, folder: Folder, packed: readonly Packed[], budget: Budget): Flow {
  const meters: (() => number)[] = [];

  const open = (index: number): Generator<Uint8Array, Inflated> => {
    const coder = folder.coders[index];
    if (coder === undefined) return nothing();
    const inputs = coder.inputs.map((from) => {
      if ("coder" in from) {
        const inner = createFlow(
          () => open(from.coder),
          // What lies between is not counted twice, but a bomb may hide there.
          (_bytes, produced) => budget.output(0, { produced, consumed: consumed() }),
        );
        return flowSource(inner, 0, folder.sizes[from.coder] ?? 0, KEPT_BETWEEN);
      }
      const { offset, size } = packed[from.packed] ?? { offset: 0, size: 0 };
      const metered = meter(slice(source, offset, offset + size));
      meters[from.packed] = metered.furthest;
      return metered.bytes;
    });
    return decoded(coder, { inputs, properties: coder.properties, size: folder.sizes[index] ?? 0, most: MOST_WINDOW });
  };
  const consumed = (): number => meters.reduce((sum, furthest) => sum + furthest(), 0);
  return createFlow(
    () => open(folder.main),
    (bytes, produced) => budget.output(bytes, { produced, consumed: consumed() }),
  );
}

/** A source that knows how far it was read. */
function meter(source: ByteSource): { bytes: ByteSource; furthest: () => number } {
  let furthest = 0;
  return {
    bytes: {
      size: source.size,
      read(offset, length) {
        const bytes = source.read(offset, length);
        furthest = Math.max(furthest, offset + bytes.length);
        return bytes;
      },
    },
    furthest: () => furthest,
  };
}

// oxlint-disable-next-line require-yield -- a decompressor that has no coder gives nothing
function* nothing(): Generator<Uint8Array, Inflated> {
  return { end: "corrupt", consumed: 0 };
}
