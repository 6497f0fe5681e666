import { mkdirSync, writeFileSync } from "node:fs";
import { FIRST_EXTRA, line, lines, pdf, picture, string, table } from "../../fixtures/make/pdf.mjs";
import { sentences } from "./prose.mjs";
import { createValues } from "./values.mjs";

/** @typedef {import("../../fixtures/make/random.mjs").Random} Random */
/** @typedef {import("./truth.mjs").Truth} Truth */
/** @typedef {import("../../fixtures/make/pdf.mjs").Page} Page */

/** @typedef {{ pages: Page[], extras?: import("../../fixtures/make/pdf.mjs").Extras, how?: import("../../fixtures/make/pdf.mjs").How }} Made */

const PAGES = 5;
const LINE_WORDS = 11;

/**
 * Documents of five pages, one planted value on each: letters, tables, forms, pages with a picture, documents that are
 * encrypted for nobody; cross-reference tables and streams in turn.
 *
 * @param {string} folder
 * @param {number} pages
 * @param {Random} random
 * @param {Truth} truth
 */
export function makePdfs(folder, pages, random, truth) {
  const values = createValues(random, truth);
  const nric = () => values.nric();
  const pool = Array.from({ length: 200 }, () => sentences(random, 1).split(" ").slice(0, LINE_WORDS).join(" "));
  const kinds = [letter, ledger, form, scan, locked];
  const documents = Math.ceil(pages / PAGES);
  for (let index = 0; index < documents; index += 1) {
    const kind = kinds[index % kinds.length] ?? letter;
    const { pages: made, extras = {}, how = {} } = kind(random, pool, nric);
    const place = `${folder}/${String(Math.floor(index / 500)).padStart(3, "0")}`;
    mkdirSync(place, { recursive: true });
    const layout = Math.floor(index / kinds.length) % 2 === 0 ? "table" : "streams";
    writeFileSync(`${place}/${kind.name}-${index}.pdf`, pdf(made, extras, { layout, ...how }));
  }
  return { name: "pages", count: documents * PAGES };
}

/** @typedef {(random: Random, pool: readonly string[], nric: () => string) => Made} Kind */

/** @type {Kind} */
function letter(random, pool, nric) {
  const pages = Array.from({ length: PAGES }, () => {
    const text = Array.from({ length: 45 }, () => random.pick(pool));
    text[random.int(0, 44)] = `Your NRIC is ${nric()}, please quote it.`;
    return { content: lines(50, 790, text, 16) };
  });
  return { pages };
}

/** @type {Kind} */
function ledger(random, _pool, nric) {
  const pages = Array.from({ length: PAGES }, () => {
    const planted = random.int(0, 24);
    const rows = Array.from({ length: 25 }, (_, row) => [
      `HL-${random.digits(6)}`,
      random.pick(["paid", "open", "disputed"]),
      `${random.int(1, 900)}.${random.digits(2)}`,
      row === planted ? nric() : "-",
    ]);
    return { content: table(50, 780, [120, 120, 120, 120], [["Reference", "State", "Amount", "NRIC"], ...rows]) };
  });
  return { pages };
}

/** @type {Kind} */
function form(random, pool, nric) {
  const objects = [];
  const pages = [];
  for (let page = 0; page < PAGES; page += 1) {
    objects.push({
      text: `<< /Type /Annot /Subtype /Widget /FT /Tx /F 4 /T ${string(`field ${page}`)} /V ${string(nric())} /Rect [120 600 260 620] >>`,
    });
    const content = `${line(50, 605, "NRIC No.")}${lines(50, 780, [random.pick(pool), random.pick(pool)])}`;
    pages.push({ content, more: `/Annots [${FIRST_EXTRA + page} 0 R]` });
  }
  const fields = pages.map((_, page) => `${FIRST_EXTRA + page} 0 R`).join(" ");
  return { pages, extras: { objects, catalog: `/AcroForm << /NeedAppearances true /Fields [${fields}] >>` } };
}

/** @type {Kind} */
function scan(random, pool, nric) {
  const pages = Array.from({ length: PAGES }, () => ({
    content: `q 300 0 0 200 50 400 cm /P Do Q ${lines(50, 790, [random.pick(pool), `NRIC: ${nric()}`])}`,
  }));
  return { pages, extras: { objects: [picture(300, 200)], resources: `/XObject << /P ${FIRST_EXTRA} 0 R >>` } };
}

/** @type {Kind} */
function locked(random, pool, nric) {
  return { ...letter(random, pool, nric), how: { secure: { cipher: "aes-128", user: "", owner: "owner" } } };
}
