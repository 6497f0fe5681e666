import type { Candidate, Confidence, Evidence } from "../model/finding.ts";
import type { Detector, TextWindow } from "../model/detector.ts";
import { adjoins, inLabel, lastBefore, type Heard } from "../text/labels.ts";
import { GENERIC_LABEL, NOT_NRIC, NRIC_LABELS, NRIC_PHRASES, STUDENT_LABELS } from "../text/nric-words.ts";
import { isEscaped, isMachineLabel, lineStart, machineText } from "../text/surroundings.ts";
import { isNric } from "../validators/nric.ts";

const LABEL_REACH = 40;
/** A line that a narrow column, a quotation or transport broke inside the number. */
const BREAK = "-?=?\\r?\\n[> ]{0,8}";
/** The first letter and what may lie between it and the digits; then the same at the other end, where the letter may be bracketed. */
const HEAD = new RegExp(`[STFGM](${BREAK}| - | {2,3}|[ /._-]?)$`, "i");
const HEAD_REACH = 14;
const TAIL = new RegExp(`(${BREAK}| - | {2,3}|[ /._-]?)(?:([A-Z])(?![A-Za-z0-9])|\\(([A-Z])\\))`, "iy");
const WORD = /[A-Za-z0-9]/;
/** Labels that are written without a blank before the number: `NRICS1234567D`. */
const GLUED = /(?<![A-Za-z])(?:nric|fin|uin|uinfin|ic)(?:no|num|number)?$/i;
/** What ends a label and is glued to the number where cells or lines were joined: `NRIC NumberS1234567D`. */
const GLUED_END = /(?<![A-Za-z])(?:no|num|number|is)$/i;
const GLUED_REACH = 14;
/** Digits in groups. */
const GROUPED = new RegExp(`[0-9]{1,7}(?:(?:${BREAK}|[ /-])[0-9]{1,6}){0,6}`, "y");

const SERIES = "STFGMstfgm";

/** Bytes beside the digits, for the anchors. */
const BEFORE = "STFGMstfgm -/._";
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Where the parts of a number lie and how it is written. */
interface Shape {
  readonly start: number;
  readonly end: number;
  readonly value: string;
  /** `solid`, or how its separators are placed. */
  readonly spelling: "solid" | "joints" | "trailing" | "inner" | "broken";
  readonly glued: boolean;
}

/** False where no letter of a series, perhaps with separators, stands before the digits. */
function isSeriesBefore(text: string, at: number): boolean {
  const last = text[at - 1] ?? "x";
  if (SERIES.includes(last)) return true;
  if (!" /.-_\n".includes(last)) return false;
  return SERIES.includes(text[at - 2] ?? "x") || " -\n\r>=".includes(text[at - 2] ?? "x");
}

/** Reads letter, seven digits and letter around the anchor, with or without separators; checks no letter. */
function readShape(text: string, at: number): Shape | undefined {
  if (!isSeriesBefore(text, at)) return undefined;
  const head = HEAD.exec(text.slice(Math.max(0, at - HEAD_REACH), at));
  if (head === null) return undefined;
  const leading = head[1] ?? "";
  const start = at - head[0].length;
  // `NRICs 1234567` is a plural.
  const glued = (leading === "" || text[start] !== text[start]?.toLowerCase()) && isGlued(text, start);
  if (WORD.test(text[start - 1] ?? "") && !glued && !isEscaped(text, start)) return undefined;
  GROUPED.lastIndex = at;
  const grouped = GROUPED.exec(text)?.[0] ?? "";
  const digits = grouped.replaceAll(/[^0-9]/g, "");
  if (digits.length !== 7) return undefined;
  TAIL.lastIndex = at + grouped.length;
  const tail = TAIL.exec(text);
  if (tail === null) return undefined;
  const trailing = tail[1] ?? "";
  const value = (head[0].slice(0, 1) + digits + (tail[2] ?? tail[3] ?? "")).toUpperCase();
  const spelling = spellingOf(leading, grouped, trailing, tail[3] !== undefined);
  return { start, end: TAIL.lastIndex, value, spelling, glued };
}

function isGlued(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - GLUED_REACH), start);
  if (GLUED.test(before)) return true;
  return GLUED_END.test(before) && lastBefore(text, start, NRIC_LABELS, LABEL_REACH) !== undefined;
}

function spellingOf(leading: string, grouped: string, trailing: string, bracketed: boolean): Shape["spelling"] {
  const parts = [leading, trailing];
  if (`${leading}${grouped}${trailing}`.includes("\n")) return "broken";
  if (grouped.length > 7 || parts.some((part) => part.length > 1 || part === "." || part === "_")) return "inner";
  if (leading === "" && trailing === "") return bracketed ? "trailing" : "solid";
  return leading === "" || trailing === "" ? "trailing" : "joints";
}

/** Without a label, separators make the shape of running text (`plan s 1234567 a`): only these count. */
function standsAlone(text: string, { start, end, spelling }: Shape): boolean {
  if (spelling === "solid") return true;
  const written = text.slice(start, end);
  if (spelling === "inner" || spelling === "broken" || written !== written.toUpperCase() || text[start - 1] === "'") return false;
  return spelling === "joints" || !written.includes(" ");
}

function examine({ text, at, label }: TextWindow): Candidate | undefined {
  const shape = readShape(text, at);
  if (shape === undefined) return undefined;
  const { start, end, value } = shape;
  const right = isNric(value);
  const near = nearLabel(text, start);
  const named = columnLabel(label) ?? near?.phrase ?? (shape.glued ? "nric" : undefined);
  // A shape with a wrong letter is an order number far oftener than a slip: only a label tells them apart.
  if (!right && (named === undefined || shape.spelling === "broken")) return undefined;
  const against = doubt(text, shape, label, near);
  if (against !== undefined && !right) return undefined;
  if ((named === undefined || against !== undefined) && !standsAlone(text, shape)) return undefined;
  const evidence: Evidence[] = [
    right ? { kind: "checksum", rule: "nric-mod11" } : { kind: "against", word: "mistyped" },
    ...(named === undefined ? [] : [{ kind: "label", label: named } as const]),
    ...(shape.spelling === "broken" ? [{ kind: "shape", shape: "broken line" } as const] : []),
    ...(against === undefined ? [] : [{ kind: "against", word: against } as const]),
  ];
  const sure = named !== undefined && shape.spelling !== "broken";
  const confidence: Confidence = !right || against !== undefined ? "low" : sure ? "high" : "medium";
  return { type: "sg-nric", start, end, value, confidence, evidence };
}

/** The identity label before the number, unless a thing's name makes it that thing's (`order id`). */
function nearLabel(text: string, start: number): Heard | undefined {
  const near = lastBefore(text, start, NRIC_LABELS, LABEL_REACH);
  if (near === undefined || !GENERIC_LABEL.test(near.phrase)) return near;
  const owner = lastBefore(text, near.start, NOT_NRIC, 16);
  return owner !== undefined && adjoins(text, owner.end, near.start) ? undefined : near;
}

function columnLabel(label: string): string | undefined {
  const column = inLabel(label, NRIC_LABELS);
  return column !== undefined && GENERIC_LABEL.test(column) && inLabel(label, NOT_NRIC) !== undefined ? undefined : column;
}

/** What speaks against the number: a business label nearer than any identity label, or machine-made text around it. */
function doubt(text: string, shape: Shape, label: string, near: Heard | undefined): string | undefined {
  const { start, end } = shape;
  if (isMachineLabel(label)) return "message-id";
  if (columnLabel(label) !== undefined) return undefined;
  const word = lastBefore(text, start, NOT_NRIC, LABEL_REACH, lineStart(text, start));
  if (word !== undefined && word.start >= (near?.end ?? -1) && adjoins(text, word.end, start)) return word.phrase;
  const column = inLabel(label, NOT_NRIC);
  if (column !== undefined && near === undefined) return column;
  if (shape.value.startsWith("G") && isStudents(text, start, label)) return "matric no";
  if (SCAN.test(text.slice(end, end + 9))) return undefined;
  // `T1234567A-02`: an article or case number goes on behind the letter; a year, date or telephone number does not.
  if (/^[-/][0-9](?!(?:(?<=[12])[09][0-9]{2}|[0-9]{7})(?![0-9]))/.test(text.slice(end, end + 10))) return "suffix";
  if (SOURCE_FILE.test(text.slice(end, end + 8))) return "file";
  if (near === undefined && isOutnumbered(text, shape.value)) return "neighbours";
  const machine = machineText(text, start, end);
  return machine === "url" && near !== undefined ? undefined : machine;
}

/** Graduate students of one university have a G number with other check letters, a few of which fit a FIN. */
function isStudents(text: string, start: number, label: string): boolean {
  if (inLabel(label, STUDENT_LABELS) !== undefined) return true;
  const word = lastBefore(text, start, STUDENT_LABELS, LABEL_REACH, lineStart(text, start));
  return word !== undefined && adjoins(text, word.end, start);
}

/** Pages of a scanned card: `S1234567D-2.jpg`. */
const SCAN = /^[-_][0-9]{1,2}\.(?:pdf|jpe?g|png|tiff?|heic)/i;
/** Files of programs and their tests, which are named after tickets: `T6676362a.java`. */
const SOURCE_FILE = /^\.(?:java|class|jtr|out|kt|scala|c|cc|cpp|h|hpp|cs|py|rb|go|rs|js|mjs|ts|php|sql)(?![A-Za-z0-9])/i;
const SHAPE = /(?<![A-Za-z0-9])[STFGM][0-9]{7}[A-Z](?![A-Za-z0-9])/gi;

/** True in a list of like-shaped numbers most of which have a wrong check letter: article numbers, one in 26 of which passes. */
function isOutnumbered(text: string, value: string): boolean {
  const others = new Set(Array.from(text.matchAll(SHAPE), ([other]) => other.toUpperCase()));
  others.delete(value);
  const right = [...others].filter(isNric).length;
  const wrong = others.size - right;
  return wrong >= 2 && wrong > right * 2;
}

/** Singapore NRIC, FIN and birth-certificate numbers: letter, seven digits, check letter. */
export const sgNric: Detector = {
  id: "sg-nric",
  pack: "sg",
  types: ["sg-nric"],
  description: "Singapore NRIC, FIN and birth-certificate numbers of the series S, T, F, G and M, by their check letter",
  references: [
    "National Registration Act 1965 (Singapore), identity card numbers",
    "Immigration & Checkpoints Authority, 12 July 2021: M series for FIN issued from 1 January 2022",
    "PDPC Advisory Guidelines on NRIC and other National Identification Numbers, 31 August 2018",
  ],
  anchors: [
    { kind: "digits", run: [7, 7], total: [7, 7], before: BEFORE, joinsBefore: " -/.", after: `${LETTERS} -/._(` },
    { kind: "digits", run: [1, 6], total: [7, 7], before: BEFORE, joinsBefore: " -/.", after: " -/" },
    { kind: "digits", run: [1, 7], total: [1, 7], before: SERIES, after: "\r\n=-", hears: NRIC_PHRASES },
    { kind: "digits", run: [7, 7], total: [7, 7], before: "\n", after: LETTERS, hears: NRIC_PHRASES },
  ],
  examine,
  examples: {
    match: [
      { text: "NRIC: S1234567D", values: ["S1234567D"] },
      { text: "her fin g1234567x, please", values: ["G1234567X"] },
      { text: "M1234567K", values: ["M1234567K"] },
      { text: "身份证S1234567D。", values: ["S1234567D"] },
      { text: "IC copy NRIC_T1234567J.pdf", values: ["T1234567J"] },
      { text: "Ｓ１２３４５６７Ｄ", values: ["S1234567D"] },
      { text: "S 1234567 D and S7654321-F", values: ["S1234567D", "S7654321F"] },
      { text: "NRIC/FIN No.: S 123 4567 D", values: ["S1234567D"] },
      { text: "I/C: S/1234567/D", values: ["S1234567D"] },
      { text: "No. K/P: S - 1234567 - D", values: ["S1234567D"] },
      { text: 'body="Dear team\\nS1234567D\\nregards"', values: ["S1234567D"] },
      { text: "f1234567n", label: "customer.uinfin.value", values: ["F1234567N"] },
    ],
    reject: [
      { text: "S1234567A", values: [] },
      { text: "NRIC: M1234567B", values: [] },
      { text: "M0000008M", values: [] },
      { text: "Invoice T1234567J", values: [] },
      { text: "XS1234567D S1234567DX 1S1234567D", values: [] },
      { text: "S12345678D", values: [] },
      { text: "https://example.com/t/S1234567D/view", values: [] },
      { text: "it's 1234567 d", values: [] },
      { text: "part S1234567D-02", values: [] },
      { text: "Passed: tools/javac/T6676362a.java", values: [] },
      { text: "T1234567A, T1234567J, T1234567C: out of stock", values: [] },
      { text: "<S1234567D@mail.example.com>", label: "message-id", values: [] },
    ],
  },
};
