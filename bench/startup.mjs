import { writeFileSync } from "node:fs";
import { message, textPart } from "../fixtures/make/mime.mjs";
import { createRandom } from "../fixtures/make/random.mjs";
import { compare } from "./measure/rounds.mjs";
import { sentences } from "./make/prose.mjs";
import { PRODUCT, productCommand } from "./product.mjs";

/** @typedef {import("./measure/rounds.mjs").Result} Result */

export const BARE = "node -e 0";
export const HELP = "pii-scan --help";
export const ONE_MAIL = "pii-scan, one mail of 20 KB";

const ROUNDS = 21;
const MAIL_BYTES = 20_000;

/**
 * What a start costs, against that of Node itself.
 *
 * @param {string} scratch
 * @returns {Promise<Map<string, Result>>}
 */
export function measureStartup(scratch) {
  const mail = `${scratch}/one.eml`;
  writeFileSync(mail, oneMail());
  const report = `${scratch}/one.ndjson`;
  return compare(
    [
      { id: BARE, command: { program: process.execPath, args: ["-e", "0"] } },
      { id: HELP, command: { program: process.execPath, args: [PRODUCT, "--help"] } },
      { id: ONE_MAIL, command: productCommand(mail, { jobs: 1, report }) },
    ],
    { rounds: ROUNDS, seconds: 30, scratch },
  );
}

function oneMail() {
  const random = createRandom(20);
  const letter = `Dear Sir,\n\nmy NRIC is S1234567D.\n\n${Array.from({ length: 400 }, () => `${sentences(random, 1)}\n`).join("")}`;
  const envelope = {
    from: "Ann Tan <ann@example.com>",
    to: "desk@example.org",
    subject: "One mail",
    date: new Date(Date.UTC(2025, 5, 1)),
    id: "one@mail.example",
  };
  return message(envelope, textPart(letter.slice(0, MAIL_BYTES)));
}
