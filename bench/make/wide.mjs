import { Buffer } from "node:buffer";
import { encodeText, fullWidth } from "../../fixtures/make/charsets.mjs";
import { sentences } from "./prose.mjs";
import { createSink } from "./sink.mjs";
import { createValues } from "./values.mjs";

/** @typedef {import("../../fixtures/make/random.mjs").Random} Random */
/** @typedef {import("./truth.mjs").Truth} Truth */

const PARAGRAPHS = 500;
const PLANTED = 60;
const HAN = Array.from(
  "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经",
);

/** Each encoding with what comes first in the file, and whether the values are written in full-width forms. */
const FORMS = /** @type {const} */ ([
  { name: "utf16le.txt", charset: "utf-16le", mark: [0xff, 0xfe], wide: false, han: false },
  { name: "utf16be.txt", charset: "utf-16be", mark: [0xfe, 0xff], wide: false, han: false },
  { name: "full-width.txt", charset: "utf-8", mark: [], wide: true, han: true },
  { name: "chinese-gb18030.txt", charset: "gb18030", mark: [], wide: false, han: true },
]);

/**
 * Text that is not ASCII: both byte orders of UTF-16, full-width forms, a Chinese charset.
 *
 * @param {string} folder
 * @param {number} bytes about how many in all
 * @param {Random} random
 * @param {Truth} truth
 */
export function makeWide(folder, bytes, random, truth) {
  const values = createValues(random, truth);
  for (const { name, charset, mark, wide, han } of FORMS) {
    const write = (/** @type {string} */ text) => encodeText(`${text}\n`, charset);
    const shape = (/** @type {string} */ value) => (wide ? fullWidth(value) : value);
    const pool = Array.from({ length: PARAGRAPHS }, () => write(han ? characters(random) : sentences(random, 3)));
    const remark = () =>
      random.pick([
        () => `${han ? "身份证号码" : "NRIC: "}${shape(values.nric())}`,
        () => `${han ? "电话：" : "Mobile: "}${shape(values.phone())}`,
        () => `${han ? "邮箱：" : "Email: "}${shape(values.email())}`,
      ])();
    const sink = createSink(`${folder}/${name}`);
    sink.put(Buffer.from(mark));
    while (sink.bytes < bytes / FORMS.length) sink.put(random.int(1, PLANTED) === 1 ? write(remark()) : random.pick(pool));
    sink.close();
  }
}

/** @param {Random} random */
function characters(random) {
  return `${Array.from({ length: random.int(60, 160) }, () => random.pick(HAN)).join("")}。`;
}
