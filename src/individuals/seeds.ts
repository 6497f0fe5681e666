import { at } from "./columns.ts";
import { compareKeys, type Evidence } from "./evidence.ts";
import { keysOfFindings, type People } from "./people.ts";
import { rankOf } from "./tiers.ts";

/**
 * What an individual's id is made from: its smallest key of the best tier, and where several
 * individuals hold that one (a shared phone), the smallest record in which this one does.
 */
export function createSeeds(evidence: Evidence, people: People): (person: number) => string {
  const { keys } = evidence;
  const compare = compareKeys(keys);
  const best = new Int32Array(people.count);
  const uses = new Map<number, number>();
  for (let person = 0; person < people.count; person += 1) {
    let smallest = -1;
    for (const key of keysOfFindings(evidence, people.findingsOf(person))) {
      const rank = smallest < 0 ? -1 : rankOf(keys.traits(key).tier) - rankOf(keys.traits(smallest).tier);
      if (rank < 0 || (rank === 0 && compare(key, smallest) < 0)) smallest = key;
    }
    best[person] = smallest;
    uses.set(smallest, (uses.get(smallest) ?? 0) + 1);
  }
  return (person) => {
    const key = at(best, person);
    if (uses.get(key) === 1) return keys.text(key);
    let record: string | undefined;
    for (const finding of people.findingsOf(person)) {
      if (evidence.keyOf.at(finding) !== key) continue;
      const name = at(evidence.records, evidence.recordOf.at(finding));
      if (record === undefined || name < record) record = name;
    }
    return `${keys.text(key)}\n${record ?? ""}`;
  };
}
