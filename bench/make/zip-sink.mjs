import { Buffer } from "node:buffer";
import { constants, crc32, deflateRawSync } from "node:zlib";
import { createSink } from "./sink.mjs";

const HELD_BYTES = 1024 ** 2;
const DOS_DATE = 0x5c21;
/** Sizes stand behind the data (APPNOTE.TXT section 4.4.4, bit 3), because they are not known before. */
const FLAGS = 0x0808;

/**
 * A zip archive written entry by entry, each piece by piece: an entry need not fit into memory.
 *
 * @param {string} path
 */
export function createZipSink(path) {
  const sink = createSink(path);
  /** @type {Buffer[]} */
  const directory = [];

  /**
   * @param {string} name
   * @param {Iterable<string>} pieces
   */
  function entry(name, pieces) {
    const offset = sink.bytes;
    sink.put(header(0x04034b50, name, [0, 0, 0]));
    const start = sink.bytes;
    let [crc, size] = [0, 0];
    let held = "";
    const flush = () => {
      const bytes = Buffer.from(held);
      crc = crc32(bytes, crc);
      size += bytes.length;
      // A block that ends on a byte and is not the last: what follows goes on with the same stream.
      sink.put(deflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }));
      held = "";
    };
    for (const piece of pieces) {
      held += piece;
      if (held.length >= HELD_BYTES) flush();
    }
    flush();
    sink.put(deflateRawSync(Buffer.alloc(0)));
    const sizes = [crc, sink.bytes - start, size];
    sink.put(numbers(0x08074b50, ...sizes));
    directory.push(header(0x02014b50, name, sizes, offset));
  }

  return {
    entry,
    close() {
      const offset = sink.bytes;
      for (const one of directory) sink.put(one);
      const end = Buffer.alloc(22);
      end.writeUInt32LE(0x06054b50, 0);
      end.writeUInt16LE(directory.length, 8);
      end.writeUInt16LE(directory.length, 10);
      end.writeUInt32LE(sink.bytes - offset, 12);
      end.writeUInt32LE(offset, 16);
      sink.put(end);
      sink.close();
    },
  };
}

/**
 * A local header, or with an offset one of the directory.
 *
 * @param {number} signature
 * @param {string} name ASCII
 * @param {readonly number[]} sizes checksum, packed, unpacked
 * @param {number} [offset]
 */
function header(signature, name, sizes, offset) {
  const fields = Buffer.alloc(26);
  for (const [index, value] of [20, FLAGS, 8, 0, DOS_DATE].entries()) fields.writeUInt16LE(value, index * 2);
  for (const [index, value] of sizes.entries()) fields.writeUInt32LE(value, 10 + index * 4);
  fields.writeUInt16LE(name.length, 22);
  if (offset === undefined) return Buffer.concat([numbers(signature), fields, Buffer.from(name)]);
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(offset, 10);
  return Buffer.concat([numbers(signature), Buffer.from([20, 0]), fields, tail.subarray(0, 14), Buffer.from(name)]);
}

/** @param {...number} values */
function numbers(...values) {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, index * 4);
  return bytes;
}
