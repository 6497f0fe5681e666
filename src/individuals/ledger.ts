import type { IndividualLink, LinkReason } from "../model/individual.ts";

/** A link or a refusal, and the groups that it concerns. */
export interface Entry extends IndividualLink {
  readonly nodes: readonly number[];
}

/** What tied groups together beyond their records, and what was refused. */
export interface Ledger {
  readonly links: readonly Entry[];
  readonly conflicts: readonly Entry[];
  link(node: number, from: string, to: string, because: LinkReason): void;
  /** Keeps a refusal once, however often it is met. */
  refuse(nodes: readonly number[], from: string, to: string, because: LinkReason): void;
}

/** An empty ledger. */
export function createLedger(): Ledger {
  const links: Entry[] = [];
  const conflicts = new Map<string, Entry>();
  return {
    links,
    get conflicts() {
      return [...conflicts.values()];
    },
    link: (node, from, to, because) => void links.push({ nodes: [node], from, to, because }),
    refuse(nodes, from, to, because) {
      const [low, high] = from < to ? [from, to] : [to, from];
      const name = `${because} ${low} ${high}`;
      const known = conflicts.get(name);
      conflicts.set(name, { nodes: [...new Set([...(known?.nodes ?? []), ...nodes])], from: low, to: high, because });
    },
  };
}
