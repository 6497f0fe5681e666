import { closeSync, openSync, readSync } from "node:fs";
import { Buffer } from "node:buffer";
import { StringDecoder } from "node:string_decoder";

const READ_BYTES = 1024 ** 2;

/**
 * The lines of a text file of any size, without line ends.
 *
 * @param {string} path
 * @returns {Generator<string>}
 */
export function* readLines(path) {
  const handle = openSync(path, "r");
  const decoder = new StringDecoder("utf8");
  const bytes = Buffer.alloc(READ_BYTES);
  let rest = "";
  try {
    for (let read = readSync(handle, bytes); read > 0; read = readSync(handle, bytes)) {
      const lines = (rest + decoder.write(bytes.subarray(0, read))).split("\n");
      rest = lines.pop() ?? "";
      yield* lines;
    }
  } finally {
    closeSync(handle);
  }
  if (rest !== "") yield rest;
}
