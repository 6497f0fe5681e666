import { Buffer } from "node:buffer";
import { zip } from "../../fixtures/make/archives.mjs";
import { csv, json } from "../../fixtures/make/tables.mjs";
import { base64Lines, LINE, LINE_DECODED } from "./pools.mjs";

/** @typedef {import("../../fixtures/make/random.mjs").Random} Random */
/** @typedef {import("../../fixtures/make/people.mjs").Person} Person */

/** @typedef {{ name: string, type: string, body: readonly Buffer[], personal: boolean }} Attached base64 lines, LF */

/** Beginnings of files whose rest is noise, padded to one line of base64. */
const KINDS = [
  { extension: "pdf", type: "application/pdf", head: Buffer.from("%PDF-1.6\n%\xe2\xe3\xcf\xd3\n", "latin1") },
  { extension: "jpg", type: "image/jpeg", head: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1]) },
  {
    extension: "png",
    type: "image/png",
    head: Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]),
  },
].map((kind) => ({
  ...kind,
  first: base64Lines(Buffer.concat([kind.head, Buffer.alloc(LINE_DECODED - kind.head.length, 0x20)])),
}));

/**
 * @param {Random} random
 * @param {ReturnType<typeof import("../../fixtures/make/letters.mjs").createLetters>} letters
 * @param {() => Person} nextPerson
 * @param {{ junk: Buffer, reports: readonly { name: string, type: string, body: Buffer }[] }} pools
 */
export function createAttachments(random, letters, nextPerson, pools) {
  const lines = pools.junk.length / LINE;
  let lists = 0;

  /** @param {number} bytes @returns {Attached} */
  const picture = (bytes) => {
    const kind = random.pick(KINDS);
    /** @type {Buffer[]} */
    const body = [kind.first];
    for (let left = Math.ceil(bytes / LINE); left > 0;) {
      const start = random.int(0, lines - 1);
      const taken = Math.min(left, lines - start);
      body.push(pools.junk.subarray(start * LINE, (start + taken) * LINE));
      left -= taken;
    }
    return {
      name: `${kind.extension === "pdf" ? "document" : "IMG"}_${random.digits(4)}.${kind.extension}`,
      type: kind.type,
      body,
      personal: false,
    };
  };

  /** @returns {Attached} */
  const list = () => {
    lists += 1;
    const rows = letters.list(Array.from({ length: random.int(5, 30) }, () => nextPerson()));
    const sheet = Buffer.from(csv(rows));
    const forms = [
      { name: `list-${lists}.csv`, type: "text/csv", bytes: sheet },
      { name: `list-${lists}.zip`, type: "application/zip", bytes: zip([{ name: `list-${lists}.csv`, bytes: sheet }]) },
      { name: `list-${lists}.json`, type: "application/json", bytes: Buffer.from(json(rows)) },
    ];
    const form = random.pick(forms);
    return { name: form.name, type: form.type, body: [base64Lines(form.bytes)], personal: true };
  };

  return {
    /**
     * @param {number} bytes about how many it should have; lists and reports are as long as they are
     * @returns {Attached}
     */
    make(bytes) {
      const roll = random.next();
      if (roll < 0.015) return list();
      if (roll < 0.3) {
        const report = random.pick(pools.reports);
        return { ...report, body: [report.body], personal: false };
      }
      return picture(bytes);
    },
  };
}
