import type { TextPart } from "../../model/document.ts";
import { recordParts } from "../record-parts.ts";
import { labelOf, isMachine } from "./properties.ts";
import { type Node, textsIn, valueIn } from "./records.ts";

/** A field of a contact. */
interface Field {
  readonly label: string;
  readonly text: string;
}

/** Parts of an address that are told as one. */
const PLACES = ["Home", "Business", "Other"] as const;
const BIRTHDAYS = /(?:Birthday|Anniversary)$/;
const HALF_DAY = 43_200_000;

/** Writes contacts and groups of the address book, each as one record of labelled fields. */
export interface People {
  add(record: Node): void;
  take(end: boolean): Generator<TextPart>;
}

/** An empty list of people. */
export function people(): People {
  const labels: string[] = [];
  const numbers = new Map<string, number>();
  const parts = recordParts({ steps: [], role: "metadata", record: "contact" }, labels);
  let records = 0;
  return {
    add(record) {
      let line = 0;
      for (const { label, text } of fieldsOf(record)) {
        let number = numbers.get(label);
        if (number === undefined) {
          number = labels.push(label) - 1;
          numbers.set(label, number);
        }
        line += 1;
        parts.text(text, number, records, line, 1);
      }
      records += 1;
    },
    take: (end) => parts.take(end),
  };
}

function* fieldsOf(record: Node): Generator<Field> {
  const used = new Set<string>();
  for (const place of PLACES) {
    const part = (name: string): string => {
      used.add(`OPFContactCopy${place}${name}`);
      return valueIn(record, `OPFContactCopy${place}${name}`);
    };
    const [street, city, zip, state, country] = ["StreetAddress", "City", "Zip", "State", "Country"].map(part);
    const lines = [street, [city, zip].filter((one) => one !== "").join(" "), state, country];
    const text = lines.filter((one) => one !== undefined && one !== "").join(", ");
    if (text !== "") yield { label: `${place} Address`, text };
  }
  const told = new Set<string>();
  for (const child of record.children) {
    if (used.has(child.name)) continue;
    if (BIRTHDAYS.test(child.name)) {
      yield { label: labelOf(child.name), text: dayOf(child.text.trim()) };
      continue;
    }
    for (const [name, text] of textsIn(child)) {
      if (isMachine(name, text)) continue;
      const label = name === "OPFContactEmailAddressAddress" ? "Email" : labelOf(name);
      // The default address is one of the list.
      const key = `${label}\n${text}`;
      if (told.has(key)) continue;
      told.add(key);
      yield { label, text };
    }
  }
  if (record.text.trim() !== "") yield { label: "Text", text: record.text.trim() };
}

/** Midnight where the person who wrote it was: the nearest midnight of UTC is of the same day. */
function dayOf(text: string): string {
  const time = Date.parse(/T[0-9:.]+$/.test(text) ? `${text}Z` : text);
  if (Number.isNaN(time)) return text;
  return new Date(Math.floor((time + HALF_DAY) / (HALF_DAY * 2)) * HALF_DAY * 2).toISOString().slice(0, 10);
}
