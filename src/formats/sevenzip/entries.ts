import type { ByteSource } from "../../model/bytes.ts";
import type { Unfolded } from "../../model/document.ts";
import type { ExtractContext } from "../../model/extractor.ts";
import type { Step } from "../../model/location.ts";
import { gap } from "../gap.ts";
import { contentOf } from "./content.ts";
import { openBlock, type Block } from "./block.ts";
import type { Archive } from "./header.ts";
import { obstacleOf } from "./decode.ts";

/** What has become of the archive so far. */
interface Totals {
  /** Files that were given out. */
  read: number;
  produced: number;
}

/**
 * The files of an archive in the order of its list. Their contents follow each other in folders, which are decoded once,
 * forward. The same order of work makes memory flat: one folder is open at a time.
 */
export function* entries(
  source: ByteSource,
  { streams, files }: Archive,
  context: ExtractContext,
): Generator<Unfolded, { read: number }> {
  const { budget } = context;
  const totals: Totals = { read: 0, produced: 0 };
  const blocks = blocksOf(source, streams, context);
  let block = blocks.next().value;
  for (let index = 0; index < files.count; index += 1) {
    const limit = budget.entry();
    if (limit !== undefined) {
      yield gap(limit, "partly", "the archive has more entries than are opened");
      return totals;
    }
    const kind = files.kind(index);
    if (kind === "folder" || kind === "empty" || kind === "anti") continue;
    while (block !== undefined && block.next >= block.folder.files.sizes.length) block = blocks.next().value;
    const name = files.name(index) || `entry ${index + 1}`;
    const steps: readonly Step[] = [{ kind: "entry", name }];
    if (block === undefined) {
      yield gap("malformed", "none", "the archive lists this entry and has no content for it", steps);
      continue;
    }
    const place = placeOf(block);
    if (kind === "link") {
      yield gap("not-followed", "none", "a link inside the archive was not followed", steps);
      continue;
    }
    const obstacle = obstacleOf(block.folder);
    if (obstacle !== undefined) {
      const detail =
        obstacle.reason === "encrypted"
          ? "the archive entry needs a password"
          : `the archive entry is compressed with ${obstacle.method}`;
      yield gap(obstacle.reason, "none", detail, steps);
      continue;
    }
    if (place.size === 0) continue;
    const content = contentOf(block, place, budget);
    if (content.bytes.size > 0) {
      totals.read += 1;
      yield { kind: "document", steps, name, declaredType: "", bytes: content.bytes };
    }
    const problem = content.close();
    const got = content.bytes.size;
    totals.produced += got;
    if (problem !== undefined) yield gap(problem[0], got > 0 ? "partly" : "none", problem[1], steps);
    // Each folder may have a modest ratio, and all of them together none.
    const whole = budget.output(0, { produced: totals.produced, consumed: source.size });
    if (whole === undefined) continue;
    yield gap(whole, "partly", "the archive was not read to its end");
    return totals;
  }
  return totals;
}

/** Where the next file of a block lies in its content. */
function placeOf(block: Block): { start: number; size: number; crc: number | undefined } {
  const { sizes, crcs } = block.folder.files;
  const size = sizes[block.next] ?? 0;
  const place = { start: block.start, size, crc: crcs[block.next] };
  block.start += size;
  block.next += 1;
  return place;
}

function* blocksOf(source: ByteSource, streams: Archive["streams"], { budget }: ExtractContext): Generator<Block, undefined> {
  let first = 0;
  for (const folder of streams.folders) {
    yield openBlock(source, folder, streams.packed.slice(first, first + folder.packed), budget);
    first += folder.packed;
  }
  return undefined;
}
