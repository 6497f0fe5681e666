import { at } from "./columns.ts";
import type { Evidence } from "./evidence.ts";
import { keysOfFindings, type People } from "./people.ts";
import { rankOf } from "./tiers.ts";

/**
 * What an individual's id is made from: its smallest key of the best tier, and where several
 * individuals hold that one (a shared phone), the smallest record in which this one does.
 */
export function createSeeds(evidence: Evidence, people: People): (person: number) => string {
  const { keys } = evidence;
  const best = new Int32Array(people.count);
  const uses = new Int32Array(keys.size);
  for (let person = 0; person < people.count; person += 1) {
    let smallest = -1;
    for (const key of keysOfFindings(evidence, people.findingsOf(person))) {
      const rank = smallest < 0 ? -1 : rankOf(keys.traits(key).tier) - rankOf(keys.traits(smallest).tier);
      if (rank < 0 || (rank === 0 && keys.compare(key, smallest) < 0)) smallest = key;
    }
    best[person] = smallest;
    uses[smallest] = at(uses, smallest) + 1;
  }
  return (person) => {
    const key = at(best, person);
    if (at(uses, key) === 1) return keys.text(key);
    let smallest: number | undefined;
    for (const finding of people.findingsOf(person)) {
      if (evidence.keyOf.at(finding) !== key) continue;
      const record = evidence.recordOf.at(finding);
      if (smallest === undefined || evidence.records.compare(record, smallest) < 0) smallest = record;
    }
    return `${keys.text(key)}\n${smallest === undefined ? "" : evidence.records.text(smallest)}`;
  };
}
