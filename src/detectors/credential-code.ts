import type { TextWindow } from "../model/detector.ts";
import type { Candidate, Confidence, Evidence } from "../model/finding.ts";
import { CODE_LABELS, codeKind, SHARED_ACCESS } from "../text/credential-words.ts";
import { adjoins, lastBefore } from "../text/labels.ts";
import { lineStart } from "../text/surroundings.ts";

const LABEL_REACH = 90;
const CONTEXT_REACH = 160;
/** Four to eight digits, or two groups of three. */
const CODE = /(?:[0-9]{4,8}|[0-9]{3}[ -][0-9]{3})(?![0-9])/y;

/** Borders of a code, for the anchors: no amount, no piece of a word or longer number. */
export const CODE_BORDERS = {
  notBefore: "$_@/.,+%ABCDEFHIJKLMNOPQRSTUVWXYZabcdefghijklmopqsuvwxyz",
  notAfter: "_@/%*+ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
  joinsAfter: ".:",
} as const;

/** A code behind its label: `PIN: 1234`, `your OTP for the transfer is 483920`, `验证码 483920`. */
export function readCode({ text, at }: TextWindow): Candidate | undefined {
  CODE.lastIndex = at;
  const written = CODE.exec(text)?.[0];
  if (written === undefined) return undefined;
  const end = at + written.length;
  if (!isAlone(text, at, end)) return undefined;
  const label = lastBefore(text, at, CODE_LABELS, LABEL_REACH);
  if (label === undefined) return undefined;
  const kind = codeKind(label.phrase);
  if (kind === "none") return undefined;
  const between = text.slice(label.end, at);
  const joint = jointOf(between, text, label.end, at);
  if (joint === undefined || isPostal(text, label.end, between, written)) return undefined;
  const against = lastBefore(text, label.end, SHARED_ACCESS, CONTEXT_REACH)?.phrase ?? thing(text, label.start, end);
  const weak =
    kind === "weak" ||
    (joint === "blank" &&
      !isPlain(text, end, kind === "code" || /(?:no|number)$/.test(label.phrase) || isOwned(text, label.start))) ||
    against !== undefined;
  return answer(at, end, written, label.phrase, weak ? "low" : "medium", joint, against);
}

/** `483920 is your OTP`: the anchor is the label behind the code. */
export function readCodeBefore(text: string, at: number, atEnd: number): Candidate | undefined {
  const from = Math.max(0, at - 70);
  const found = /(?<![0-9A-Za-z$.,/-])([0-9]{4,8}) (?:is|as) (?:your|the) (?:[A-Za-z-]{1,20} ){0,3}$/.exec(text.slice(from, at));
  if (found === null) return undefined;
  return answer(from + found.index, atEnd, found[1] as string, "otp", "medium", "sentence", undefined);
}

function answer(
  start: number,
  end: number,
  written: string,
  label: string,
  confidence: Confidence,
  joint: string,
  against: string | undefined,
): Candidate {
  const evidence: Evidence[] = [
    { kind: "label", label },
    { kind: "shape", shape: joint },
    ...(against === undefined ? [] : [{ kind: "against", word: against } as const]),
  ];
  return { type: "credential", start, end, value: written.replaceAll(/[ -]/g, ""), confidence, evidence };
}

/** No letter, digit or sign of a longer number touches it; the `G-` of some codes may. */
function isAlone(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 3), start);
  if (/[A-Za-z0-9$_@/+%]$|[0-9][.,: -]$/.test(before)) return false;
  if (before.endsWith("-") && !/(?:^|\s)(?:G-|-)$/.test(before) && !/[A-Za-z]-$/.test(before)) return false;
  return !/^(?:[A-Za-z0-9_@/%*+]|[.:-][0-9]|[ -][0-9]{3,4}(?![0-9]))/.test(text.slice(end, end + 6));
}

/** How the code is joined to its label; `undefined` where other words lie between. */
function jointOf(between: string, text: string, labelEnd: number, at: number): "sign" | "sentence" | "blank" | undefined {
  if (
    /^["'*_)\]#]{0,2}\s{0,3}(?:no\.?|number|code)?\s{0,2}(?:is|was)?\s{0,2}(?:[:=]|-(?=\s))["'*_\s]{0,8}(?:G-)?$/i.test(between)
  )
    return "sign";
  if (
    /^(?:(?:[^\r\n.;:?!]|\.(?=[0-9])){0,70}[ )])?(?:is|are|是|为|為|ialah|adalah)\s?:?\s{0,2}["'*_]{0,2}(?:G-)?$/i.test(between)
  )
    return "sentence";
  if (/^[\s()"'*]{0,4}(?:G-)?$/.test(between) && !between.includes("\n\n")) return "blank";
  return adjoins(text, labelEnd, at) ? "blank" : undefined;
}

/** With nothing but a blank between the two, the label must be a strong one, and no sentence may go on as if the number counted something. */
function isPlain(text: string, end: number, isStrong: boolean): boolean {
  return (
    isStrong &&
    !/^ (?!(?:is|to|for|will|valid|expires|and|or|within|now|on|at|before|if|do|please|from|when|in)\b)[a-z]/.test(
      text.slice(end, end + 12),
    )
  );
}

/** `your PIN 4821`, `ATM PIN 4821`: said of somebody's. */
function isOwned(text: string, labelStart: number): boolean {
  return /(?:your|my|his|her|their|the|new|temporary|default|initial|atm|card|login|singpass|phone|banking)\s(?:[A-Za-z]{1,12}\s)?$/i.test(
    text.slice(Math.max(0, labelStart - 30), labelStart),
  );
}

const INDIA =
  /(?:india|bharat|bangalore|bengaluru|mumbai|delhi|chennai|kolkata|hyderabad|pune|karnataka|kerala|maharashtra|gujarat|tamil ?nadu|telangana|andhra|pradesh|rajasthan|bihar|punjab|haryana|odisha|west bengal|taluk|nagar|dist(?:rict)?\b|marg\b)/i;

/** Six digits behind `PIN` are a postal code in India. */
function isPostal(text: string, labelEnd: number, between: string, written: string): boolean {
  if (!/pin$/i.test(text.slice(Math.max(0, labelEnd - 3), labelEnd))) return false;
  if (!/^[1-8][0-9]{2}[ -]?[0-9]{3}$/.test(written)) return false;
  return /^\s?-\s?$/.test(between) || INDIA.test(text);
}

/** What else such words label: pins of a plug, the code of a card's back, a telephone. */
function thing(text: string, start: number, end: number): string | undefined {
  const around = text.slice(Math.max(0, start - 60), end + 30);
  if (/gpio|pinout|connector|voltage|arduino|solder|socket|circuit|bowling|golf/i.test(around)) return "hardware";
  if (/security code/i.test(text.slice(start, start + 14)) && /card|visa|cvv|expiry/i.test(around)) return "card";
  return /(?:call|tel|phone|hotline|sms)[^\n]{0,12}$/i.test(text.slice(lineStart(text, start), start)) ? "telephone" : undefined;
}
