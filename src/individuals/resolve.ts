import type { ReportedFinding } from "../model/finding.ts";
import type { DataClass, Individual, Tally } from "../model/individual.ts";
import { absorb } from "./absorb.ts";
import { candidates, createLowerBound } from "./bounds.ts";
import { createEvidence } from "./evidence.ts";
import { joinFooters } from "./footer.ts";
import { commonKeys } from "./frequency.ts";
import { formGroups } from "./groups.ts";
import { holdings, keysByGroup } from "./holdings.ts";
import { createNames } from "./interner.ts";
import { createLedger } from "./ledger.ts";
import { classesOf, keysOfFindings, numberPeople } from "./people.ts";
import { present } from "./present.ts";
import { groupRecords } from "./records.ts";
import { assignRest } from "./rest.ts";
import { claimSecondaries, joinByTertiary } from "./tertiary.ts";

/** Who is affected. */
export interface Resolution {
  /** In order of their first finding; made one at a time, and anew on each iteration. */
  readonly individuals: Iterable<Individual>;
  readonly tally: Tally;
  /** Addresses of senders and recipients that are no individual's. */
  readonly correspondents: number;
  readonly organisations: number;
}

/** Collects what the stream tells of people, then resolves it. */
export interface Resolver {
  /** Takes a finding; called in stream order. Only numbers and each distinct text are kept. */
  add(finding: ReportedFinding): void;
  /** Takes the key of an e-mail address that stands in an address field of a header. */
  addCorrespondent(key: string): void;
  /** `idOf` makes a keyed id from a seed; a seed belongs to one individual. */
  resolve(idOf: (seed: string) => string): Resolution;
}

/**
 * Resolves people from findings. Who is one person depends on the findings only, never on their
 * order (so that shards, resumed runs and a report from a file agree); the order decides the
 * listing alone.
 */
export function createResolver(): Resolver {
  const evidence = createEvidence();
  const correspondents = createNames();

  return {
    add: (finding) => evidence.add(finding),
    addCorrespondent: (key) => void correspondents.add(key),
    resolve(idOf) {
      const ledger = createLedger(evidence.keys.compare);
      const records = groupRecords(evidence);
      const common = commonKeys(evidence, records);
      const groups = formGroups(evidence, records, common, ledger);
      joinFooters(evidence, records, common, groups, ledger);
      const bySet = () => holdings(evidence, records, common, groups, groups.union.find);
      const apart = candidates(
        evidence,
        keysByGroup(evidence, records, common, groups, (group) => group),
      );
      const byPrimary = bySet();
      claimSecondaries(evidence, byPrimary, groups);
      joinByTertiary(evidence, byPrimary, groups, ledger);
      assignRest(evidence, records, common, groups, bySet(), ledger);
      absorb(evidence, bySet(), groups, ledger);

      const people = numberPeople(evidence, records, groups);
      const lower = createLowerBound(evidence);
      const byClass: Partial<Record<DataClass, number>> = {};
      for (let person = 0; person < people.count; person += 1) {
        const findings = people.findingsOf(person);
        const keys = keysOfFindings(evidence, findings);
        lower.add(keys);
        for (const dataClass of classesOf(evidence, findings, keys)) byClass[dataClass] = (byClass[dataClass] ?? 0) + 1;
      }
      let unknown = correspondents.size;
      for (let key = 0; unknown > 0 && key < evidence.keys.size; key += 1)
        if (correspondents.has(evidence.keys.text(key))) unknown -= 1;
      return {
        individuals: present(evidence, records, groups, ledger, people, idOf),
        tally: {
          estimate: people.count,
          atLeast: lower.people(),
          atMost: Math.max(apart, people.count),
          byClass,
        },
        correspondents: unknown,
        organisations: evidence.organisations(),
      };
    },
  };
}
