import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import type { ByteSource } from "../model/bytes.ts";
import { errorCode, UnreadableError } from "./errors.ts";
import { openablePath } from "./names.ts";

/** Bytes that are read at once, so that small reads one after the other cost one system call. */
export const READ_AHEAD_BYTES = 256 * 1024;
/** A larger read has a buffer of its own, which is not kept. */
const KEPT_BUFFER_BYTES = 4 * 1024 ** 2;

/** An open file. `size` and `mtimeMs` are those of the opened file itself, whatever its name leads to by now. */
export interface OpenFile {
  readonly source: ByteSource;
  readonly size: number;
  readonly mtimeMs: number;
  /**
   * All bytes, as far as they are there, in memory that nobody writes to again, or in that which
   * `room` gives for a number of bytes. `more` when a byte
   * stands behind `size`: the file has grown, or (on some network and virtual disks) it states too
   * small a size. Throws UnreadableError.
   */
  readonly whole: (room?: (size: number) => Uint8Array) => { readonly bytes: Uint8Array; readonly more: boolean };
  /** As `more` of `whole`, for a file that is not read whole. */
  readonly holdsMore: () => boolean;
  readonly close: () => void;
}

/** An open descriptor of a regular file and its status. */
export interface Opened {
  readonly descriptor: number;
  readonly size: number;
  readonly mtimeMs: number;
}

/** Opens a regular file for reading only, by its lossless path. Throws UnreadableError. */
export function openFile(path: string): OpenFile {
  const { descriptor, size, mtimeMs } = openForReading(path);
  let open = true;
  let window: Uint8Array = new Uint8Array(0);
  let windowStart = 0;
  let windowEnd = 0;
  const source: ByteSource = {
    size,
    read(offset, length) {
      // The system gives the number to the next file that is opened: reading on would show that one.
      if (!open) throw new UnreadableError("EBADF");
      const end = Math.min(size, offset + length);
      if (end <= offset) return window.subarray(0, 0);
      if (offset < windowStart || end > windowEnd) {
        const wanted = Math.max(end - offset, Math.min(READ_AHEAD_BYTES, size - offset));
        if (wanted > KEPT_BUFFER_BYTES) {
          const whole = new Uint8Array(wanted);
          return whole.subarray(0, readFully(descriptor, whole, wanted, offset));
        }
        // Empty until the read has come back: a failed one must not leave a half-filled window.
        windowEnd = windowStart;
        if (window.length < wanted) window = new Uint8Array(Math.max(wanted, READ_AHEAD_BYTES));
        windowEnd = offset + readFully(descriptor, window, wanted, offset);
        windowStart = offset;
      }
      return window.subarray(offset - windowStart, Math.min(end, windowEnd) - windowStart);
    },
  };
  const whole = (room: (size: number) => Uint8Array = roomFor): { bytes: Uint8Array; more: boolean } => {
    if (!open) throw new UnreadableError("EBADF");
    const memory = room(size + 1);
    const length = readFully(descriptor, memory, size + 1, 0, size);
    return { bytes: memory.subarray(0, Math.min(length, size)), more: length > size };
  };
  const holdsMore = (): boolean => open && readFully(descriptor, new Uint8Array(1), 1, size) > 0;
  const close = (): void => {
    if (open) closeSync(descriptor);
    open = false;
  };
  return { source, size, mtimeMs, whole, holdsMore, close };
}

/** Small files are read one behind the other into memory that is asked for at once: asking for each costs more than reading it. */
const SLAB_BYTES = 256 * 1024;
let slab = new Uint8Array(0);
let used = 0;

/** Room for `size` bytes that nobody else is given; not zeros, so only what was read into it may be shown. */
function roomFor(size: number): Uint8Array {
  if (size > SLAB_BYTES / 4) return new Uint8Array(Buffer.allocUnsafeSlow(size).buffer);
  if (used + size > slab.length) {
    slab = new Uint8Array(Buffer.allocUnsafeSlow(SLAB_BYTES).buffer);
    used = 0;
  }
  used += size;
  return slab.subarray(used - size, used);
}

// Systems without these flags (Windows) have no such links, pipes or times either.
const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants>;
const O_NOATIME = (constants as Partial<typeof constants>).O_NOATIME ?? 0;

/**
 * Opens a regular file: never for writing, never through a link that took the file's place, never
 * waiting for the other end of a pipe, and where the system allows it without a new access time.
 */
export function openForReading(path: string): Opened {
  const flags = constants.O_RDONLY | O_NOFOLLOW | O_NONBLOCK;
  const descriptor = openOrUnreadable(path, flags);
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) throw new UnreadableError("NOT_A_FILE");
    return { descriptor, size: stats.size, mtimeMs: stats.mtimeMs };
  } catch (error) {
    closeSync(descriptor);
    throw new UnreadableError(errorCode(error));
  }
}

function openOrUnreadable(path: string, flags: number): number {
  const name = openablePath(path);
  try {
    return openSync(name, flags | O_NOATIME);
  } catch (error) {
    // Only the owner may leave the access time alone; whoever else may read, reads.
    if (errorCode(error) !== "EPERM" || O_NOATIME === 0) throw new UnreadableError(errorCode(error));
  }
  try {
    return openSync(name, flags);
  } catch (error) {
    throw new UnreadableError(errorCode(error));
  }
}

/**
 * Reads until `length` bytes are there or the file ends: the system may give less than was asked.
 * Returns their number. A call that ends at `end`, where the file is said to end, is not repeated.
 */
export function readFully(descriptor: number, buffer: Uint8Array, length: number, offset: number, end = length): number {
  let filled = 0;
  try {
    while (filled < length) {
      const count = readSync(descriptor, buffer, filled, length - filled, offset + filled);
      filled += count;
      if (count === 0 || (filled === end && end > 0)) break;
    }
  } catch (error) {
    throw new UnreadableError(errorCode(error));
  }
  return filled;
}
