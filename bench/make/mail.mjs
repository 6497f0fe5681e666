import { createLedger } from "../../fixtures/make/ledger.mjs";
import { createLetters } from "../../fixtures/make/letters.mjs";
import { createPeople } from "../../fixtures/make/people.mjs";
import { mailDate } from "../../fixtures/make/mime.mjs";
import { createAttachments } from "./attachments.mjs";
import { fillDraft, renderMessage } from "./message.mjs";
import { makeJunk, makeParagraphs, makeReports } from "./pools.mjs";
import { quoteSegments } from "./render.mjs";

/** @typedef {import("../../fixtures/make/random.mjs").Random} Random */
/** @typedef {import("../../fixtures/make/people.mjs").Person} Person */
/** @typedef {import("./render.mjs").Segment} Segment */
/** @typedef {import("./truth.mjs").Truth} Truth */

/** Mean of the messages; much less would leave no room for text beside the styles that office programs write. */
export const MESSAGE_BYTES = 8_000;
const ATTACHED_BYTES = 0.33;
const CARRYING = 0.05;
const HTML = 0.4;
const PERSONAL = 0.03;
const ANSWERS = 0.4;
/** Larger ones would make the mean of the attachments theirs. */
const LARGEST_REPORT = 40_000;
/** How many messages an answer may be to. */
const OPEN = 40;

/** @typedef {{ sender: string, date: Date, pieces: Buffer[], personal: boolean, html: boolean, attachedBytes: number }} Made */

/**
 * Messages one after another, LF line ends: a third of the bytes attachments, HTML twins in 40 of 100, personal data
 * in three of 100. Unlike the mail of a service desk (`export.mjs`) they have no footers with telephone numbers.
 *
 * @param {Random} random
 * @param {Truth} truth
 * @param {number} count
 * @param {boolean} escape whether lines that begin with `From ` need a mark
 * @returns {Generator<Made>}
 */
export function* makeMessages(random, truth, count, escape) {
  const ledger = createLedger();
  const letters = createLetters(random, { ...ledger, plant: truth.plant, meet: () => undefined });
  const nextPerson = createPeople(random);
  const regulars = Array.from({ length: 800 }, () => nextPerson());
  const paragraphs = makeParagraphs(random);
  const reports = makeReports(random).filter((report) => report.body.length < LARGEST_REPORT);
  const attachments = createAttachments(random, letters, nextPerson, { junk: makeJunk(random), reports });
  const owed = { text: count * MESSAGE_BYTES * (1 - ATTACHED_BYTES), attached: count * MESSAGE_BYTES * ATTACHED_BYTES };
  /** @type {{ person: Person, line: string, segments: Segment[] }[]} */
  const open = [];

  for (let made = 0; made < count; made += 1) {
    const date = new Date(Date.UTC(2025, 0, 2) + made * 300_000);
    const answered = open.length > 0 && random.chance(ANSWERS) ? random.pick(open) : undefined;
    const fresh = answered === undefined && random.chance(PERSONAL);
    const person = answered?.person ?? (fresh ? nextPerson() : random.pick(regulars));
    const text =
      answered !== undefined
        ? letters.followUp(person)
        : fresh
          ? personalLetter(letters, person, random)
          : letters.question(person);
    const html = random.chance(HTML);
    const draft = {
      person,
      outgoing: answered !== undefined,
      bulk: false,
      subject: answered === undefined ? letters.subject() : `Re: ${letters.subject()}`,
      own: [/** @type {Segment} */ ({ kind: "written", text, personal: fresh })],
      quoted: answered === undefined ? [] : [answeredLine(answered.line), ...quoteSegments(answered.segments)],
      sent: () => undefined,
    };
    const left = count - made;
    const segments = fillDraft(draft, drawSize(random, owed.text / left), html, random, paragraphs);
    const attached = random.chance(CARRYING) ? attachments.make(drawSize(random, owed.attached / left / CARRYING)) : undefined;
    const pieces = renderMessage(draft, segments, { html, date, escape, attached }, random);
    const attachedBytes = sumLengths(attached?.body ?? []);
    owed.attached -= attachedBytes;
    owed.text -= sumLengths(pieces) - attachedBytes;
    const personal = attached?.personal === true || segments.some((segment) => segment.kind === "written" && segment.personal);
    open[made < OPEN ? made : random.int(0, OPEN - 1)] = {
      person,
      line: `On ${mailDate(date)}, ${person.name.full} wrote:`,
      segments,
    };
    yield { sender: person.email, date, pieces, personal, html, attachedBytes };
  }
}

/** @param {string} line @returns {Segment} */
function answeredLine(line) {
  return { kind: "written", text: `${line}\n`, personal: false };
}

/**
 * @param {ReturnType<typeof createLetters>} letters
 * @param {Person} person
 * @param {Random} random
 */
function personalLetter(letters, person, random) {
  const write = random.pick([letters.enquiry, letters.enquiry, letters.form, letters.callback, letters.payment]);
  return person.name.han !== "" && random.chance(0.2) ? letters.chinese(person) : write(person);
}

/**
 * Most are small and some are large; the mean is kept.
 *
 * @param {Random} random
 * @param {number} mean
 */
function drawSize(random, mean) {
  return Math.floor(-Math.log(1 - random.next()) * Math.max(0, mean));
}

/** @param {readonly Buffer[]} pieces */
function sumLengths(pieces) {
  return pieces.reduce((sum, piece) => sum + piece.length, 0);
}
