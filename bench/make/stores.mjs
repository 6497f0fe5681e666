import { Buffer } from "node:buffer";
import { fileAttachment, mailItem } from "../../fixtures/make/outlook-items.mjs";
import { writePst } from "../../fixtures/make/pst.mjs";
import { escapeHtml } from "../../fixtures/make/tables.mjs";
import { sentences } from "./prose.mjs";
import { createValues } from "./values.mjs";

/** @typedef {import("../../fixtures/make/random.mjs").Random} Random */
/** @typedef {import("./truth.mjs").Truth} Truth */

/** Mean bytes of a message with its attachments. */
const MESSAGE_BYTES = 75_000;
const POOL_BYTES = 2_000_000;
const FOLDERS = ["Inbox", "Sent Items", "Complaints", "Archive"];

/**
 * A store of Unicode with plain and HTML messages, a quarter of which carry a text file or a list.
 *
 * @param {string} folder
 * @param {number} bytes about how many
 * @param {Random} random
 * @param {Truth} truth
 */
export function makeStore(folder, bytes, random, truth) {
  const count = Math.ceil(bytes / MESSAGE_BYTES);
  return write(`${folder}/store.pst`, count, [], random, truth);
}

/**
 * A store that ends past `end`, with nothing in most of it: what lies far behind must be found all the same.
 *
 * @param {string} folder
 * @param {number} end bytes
 * @param {Random} random
 * @param {Truth} truth
 */
export function makeSparseStore(folder, end, random, truth) {
  const skips = [];
  skips[40] = end / 2;
  skips[120] = end;
  return write(`${folder}/sparse.pst`, 200, skips, random, truth);
}

/**
 * @param {string} path
 * @param {number} count
 * @param {number[]} skips
 * @param {Random} random
 * @param {Truth} truth
 */
function write(path, count, skips, random, truth) {
  const make = createMessages(random, truth);
  const each = Math.ceil(count / FOLDERS.length);
  const folders = FOLDERS.map((name, index) => ({
    name,
    containerClass: "IPF.Note",
    items: make(Math.max(0, Math.min(each, count - index * each))),
  }));
  const { messages } = writePst(path, { name: "Bench", folders }, { crypt: "permute", skips });
  return { name: "messages", count: messages };
}

/**
 * @param {Random} random
 * @param {Truth} truth
 */
function createMessages(random, truth) {
  const values = createValues(random, truth);
  const paragraphs = Array.from({ length: 300 }, () => sentences(random, 4));
  const pool = Buffer.from(
    Array.from({ length: POOL_BYTES / 100 }, () => `${sentences(random, 1).slice(0, 98)}\n`)
      .join("")
      .slice(0, POOL_BYTES),
  );
  let made = 0;
  return function* (/** @type {number} */ count) {
    for (let index = 0; index < count; index += 1) {
      made += 1;
      const text = Array.from({ length: random.int(2, 12) }, () => random.pick(paragraphs));
      if (random.chance(0.2)) text.push(`NRIC: ${values.nric()}, mobile: ${values.phone()}`);
      const body = text.join("\n\n");
      yield mailItem({
        from: { name: "Ann Tan", email: `ann${made % 97}@example.com` },
        to: [{ name: "Service Desk", email: "service@harbourlight.example" }],
        subject: `Enquiry ${made}`,
        date: new Date(Date.UTC(2026, 0, 5) + made * 60_000),
        id: `${made}@mail.example`,
        text: body,
        ...(random.chance(0.4)
          ? { html: Buffer.from(`<html><body><p>${escapeHtml(body).replaceAll("\n\n", "</p>\n<p>")}</p></body></html>`) }
          : {}),
        attachments: random.chance(0.25) ? [attachment()] : [],
      });
    }
  };

  function attachment() {
    if (random.chance(0.3)) {
      const rows = Array.from({ length: 20 }, () => `HL-${random.digits(6)},${values.nric()}\n`);
      return fileAttachment("list.csv", Buffer.from(`Reference,NRIC\n${rows.join("")}`), "text/csv");
    }
    const start = random.int(0, POOL_BYTES / 4);
    return fileAttachment("notes.txt", pool.subarray(start, start + random.int(100_000, 700_000)), "text/plain");
  }
}
