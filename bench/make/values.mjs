import { groupCard, makeCard } from "../../fixtures/make/cards.mjs";
import { makeNric, SERIES } from "../../fixtures/make/nric.mjs";
import { e164, makePhone } from "../../fixtures/make/people.mjs";

/** @typedef {import("../../fixtures/make/random.mjs").Random} Random */
/** @typedef {import("./truth.mjs").Truth} Truth */

/** Makes a value, enters it in the truth, and gives it back as it shall be written. @typedef {() => string} Planter */

/**
 * Values that stand alone, for corpora that hold far more of them than people with all their data could be made up.
 *
 * @param {Random} random
 * @param {Truth} truth
 */
export function createValues(random, truth) {
  let mailboxes = 0;
  return {
    /** @type {Planter} */
    nric() {
      const nric = makeNric(random, random.pick(SERIES));
      truth.plant("sg-nric", nric);
      return nric;
    },
    /** @type {Planter} */
    card() {
      const card = makeCard(random, random.pick(["visa", "mastercard", "amex"]));
      truth.plant("payment-card", card);
      return groupCard(card, random.pick(["", " ", "-"]));
    },
    /** @type {Planter} */
    phone() {
      const phone = makePhone(random, random.pick(["8", "9"]));
      truth.plant("phone", e164(phone));
      return random.pick([phone, `${phone.slice(0, 4)} ${phone.slice(4)}`, `+65 ${phone.slice(0, 4)} ${phone.slice(4)}`]);
    },
    /** @type {Planter} */
    email() {
      mailboxes += 1;
      const email = `${random.pick(["wei.ling", "farid", "priya", "jun.hao", "grace"])}${mailboxes}@${random.pick(["example.com", "mail.example"])}`;
      truth.plant("email", email);
      return email;
    },
  };
}
