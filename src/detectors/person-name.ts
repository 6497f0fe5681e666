import type { Candidate, Evidence } from "../model/finding.ts";
import type { Detector, TextWindow } from "../model/detector.ts";
import { muslimNames } from "../text/name-lists.ts";
import { CELL_LABELS, columnLabel, nameLabel, type NameLabel } from "../text/name-labels.ts";
import { nameAt, nameBefore, type ReadName } from "../text/name-read.ts";
import { isMachineLabel, lineEnd, lineStart } from "../text/surroundings.ts";
import { isNric } from "../validators/nric.ts";
import { withAlias, withGivenName } from "./person-name-alias.ts";

/** Words before a name: labels, a salutation; and words inside one. */
const LABEL_WORDS = (
  "name names nama applicant patient insured policyholder claimant beneficiary nominee payee kin attn deceased " +
  "姓名 名字 全名 病人 患者 申请人 申請人 投保人 受保人 联系人 聯繫人 聯絡人 பெயர்"
).split(" ");
const RELATION_WORDS = ["bin", "binte", "binti", "bte"];

/** Address fields and identifiers of a header: whoever stands there is a correspondent. */
const ADDRESS_FIELDS = new Set(["from", "to", "cc", "bcc", "reply-to", "sender", "header"]);

/** Between a label and its value: what a form has there, signs, at most one line break; or `is`. */
const REST_OF_LABEL =
  /(?:[ \t]{0,3}(?:\([^()\n]{1,40}\)|(?:as )?(?:in|per|on|shown in|stated in) (?:the )?(?:nric|ic|fin|passport|nric\/(?:fin|passport)|identity card|bank|card)(?:[ /](?:fin|passport|card))?|of (?:the )?[a-z]{2,20}(?: [a-z]{2,20})?|penuh|pemohon|pesakit|pelanggan|pekerja|pelajar|waris|in full|\/[^\n:=|\t]{1,20})){0,2}/iy;
const SIGNS =
  /[*_]{0,2}[ \t]{0,3}(?:[:=|][ \t"']{0,20}|\t[ \t"']{0,20}|-[ \t]|[ ]{3,20}|"[ ]?:[ ]?")(?:\r?\n[ \t>]{0,8})?|[ \t*]{0,3}\r?\n[ \t>]{0,8}|[ \t]is[ \t]/iy;
const HAN_SIGNS = /[ \t:=|]{0,8}(?:\r?\n[ \t>]{0,8})?/y;

type Found = { readonly name: ReadName; readonly evidence: readonly Evidence[] };

function examine(window: TextWindow): Candidate | undefined {
  const { text, at, atEnd, label, role } = window;
  if (isMachineLabel(label) || (role === "header" && ADDRESS_FIELDS.has(label))) return undefined;
  const found = find(window, text, at, atEnd, label);
  if (found === undefined) return undefined;
  const { name, evidence } = found;
  const { start, end, value } = name;
  const shape: Evidence[] = name.relation ? [{ kind: "shape", shape: "patronymic" }] : [];
  const title: Evidence[] = name.titled ? [{ kind: "nearby", word: "title" }] : [];
  const familiar: Evidence[] = name.known > 0 ? [{ kind: "shape", shape: "familiar name" }] : [];
  return { type: "person-name", start, end, value, confidence: "low", evidence: [...evidence, ...title, ...shape, ...familiar] };
}

function find(
  { role, opensText, closesText }: TextWindow,
  text: string,
  at: number,
  atEnd: number,
  label: string,
): Found | undefined {
  const first = text.charCodeAt(at);
  if (first >= 0x30 && first <= 0x39 && atEnd - at === 7) return besideNumber(text, at, atEnd, role === "filename");
  const word = text.slice(at, atEnd).toLowerCase();
  if (RELATION_WORDS.includes(word)) return aroundRelation(text, at, atEnd);
  if (word === "dear") return behindDear(text, atEnd);
  if (LABEL_WORDS.includes(word) && !(opensText && closesText && atEnd - at === text.length))
    return behindLabel(text, at, atEnd, word);
  const column = label === "" || !opensText || at !== 0 ? undefined : columnLabel(label);
  return column === undefined || !closesText ? undefined : inCell(text, column);
}

/** The whole of a cell, but for what a name is decorated with. */
function inCell(text: string, { strength, phrase }: NameLabel): Found | undefined {
  if (text.length > 120) return undefined;
  const from = /^[\s"'*(]*/.exec(text)?.[0].length ?? 0;
  const read = nameAt(text, from, true);
  if (read === undefined) return undefined;
  const name = withAlias(text, withGivenName(text, read));
  if (!/^[\s"',.;*)]*(?:\([^()]{0,40}\)\s*)?$/.test(text.slice(name.end))) return undefined;
  return isPerson(name, strength) ? { name, evidence: [{ kind: "label", label: phrase }] } : undefined;
}

function behindLabel(text: string, at: number, atEnd: number, word: string): Found | undefined {
  const isHan = text.charCodeAt(at) > 0x7f;
  // In prose a blank and a small letter follow: nothing else is looked at.
  const next = text.charCodeAt(atEnd);
  if (!isHan && (next === 0x2e || next === 0x2c || next === 0x29 || next === 0x3b || next === 0x2f)) return undefined;
  const label = nameLabel(text, at, atEnd);
  if (label === undefined) return undefined;
  REST_OF_LABEL.lastIndex = atEnd;
  const rest = atEnd + (REST_OF_LABEL.exec(text)?.[0].length ?? 0);
  const signs = isHan ? HAN_SIGNS : SIGNS;
  signs.lastIndex = rest;
  let between = signs.exec(text)?.[0];
  if (between === undefined && rest > atEnd) {
    signs.lastIndex = atEnd;
    between = signs.exec(text)?.[0];
  }
  if (between === undefined) return undefined;
  const from = signs.lastIndex + (/^[*_"'( ]{0,3}/.exec(text.slice(signs.lastIndex, signs.lastIndex + 3))?.[0].length ?? 0);
  const isWeak = !/[:=|\t\n]/.test(between);
  if (isWeak && !isHan && word !== "name" && word !== "nama") return undefined;
  const read = nameAt(text, from, !isWeak);
  if (read === undefined) return undefined;
  // The value on the line below a label that stands alone: the line is the name and nothing else.
  if (between.includes("\n") && !isWholeLine(text, at, read)) return undefined;
  if (isWeak && !isHan && read.known === 0 && !read.relation) return undefined;
  if (!endsWell(text, read)) return undefined;
  const name = withAlias(text, withGivenName(text, read));
  return isPerson(name, label.strength) ? { name, evidence: [{ kind: "label", label: label.phrase }] } : undefined;
}

function isWholeLine(text: string, at: number, { start, end, known, relation }: ReadName): boolean {
  const before = text.slice(lineStart(text, at), at).replace(/^[>\s*|-]+/, "");
  if (before.length > 24 || (known === 0 && !relation)) return false;
  return (
    text
      .slice(lineStart(text, start), start)
      .trim()
      .replace(/^[>*|]+/, "") === "" && /^[ \t*,.)]*(?:\(.{0,40}\))?$/.test(text.slice(end, lineEnd(text, end)))
  );
}

/** False where the name goes on as a sentence, or what follows says that it was none. */
function endsWell(text: string, { end, known, words, relation, titled, ended }: ReadName): boolean {
  if (ended === "thing") return false;
  if (ended === "stop") return true;
  if (/^ ?[a-z0-9_&+]/.test(text.slice(end, end + 2)) || /^[A-Za-z0-9_@.\\/&+-][A-Za-z0-9_&+]/.test(text.slice(end, end + 2)))
    return (known > 0 || relation || titled) && words >= 2 && /^[ ]/.test(text.slice(end, end + 1));
  return true;
}

/** Whether this is the full name of a person; behind a label that things have as well it must look like one. */
function isPerson({ words, known, relation, titled, script, value, ended }: ReadName, strength: NameLabel["strength"]): boolean {
  if (script === "han") return true;
  if (ended === "thing" || words < 2) return false;
  if (script === "other") return true;
  if (relation || known >= 2 || titled) return true;
  if (known === 1) return words <= 6;
  if (strength === "doubtful") return false;
  // Unknown words: those of a person are a few, of ordinary length, and written alike.
  return words <= (strength === "person" ? 6 : 4) && !/^[A-Z]{2,4}\b.*[a-z]/.test(value) && /[aeiouy]/i.test(value);
}

/** `Dear Mr Tan Ah Kow,`: at least two names, and the end of the line or a sign behind them. */
function behindDear(text: string, atEnd: number): Found | undefined {
  if (text[atEnd] !== " ") return undefined;
  const name = nameAt(text, atEnd + 1, false);
  if (name === undefined || name.words < 2 || name.ended !== undefined) return undefined;
  if (!/^[ ]{0,2}(?:[,:;!.([\r\n-]|$)/.test(text.slice(name.end, name.end + 3))) return undefined;
  if (!name.titled && !name.relation && name.known === 0) return undefined;
  return { name: withAlias(text, name), evidence: [{ kind: "label", label: "dear" }] };
}

/** `Ahmad bin Ali` in any text. */
function aroundRelation(text: string, at: number, atEnd: number): Found | undefined {
  if (text[at - 1] !== " " || (text[atEnd] !== " " && !text.startsWith(". ", atEnd))) return undefined;
  const before = nameBefore(text, at - 1);
  if (before === undefined || before.script !== "latin" || before.end !== at - 1 || before.relation) return undefined;
  const name = nameAt(text, before.start, false);
  if (name === undefined || !name.relation || name.start !== before.start || name.end <= atEnd) return undefined;
  // `Recycle Bin Icon`: beside a capitalised word of this kind a name that Muslims bear must stand.
  const parts = name.value.toLowerCase().split(/[^a-z']+/);
  const isPlain =
    text.startsWith("bin", at) || text.startsWith("bte", at) || text.startsWith("binte", at) || text.startsWith("binti", at);
  const index = parts.indexOf(text.slice(at, atEnd).toLowerCase());
  const sides = [parts[index - 1], ...parts.slice(0, index), parts[index + 1]];
  const isMuslim = sides.some((part) => part !== undefined && muslimNames().has(part));
  return isMuslim || (isPlain && name.words >= 2 && /^[A-Z][a-z]/.test(name.value))
    ? { name: withAlias(text, name), evidence: [] }
    : undefined;
}

/** What lies between a name and the number of its bearer. */
const BEFORE_NUMBER =
  /(?:^|[ \t,;:|/_(-])(?:[ \t,;|/_(-]{0,4}(?:(?:holder of |bearing |with |having )?(?:singapore |pink |blue )?(?:nric|fin|ic|i\/c|uin|id|identity card|identification|身份证|身份證)(?:\/(?:fin|passport|nric))?(?: ?(?:card|nos?|number|号码|号))?[.:#]{0,2}[ \t:.]{0,3})?)$/i;
const LABEL_TAIL =
  /(?:(?:nric|fin|ic|i\/c|uin|id|identity card)(?:\/(?:fin|passport))?(?: ?(?:card|no|nos|number))?[ .:#]{0,3}|身份(?:证|證)(?:号码|号|號碼)?[ :]{0,2})$/i;

/** `Tan Ah Kow (S1234567D)`, `TAN AH KOW, NRIC No. S1234567D`, `S1234567D Tan Ah Kow.pdf`: a name beside a valid number. */
function besideNumber(text: string, at: number, atEnd: number, isFile: boolean): Found | undefined {
  const shape = text.slice(at - 1, atEnd + 1).toUpperCase();
  if (at < 1 || !isNric(shape) || /[A-Za-z0-9]/.test((text[at - 2] ?? " ") + (text[atEnd + 1] ?? " "))) return undefined;
  const evidence: Evidence[] = [{ kind: "nearby", word: "nric" }];
  const name = beforeNumber(text, at - 1) ?? behindNumber(text, atEnd + 1, isFile);
  return name === undefined ? undefined : { name, evidence };
}

function beforeNumber(text: string, start: number): ReadName | undefined {
  const shown = text.slice(Math.max(0, start - 64), start);
  const labelled = LABEL_TAIL.exec(shown)?.[0].length ?? 0;
  const between = BEFORE_NUMBER.exec(shown)?.[0];
  let end = start - labelled;
  // A label on a line of its own with its number: the name is the line above.
  if (labelled > 0 && /\n[ \t>]{0,4}$/.test(text.slice(0, end))) {
    end = text.slice(0, end).trimEnd().replace(/>$/, "").trimEnd().length;
    const above = nameBefore(text, end);
    const isLine =
      above !== undefined &&
      above.end === end &&
      text
        .slice(lineStart(text, end), above.start)
        .replace(/^[>\s*]+/, "")
        .replace(/^(?:[a-z]{2,8}\.? )?$/i, "") === "";
    return isLine && strong(above) ? above : undefined;
  }
  if (between === undefined && labelled === 0) return undefined;
  if (labelled > 0) end = text.slice(0, end).replace(/(?:holder of|bearing|with|having|singapore)\s{0,2}$/i, "").length;
  while (end > 0 && start - end < 64 && /[ \t,;|/_(:-]/.test(text[end - 1] as string)) end -= 1;
  if (/[:]/.test(text.slice(end, start - labelled))) return undefined;
  const bracket = text[end - 1] === ")" ? text.lastIndexOf("(", end) : -1;
  const read = nameBefore(text, bracket < 0 || end - bracket > 48 ? end : text.slice(0, bracket).trimEnd().length);
  if (read === undefined || !strong(read)) return undefined;
  return bracket < 0 ? read : withAlias(text, read);
}

function behindNumber(text: string, end: number, isFile: boolean): ReadName | undefined {
  const between = /^(?:[)]?[ ]?[,\t|;-][ \t]?|\)?[ _](?:- )?|\)? ?- )/.exec(text.slice(end, end + 4))?.[0];
  if (between === undefined) return undefined;
  const name = nameAt(text, end + between.length, false);
  if (name === undefined || !strong(name) || name.ended === "thing") return undefined;
  const after = text.slice(name.end, name.end + 2);
  if (/^(?:$|[ ]?[,;\t|\r\n(])/.test(after) || (isFile && /^[._ -]/.test(after))) return withAlias(text, name);
  return undefined;
}

/** Beside a number there is no label: two words at least, and one of them common in names. */
function strong({ words, known, relation, script, titled }: ReadName): boolean {
  return script === "han" || (words >= 2 && (known > 0 || relation || titled));
}

/** A letter of a series before the seven digits, a check letter behind them. */
const SERIES = "STFGMstfgm";
const CHECKS = "ABCDEFGHIJKLMNPQRTUWXZabcdefghijklmnpqrtuwxz";

/** Names of people where the text says whose they are. */
export const personName: Detector = {
  id: "person-name",
  pack: "sg",
  most: "low",
  types: ["person-name"],
  description: "Full names of people behind labels, in name columns, salutations, beside NRICs, and with bin, binte, s/o, d/o",
  references: [
    "PDPC Advisory Guidelines on Key Concepts in the PDPA (full name: first and last name, no initials)",
    "Personal Data Protection (Notification of Data Breaches) Regulations 2021, regulation 3 (full name or alias)",
    "RFC 6350 sections 6.2.1 and 6.2.2 (FN, N)",
  ],
  anchors: [
    { kind: "word", words: [...LABEL_WORDS, ...RELATION_WORDS, "dear"] },
    { kind: "cell", labels: CELL_LABELS },
    { kind: "digits", run: [7, 7], before: SERIES, after: CHECKS },
  ],
  examine,
  examples: {
    match: [
      { text: "Name: Tan Ah Kow", values: ["Tan Ah Kow"] },
      { text: "Full Name (as in NRIC): TAN AH KOW @ CHEN YAGAO", values: ["TAN AH KOW @ CHEN YAGAO"] },
      { text: "Dear Mr Tan Ah Kow,", values: ["Tan Ah Kow"] },
      { text: "the claim of Ahmad bin Ali was paid", values: ["Ahmad bin Ali"] },
      { text: "Raj s/o Kumar", label: "patient name", values: ["Raj s/o Kumar"] },
      { text: "LIM MEI LING, NRIC No. S1234567D", values: ["LIM MEI LING"] },
      { text: "Lim Mei Ling, Jasmine", label: "customer.fullname", values: ["Lim Mei Ling, Jasmine"] },
      { text: "姓名：陈大文 身份证", values: ["陈大文"] },
    ],
    reject: [
      { text: "Dear Mr Tan,", values: [] },
      { text: "Dear Sir/Madam", values: [] },
      { text: "Name: Acme Trading Pte Ltd", values: [] },
      { text: "File name: Tan Ah Kow.pdf", values: [] },
      { text: "Company name: Tan Ah Kow", values: [] },
      { text: "Tan", label: "last_name", values: [] },
      { text: "is-odd", label: "name", values: [] },
      { text: "Recycle Bin Icon", values: [] },
      { text: "Name: N/A", values: [] },
    ],
  },
};
