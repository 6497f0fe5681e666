import { Buffer } from "node:buffer";
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from "node:fs";
import { dirname } from "node:path";

const BUFFER_BYTES = 2 * 1024 ** 2;

/**
 * A place for messages; `bytes` and `messages` count what went in.
 *
 * @typedef {object} Folder
 * @property {string} path
 * @property {boolean} escape whether lines that begin with `From ` need a mark
 * @property {number} bytes
 * @property {number} messages
 * @property {(envelope: string, pieces: readonly Buffer[], date: Date) => void} add
 * @property {() => void} close
 */

/**
 * A mailbox file, written through one buffer of fixed size.
 *
 * @param {string} root
 * @param {string} path
 * @returns {Folder}
 */
export function mboxFolder(root, path) {
  const handle = openSync(`${root}/${path}`, "w");
  const held = Buffer.allocUnsafe(BUFFER_BYTES);
  let used = 0;
  const flush = () => {
    for (let start = 0; start < used;) start += writeSync(handle, held, start, used - start);
    used = 0;
  };
  /** @param {Buffer} piece */
  const put = (piece) => {
    for (let start = 0; start < piece.length;) {
      if (used === BUFFER_BYTES) flush();
      const copied = piece.copy(held, used, start);
      used += copied;
      start += copied;
    }
    folder.bytes += piece.length;
  };
  /** @type {Folder} */
  const folder = {
    path,
    escape: true,
    bytes: 0,
    messages: 0,
    add(envelope, pieces) {
      put(Buffer.from(`${envelope}\n`));
      for (const piece of pieces) put(piece);
      put(Buffer.from("\n"));
      folder.messages += 1;
    },
    close() {
      flush();
      closeSync(handle);
    },
  };
  return folder;
}

/**
 * A Maildir folder: one file a message.
 *
 * @param {string} root
 * @param {string} path
 * @returns {Folder}
 */
export function maildirFolder(root, path) {
  for (const part of ["cur", "new", "tmp"]) mkdirSync(`${root}/${path}/${part}`, { recursive: true });
  /** @type {Folder} */
  const folder = {
    path,
    escape: false,
    bytes: 0,
    messages: 0,
    add(_envelope, pieces, date) {
      const bytes = Buffer.concat(pieces);
      const unique = `${Math.floor(date.getTime() / 1000)}.M${folder.messages}P4711.mail.example`;
      const place = folder.messages % 10 === 9 ? `new/${unique}` : `cur/${unique}:2,S`;
      writeFileSync(`${root}/${path}/${place}`, bytes);
      folder.bytes += bytes.length;
      folder.messages += 1;
    },
    close: () => undefined,
  };
  return folder;
}

/**
 * @param {string} root
 * @param {readonly { path: string, bytes: Buffer }[]} files
 */
export function writeLoose(root, files) {
  return files.map(({ path, bytes }) => {
    mkdirSync(dirname(`${root}/${path}`), { recursive: true });
    writeFileSync(`${root}/${path}`, bytes);
    return { path, bytes: bytes.length, messages: 0 };
  });
}
