import { mailDate } from "../../fixtures/make/mime.mjs";
import { quoteSegments } from "./render.mjs";

/** @typedef {import("../../fixtures/make/random.mjs").Random} Random */
/** @typedef {import("../../fixtures/make/people.mjs").Person} Person */
/** @typedef {import("./render.mjs").Segment} Segment */

/**
 * @typedef {object} Thread
 * @property {Person} person
 * @property {string} subject
 * @property {number} left messages still to come
 * @property {number} done
 * @property {Segment[]} history the last message's text
 * @property {string} lastLine who wrote it and when
 */

/**
 * A message to be written: who, about what, its own text, and what is quoted below it.
 *
 * @typedef {object} Draft
 * @property {Person} person
 * @property {boolean} outgoing
 * @property {boolean} bulk
 * @property {string} subject
 * @property {Segment[]} own
 * @property {Segment[]} quoted
 * @property {(segments: Segment[]) => void} sent to be called with the text that was sent in the end
 */

/** One thread in about thirty begins with somebody's data. */
const PERSONAL_THREADS = 0.032;
const OPEN_THREADS = 40;

/**
 * The conversations of a service desk, many at a time.
 *
 * @param {Random} random
 * @param {ReturnType<typeof import("../../fixtures/make/letters.mjs").createLetters>} letters
 * @param {() => Person} nextPerson
 */
export function createThreads(random, letters, nextPerson) {
  /** @type {Thread[]} */
  let open = [];
  let issue = 0;
  // Who writes without stating anything of themselves writes again and again: a few thousand senders, not one for each message.
  const regulars = Array.from({ length: 800 }, () => nextPerson());

  /** @param {Person} person */
  const personalLetter = (person) => {
    const write = random.pick([
      letters.enquiry,
      letters.enquiry,
      letters.enquiry,
      letters.form,
      letters.form,
      letters.callback,
      letters.payment,
    ]);
    return person.name.han !== "" && random.chance(0.2) ? letters.chinese(person) : write(person);
  };

  /** @param {Date} date @returns {Draft} */
  const first = (date) => {
    const personal = random.chance(PERSONAL_THREADS);
    const person = personal ? nextPerson() : random.pick(regulars);
    /** @type {Segment[]} */
    const own = [{ kind: "written", text: personal ? personalLetter(person) : letters.question(person), personal }];
    const thread = { person, subject: letters.subject(), left: 0, done: 1, history: own, lastLine: "" };
    while (thread.left < 5 && random.chance(0.55)) thread.left += 1;
    return {
      person,
      outgoing: false,
      bulk: false,
      subject: thread.subject,
      own,
      quoted: [],
      sent: keep(thread, date, person.name.full),
    };
  };

  /** @param {Thread} thread @param {Date} date @returns {Draft} */
  const next = (thread, date) => {
    const outgoing = thread.done % 2 === 1;
    const text = outgoing ? letters.answer(thread.person) : letters.followUp(thread.person);
    thread.done += 1;
    thread.left -= 1;
    return {
      person: thread.person,
      outgoing,
      bulk: false,
      subject: `Re: ${thread.subject}`,
      own: [{ kind: "written", text: `${text}\n`, personal: false }],
      quoted: [{ kind: "written", text: `${thread.lastLine}\n`, personal: false }, ...quoteSegments(thread.history)],
      sent: keep(thread, date, outgoing ? "Harbourlight Service Desk" : thread.person.name.full),
    };
  };

  /** @param {Thread} thread @param {Date} date @param {string} name @returns {Draft["sent"]} */
  const keep = (thread, date, name) => (segments) => {
    thread.history = segments;
    thread.lastLine = `On ${mailDate(date)}, ${name} wrote:`;
    open = open.filter((other) => other !== thread);
    if (thread.left > 0) open.push(thread);
  };

  return {
    /** @param {Date} date @returns {Draft} */
    draft(date) {
      if (random.chance(0.03)) {
        issue += 1;
        const text = letters.newsletter(issue);
        return {
          person: random.pick(regulars),
          outgoing: true,
          bulk: true,
          subject: `News ${issue}`,
          own: [{ kind: "written", text, personal: false }],
          quoted: [],
          sent: () => undefined,
        };
      }
      return open.length > random.int(0, OPEN_THREADS) ? next(random.pick(open), date) : first(date);
    },
  };
}
