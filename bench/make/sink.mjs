import { Buffer } from "node:buffer";
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";

const HELD_BYTES = 1024 ** 2;

/**
 * A file that is written in large pieces, however small the ones put in.
 *
 * @typedef {object} Sink
 * @property {number} bytes written so far
 * @property {(piece: string | Buffer) => void} put strings are ASCII
 * @property {() => void} close
 */

/**
 * @param {string} path its folder is made
 * @returns {Sink}
 */
export function createSink(path) {
  mkdirSync(dirname(path), { recursive: true });
  const handle = openSync(path, "w");
  /** @type {(string | Buffer)[]} */
  let held = [];
  let heldBytes = 0;
  const flush = () => {
    const bytes = Buffer.concat(held.map((piece) => (typeof piece === "string" ? Buffer.from(piece, "latin1") : piece)));
    for (let start = 0; start < bytes.length;) start += writeSync(handle, bytes, start);
    held = [];
    heldBytes = 0;
  };
  /** @type {Sink} */
  const sink = {
    bytes: 0,
    put(piece) {
      held.push(piece);
      heldBytes += piece.length;
      sink.bytes += piece.length;
      if (heldBytes >= HELD_BYTES) flush();
    },
    close() {
      flush();
      closeSync(handle);
    },
  };
  return sink;
}
