import { FACT_CLASSES, type DataClass } from "../model/individual.ts";

/**
 * What is said of people without saying of whom: pay, debts, health. A fact makes nobody an individual; it is
 * one of the classes of those whose identifiers stand in its record.
 */
export interface Facts {
  /** The class of a fact type (`fact-pay`); `undefined` for every other type. */
  readonly classOf: (type: string) => DataClass | undefined;
  add(record: number, dataClass: DataClass): void;
  /** The classes of the facts in a record. */
  of(record: number): readonly DataClass[];
}

const PREFIX = "fact-";
const CLASSES: ReadonlyMap<string, DataClass> = new Map(FACT_CLASSES.map((dataClass) => [PREFIX + dataClass, dataClass]));
const NONE: readonly DataClass[] = [];

/** No facts yet. Records with the same facts share one list. */
export function createFacts(): Facts {
  const lists = new Map<string, readonly DataClass[]>();
  const byRecord = new Map<number, readonly DataClass[]>();
  return {
    classOf: (type) => CLASSES.get(type),
    add(record, dataClass) {
      const known = byRecord.get(record) ?? NONE;
      if (known.includes(dataClass)) return;
      const all = FACT_CLASSES.filter((one) => one === dataClass || known.includes(one));
      const name = all.join(" ");
      const list = lists.get(name) ?? all;
      lists.set(name, list);
      byRecord.set(record, list);
    },
    of: (record) => byRecord.get(record) ?? NONE,
  };
}
