import type { Detector, TextWindow } from "../../model/detector.ts";
import type { Candidate, Confidence, Evidence, FindingType } from "../../model/finding.ts";
import { inLabel, lastBefore, type Heard } from "../../text/labels.ts";
import { isMachineLabel, machineText } from "../../text/surroundings.ts";
import { isBound, readAmount, type Amount } from "./amount.ts";
import { AMOUNT_HEARS, AMOUNT_TYPES, FACT_LABELS, meaningOf, NUMBER_HEARS, SCORE_HEARS, type Meaning } from "./classes.ts";
import { mayBeFact } from "./glance.ts";

const LABEL_REACH = 90;

/** How a number is joined to its label. */
type Joint = "column" | "sign" | "sentence" | "blank";

/** Label and number side by side, as in a form: a sign, a bar, a wide gap, the next line; between them a unit or a day at most. */
const SIGN =
  /^s?["'*_)\]]{0,3}(?:\s?\([^()\r\n]{0,30}\))?(?:\s(?:as (?:at|of|on)|for|per|in|payable|paid|due|is|amount|no\.?|number)(?:\s[^\r\n:=|$]{1,30})?)?(?:\s{0,3}(?:[:=|]|-{1,2}(?=\s))["'*_|\s]{0,40}|[ ]{2,40}|\s?\t[\t ]{0,8}|\s{0,3}\r?\n\s{0,8})$/i;
const SENTENCE =
  /^s?(?:\s[a-z'()]{1,14}){0,6}?\s(?:of|is|was|at|to|be|totall?ing|stands at|amounts to|ialah|adalah|sebanyak|worth)\s(?:about |approximately |around |only )?$|^(?:是|为|為|共|有)\s?$/i;
const BLANK = /^[\s*_]{0,3}$/;
/** What says in the words between that the number is a rule's. */
const RULE =
  /(?:ceiling|cap|limit|range|scale|grade|band|bracket|threshold|criteria|subject|required?|minimum|maximum|must|should|can|may|earn(?:s|ing)?|exceed|below|above|survey|increment|increase(?!d to)|rate|tax|insurance)/i;
/** The same before the label: `average salary`, `maximum loan`. */
const RULE_BEFORE =
  /(?:average|median|mean|minimum|min\.?|maximum|max\.?|qualifying|eligible|typical|starting|proposed|any|no|if|whose|with an?|salaried|aggregate|company'?s?|group|national|industry|market|total)\s(?:of\s)?(?:gross |monthly |annual |basic )?$/i;
/** Texts about money in general: adverts, offers, explanations. */
const GENERAL =
  /(?:hiring|vacanc|applicants?\b|candidates?\b|job (?:description|opening|scope|title)|apply now|requirements?:|working hours|eligib|criteria|brochure|terms and conditions|t&cs?\b|promo|for example|e\.g\.|illustrat|assum|hypothetical|招聘|jawatan kosong)/i;
const BILL = /(?:invoice|receipt|bill no|billing|subtotal|sub-total|gst|qty|quantity|unit price|purchase order|quotation)/i;
const INSURER = /(?:insur|assured|policy|保单|保險|保险|takaful|polisi)/i;
/** Columns that say something about the amount, not the amount. */
const ABOUT_COLUMN =
  /range|min|max|grade|band|scale|type|date|code|no\.?$|number|count|(?:^|[^a-z])ids?$|currency|frequency|mode|status|rate|method|effective|period|month$|year$|remark|percent|%|points|leave|days/;

function examine(window: TextWindow): Candidate | undefined {
  const { text, at, label } = window;
  if (isMachineLabel(label)) return undefined;
  const column = columnOf(label);
  const near = lastBefore(text, at, FACT_LABELS, LABEL_REACH);
  // In a cell the column's name is the label; beside a label of its own the cell is a text.
  const phrase = near === undefined ? column : near.phrase;
  if (phrase === undefined) return undefined;
  const meaning = meaningOf(phrase);
  switch (meaning.kind) {
    case "other":
      return undefined;
    case "amount":
      return examineAmount(window, near, phrase, meaning);
    case "score":
      return examineScore(window, near, phrase);
    case "policy":
    case "claim":
      return examineNumber(window, near, phrase, meaning.kind);
  }
}

function columnOf(label: string): string | undefined {
  if (label === "") return undefined;
  const said = inLabel(label, FACT_LABELS);
  if (said === undefined) return undefined;
  const { kind } = meaningOf(said);
  return kind === "policy" || kind === "claim" || !ABOUT_COLUMN.test(label) ? said : undefined;
}

function examineAmount(
  { text, at }: TextWindow,
  near: Heard | undefined,
  phrase: string,
  meaning: Meaning & { readonly kind: "amount" },
): Candidate | undefined {
  const amount = readAmount(text, at);
  if (amount === undefined || amount.value === "0" || isBound(text, amount)) return undefined;
  const joint = jointOf(text, near, amount);
  if (joint === undefined || (near !== undefined && RULE_BEFORE.test(text.slice(Math.max(0, near.start - 30), near.start))))
    return undefined;
  if (machineText(text, amount.digitsStart, amount.end) !== undefined) return undefined;
  const confidence = weigh(text, amount, joint, meaning, phrase);
  return confidence === undefined
    ? undefined
    : candidate(meaning.type, amount.start, amount.end, amount.value, phrase, joint, confidence);
}

function weigh(
  text: string,
  { currency, styled, value }: Amount,
  joint: Joint,
  { strength, type }: Meaning & { readonly kind: "amount" },
  phrase: string,
): Confidence | undefined {
  const whole = Number.parseInt(value, 10);
  const money = currency || styled;
  // Years, counts and grades stand behind such labels, too.
  if (!money && (whole < 100 || (whole >= 1900 && whole <= 2100 && joint !== "column"))) return undefined;
  // A pay slip turned into text: `Basic Salary 5,200.00`.
  if (!currency && (joint === "sentence" || (joint === "blank" && !(styled && strength === "plain")))) return undefined;
  if (strength === "weak" && !(phrase === "premium" && INSURER.test(text) && joint !== "blank")) return money ? "low" : undefined;
  if (strength === "money" && !money) return joint === "column" ? "low" : undefined;
  if (GENERAL.test(text) || (type === "fact-debt" && BILL.test(text))) return "low";
  return joint === "blank" && strength !== "plain" ? "low" : "medium";
}

/** How the amount is joined to the label; `undefined` where other words lie between. */
function jointOf(text: string, near: Heard | undefined, { start }: { readonly start: number }): Joint | undefined {
  if (near === undefined) return "column";
  const between = text.slice(near.end, start);
  if (BLANK.test(between) && !/[\r\n\t]|\s{2}/.test(between)) return "blank";
  if (SIGN.test(between)) return RULE.test(between) ? undefined : "sign";
  return SENTENCE.test(between) && !RULE.test(between) ? "sentence" : undefined;
}

/** `Credit score: 1850`: 1000 to 2000 at Singapore's credit bureau, 300 to 900 elsewhere. */
function examineScore({ text, at, atEnd }: TextWindow, near: Heard | undefined, phrase: string): Candidate | undefined {
  const written = text.slice(at, atEnd);
  if (!/^[0-9]{3,4}$/.test(written) || /^(?:[0-9A-Za-z%+]|[.,/-][0-9]|\s?(?:-|to)\s?[0-9])/.test(text.slice(atEnd, atEnd + 6)))
    return undefined;
  const score = Number(written);
  if (score < 300 || score > 2000 || /[$.,/-]$|[0-9]\s?(?:-|to)\s?$/.test(text.slice(Math.max(0, at - 6), at))) return undefined;
  const joint = jointOf(text, near, { start: at });
  if (joint === undefined) return undefined;
  const sure = joint !== "blank" && phrase !== "risk score" && !GENERAL.test(text);
  return candidate("fact-credit", at, atEnd, written, phrase, joint, sure ? "medium" : "low");
}

const NUMBER_BEFORE = /(?<![A-Za-z0-9])[A-Za-z0-9][A-Za-z0-9/-]{0,11}$/;
const NUMBER_AFTER = /^[A-Za-z0-9]{0,20}(?:[/-][A-Za-z0-9]{1,12}){0,3}/;

/** `Policy No. P1234567-8`: letters and digits, six or more of them digits. */
function examineNumber(
  { text, at, atEnd }: TextWindow,
  near: Heard | undefined,
  phrase: string,
  kind: "policy" | "claim",
): Candidate | undefined {
  const floor = near?.end ?? 0;
  const from = Math.max(floor, at - 12);
  const start = at - (NUMBER_BEFORE.exec(text.slice(from, at))?.[0].length ?? 0);
  const end = atEnd + (NUMBER_AFTER.exec(text.slice(atEnd, atEnd + 40))?.[0].length ?? 0);
  const value = text.slice(start, end).replaceAll(/[/-]/g, "").toUpperCase();
  const digits = value.replaceAll(/[^0-9]/g, "").length;
  if (digits < 5 || value.length < 6 || value.length > 20 || /^[A-Za-z0-9@_]/.test(text.slice(end, end + 1))) return undefined;
  if (
    near !== undefined &&
    !/^s?["'*_)\]]{0,3}(?:\s?\([^()\r\n]{0,20}\))?\s?(?:no\.?|number|is|:|=|#|\.|\||-(?=\s)|\t|\s){0,6}["'*_#:]{0,3}\s{0,4}$/i.test(
      text.slice(near.end, start),
    )
  )
    return undefined;
  // A day behind the label is that of the policy.
  if (/^[0-9]{1,2}[/-][0-9]{1,2}[/-][0-9]{2,4}$|^(?:19|20)[0-9]{2}[/-][0-9]{2}[/-][0-9]{2}$/.test(text.slice(start, end)))
    return undefined;
  const sure = kind === "policy" ? digits >= 6 : INSURER.test(text);
  return candidate("fact-insurance", start, end, value, phrase, near === undefined ? "column" : "sign", sure ? "medium" : "low");
}

function candidate(
  type: FindingType,
  start: number,
  end: number,
  value: string,
  label: string,
  joint: Joint,
  confidence: Confidence,
): Candidate {
  const evidence: Evidence[] = [
    { kind: "label", label },
    { kind: "shape", shape: joint },
  ];
  return { type, start, end, value, confidence, evidence };
}

/** Amounts of pay, deposits, balances, loans, debts, investments and insurance, credit scores and policy numbers. */
export const factMoney: Detector = {
  id: "fact-money",
  pack: "sg",
  types: AMOUNT_TYPES,
  description: "Pay, net worth, balances, loans, debts, credit scores, investments and insurance: a label and an amount",
  references: [
    "Personal Data Protection (Notification of Data Breaches) Regulations 2021 (Singapore), Schedule, items 1, 2, 8 to 17",
    "ISO 4217 (currency codes)",
  ],
  anchors: [
    {
      kind: "digits",
      run: [1, 9],
      lead: "123456789",
      notBefore: "#@%_abcefhijklnopqtuvwxzABCEFHIJKLNOPQTUVWXZ",
      notAfter: "%@_#",
      joinsBefore: ",./:-",
      joinsAfter: ":/-",
      hears: AMOUNT_HEARS,
    },
    { kind: "digits", run: [3, 4], hears: SCORE_HEARS },
    { kind: "digits", run: [5, 16], hears: NUMBER_HEARS },
  ],
  most: "medium",
  accepts: mayBeFact,
  examine,
  examples: {
    match: [
      { text: "Basic salary: S$5,200", values: ["5200"] },
      { text: "Monthly salary $5,200.00", values: ["5200"] },
      { text: "a salary of SGD 5,200 per month", values: ["5200"] },
      { text: "5200.50", label: "gross pay", values: ["5200.50"] },
      { text: "Outstanding loan: $12,000", values: ["12000"] },
      { text: "Your account balance is S$1,234.56", values: ["1234.56"] },
      { text: "Credit score: 1850", values: ["1850"] },
      { text: "Policy No. P1234567-8", values: ["P12345678"] },
      { text: "Sum assured: $250,000  Annual premium: $1,200", values: ["250000", "1200"] },
      { text: "月薪：5200元", values: ["5200"] },
      { text: "Gaji pokok: RM3,500", values: ["3500"] },
      { text: "Arrears (as at March): $842.10", values: ["842.10"] },
    ],
    reject: [
      { text: "Salary range $4,000 - $5,000", values: [] },
      { text: "Salary: up to $5,000", values: [] },
      { text: "We are hiring! Basic salary: $2,500", values: [] },
      { text: "The CPF salary ceiling of $6,000", values: [] },
      { text: "Annual leave balance: 12", values: [] },
      { text: "Premium plan: $9.99", values: [] },
      { text: "Net income of $3.2 billion", values: [] },
      { text: "Basic salary:\nName:", values: [] },
      { text: "privacy policy no 3", values: [] },
      { text: "Total: $120.00", values: [] },
      { text: "2", label: "salary_grade", values: [] },
    ],
  },
};
