import type { Detector, TextWindow } from "../../model/detector.ts";
import type { Candidate, Confidence, Evidence, FindingType } from "../../model/finding.ts";
import { FAMILY, HEALTH, STATUS_COLUMNS, type Condition } from "../../text/fact-words-health.ts";
import { inLabel, vocabulary } from "../../text/labels.ts";

/** The classes of conditions: to add one is a line here and its words. */
const CLASSES: readonly (readonly [FindingType, readonly Condition[]])[] = [
  ["fact-health", HEALTH],
  ["fact-family", FAMILY],
];

interface Named {
  readonly type: FindingType;
  readonly condition: Condition;
}

const BY_WORD = new Map<string, Named>();
for (const [type, conditions] of CLASSES)
  for (const condition of conditions) for (const word of condition.words) BY_WORD.set(word, { type, condition });

const WORD = new RegExp([...BY_WORD.keys()].toSorted((a, b) => b.length - a.length).join("|"), "iy");
const STATUS = vocabulary(Object.keys(STATUS_COLUMNS));
const DIAGNOSIS = vocabulary([
  "diagnosis",
  "diagnoses",
  "dx",
  "medical condition",
  "medical conditions",
  "medical history",
  "past medical history",
  "pmh",
  "reason for admission",
  "reason for referral",
  "诊断",
  "診斷",
  "病史",
]);

const BEFORE = 120;
/** A form's label and what may follow it before the word: other conditions, no new line. */
const LABELLED =
  /(?:diagnos[ie]s|\bdx|medical (?:conditions?|history)|\bpmh|reason for (?:admission|referral)|diagnosed with|诊断|診斷|病史)["'*_)]{0,2}\s{0,3}[:=|\t-][^\r\n.:?!]{0,80}$/i;
/** What a clinician writes of one person. */
const CLINICAL =
  /(?:history of|\bh\/o|known case of|diagnosed (?:with|to have)|tested positive for|positive for|s\/p|status post|underwent|admitted (?:for|with|after)|treated for|treatment for|receiving|victim of|suffers? from|suffered from|suffering from|attempted|患有|确诊|曾)\s{0,2}(?:[a-z()/-]{1,14}\s){0,4}$/i;
const PERSON =
  /(?:\b(?:he|she|i|his|her|my|mr|mrs|ms|mdm|miss|madam|dr|the (?:patient|client|deceased|student|employee|accused)|patient|husband|wife|son|daughter|mother|father)\b|[STFGM][0-9]{7}[A-Z])/i;
/** What is said of people in general, of services and rules. */
const GENERAL =
  /(?:\b(?:patients|people|persons|individuals|those|anyone|anybody|someone|if you|if a|whether|who (?:have|has|are|is)|risk|prevent(?:ion|ing)?|awareness|screening|tests?|testing|kits?|clinics?|hotline|helpline|campaign|support group|stud(?:y|ies)|research|survey|article|may|can|could|programmes?|programs?|association|foundation|societ(?:y|ies)|policy|policies|law|act|exclu\w{0,8}|cover(?:ed|age)?|charity|donate|donation drive|world|day|rates?|cases|statistics|vaccine|drug|therapy for)\b|预防|宣传|热线)/i;
const DENIED =
  /(?:\bno (?:known |past )?(?:history|evidence|sign)|denie[sd]|\bnil\b|\bnever\b|negative for|ruled out|\bnot?\b)[^\r\n.]{0,40}$/i;
const POSITIVE =
  /^(?:\s?(?:\+|\(\+\)|pos(?:itive)?\b|reactive\b|阳性)|\s(?:test )?(?:result|status)?\s?[:=]\s?(?:positive|reactive|negative|non-?\s?reactive))/i;

function examine(window: TextWindow): Candidate | undefined {
  const { text, at, label } = window;
  const status = label === "" || at !== 0 ? undefined : inLabel(label, STATUS);
  if (status !== undefined) return readStatus(window, status);
  WORD.lastIndex = at;
  const word = WORD.exec(text)?.[0];
  const named = word === undefined ? undefined : BY_WORD.get(word.toLowerCase());
  if (word === undefined || named === undefined) return undefined;
  const end = at + word.length;
  const { condition, type } = named;
  if (condition.beside?.test(text.slice(Math.max(0, at - 12), at)) === false && !condition.beside.test(text.slice(at, end + 14)))
    return undefined;
  const said = statement(text, at, end, label);
  if (said === undefined) return undefined;
  return candidate(type, at, end, condition.value, said.how, said.confidence);
}

/** How the text says that somebody has it; `undefined` where it speaks of it in general. */
function statement(
  text: string,
  at: number,
  end: number,
  label: string,
): { readonly how: string; readonly confidence: Confidence } | undefined {
  const sentence = sentenceBefore(text, at);
  const rest = /^[^\r\n.!?;]{0,60}/.exec(text.slice(end, end + 60))?.[0] ?? "";
  const general = GENERAL.test(sentence) || GENERAL.test(rest);
  const denied = DENIED.test(sentence);
  const labelled =
    (label !== "" && inLabel(label, DIAGNOSIS) !== undefined) || LABELLED.test(text.slice(Math.max(0, at - BEFORE), at));
  if (labelled) return { how: "diagnosis", confidence: general || denied ? "low" : "medium" };
  const clinical = CLINICAL.test(sentence);
  const person = PERSON.test(sentence);
  const positive = POSITIVE.test(text.slice(end, end + 30)) || /^\s(?:attempt|ideation|note)/i.test(rest);
  if (!clinical && !(positive && person)) return undefined;
  if (general) return undefined;
  return { how: clinical ? "clinical" : "positive", confidence: denied ? "low" : "medium" };
}

/** What stands before `at` in its sentence and line. */
function sentenceBefore(text: string, at: number): string {
  const shown = text.slice(Math.max(0, at - BEFORE), at);
  const border = Math.max(shown.lastIndexOf("\n"), shown.lastIndexOf("? "), shown.lastIndexOf("! "), shown.lastIndexOf("。"));
  return shown.slice(border + 1);
}

const YES = /^(?:y|yes|true|1|\+|pos|positive|reactive|有|是|ya|阳性|positif)$/i;
/** The result of a test for HIV is one whichever it is. */
const RESULT = /^(?:neg|negative|non[- ]?reactive|阴性|negatif)$/i;

function readStatus({ text, at, label }: TextWindow, status: string): Candidate | undefined {
  const value = text.trim();
  const word = STATUS_COLUMNS[status];
  if (word === undefined || /date|policy|count|clinic|address|venue/.test(label)) return undefined;
  if (!YES.test(value) && !(word === "hiv" && RESULT.test(value))) return undefined;
  const start = at + text.indexOf(value);
  return candidate(
    word === "adoption" || word === "abuse" ? "fact-family" : "fact-health",
    start,
    start + value.length,
    word,
    "column",
    "medium",
  );
}

function candidate(type: FindingType, start: number, end: number, value: string, how: string, confidence: Confidence): Candidate {
  const evidence: Evidence[] = [
    { kind: "label", label: value },
    { kind: "shape", shape: how },
  ];
  return { type, start, end, value, confidence, evidence };
}

/** The listed medical and family facts, where a text says them of somebody. */
export const factCondition: Detector = {
  id: "fact-condition",
  pack: "sg",
  types: CLASSES.map(([type]) => type),
  description: "HIV and the other listed conditions, abuse and adoption: a diagnosis, a clinician's sentence or a column",
  references: ["Personal Data Protection (Notification of Data Breaches) Regulations 2021 (Singapore), Schedule, items 18 to 23"],
  anchors: [
    { kind: "word", words: [...BY_WORD.keys()] },
    { kind: "cell", labels: Object.keys(STATUS_COLUMNS) },
  ],
  most: "medium",
  examine,
  examples: {
    match: [
      { text: "Diagnosis: HIV positive", values: ["hiv"] },
      { text: "He has a history of attempted suicide.", values: ["suicide"] },
      { text: "Mdm Tan was diagnosed with schizophrenia in 2019", values: ["schizophrenia"] },
      { text: "Positive", label: "hiv status", values: ["hiv"] },
      { text: "Dx: depression, alcoholism", values: ["substance-abuse"] },
      { text: "S1234567D underwent a kidney transplant", values: ["organ-transplant"] },
      { text: "She is a victim of domestic violence", values: ["abuse"] },
      { text: "诊断：精神分裂症", values: ["schizophrenia"] },
    ],
    reject: [
      { text: "HIV test available at our clinic", values: [] },
      { text: "People living with HIV can lead normal lives", values: [] },
      { text: "World Suicide Prevention Day; call the hotline", values: [] },
      { text: "patients diagnosed with schizophrenia may apply", values: [] },
      { text: "cloud adoption order of magnitude", values: [] },
      { text: "report abuse@example.com abuse of the service", values: [] },
      { text: "denies any history of suicide", values: [] },
      { text: "heart transplant surgery was invented in 1967", values: [] },
      { text: "No", label: "attempted suicide", values: [] },
    ],
  },
};
