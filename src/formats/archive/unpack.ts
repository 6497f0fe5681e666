import { memorySource } from "../../bytes/memory.ts";
import type { ByteSource } from "../../model/bytes.ts";
import type { Budget } from "../../model/extractor.ts";
import { crc32 } from "node:zlib";
import type { Inflated } from "./inflate.ts";

/** What came out of a compressed stream. */
export interface Unpacked {
  readonly bytes: ByteSource;
  /** Absent when the budget ended it before its end. */
  readonly ended?: Inflated;
  readonly limit?: "size-limit" | "ratio-limit";
  /** Lower 32 bits of the CRC of all output. */
  readonly crc: number;
}

/** Recent output that a large stream keeps, so that a reader may step back a little. */
const KEPT_BYTES = 8 * 1024 ** 2;

/** Begins a decompressor anew; `atOnce` allows it to give all its output as one piece. */
export type OpenStream = (atOnce: boolean) => Generator<Uint8Array, Inflated>;

/**
 * Runs a decompressor to its end, counted by the budget. Up to `maxDocumentBytes` of output stay in
 * memory; of more, only the size is kept and the stream is run again as it is read, so that a
 * compressed mailbox of any size is read in flat memory. `consumed` is asked after each piece.
 */
export function unpack(open: OpenStream, budget: Budget, consumed: () => number): Unpacked {
  let held: Uint8Array[] | undefined = [];
  let produced = 0;
  let crc = 0;
  const stream = open(true);
  const bytes = (): ByteSource =>
    held === undefined ? replayed(() => open(false), produced) : memorySource(joined(held, produced));
  for (;;) {
    const step = stream.next();
    if (step.done === true) return { bytes: bytes(), ended: step.value, crc };
    const limit = budget.output(step.value.length, { produced: produced + step.value.length, consumed: consumed() });
    if (limit !== undefined) return { bytes: bytes(), limit, crc };
    crc = crc32(step.value, crc);
    produced += step.value.length;
    if (held !== undefined && produced > budget.maxDocumentBytes) held = undefined;
    held?.push(step.value.slice());
  }
}

/** A stream as random access: forward it flows, backward beyond what is kept it begins again. */
function replayed(open: () => Iterator<Uint8Array, unknown>, size: number): ByteSource {
  let stream = open();
  let kept = new Uint8Array(0);
  let keptFrom = 0;
  return {
    size,
    read(offset, length) {
      if (offset < keptFrom) {
        stream = open();
        kept = new Uint8Array(0);
        keptFrom = 0;
      }
      const end = Math.min(size, offset + length);
      const fresh: Uint8Array[] = [kept];
      let known = keptFrom + kept.length;
      if (known < end) {
        while (known < end) {
          const step = stream.next();
          if (step.done === true) break;
          fresh.push(step.value.slice());
          known += step.value.length;
          // Skipping far ahead must not gather what is skipped.
          while (fresh.length > 1 && keptFrom + (fresh[0]?.length ?? 0) <= Math.min(offset, known - KEPT_BYTES)) {
            keptFrom += fresh.shift()?.length ?? 0;
          }
        }
        kept = joined(fresh, known - keptFrom);
        const surplus = Math.max(0, Math.min(offset, known - KEPT_BYTES) - keptFrom);
        if (surplus > KEPT_BYTES) {
          kept = kept.slice(surplus);
          keptFrom += surplus;
        }
      }
      return kept.subarray(offset - keptFrom, end - keptFrom);
    },
  };
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
