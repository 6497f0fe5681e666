import type { Candidate, Confidence, Evidence } from "../model/finding.ts";
import type { Detector, RunPlace, TextWindow } from "../model/detector.ts";
import { adjoins, inLabel, lastBefore, mayHear } from "../text/labels.ts";
import { NOT_NRIC } from "../text/nric-words.ts";
import { PLATE_LABELS, PLATE_PHRASES } from "../text/plate-words.ts";
import { isMachineLabel, lineStart, machineText } from "../text/surroundings.ts";
import { isPlate } from "../validators/vehicle-plate.ts";

const LABEL_REACH = 48;
const HEAD = /(?<![A-Za-z0-9])([A-Z]{1,3})([ -]?)$/i;
const TAIL = /([0-9]{1,4})([ -]?)([A-Z])(?![A-Za-z0-9])/iy;
/** Cars, motorcycles and goods vehicles as they have been registered for thirty years. */
const COMMON = /^(?:S[A-Z]{2}|F[A-Z]{1,2}|G[A-Z]{1,2}|[XY][A-Z])[0-9]{3,4}[A-Z]$/;

/** Between a label and the number: signs, `no.`, other plates of a list. */
const BETWEEN =
  /^(?:[^A-Za-z0-9]{0,4}(?:no|nos|number|is|are|was|and|or|with|of|plate|reg|[A-Z]{1,3}[ -]?[0-9]{1,4}[ -]?[A-Z])(?![A-Za-z0-9])){0,8}[^A-Za-z0-9.?!]{0,4}\.?[^A-Za-z0-9.?!]{0,4}$/i;

function accepts({ bytes, start, low, label }: RunPlace, least: Confidence): boolean {
  return least === "low" || inLabel(label, PLATE_LABELS) !== undefined || mayHear(bytes, low, start, PLATE_LABELS, LABEL_REACH);
}

function examine({ text, at, label }: TextWindow): Candidate | undefined {
  const head = HEAD.exec(text.slice(Math.max(0, at - 5), at));
  if (head === null) return undefined;
  TAIL.lastIndex = at;
  const tail = TAIL.exec(text);
  if (tail === null) return undefined;
  const [, prefix = "", leading = ""] = head;
  const [, number = "", trailing = "", letter = ""] = tail;
  const value = (prefix + number + letter).toUpperCase();
  if (!isPlate(value)) return undefined;
  const start = at - head[0].length;
  const end = TAIL.lastIndex;
  const named = inLabel(label, PLATE_LABELS) ?? nearLabel(text, start);
  const solid = leading === "" && trailing === "" && value === text.slice(start, end);
  if (named === undefined && !(solid && COMMON.test(value) && !isPiece(text, start, end))) return undefined;
  const against = named === undefined ? doubt(text, start, end, label) : undefined;
  const evidence: Evidence[] = [
    { kind: "checksum", rule: "plate" },
    ...(named === undefined ? [] : [{ kind: "label", label: named } as const]),
    ...(against === undefined ? [] : [{ kind: "against", word: against } as const]),
  ];
  return { type: "sg-vehicle-plate", start, end, value, confidence: named === undefined ? "low" : "medium", evidence };
}

function nearLabel(text: string, start: number): string | undefined {
  const near = lastBefore(text, start, PLATE_LABELS, LABEL_REACH);
  return near !== undefined && BETWEEN.test(text.slice(near.end, start)) ? near.phrase : undefined;
}

/** A piece of a number of parts: `AB-SBA1234G-01`. */
function isPiece(text: string, start: number, end: number): boolean {
  return /[-_/.@]/.test(text[start - 1] ?? " ") || /^[-_/@]|^\.[A-Za-z0-9]/.test(text.slice(end, end + 2));
}

function doubt(text: string, start: number, end: number, label: string): string | undefined {
  if (isMachineLabel(label)) return "message-id";
  const word = lastBefore(text, start, NOT_NRIC, LABEL_REACH, lineStart(text, start));
  if (word !== undefined && adjoins(text, word.end, start)) return word.phrase;
  return machineText(text, start, end);
}

const CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LETTERS = `${CAPITALS}${CAPITALS.toLowerCase()}`;
const CHECKS = "AZYXUTSRPMLKJHGEDCB";

/** Singapore vehicle registration numbers. */
export const sgVehiclePlate: Detector = {
  id: "sg-vehicle-plate",
  pack: "all",
  most: "medium",
  types: ["sg-vehicle-plate"],
  description: "Singapore vehicle registration numbers by their check letter; without a label at low confidence only",
  references: [
    "Land Transport Authority (Singapore): vehicle registration numbers, Road Traffic (Motor Vehicles, Registration and Licensing) Rules",
  ],
  anchors: [
    { kind: "digits", run: [3, 4], lead: "123456789", before: CAPITALS, after: CHECKS },
    {
      kind: "digits",
      run: [1, 4],
      lead: "123456789",
      before: `${LETTERS} -`,
      after: `${CHECKS}${CHECKS.toLowerCase()} -`,
      hears: PLATE_PHRASES,
    },
  ],
  accepts,
  examine,
  examples: {
    match: [
      { text: "Vehicle No.: SBA1234G", values: ["SBA1234G"] },
      { text: "my car plate is SGF 2306 R", values: ["SGF2306R"] },
      { text: "车牌：SBS9683X", values: ["SBS9683X"] },
      { text: "plate numbers SBA1234G, GY55C and E75H", values: ["SBA1234G", "GY55C", "E75H"] },
      { text: "sba1234g", label: "vehicle_no", values: ["SBA1234G"] },
    ],
    reject: [
      { text: "SBA1234G", values: [] },
      { text: "vehicle no SBA1234H", values: [] },
      { text: "The vehicle was seen. Form E75H", values: [] },
      { text: "part SGF2306R", values: [] },
      { text: "car no 1234G", values: [] },
    ],
  },
};
