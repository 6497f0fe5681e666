import type { ByteSource } from "../../model/bytes.ts";
import { Broken } from "./broken.ts";
import { byteReader, type ByteReader } from "./byte-reader.ts";
import { frames } from "./frames.ts";
import type { Inflated } from "./inflate.ts";
import { createWindow, PIECE, type Window } from "./window.ts";
import { xxh32, type Hash32 } from "./xxhash.ts";

const MAGIC = 0x184d_2204;
const LEGACY = 0x184c_2102;
const WINDOW = 65_536;
const LEGACY_BLOCK = 8 * 1024 ** 2;

/**
 * Decompresses LZ4 frames (LZ4 frame format 1.6.4), those of the legacy format included, that follow each
 * other. Content checksums are checked; a frame that needs a dictionary ends as `unsupported`.
 */
export function* unlz4(
  source: ByteSource,
  start: number,
  tell: (consumed: number) => void = () => {},
): Generator<Uint8Array, Inflated> {
  const input = byteReader(source, start);
  const open = (magic: number): Generator<Uint8Array, boolean> | undefined =>
    magic === MAGIC ? frame(input, tell) : magic === LEGACY ? legacy(input, source.size, tell) : undefined;
  return yield* frames(input, start, open, tell);
}

/** What the blocks of a frame share. */
interface Run {
  readonly input: ByteReader;
  readonly window: Window;
  readonly hash: Hash32 | undefined;
  readonly tell: (consumed: number) => void;
}

/** One frame after its magic number; says whether its checksum holds. */
function* frame(input: ByteReader, tell: (consumed: number) => void): Generator<Uint8Array, boolean> {
  const flags = input.byte();
  const most = 2 ** (8 + 2 * ((input.byte() >> 4) & 7));
  if (flags >> 6 !== 1 || (flags & 1) !== 0) throw new Broken("unsupported");
  if ((flags & 8) !== 0) input.skip(8);
  input.skip(1);
  const run: Run = { input, window: createWindow(WINDOW, WINDOW), hash: (flags & 4) === 0 ? undefined : xxh32(), tell };
  yield* finished(run, blocks(run, most, (flags & 0x10) !== 0));
  return run.hash === undefined || input.number(4) === run.hash.value();
}

function* blocks(run: Run, most: number, checked: boolean): Generator<Uint8Array> {
  for (;;) {
    const header = run.input.number(4);
    if (header === 0) return;
    const size = header % 2 ** 31;
    if (size > most) throw new Broken("corrupt");
    if (header >= 2 ** 31) yield* stored(run, size);
    else yield* block(run, size);
    if (checked) run.input.skip(4);
  }
}

/** Blocks of 8 MB up to the end of the file, or the magic number of another frame. */
function* legacy(input: ByteReader, sourceSize: number, tell: (consumed: number) => void): Generator<Uint8Array, boolean> {
  const run: Run = { input, window: createWindow(WINDOW, WINDOW), hash: undefined, tell };
  const all = function* (): Generator<Uint8Array> {
    while (!input.atEnd()) {
      const size = input.number(4);
      if (size > LEGACY_BLOCK * 2 || size > sourceSize) throw new Broken("corrupt");
      yield* block(run, size);
    }
  };
  yield* finished(run, all());
  return true;
}

/** Gives out what is left in the window, also before damage is told. */
function* finished({ window, hash }: Run, content: Generator<Uint8Array>): Generator<Uint8Array> {
  let broken: unknown;
  try {
    yield* content;
  } catch (error) {
    // Thrown again below: first comes what was read before.
    broken = error;
  }
  const last = window.give();
  hash?.add(last);
  if (last.length > 0) yield last;
  if (broken !== undefined) throw broken;
}

function* full({ input, window, hash, tell }: Run): Generator<Uint8Array> {
  if (!window.due()) return;
  tell(input.position());
  const bytes = window.give();
  hash?.add(bytes);
  yield bytes;
  window.slide();
}

function* stored(run: Run, size: number): Generator<Uint8Array> {
  const piece = new Uint8Array(Math.min(size, PIECE));
  for (let left = size; left > 0;) {
    yield* full(run);
    const count = run.input.copy(piece, 0, Math.min(left, PIECE));
    run.window.add(piece.subarray(0, count));
    left -= count;
  }
}

/** One block (LZ4 block format): literals, then a match, until its bytes are used up. */
function* block(run: Run, size: number): Generator<Uint8Array> {
  const { input, window } = run;
  const end = input.position() + size;
  while (input.position() < end) {
    if (window.due()) yield* full(run);
    const token = input.byte();
    const literals = token >> 4 === 15 ? 15 + more(input) : token >> 4;
    if (literals > end - input.position()) throw new Broken("corrupt");
    if (literals > 32) yield* stored(run, literals);
    else for (let left = literals; left > 0; left -= 1) window.put(input.byte());
    if (input.position() >= end) break;
    const distance = input.number(2);
    let length = 4 + ((token & 15) === 15 ? 15 + more(input) : token & 15);
    while (length > 0) {
      const count = Math.min(length, PIECE);
      window.copy(distance, count);
      length -= count;
      if (window.due()) yield* full(run);
    }
  }
  if (input.position() !== end) throw new Broken("corrupt");
}

function more(input: ByteReader): number {
  let sum = 0;
  for (;;) {
    const byte = input.byte();
    sum += byte;
    if (byte < 255) return sum;
  }
}
