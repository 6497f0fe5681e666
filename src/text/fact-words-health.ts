/** A condition or event of the Schedule: our word for it, what names it, and what must stand beside a word of more meanings. */
export interface Condition {
  readonly value: string;
  readonly words: readonly string[];
  /** Tested on what stands right before the word, or `word` and what stands right behind it. */
  readonly beside?: RegExp;
}

export const HEALTH: readonly Condition[] = [
  { value: "hiv", words: ["hiv", "艾滋病", "爱滋病", "愛滋病"] },
  {
    value: "sexually-transmitted-disease",
    words: ["gonorrhoea", "gonorrhea", "syphilis", "chlamydia", "sifilis", "梅毒", "淋病"],
  },
  { value: "schizophrenia", words: ["schizophrenia", "schizophrenic", "schizoaffective", "skizofrenia", "精神分裂"] },
  { value: "delusional-disorder", words: ["delusional"], beside: /delusional\s(?:disorder|psychosis)/i },
  { value: "substance-abuse", words: ["alcoholism", "methadone", "heroin", "戒毒", "吸毒", "酗酒"] },
  { value: "substance-abuse", words: ["addiction"], beside: /(?:drug|alcohol|substance|opioid|gambling|heroin|meth)\s$/i },
  {
    value: "fertility-donation",
    words: ["sperm", "oocyte", "捐精", "捐卵"],
    beside: /(?:sperm|oocyte)\s(?:donor|donation|recipient)|[捐]/i,
  },
  { value: "contraceptive-operation", words: ["vasectomy", "ligation", "结扎"], beside: /tubal\s$|vasectomy|结扎/i },
  { value: "abortion", words: ["abortion", "堕胎", "墮胎", "人工流产", "pengguguran"] },
  {
    value: "organ-transplant",
    words: ["transplant", "transplantation", "器官移植", "肾移植"],
    beside: /(?:kidney|renal|liver|heart|lung|organ|cornea|corneal|pancreas|marrow)\s$|移植/i,
  },
  { value: "suicide", words: ["suicide", "suicidal", "自杀", "自殺"] },
];

export const FAMILY: readonly Condition[] = [
  { value: "abuse", words: ["abuse"], beside: /(?:child|sexual|domestic|spousal|sexually)\s$/i },
  { value: "abuse", words: ["molested", "raped", "incest", "家暴", "性侵"] },
  { value: "abuse", words: ["violence"], beside: /(?:domestic|family)\s$/i },
  { value: "adoption", words: ["adoption"], beside: /adoption\s(?:order|application|petition|papers)/i },
  {
    value: "adoption",
    words: ["adoptive", "领养", "領養"],
    beside: /adoptive\s(?:parents?|mother|father|son|daughter|child)|[领領]养|領養/i,
  },
];

/** Columns that say whether a person has it. */
export const STATUS_COLUMNS: Readonly<Record<string, string>> = {
  hiv: "hiv",
  "hiv status": "hiv",
  "hiv result": "hiv",
  "hiv test": "hiv",
  "hiv test result": "hiv",
  "suicide attempt": "suicide",
  "attempted suicide": "suicide",
  "organ donor": "organ-transplant",
  "organ transplant": "organ-transplant",
  "adoption status": "adoption",
  "domestic violence": "abuse",
};
