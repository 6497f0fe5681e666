import { mkdirSync, writeFileSync } from "node:fs";
import { createLedger } from "../../fixtures/make/ledger.mjs";
import { createLetters, ORGANISATION } from "../../fixtures/make/letters.mjs";
import { envelopeLine } from "../../fixtures/make/mailbox.mjs";
import { createPeople } from "../../fixtures/make/people.mjs";
import { createRandom } from "../../fixtures/make/random.mjs";
import { createAttachments } from "./attachments.mjs";
import { looseFiles } from "./loose.mjs";
import { fillDraft, renderMessage } from "./message.mjs";
import { makeJunk, makeParagraphs, makeReports } from "./pools.mjs";
import { createThreads } from "./threads.mjs";
import { maildirFolder, mboxFolder, writeLoose } from "./writers.mjs";

/** @typedef {import("../../fixtures/make/random.mjs").Random} Random */

/** Share of the mail bytes that are attachments, share of the messages that carry one, share with an HTML twin. */
const ATTACHED_BYTES = 0.34;
const CARRYING = 0.12;
const HTML = 0.4;
const LARGEST_ATTACHMENT = 6 * 1024 ** 2;

/**
 * A customer service mailbox as it is exported: mailboxes of different size, a Maildir, loose files.
 * Writes `<root>/export` and, beside it, `truth.json` (counts) and `planted.json` (the values; all are
 * synthetic). The same arguments give the same bytes. Memory does not grow with the size.
 *
 * @param {string} root
 * @param {number} messages
 * @param {number} bytes about how many in all
 * @param {number} seed
 */
export function makeExport(root, messages, bytes, seed) {
  const place = `${root}/export`;
  mkdirSync(place, { recursive: true });
  const random = createRandom(seed);
  const ledger = createLedger();
  const letters = createLetters(random, ledger);
  const nextPerson = createPeople(random);
  const threads = createThreads(random, letters, nextPerson);
  const paragraphs = makeParagraphs(random);
  const attachments = createAttachments(random, letters, nextPerson, { junk: makeJunk(random), reports: makeReports(random) });
  const loose = writeLoose(place, looseFiles(random, letters, nextPerson, messages / 62_000));

  const folders = {
    inbox: mboxFolder(place, "Inbox.mbox"),
    sent: mboxFolder(place, "Sent.mbox"),
    earlier: mboxFolder(place, "Enquiries 2025.mbox"),
    complaints: mboxFolder(place, "Complaints.mbox"),
    news: mboxFolder(place, "Newsletters.mbox"),
    followUp: maildirFolder(place, "Follow-up"),
  };
  const mailBytes = bytes - loose.reduce((sum, file) => sum + file.bytes, 0);
  const owed = { text: mailBytes * (1 - ATTACHED_BYTES), attached: mailBytes * ATTACHED_BYTES };
  let attachedBytes = 0;
  let personalMessages = 0;
  /** @type {Set<string>} */
  const correspondents = new Set();

  for (let sent = 0; sent < messages; sent += 1) {
    const date = new Date(Date.UTC(2025, 0, 2) + sent * 500_000);
    const left = messages - sent;
    const draft = threads.draft(date);
    const html = random.chance(HTML);
    const segments = fillDraft(draft, drawSize(random, owed.text / left), html, random, paragraphs);
    draft.sent(segments);
    const attached = random.chance(CARRYING)
      ? attachments.make(Math.min(LARGEST_ATTACHMENT, drawSize(random, owed.attached / left / CARRYING)))
      : undefined;
    const folder = folders[chooseFolder(random, draft)];
    const pieces = renderMessage(draft, segments, { html, date, escape: folder.escape, attached }, random);
    folder.add(
      envelopeLine({ sender: draft.outgoing ? "service@harbourlight.example" : draft.person.email, date }),
      pieces,
      date,
    );

    const carried = sumLengths(attached?.body ?? []);
    owed.attached -= carried;
    owed.text -= sumLengths(pieces) - carried;
    attachedBytes += carried;
    correspondents.add(draft.person.email);
    if (attached?.personal === true || segments.some((segment) => segment.kind === "written" && segment.personal))
      personalMessages += 1;
  }
  const boxes = Object.values(folders);
  for (const box of boxes) box.close();

  const files = [...boxes.map(({ path, bytes, messages }) => ({ path, bytes, messages })), ...loose];
  const truth = {
    seed,
    messages,
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    attachedBytes,
    messagesWithPersonalData: personalMessages,
    correspondents: correspondents.size,
    ...ledger.counts(),
    organisation: ORGANISATION.values,
    files,
  };
  const lines = ledger.list().map((planted) => JSON.stringify(planted));
  writeFileSync(`${root}/truth.json`, `${JSON.stringify(truth, undefined, 2)}\n`);
  writeFileSync(`${root}/planted.json`, `[\n${lines.join(",\n")}\n]\n`);
}

/**
 * Sizes as they are in mail: most are small and some are large, and the mean is kept.
 *
 * @param {Random} random
 * @param {number} mean
 */
function drawSize(random, mean) {
  return Math.floor(-Math.log(1 - random.next()) * Math.max(0, mean));
}

/**
 * @param {Random} random
 * @param {import("./threads.mjs").Draft} draft
 */
function chooseFolder(random, draft) {
  const roll = random.next();
  if (draft.bulk && roll < 0.4) return "news";
  if (draft.outgoing && roll < 0.5) return "sent";
  const place = random.next();
  return place < 0.75 ? "inbox" : place < 0.88 ? "earlier" : place < 0.93 ? "complaints" : "followUp";
}

/** @param {readonly Buffer[]} pieces */
function sumLengths(pieces) {
  return pieces.reduce((sum, piece) => sum + piece.length, 0);
}
