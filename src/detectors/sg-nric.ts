import type { Candidate, Confidence, Evidence } from "../model/finding.ts";
import type { Detector, TextWindow } from "../model/detector.ts";
import { adjoins, inLabel, lastBefore, vocabulary, type Heard } from "../text/labels.ts";
import { isMachineLabel, lineStart, machineText } from "../text/surroundings.ts";
import { isNric } from "../validators/nric.ts";

const LABELS = vocabulary([
  "nric",
  "nric no",
  "nric number",
  "nric fin",
  "fin",
  "fin no",
  "ic",
  "ic no",
  "ic number",
  "i/c",
  "i.c.",
  "uin",
  "uinfin",
  "id",
  "id no",
  "id number",
  "identity card",
  "identity no",
  "identity number",
  "identification",
  "identification no",
  "identification number",
  "national id",
  "passport/nric",
  "nric/passport",
  "bc no",
  "birth cert no",
  "birth certificate no",
  "birth certificate",
  "driving licence",
  "driving licence no",
  "driving license",
  "cpf account no",
  "tax reference no",
  "paynow",
  "kp",
  "kp no",
  "no kp",
  "kad pengenalan",
  "身份证",
  "身份证号",
  "身分证",
  "身份證",
  "身分證",
]);

const AGAINST = vocabulary([
  "invoice",
  "inv",
  "order",
  "ticket",
  "ref",
  "ref no",
  "reference",
  "po",
  "do",
  "sku",
  "part",
  "part no",
  "model",
  "model no",
  "track",
  "tracking",
  "tracking no",
  "flight",
  "serial",
  "serial no",
  "s/n",
  "batch",
  "voucher",
  "waybill",
  "awb",
  "shipment",
  "consignment",
  "case",
  "case no",
  "product",
  "item",
  "transaction",
  "txn",
  "job",
  "request",
  "lot",
  "asset",
  "quotation",
  "quote",
  "receipt",
]);

/** Labels that people's and things' numbers share: the word before them decides. */
const GENERIC = /^(?:id|identification)/;

const LABEL_REACH = 40;
/** What may lie between the letters and the digits. */
const JOINT = /[ /-]/;
const LETTER = /[A-Za-z]/;
const WORD = /[A-Za-z0-9]/;
/** Digits in groups, one separator between them. */
const GROUPED = /[0-9]{1,7}(?:[ /-][0-9]{1,6}){0,6}/y;

/** Where the parts of a number lie and how it is written. */
interface Shape {
  readonly start: number;
  readonly end: number;
  readonly value: string;
  /** `solid`, or how its separators are placed. */
  readonly spelling: "solid" | "joints" | "trailing" | "inner";
}

/** Reads letter, seven digits and letter around the anchor, with or without separators; checks no letter. */
function readShape(text: string, at: number): Shape | undefined {
  const leading = JOINT.test(text[at - 1] ?? "") ? (text[at - 1] ?? "") : "";
  const start = at - 1 - leading.length;
  const prefix = text[start] ?? "";
  if (!/[STFGMstfgm]/.test(prefix) || WORD.test(text[start - 1] ?? "")) return undefined;
  GROUPED.lastIndex = at;
  const grouped = GROUPED.exec(text)?.[0] ?? "";
  const digits = grouped.replaceAll(/[^0-9]/g, "");
  if (digits.length !== 7) return undefined;
  const after = at + grouped.length;
  const trailing = JOINT.test(text[after] ?? "") ? (text[after] ?? "") : "";
  const end = after + trailing.length + 1;
  const check = text[end - 1] ?? "";
  if (!LETTER.test(check) || WORD.test(text[end] ?? "")) return undefined;
  const value = (prefix + digits + check).toUpperCase();
  const spelling =
    grouped.length > 7
      ? "inner"
      : leading + trailing === ""
        ? "solid"
        : leading === "" || trailing === ""
          ? "trailing"
          : "joints";
  return { start, end, value, spelling };
}

/** Without a label, separators make the shape of running text (`plan s 1234567 a`): only these count. */
function standsAlone(text: string, { start, end, spelling }: Shape): boolean {
  if (spelling === "solid") return true;
  const written = text.slice(start, end);
  if (spelling === "inner" || written !== written.toUpperCase() || text[start - 1] === "'") return false;
  return spelling === "joints" || !written.includes(" ");
}

function examine({ text, at, label }: TextWindow): Candidate | undefined {
  const shape = readShape(text, at);
  if (shape === undefined) return undefined;
  const { start, end, value } = shape;
  const right = isNric(value);
  const near = nearLabel(text, start);
  const named = columnLabel(label) ?? near?.phrase;
  // A shape with a wrong letter is an order number far oftener than a slip: only a label tells them apart.
  if (!right && named === undefined) return undefined;
  const against = doubt(text, shape, label, near);
  if (against !== undefined && !right) return undefined;
  if ((named === undefined || against !== undefined) && !standsAlone(text, shape)) return undefined;
  const evidence: Evidence[] = [
    right ? { kind: "checksum", rule: "nric-mod11" } : { kind: "against", word: "check-letter" },
    ...(named === undefined ? [] : [{ kind: "label", label: named } as const]),
    ...(against === undefined ? [] : [{ kind: "against", word: against } as const]),
  ];
  const confidence: Confidence = !right || against !== undefined ? "low" : named === undefined ? "medium" : "high";
  return { type: "sg-nric", start, end, value, confidence, evidence };
}

/** The identity label before the number, unless a thing's name makes it that thing's (`order id`). */
function nearLabel(text: string, start: number): Heard | undefined {
  const near = lastBefore(text, start, LABELS, LABEL_REACH);
  if (near === undefined || !GENERIC.test(near.phrase)) return near;
  const owner = lastBefore(text, near.start, AGAINST, 16);
  return owner !== undefined && adjoins(text, owner.end, near.start) ? undefined : near;
}

function columnLabel(label: string): string | undefined {
  const column = inLabel(label, LABELS);
  return column !== undefined && GENERIC.test(column) && inLabel(label, AGAINST) !== undefined ? undefined : column;
}

/** What speaks against the number: a business label nearer than any identity label, or machine-made text around it. */
function doubt(text: string, shape: Shape, label: string, near: Heard | undefined): string | undefined {
  const { start, end } = shape;
  if (isMachineLabel(label)) return "message-id";
  if (columnLabel(label) !== undefined) return undefined;
  const word = lastBefore(text, start, AGAINST, LABEL_REACH, lineStart(text, start));
  if (word !== undefined && word.end > (near?.end ?? -1) && adjoins(text, word.end, start)) return word.phrase;
  const column = inLabel(label, AGAINST);
  if (column !== undefined && near === undefined) return column;
  // `T1234567A-02`: an article or case number goes on behind the letter.
  if (/^[-/][0-9]/.test(text.slice(end, end + 2))) return "suffix";
  const machine = machineText(text, start, end);
  return machine === "url" && near !== undefined ? undefined : machine;
}

/** Singapore NRIC, FIN and birth-certificate numbers: letter, seven digits, check letter. */
export const sgNric: Detector = {
  id: "sg-nric",
  types: ["sg-nric"],
  description: "Singapore NRIC, FIN and birth-certificate numbers of the series S, T, F, G and M, by their check letter",
  references: [
    "National Registration Act 1965 (Singapore), identity card numbers",
    "Immigration & Checkpoints Authority, 12 July 2021: M series for FIN issued from 1 January 2022",
    "PDPC Advisory Guidelines on NRIC and other National Identification Numbers, 31 August 2018",
  ],
  anchors: [
    { kind: "digits", run: [7, 7], total: [7, 7], before: "STFGMstfgm -/" },
    { kind: "digits", run: [1, 6], total: [7, 7], before: "STFGMstfgm -/" },
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
      { text: "<S1234567D@mail.example.com>", label: "message-id", values: [] },
    ],
  },
};
