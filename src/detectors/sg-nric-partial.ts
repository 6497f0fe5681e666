import type { Candidate, Confidence, Evidence } from "../model/finding.ts";
import type { Detector, TextWindow } from "../model/detector.ts";
import { adjoins, inLabel, lastBefore } from "../text/labels.ts";
import { mayEnd, readHiddenHead, readHiddenTail, type MaskedNumber } from "../text/nric-mask.ts";
import { ENDING_WORDS, IDENTITY_LABELS, IDENTITY_PHRASES, NOT_NRIC, NRIC_LABELS, OTHER_NUMBERS } from "../text/nric-words.ts";
import { isEscaped, isMachineLabel, lineStart, machineText } from "../text/surroundings.ts";

const LABEL_REACH = 60;
const OTHER_REACH = 40;

function examine(window: TextWindow): Candidate | undefined {
  if (isMachineLabel(window.label)) return undefined;
  const masked = readHiddenHead(window.text, window.at) ?? readHiddenTail(window.text, window.at);
  return masked === undefined ? lastFour(window) : weighMask(window, masked);
}

function weighMask({ text, label }: TextWindow, { start, end, value, sure }: MaskedNumber): Candidate | undefined {
  const near = lastBefore(text, start, NRIC_LABELS, LABEL_REACH);
  const named = inLabel(label, NRIC_LABELS) ?? near?.phrase;
  // With gaps in it, only a label tells a mask from words and signs that stand side by side.
  if (named === undefined && (!sure || /[ -]/.test(text.slice(start, end)))) return undefined;
  const against =
    otherThing(text, start, label, near?.end ?? -1) ?? (named === undefined ? machineText(text, start, end) : undefined);
  if (against !== undefined && !sure) return undefined;
  const confidence: Confidence = against !== undefined ? "low" : named !== undefined && sure ? "high" : "medium";
  const evidence: Evidence[] = [
    { kind: "shape", shape: value.endsWith("*") ? "masked end" : "masked" },
    ...(named === undefined ? [] : [{ kind: "label", label: named } as const]),
    ...(against === undefined ? [] : [{ kind: "against", word: against } as const]),
  ];
  return { type: "sg-nric-partial", start, end, value, confidence, evidence };
}

/** A passport, a car, a card is masked in the same way: its label, nearer than any of an identity number. */
function otherThing(text: string, start: number, label: string, labelEnd: number): string | undefined {
  for (const words of [OTHER_NUMBERS, NOT_NRIC]) {
    const word = lastBefore(text, start, words, OTHER_REACH, lineStart(text, start));
    if (word !== undefined && word.start >= labelEnd && adjoins(text, word.end, start)) return word.phrase;
    const column = labelEnd < 0 && inLabel(label, NRIC_LABELS) === undefined ? inLabel(label, words) : undefined;
    if (column !== undefined) return column;
  }
  return undefined;
}

const LAST_FOUR = /([0-9]{3})(?:([A-Z])|\(([A-Z])\))(?![A-Za-z0-9])/iy;
/** Behind the letter: more of an article number, an address of the web, a file's version. */
const GOES_ON = /^(?:[-/.][A-Za-z0-9]|@)/;

/** Three digits and a letter behind a label of identity numbers with nothing but words like `last four` between. */
function lastFour({ text, at, label, opensText, closesText }: TextWindow): Candidate | undefined {
  LAST_FOUR.lastIndex = at;
  const match = LAST_FOUR.exec(text);
  if (match === null) return undefined;
  const end = LAST_FOUR.lastIndex;
  const series = /(?<![A-Za-z0-9])[STFGM]$/i.exec(text.slice(Math.max(0, at - 2), at))?.[0].toUpperCase() ?? "";
  const start = at - series.length;
  if (/[A-Za-z0-9]/.test(text[start - 1] ?? "") && !isEscaped(text, start)) return undefined;
  if (/[0-9][.,/-]$/.test(text.slice(0, start)) || GOES_ON.test(text.slice(end, end + 2))) return undefined;
  const letter = (match[2] ?? match[3] ?? "").toUpperCase();
  if (!mayEnd(series, letter)) return undefined;
  const heard = inColumn(label, text, start, end, opensText && closesText) ?? inText(text, start);
  if (heard === undefined) return undefined;
  // The last four of a resident number of China may be `123X`.
  const doubtful = CHINESE.test(heard.label) && letter === "X";
  // `IC 741C` is a chip, `fin 100K` money: a bare label of three letters is not enough.
  const confidence: Confidence = heard.sure && !doubtful ? "medium" : "low";
  const evidence: Evidence[] = [
    { kind: "label", label: heard.label },
    { kind: "shape", shape: "last four" },
  ];
  return { type: "sg-nric-partial", start, end, value: (match[1] ?? "") + letter, confidence, evidence };
}

const CHINESE = /[身证證]/;

interface HeardLabel {
  readonly label: string;
  readonly sure: boolean;
}

function inColumn(label: string, text: string, start: number, end: number, whole: boolean): HeardLabel | undefined {
  if (label === "" || inLabel(label, OTHER_NUMBERS) !== undefined) return undefined;
  const alone = whole && !/[\p{L}\p{N}]/u.test(text.slice(0, start) + text.slice(end));
  if (!alone) return undefined;
  const named = inLabel(label, IDENTITY_LABELS);
  if (named !== undefined) return { label: named, sure: true };
  const ending = inLabel(label, ENDING_WORDS);
  return ending === undefined ? undefined : { label: ending, sure: false };
}

/** Words between a label and the last four characters; values of a list of them, too. */
const BETWEEN =
  /^(?:no|nos|number|numbers|last|final|four|digits?|char|chars|characters?|alphanumerics?|alphabets?|letters?|and|or|the|of|with|ending|ends?|ended|in|is|are|was|suffix|partial|masked|only|fin|nric|ic|eg|4|aksara|terakhir|akhir|empat|digit|huruf|[0-9]{3}[a-z]|[stfgm][0-9]{3}[a-z])$/;
/** Characters of `last four places`, `tail number`, `is`; each alone, since Chinese has no blanks. */
const BETWEEN_CHINESE = /^[号號码碼的后後末最尾数數四位是为為字符元]+$/;
const BETWEEN_TAMIL = /^(?:கடைசி|நான்கு|எழுத்துகள்|எழுத்துக்கள்|எண்)$/;
const MARKED = /[:=(#：（]|\b(?:no|nos|number|last|ending|ends?|ended|suffix|partial|masked)\b|[^\x00-\x7f]/i;

function inText(text: string, start: number): HeardLabel | undefined {
  const near = lastBefore(text, start, IDENTITY_LABELS, LABEL_REACH);
  if (near === undefined) return undefined;
  const gap = text.slice(near.end, start);
  // A full stop or a second line break ends what the label speaks of.
  if (/\n\s*\n|[.!?;]\s+[A-Z]|\?/.test(gap)) return undefined;
  for (const word of gap.toLowerCase().match(/[a-z0-9]+|[^\x00-\x7f]+/g) ?? []) {
    if (!BETWEEN.test(word) && !isWide(word)) return undefined;
  }
  const partial = lastBefore(text, near.start, ENDING_WORDS, 40, lineStart(text, near.start)) !== undefined;
  return { label: near.phrase, sure: partial || MARKED.test(gap) || near.phrase.length > 3 };
}

function isWide(word: string): boolean {
  const bare = word.replaceAll(/[\p{P}\p{S}\p{Z}]/gu, "");
  return bare === "" || BETWEEN_CHINESE.test(bare) || BETWEEN_TAMIL.test(bare);
}

/** Letters that end a number, in both cases. */
const ENDS = "ABCDEFGHIJKLMNPQRTUWXZabcdefghijklmnpqrtuwxz";
/** Last bytes (UTF-8) of the signs that hide a character; no byte of them stands alone in a text. */
const LAST_BYTES = "\u00a2\u008f\u0099\u00b7\u008b\u00a6\u0088\u00a0\u00aa\u0097\u00a4\u00ab\u00b1";
/** First bytes of the same. */
const FIRST_BYTES = "\u00e2\u00c2\u00c3";

/** Partial and masked NRIC and FIN. */
export const sgNricPartial: Detector = {
  id: "sg-nric-partial",
  pack: "sg",
  types: ["sg-nric-partial"],
  description: "Partial Singapore NRIC and FIN: masked numbers, and the last three digits and letter behind a label",
  references: [
    "PDPC Advisory Guidelines on NRIC and other National Identification Numbers, 31 August 2018 (partial NRIC numbers)",
  ],
  anchors: [
    { kind: "digits", run: [3, 6], before: `*xX#${LAST_BYTES}`, joinsBefore: "*xX#", after: `${ENDS}(` },
    {
      kind: "digits",
      run: [3, 6],
      before: `*xX#${LAST_BYTES} -_.?`,
      joinsBefore: " -_.?",
      after: `${ENDS} -(`,
      hears: IDENTITY_PHRASES,
    },
    { kind: "digits", run: [1, 6], before: "STFGMstfgm", after: `*xX#\\${FIRST_BYTES}` },
    {
      kind: "digits",
      run: [1, 6],
      before: "STFGMstfgm -",
      joinsBefore: " -",
      after: `*xX#\\${FIRST_BYTES} -_.?`,
      joinsAfter: " -_.?",
      hears: IDENTITY_PHRASES,
    },
    {
      kind: "digits",
      run: [3, 3],
      notBefore: "ABCDEHIJKLNOPQRUVWXYZabcdehijklnopqruvwxyz",
      joinsBefore: ".,:/-",
      after: `${ENDS}(`,
      hears: IDENTITY_PHRASES,
    },
  ],
  examine,
  examples: {
    match: [
      { text: "S****567D", values: ["567D"] },
      { text: "holder *****567D", values: ["567D"] },
      { text: "XXXXX567D and SXXXX568H", values: ["567D", "568H"] },
      { text: "S•••••567D, G####567X", values: ["567D", "567X"] },
      { text: "NRIC (last 4 characters): 567D", values: ["567D"] },
      { text: "Mr Tan, NRIC ending 567D", values: ["567D"] },
      { text: "last four characters of your NRIC: 567D", values: ["567D"] },
      { text: "身份证尾号567D", values: ["567D"] },
      { text: "NRIC: S567D", values: ["567D"] },
      { text: "NRIC S1234XXXX", values: ["1234****"] },
      { text: "567D", label: "nric_last_4", values: ["567D"] },
    ],
    reject: [
      { text: "567D", values: [] },
      { text: "****1234 XXXX1234 XXXX XXXX XXXX 1234", values: [] },
      { text: "S****567V", values: [] },
      { text: "passport no. *****567D", values: [] },
      { text: "S1234XXXX", values: [] },
      { text: "0x567d", values: [] },
      { text: "Room 567D, nric not needed", values: [] },
      { text: "car plate last 4 characters 567D", values: [] },
      { text: "IC 741C", values: [] },
      { text: "NRIC 567O", values: [] },
    ],
  },
};
