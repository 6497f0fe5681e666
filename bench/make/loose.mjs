import { Buffer } from "node:buffer";
import { zip } from "../../fixtures/make/archives.mjs";
import { csv, htmlTable, json, ndjson } from "../../fixtures/make/tables.mjs";
import { usageSheet } from "./pools.mjs";

/** @typedef {import("../../fixtures/make/random.mjs").Random} Random */
/** @typedef {import("../../fixtures/make/people.mjs").Person} Person */

/**
 * The files that lie beside the mailboxes.
 *
 * @param {Random} random
 * @param {ReturnType<typeof import("../../fixtures/make/letters.mjs").createLetters>} letters
 * @param {() => Person} nextPerson
 * @param {number} scale 1 for an export of 62,000 messages
 * @returns {{ path: string, bytes: Buffer }[]}
 */
export function looseFiles(random, letters, nextPerson, scale) {
  const list = (/** @type {number} */ people) =>
    letters.list(Array.from({ length: Math.ceil(people * scale) }, () => nextPerson()));
  const log = Array.from({ length: Math.ceil(20_000 * scale) }, (_, line) => {
    const head = `2025-12-${String((line % 28) + 1).padStart(2, "0")}T11:${String(line % 60).padStart(2, "0")}:07.${random.digits(3)}+08:00`;
    return `${head} INFO request id=${random.hex(32)} status=200 ms=${random.int(3, 90)}\n`;
  });
  const asked = list(30)
    .slice(1)
    .map(
      (row) =>
        `2025-12-29T09:00:00.000+08:00 INFO lookup nric=${row[2]} mobile="${row[4]}" email=${row[5]} address="${row[6]}"\n`,
    );
  return [
    { path: "Files/members.csv", bytes: Buffer.from(csv(list(400), { mark: true })) },
    { path: "Files/applications.json", bytes: Buffer.from(json(list(150))) },
    { path: "Files/submissions.ndjson", bytes: Buffer.from(ndjson(list(100))) },
    { path: "Files/visitors.html", bytes: Buffer.from(htmlTable(list(60))) },
    { path: "Files/lists.zip", bytes: zip([{ name: "lists/course.csv", bytes: Buffer.from(csv(list(60))) }]) },
    { path: "Files/usage.csv", bytes: Buffer.from(usageSheet(random, Math.ceil(20_000 * scale))) },
    { path: "Files/service-desk.log", bytes: Buffer.from([...log, ...asked].join("")) },
  ];
}
