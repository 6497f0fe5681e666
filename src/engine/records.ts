import type { FindingType, RecordKind } from "../model/finding.ts";
import { tierOf } from "../individuals/tiers.ts";

/** What is needed of a finding to tell which record it belongs to. */
export interface Recordable {
  readonly type: FindingType;
  readonly value: string;
  readonly section: number;
  readonly line: number;
  readonly paragraph: number;
}

export interface RecordRef {
  /** Unique within the document. */
  readonly ref: string;
  readonly kind: RecordKind;
}

/**
 * Records of an author's own text. A section (the author's text, or one quoted level) with at
 * most one primary identifier is one record. One that holds several people (two primaries, or
 * no primary and several values of one type) is told apart by paragraph, and a paragraph that
 * still holds several by line: a list has one person a line.
 */
export function recordsOf(findings: readonly Recordable[]): readonly RecordRef[] {
  const only = findings[0];
  if (only !== undefined && findings.length === 1) return [{ ref: `s${only.section}`, kind: "text" }];
  const bySection = group(findings, (one) => `s${one.section}`);
  const refs = new Map<Recordable, RecordRef>();
  for (const [ref, section] of bySection) assign(section, ref, refs);
  return findings.map((one) => refs.get(one) as RecordRef);
}

function assign(section: readonly Recordable[], ref: string, refs: Map<Recordable, RecordRef>): void {
  if (!holdsSeveral(section)) {
    for (const one of section) refs.set(one, { ref, kind: "text" });
    return;
  }
  for (const [paragraphRef, paragraph] of group(section, (one) => `${ref}p${one.paragraph}`)) {
    const several = holdsSeveral(paragraph);
    for (const one of paragraph) {
      refs.set(one, several ? { ref: `${ref}l${one.line}`, kind: "line" } : { ref: paragraphRef, kind: "text" });
    }
  }
}

function holdsSeveral(findings: readonly Recordable[]): boolean {
  if (findings.length === 1) return false;
  const values = new Map<FindingType, Set<string>>();
  for (const { type, value } of findings) {
    if (tierOf(type) === undefined) continue;
    const known = values.get(type);
    if (known === undefined) values.set(type, new Set([value]));
    else known.add(value);
  }
  const primaries = [...values].filter(([type]) => tierOf(type) === "primary");
  if (primaries.length > 0) return primaries.some(([, known]) => known.size > 1);
  return [...values.values()].some((known) => known.size > 1);
}

function group<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [item]);
    else known.push(item);
  }
  return groups;
}
