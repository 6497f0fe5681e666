import { Buffer } from "node:buffer";
import { createSink } from "./sink.mjs";
import { createValues } from "./values.mjs";

/** @typedef {import("../../fixtures/make/random.mjs").Random} Random */
/** @typedef {import("./truth.mjs").Truth} Truth */

const FILES = 4;
const PARAGRAPHS = 4_000;
/** One paragraph in so many states somebody's value. */
const PLANTED = 400;
const COLUMNS = 78;

const WORDS =
  "the of and a to in was that it he for on with as his at by had not but from they which she were this have been all their one so we when there would more no out up into them some could time other than then its about over only any new after also before through where most between because under made day much now well old such little own still should people place long great never last another while down thought house water might world again hand once year under though always side night without eyes room found asked against few enough went both morning almost heard end seemed open often whole table taken certain nothing along door sea garden letter window winter street slowly evening answer harbour mountain quiet distant remember yellow surprised weather children already carried brother difficult brought beautiful morning silence together".split(
    " ",
  );

/**
 * Wrapped English that says nothing, with a value here and there.
 *
 * @param {string} folder
 * @param {number} bytes about how many
 * @param {Random} random
 * @param {Truth} truth
 */
export function makeProse(folder, bytes, random, truth) {
  const values = createValues(random, truth);
  const pool = Array.from({ length: PARAGRAPHS }, () => Buffer.from(`${wrap(sentences(random, random.int(3, 8)))}\n\n`));
  const remark = () =>
    random.pick([
      () => `My NRIC is ${values.nric()}, as you know.`,
      () => `You can reach her, mobile ${values.phone()}, in the evening.`,
      () => `Write to ${values.email()} about it.`,
      () => `The card was ${values.card()}, Visa or another.`,
    ])();
  for (let file = 0; file < FILES; file += 1) {
    const sink = createSink(`${folder}/book-${file + 1}.txt`);
    while (sink.bytes < bytes / FILES) {
      const planted = random.int(1, PLANTED) === 1;
      sink.put(planted ? `${wrap(`${sentences(random, 2)} ${remark()} ${sentences(random, 2)}`)}\n\n` : random.pick(pool));
    }
    sink.close();
  }
}

/**
 * @param {Random} random
 * @param {number} count
 */
export function sentences(random, count) {
  return Array.from({ length: count }, () => {
    const words = Array.from({ length: random.int(5, 22) }, () => random.pick(WORDS)).join(" ");
    return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
  }).join(" ");
}

/**
 * A value with blanks in it must stay on one line to be one value: it is wrapped at blanks beside words only.
 *
 * @param {string} text
 */
function wrap(text) {
  let column = 0;
  const lines = text.replaceAll(/[^ ]+(?: [0-9][^ ]*)*/g, (word, at) => {
    const fits = at === 0 || column + word.length < COLUMNS;
    column = fits ? column + word.length + 1 : word.length + 1;
    return fits ? word : `\n${word}`;
  });
  return lines.replaceAll(" \n", "\n");
}
