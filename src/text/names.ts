import { isHanName } from "./name-read.ts";
import { PARTICLES, RELATIONS, TITLES } from "./name-words.ts";

/** A name prepared for comparison with others. Two names may be one person's if any key of the one is a key of the other. */
export interface NameKey {
  readonly key: string;
  /** Keys of what stands in brackets, behind `@` or `alias`, and of the name in another script. */
  readonly aliases: readonly string[];
}

const MARKS = /[\u0300-\u036f]/g;
const BRACKETED = /[([]([^()[\]]{1,80})[)\]]?/g;
const ALIAS = /\s*@\s*|\s+(?:ALIAS|AKA|A\.K\.A\.?|A\/K\/A)\s+/;
const HAN_RUN = /[\u3400-\u9fff](?:[\u3400-\u9fff\s]*[\u3400-\u9fff])?/g;
const HAN_TITLE = /(?:先生|女士|小姐|太太|夫人|医生|醫生|博士|教授|老师|老師)$/;
/** Pilgrims' titles stand inside names, too: `Ahmad bin Haji Ali`. */
const PILGRIMS = new Set(["haji", "hj", "hajah", "hajjah", "hjh"]);

/**
 * The name for comparison: NFKC, capitals, accents and titles dropped, points, hyphens and
 * apostrophes gone, `bin`, `binte`, `s/o`, `d/o` in one spelling. The order of the words does not
 * count (`Lim Mei Ling, Jasmine` is `Jasmine Lim Mei Ling`), but those before `bin` stay before it:
 * `Ali bin Ahmad` is the son of `Ahmad bin Ali`. Chinese characters stay as they are. `key` is
 * empty where there is no letter.
 */
export function nameKey(name: string): NameKey {
  const plain = name.normalize("NFKD").replaceAll(MARKS, "").normalize("NFKC").toUpperCase();
  const aside: string[] = [];
  const main = plain.replaceAll(BRACKETED, (_, inner: string) => {
    aside.push(inner);
    return " ";
  });
  const texts = [...main.split(ALIAS), ...aside.flatMap((inner) => inner.split(ALIAS))];
  const keys = texts.flatMap(keysOf).filter((key) => key !== "");
  const [key = "", ...aliases] = new Set(keys);
  return { key, aliases };
}

/** The key of a name without aliases; where two scripts are mixed, one for each. */
function keysOf(text: string): readonly string[] {
  const han = Array.from(text.matchAll(HAN_RUN), ([run]) => run.replaceAll(/\s/g, "").replace(HAN_TITLE, ""));
  return [sortedKey(text.replaceAll(HAN_RUN, " ")), ...han];
}

function sortedKey(text: string): string {
  const halves: string[][] = [[]];
  const relations: string[] = [];
  for (const word of partsOf(text)) {
    const relation = halves.at(-1)?.length === 0 ? undefined : relationOf(word);
    if (relation === undefined) halves.at(-1)?.push(word);
    else {
      relations.push(relation);
      halves.push([]);
    }
  }
  return halves
    .map((words, index) => [...(index === 0 ? [] : [relations[index - 1]]), ...words.sort()].join(" "))
    .join(" ")
    .trim();
}

/** The words of a name without titles, points, hyphens and apostrophes; `s/o` is one. */
function partsOf(text: string): readonly string[] {
  const words = text
    .toUpperCase()
    .replaceAll(/['\u2019`]/g, "")
    .replaceAll(/\b([SD])\s?\/\s?O\b|\bA\s?\/\s?([LP])\b/g, (_, first?: string, last?: string) =>
      first === undefined ? ` A/${last} ` : ` ${first}/O `,
    )
    .split(/[^\p{L}\p{M}/]+/u)
    .map((word) => (RELATIONS.has(word.toLowerCase()) ? word : word.replaceAll("/", "")))
    .filter((word) => word !== "");
  let first = 0;
  while (first < words.length - 1 && TITLES.has((words[first] as string).toLowerCase())) first += 1;
  // `Tan Sri` is a title before a name, `Tan` a surname in all others.
  if (words[0] === "TAN" && words[1] === "SRI" && words.length > 3) first = 2;
  return words.slice(first).filter((word) => !PILGRIMS.has(word.toLowerCase()));
}

function relationOf(word: string): string | undefined {
  // A single B is an initial.
  return word.length === 1 ? undefined : RELATIONS.get(word.toLowerCase());
}

/**
 * True for a full name: a first and a last name, as on an official document (PDPC Advisory
 * Guidelines on Key Concepts: initials are none). Chinese names of two to four characters are
 * full, as are a given and a father's name; `Mr Tan`, `Siti`, `A. K. Tan`, `Tan AK` are not.
 */
export function isFullName(name: string): boolean {
  const plain = name.normalize("NFKC");
  const han = plain.replaceAll(/[^\u3400-\u9fff]/g, "").replace(HAN_TITLE, "");
  if (isHanName(han)) return true;
  const [main = ""] = plain.replaceAll(BRACKETED, " ").split(/\s*@\s*|\s+(?:alias|aka|a\.k\.a\.?)\s+/i);
  const latin = main.replaceAll(/[\u3400-\u9fff]/g, " ");
  const mixed = /\p{Ll}/u.test(latin);
  const spelled = new Map(latin.split(/[\s,.-]+/).map((word) => [word.toUpperCase().replaceAll(/['\u2019`]/g, ""), word]));
  const whole = partsOf(latin).filter((word, index) => {
    if ((index > 0 && relationOf(word) !== undefined) || PARTICLES.has(word.toLowerCase())) return false;
    return !isInitials(word, mixed ? spelled.get(word) : undefined);
  });
  return whole.length >= 2;
}

/** Surnames of two letters that stand in capitals before a name: `NG Wei Ming`. */
const SHORT = new Set("NG LI MA HU WU HE LU XU YE TO SU AU HO KO OH OW FU GU LO MO OU PU QU TU YU YI GO EE".split(" "));

/** One letter, letters without a vowel (but `Ng`), or capitals in a name of small letters: `Tan AK`. */
function isInitials(word: string, written: string | undefined): boolean {
  if (word.length < 2) return true;
  if (word.length > 2 || SHORT.has(word) || /[^A-Z]/.test(word)) return false;
  return !/[AEIOUY]/.test(word) || written === word;
}
