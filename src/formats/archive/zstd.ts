import type { ByteSource } from "../../model/bytes.ts";
import { Broken } from "./broken.ts";
import { byteReader, type ByteReader } from "./byte-reader.ts";
import { frames } from "./frames.ts";
import type { Inflated } from "./inflate.ts";
import { createWindow, type Window } from "./window.ts";
import { xxh64Low, type Hash32 } from "./xxhash.ts";
import { BLOCK_BYTES, decodeBlock, MARGIN, type FrameState } from "./zstd-block.ts";

const MAGIC = 0xfd2f_b528;

/**
 * Decompresses Zstandard frames (RFC 8878) that follow each other, block by block; content checksums are
 * checked. A window above `most` bytes ends as `window`, a frame that needs a dictionary as `unsupported`.
 */
export function* unzstd(
  source: ByteSource,
  start: number,
  most: number,
  tell: (consumed: number) => void = () => {},
): Generator<Uint8Array, Inflated> {
  const input = byteReader(source, start);
  return yield* frames(input, start, (magic) => (magic === MAGIC ? frame(input, most, tell) : undefined), tell);
}

/** One frame after its magic number; says whether its checksum holds. */
function* frame(input: ByteReader, most: number, tell: (consumed: number) => void): Generator<Uint8Array, boolean> {
  const flags = input.byte();
  if ((flags & 8) !== 0) throw new Broken("unsupported");
  const single = (flags & 0x20) !== 0;
  let size = 0;
  if (!single) {
    const descriptor = input.byte();
    const base = 2 ** (10 + (descriptor >> 3));
    size = base + (base / 8) * (descriptor & 7);
  }
  if (input.number([0, 1, 2, 4][flags & 3] as number) !== 0) throw new Broken("unsupported");
  const wide = [single ? 1 : 0, 2, 4, 8][flags >> 6] as number;
  const content = (wide === 8 ? input.number(4) + input.number(4) * 2 ** 32 : input.number(wide)) + (wide === 2 ? 256 : 0);
  if (single) size = content;
  else if (wide > 0) size = Math.min(size, content);
  const window = createWindow(size, most);
  const hash = (flags & 4) === 0 ? undefined : xxh64Low();
  let broken: unknown;
  try {
    yield* blocks(input, window, hash, tell);
  } catch (error) {
    // Thrown again below: first comes what was read before.
    broken = error;
  }
  const last = window.give();
  hash?.add(last);
  if (last.length > 0) yield last;
  if (broken !== undefined) throw broken;
  return hash === undefined || input.number(4) === hash.value();
}

function* blocks(
  input: ByteReader,
  window: Window,
  hash: Hash32 | undefined,
  tell: (consumed: number) => void,
): Generator<Uint8Array> {
  const state: FrameState = { huffman: undefined, tables: [undefined, undefined, undefined], recent: [1, 4, 8] };
  const data = new Uint8Array(MARGIN + BLOCK_BYTES + MARGIN);
  for (;;) {
    if (window.due()) {
      tell(input.position());
      const bytes = window.give();
      hash?.add(bytes);
      yield bytes;
      window.slide();
    }
    const header = input.number(3);
    const type = (header >> 1) & 3;
    const size = header >> 3;
    if (type === 3 || size > BLOCK_BYTES) throw new Broken("corrupt");
    const held = type === 1 ? 1 : size;
    for (let at = 0; at < held;) at += input.copy(data, MARGIN + at, held - at);
    if (type === 0) window.add(data.subarray(MARGIN, MARGIN + size));
    else if (type === 1) window.add(data.fill(data[MARGIN] as number, MARGIN, MARGIN + size).subarray(MARGIN, MARGIN + size));
    else if (size === 0) throw new Broken("corrupt");
    else decodeBlock(data, MARGIN + size, state, window);
    if ((header & 1) === 1) return;
  }
}
