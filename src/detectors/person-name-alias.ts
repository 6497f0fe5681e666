import { isHanName, nameAt, type ReadName } from "../text/name-read.ts";

/** `Lim Mei Ling, Jasmine`: a given name behind the comma, with nothing behind it. */
export function withGivenName(text: string, name: ReadName): ReadName {
  if (name.script !== "latin" || !/^, ?[A-Z]/.test(text.slice(name.end, name.end + 3))) return name;
  const given = nameAt(text, name.end + (text[name.end + 1] === " " ? 2 : 1), false);
  if (given === undefined || given.words !== given.known || given.ended !== undefined) return name;
  // Two names in a list: `Tan Ah Kow, Lim Mei Ling`.
  if (given.words > (name.words === 1 ? 4 : 1) || !/^\s{0,2}(?:$|[\r\n(|\t])/.test(text.slice(given.end, given.end + 3)))
    return name;
  return joined(text, name, given.end, name.words + given.words, name.known + given.known);
}

/** `TAN AH KOW (CHEN YAGAO)`, `Tan Ah Kow (陈亚九)`, `Tan Ah Kow 陈亚九`: the alias belongs to the name. */
export function withAlias(text: string, name: ReadName): ReadName {
  const behind = text.slice(name.end, name.end + 52);
  const bare = name.script === "latin" ? /^ {1,2}([\u3400-\u9fff]{2,4})(?![\u3400-\u9fff])/.exec(behind) : null;
  if (bare !== null && isHanName(bare[1] as string)) return joined(text, name, name.end + bare[0].length, name.words, name.known);
  const inner = /^ {0,2}\(([^()\n]{2,40})\)/.exec(behind);
  if (inner === null) return name;
  const [whole, alias = ""] = inner;
  const read = nameAt(alias, 0, false);
  const isAlias =
    read !== undefined && read.start === 0 && read.end === alias.length && (read.script === "han" || read.known > 0);
  return isAlias ? joined(text, name, name.end + whole.length, name.words, name.known) : name;
}

function joined(text: string, name: ReadName, end: number, words: number, known: number): ReadName {
  return { ...name, end, value: text.slice(name.start, end).replaceAll(/[ _]+/g, " "), words, known, ended: undefined };
}
