import type { Candidate, Confidence, Evidence } from "../model/finding.ts";
import type { Detector, TextWindow } from "../model/detector.ts";
import { ADDRESS_LABELS, NO_ADDRESS } from "../text/address-words.ts";
import { adjoins, inLabel, lastBefore } from "../text/labels.ts";
import { lastStreet, mayHoldParts, type Street } from "../text/street.ts";
import { isMachineLabel, lineEnd, lineStart } from "../text/surroundings.ts";
import { isHousingBlock, postalSector } from "../validators/postal.ts";
import { mayBeMarked, mayBePostalCode, POSTAL_LABELS } from "./sg-postal-marks.ts";

/** What the window is looked over for before a postal code or unit. */
const REACH = 160;
const LINES = 4;
const MEDIUM = 4;
const HIGH = 6;

/** `Singapore 560123`, `S(560123)`, `S'pore 560123`, `SG 560123`, right before the code. */
const MARKER = /(?:^|[^A-Za-z])(?:Singapore|Singapura|S['’]?pore|SG|新加坡|\(S\)|S)[\s,.:(-]{0,4}$/i;
const WRITTEN_LABEL =
  /(?:^|[^A-Za-z])(?:post(?:al)?[ -]?code|zip(?:[ -]?code)?|poskod|postal|邮编|邮政编码)\s{0,2}(?:no\.?)?[\s:=#-]{0,4}$/i;
const BLOCK = /(?<![A-Za-z])(?:(?:apt|hdb)\s{1,2})?(?:blk|block)[.:]?\s{0,3}([0-9]{1,4}[A-Za-z]?)(?![A-Za-z0-9])/gi;
const UNIT =
  /#\s?((?:[BLPblp]?[0-9]{1,3})\s?-\s?[0-9]{1,5}[A-Za-z]?)(?:\s?(?:[/&]|to)\s?(?:[0-9]{1,2}-)?[0-9]{1,5}[A-Za-z]?)?(?![A-Za-z0-9])/g;
const UNIT_HERE = new RegExp(UNIT.source, "y");
const POSTAL_AHEAD = /(?<![0-9])[0-9]{6}(?![0-9])/g;

/** What was found before the place where an address ends. */
interface Parts {
  readonly block?: { readonly start: number; readonly number: string };
  readonly street?: Street;
  readonly unit?: { readonly start: number; readonly end: number; readonly text: string };
}

/** The start of the region that may hold the address: bounded in characters and lines, cut at a blank line and behind another postal code. */
function regionStart(text: string, end: number): number {
  let from = Math.max(0, end - REACH);
  // Half a word at the border could be read as a house number.
  if (from > 0) while (from < end && !/\s/.test(text[from - 1] ?? "")) from += 1;
  let line = lineStart(text, end);
  for (let lines = 0; lines < LINES && line > from; lines += 1) {
    const above = lineStart(text, line - 1);
    if (/^[>\s]*$/.test(text.slice(above, line))) break;
    line = above;
  }
  from = Math.max(from, line);
  for (const code of text.slice(from, end).matchAll(POSTAL_AHEAD)) from = Math.max(from, from + code.index + 6);
  return from;
}

function readParts(text: string, from: number, to: number): Parts {
  const unit = lastMatch(text, from, to, UNIT);
  const block = lastMatch(text, from, to, BLOCK);
  const streetFrom = block === undefined ? from : Math.max(from, block.end - block.group.length);
  // `Blk 123 #10-1234 Ang Mo Kio Ave 3`: without the unit the street is whole.
  const bare = unit === undefined ? text : text.slice(0, unit.start) + " ".repeat(unit.end - unit.start) + text.slice(unit.end);
  const before = unit === undefined ? undefined : lastStreet(text, streetFrom, unit.start);
  const whole = before?.kind === "typed" ? undefined : lastStreet(bare, streetFrom, to);
  const street = whole?.kind === "typed" ? whole : (before ?? whole);
  return {
    ...(unit === undefined ? {} : { unit: { start: unit.start, end: unit.end, text: unit.group } }),
    ...(block === undefined ? {} : { block: { start: block.start, number: block.group.toUpperCase() } }),
    ...(street === undefined ? {} : { street }),
  };
}

function lastMatch(
  text: string,
  from: number,
  to: number,
  pattern: RegExp,
): { start: number; end: number; group: string } | undefined {
  let last: { start: number; end: number; group: string } | undefined;
  for (const match of text.slice(from, to).matchAll(pattern)) {
    last = { start: from + match.index, end: from + match.index + match[0].length, group: match[1] ?? "" };
  }
  return last;
}

function isBeside(street: Street, unit: { readonly start: number; readonly end: number }): boolean {
  return (unit.start >= street.end ? unit.start - street.end : street.start - unit.end) <= 3;
}

/** Points and reasons for the parts, without the postal code. */
function weighParts({ block, street, unit }: Parts, code: string): { readonly points: number; readonly evidence: Evidence[] } {
  const evidence: Evidence[] = [];
  let points = 0;
  const add = (more: number, shape: string): void => {
    points += more;
    evidence.push({ kind: "shape", shape });
  };
  if (unit !== undefined) add(2, "unit");
  if (block !== undefined) add(1, "block");
  if (street?.kind === "typed") add(2, "street");
  // A unit at its side makes a street of `216 saujana loop`.
  if (street?.kind === "plain") add(unit !== undefined && isBeside(street, unit) ? 2 : 1, "street");
  if (street?.kind === "named") add(1, "street name");
  if (isHousingBlock(code, block?.number ?? street?.number ?? "")) {
    points += 2;
    evidence.push({ kind: "checksum", rule: "block-in-postal-code" });
  }
  return { points, evidence };
}

function examine(window: TextWindow): Candidate | undefined {
  if (isMachineLabel(window.label)) return undefined;
  return window.atEnd - window.at === 6 ? atPostalCode(window) : atUnit(window);
}

function atPostalCode({ text, at, atEnd, label }: TextWindow): Candidate | undefined {
  const code = text.slice(at, atEnd);
  const column = inLabel(label, POSTAL_LABELS);
  const marked = mayBeMarked(text, at);
  // Asked first: most runs of six digits have nothing of an address.
  if (!marked && column === undefined && !mayHoldParts(text, Math.max(0, at - REACH), at)) return undefined;
  const sector = postalSector(code);
  if (
    sector === "none" ||
    /[0-9][.,:/-]$|[$#_]\s?$/.test(text.slice(Math.max(0, at - 3), at)) ||
    /^(?:[A-Za-z_]|[.,:/-][0-9])/.test(text.slice(atEnd, atEnd + 2))
  ) {
    return undefined;
  }
  const before = text.slice(Math.max(0, at - 20), at);
  const marker = marked ? MARKER.exec(before)?.[0].replace(/^[^A-Za-z(新]/, "") : undefined;
  const labelled = column ?? (marked && WRITTEN_LABEL.test(before) ? "postal code" : undefined);
  if (marker === undefined && labelled === undefined && /[A-Za-z]$/.test(before)) return undefined;
  const codeStart = marker === undefined ? at : at - marker.length;
  const from = regionStart(text, codeStart);
  const parts = readParts(text, from, codeStart);
  const { points, evidence } = weighParts(parts, code);
  const start = Math.min(codeStart, parts.block?.start ?? at, parts.street?.start ?? at, parts.unit?.start ?? at);
  const base = points + (labelled !== undefined ? 4 : marker !== undefined ? 3 : 0);
  // Looked for only where it can matter: most runs of six digits have nothing of an address.
  const address = base > 0 && base < HIGH ? labelOf(text, start, label) : undefined;
  // A code right behind a street stands for itself: `10 Bayfront Avenue, 018956`.
  const behind = base > points || parts.street === undefined ? 0 : pointsBehind(text, parts.street, at, address !== undefined);
  const score = base + behind + (address === undefined ? 0 : 2) - (sector === "doubtful" ? 1 : 0);
  const confidence = confidenceOf(score);
  if (confidence === undefined) return undefined;
  const end = text[atEnd] === ")" && text.slice(start, at).includes("(") ? atEnd + 1 : atEnd;
  const all: Evidence[] = [
    { kind: "issuer-range", range: "postal-sector" },
    ...(labelled === undefined ? [] : [{ kind: "label", label: labelled } as const]),
    ...(address === undefined ? [] : [{ kind: "label", label: address } as const]),
    ...(marker === undefined ? [] : [{ kind: "nearby", word: "Singapore" } as const]),
    ...evidence,
  ];
  return { type: "sg-address", start, end, value: code, confidence, evidence: all };
}

/** The label of an address: the column's, or one right before the first part. */
function labelOf(text: string, start: number, label: string): string | undefined {
  const column = inLabel(label, ADDRESS_LABELS);
  if (column !== undefined) return NO_ADDRESS.test(label.slice(0, Math.max(0, label.lastIndexOf("add")))) ? undefined : column;
  const near = lastBefore(text, start, ADDRESS_LABELS, 24);
  if (near === undefined || NO_ADDRESS.test(text.slice(Math.max(0, near.start - 10), near.start))) return undefined;
  return adjoins(text, near.end, start) ? near.phrase : undefined;
}

/** Points for a bare code right behind a street; in small letters only behind a comma or line (`4 hard drive 296432`). */
function pointsBehind(text: string, { start, end, kind, even }: Street, at: number, labelled: boolean): number {
  const between = text.slice(end, at);
  if (at - end > 8 || !/^[\s,.>-]+$/.test(between)) return 0;
  if (kind !== "typed") return labelled ? 1 : 0;
  return even && (/\p{Lu}/u.test(text.slice(start, end)) || /[,\n]/.test(between)) ? 2 : 0;
}

function confidenceOf(score: number): Confidence | undefined {
  if (score >= HIGH) return "high";
  if (score >= MEDIUM) return "medium";
  return score === MEDIUM - 1 ? "low" : undefined;
}

/** An address that ends with its unit, without a postal code behind. */
function atUnit({ text, at, label }: TextWindow): Candidate | undefined {
  const hash = text.lastIndexOf("#", at);
  if (hash < 0 || at - hash > 2) return undefined;
  UNIT_HERE.lastIndex = hash;
  const unit = UNIT_HERE.exec(text);
  if (unit === null) return undefined;
  const end = hash + unit[0].length;
  if (hasPostalCode(text, end)) return undefined;
  const from = regionStart(text, hash);
  const parts = readParts(text, from, behindUnit(text, end));
  if (parts.unit?.start !== hash || parts.street === undefined || !isWithUnit(text, parts, parts.street, hash, end))
    return undefined;
  const { start: streetStart, end: streetEnd, kind } = parts.street;
  const start = Math.min(parts.block?.start ?? hash, streetStart, hash);
  const address = labelOf(text, start, label);
  const { points, evidence } = weighParts(parts, "");
  const confidence = confidenceOf(Math.min(points + (address === undefined ? 0 : 2), HIGH - 1));
  // A unit with nothing but a block before it, or with capitalised words, is any ticket number.
  if (confidence === undefined || (kind === "named" && address === undefined)) return undefined;
  const street =
    streetStart < hash && streetEnd > end
      ? text.slice(streetStart, hash) + text.slice(end, streetEnd)
      : text.slice(streetStart, streetEnd);
  const all: Evidence[] = [...(address === undefined ? [] : [{ kind: "label", label: address } as const]), ...evidence];
  return {
    type: "sg-address",
    start,
    end: Math.max(end, streetEnd),
    value: normalise(street, unit[1] ?? ""),
    confidence,
    evidence: all,
  };
}

/** How far a street may reach that stands behind its unit: the line, or the next one where the unit ends its own. */
function behindUnit(text: string, end: number): number {
  const here = lineEnd(text, end);
  const next = here - end <= 1 ? lineEnd(text, Math.min(text.length, here + 2)) : here;
  return Math.min(text.length, end + 80, next);
}

const APART = /[.;!?]\s|(?<![A-Za-z])(?:issue|ticket|bug|pull|case|ref|order|see|item|is|to|in|on|for|fixed|merge)(?![A-Za-z])/i;

/** True when unit and street belong together: side by side, or with no more than the name of a building between. */
function isWithUnit(text: string, { block }: Parts, street: Street, hash: number, end: number): boolean {
  if (street.start < hash && street.end > end) return /^[\s,.]{0,3}$/.test(text.slice(numberEnd(text, street), hash));
  if (street.end <= hash) return hash - street.end <= 50 && !APART.test(text.slice(street.end, hash));
  const first = block !== undefined && block.start >= end ? Math.min(block.start, street.start) : street.start;
  return /^[\s,.>]{0,4}$/.test(text.slice(end, first));
}

function numberEnd(text: string, street: Street): number {
  return street.start + (/^\S+/.exec(text.slice(street.start, street.start + 12))?.[0].replace(/[,.]+$/, "").length ?? 0);
}

/** True when a postal code follows within four lines: then the address is found there, whole. */
function hasPostalCode(text: string, from: number): boolean {
  let end = from;
  for (let lines = 0; lines < LINES && end >= 0; lines += 1) end = text.indexOf("\n", end + 1);
  for (const code of text.slice(from, Math.min(from + 100, end < 0 ? text.length : end)).matchAll(POSTAL_AHEAD)) {
    if (postalSector(code[0]) !== "none") return true;
  }
  return false;
}

function normalise(street: string, unit: string): string {
  const line = street.replaceAll(/[\s,.>]+/g, " ").trim();
  return `${line} #${unit.replaceAll(/\s/g, "")}`.toUpperCase();
}

/** First two digits of the postal codes, 01 to 82. */
const SECTORS = Array.from({ length: 82 }, (_, index) => String(index + 1).padStart(2, "0"));
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** Between two digits these make a decimal, a time or a longer number. */
const JOINS = ".,:/-";
/** A hyphen or blank space; the last is the first byte of what is blank in UTF-8 and not folded. */
const HYPHEN = "- \t\r\n\v\f\u00e2";

/** Singapore addresses, of flats, condominiums, offices and houses. */
export const sgAddress: Detector = {
  id: "sg-address",
  pack: "sg",
  types: ["sg-address"],
  description: "Singapore addresses by postal code, block, street and unit, on one line or several",
  references: [
    "Singapore Post, postal codes of six digits (1995)",
    "Urban Redevelopment Authority, list of postal districts",
    "Street and Building Names Board, Handbook on Guidelines for Naming of Buildings, Estates and Streets",
  ],
  anchors: [
    {
      kind: "digits",
      run: [6, 6],
      starts: SECTORS,
      notBefore: "$#_",
      joinsBefore: JOINS,
      notAfter: `${LETTERS}_`,
      joinsAfter: JOINS,
    },
    { kind: "digits", run: [1, 3], total: [3, 32], before: "#", after: HYPHEN },
    { kind: "digits", run: [1, 2], total: [3, 7], before: "BLPblp", after: HYPHEN },
  ],
  accepts: mayBePostalCode,
  examine,
  examples: {
    match: [
      { text: "Blk 252 Ang Mo Kio Ave 4 #10-1234 Singapore 560252", values: ["560252"] },
      { text: "10 Bayfront Avenue, #05-01, S(018956)", values: ["018956"] },
      { text: "88 Geylang Bahru Singapore 339696", values: ["339696"] },
      { text: "> Blk 147 Tampines Ave 5\n> #03-12\n> Singapore 521147", values: ["521147"] },
      { text: "123 ang mo kio ave 4, 560123", values: ["560123"] },
      { text: "12 Jalan Besar S208787", values: ["208787"] },
      { text: "新加坡５６０２５２ Blk 1", label: "postal_code", values: ["560252"] },
      { text: "560123", label: "regadd.postal.value", values: ["560123"] },
      { text: "Postal code: 560123", values: ["560123"] },
      { text: "Blk 123 #10-1234 Ang Mo Kio Ave 3", values: ["123 ANG MO KIO AVE 3 #10-1234"] },
      { text: "216 saujana loop, #29-191, midview city", values: ["216 SAUJANA LOOP #29-191"] },
      { text: "134A JLN LIMAU PURUT, 468219", values: ["468219"] },
      { text: "#05-01, 10 Bayfront Avenue", values: ["10 BAYFRONT AVENUE #05-01"] },
      { text: "10 Bayfront Avenue, 018956", values: ["018956"] },
      { text: "16 loyang link, singapore 508729", values: ["508729"] },
      { text: "88 Geylang Bahru #02-10", label: "home_address", values: ["88 GEYLANG BAHRU #02-10"] },
      { text: "she lives at Blk 123 Bishan St 12 #10-1234", values: ["123 BISHAN ST 12 #10-1234"] },
    ],
    reject: [
      { text: "Order S560123 shipped", values: [] },
      { text: "Issue #12-345 fixed", values: [] },
      { text: "Singapore 560123", values: [] },
      { text: "5 Star Way to Success", values: [] },
      { text: "5 Star Way to Success: fixed in issue #12-345", values: [] },
      { text: "12 MG Road, Bangalore 560001", values: [] },
      { text: "4 hard drive 296432", values: [] },
      { text: "release #10-57 of 10 Main Turn", values: [] },
      { text: "5 tickets to close #12-345", values: [] },
      { text: "Invoice 282358 for 22 units, Track 617021", values: [] },
      { text: "88 Geylang Bahru 339696", label: "ip_address", values: [] },
      { text: "Your OTP is 560123", values: [] },
      { text: "Blk 1 HOUGANG AVE 3", values: [] },
      { text: "paid $560123 on 311220", values: [] },
      { text: "10 Bayfront Avenue, Singapore 990123", values: [] },
    ],
  },
};
