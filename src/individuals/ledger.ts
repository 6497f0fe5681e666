import { LINK_REASONS, type LinkReason } from "../model/individual.ts";
import { createColumn } from "./columns.ts";

/** A link or a refusal between two keys, by number. */
export interface Entry {
  readonly from: number;
  readonly to: number;
  readonly because: LinkReason;
}

/** A refusal and the groups that it concerns. */
export interface Refusal extends Entry {
  readonly nodes: readonly number[];
}

/** What tied groups together beyond their records, and what was refused. */
export interface Ledger {
  readonly links: number;
  linkAt(index: number): Entry;
  /** The group that a link concerns. */
  nodeAt(index: number): number;
  refusals(): Iterable<Refusal>;
  link(node: number, from: number, to: number, because: LinkReason): void;
  /** Keeps a refusal once, however often it is met. */
  refuse(nodes: readonly number[], from: number, to: number, because: LinkReason): void;
}

/** An empty ledger. `compare` orders the keys of a refusal, so that both ways round are one. */
export function createLedger(compare: (left: number, right: number) => number): Ledger {
  const nodes = createColumn();
  const froms = createColumn();
  const tos = createColumn();
  const reasons = createColumn();
  const refusals = new Map<string, { readonly entry: Entry; readonly nodes: Set<number> }>();
  return {
    get links() {
      return nodes.length;
    },
    linkAt: (index) => ({
      from: froms.at(index),
      to: tos.at(index),
      because: LINK_REASONS[reasons.at(index)] ?? "same-record",
    }),
    nodeAt: nodes.at,
    *refusals() {
      for (const { entry, nodes } of refusals.values()) yield { ...entry, nodes: [...nodes] };
    },
    link(node, from, to, because) {
      nodes.push(node);
      froms.push(from);
      tos.push(to);
      reasons.push(LINK_REASONS.indexOf(because));
    },
    refuse(concerned, from, to, because) {
      const [low, high] = compare(from, to) < 0 ? [from, to] : [to, from];
      const name = `${because} ${low} ${high}`;
      const known = refusals.get(name);
      if (known === undefined) refusals.set(name, { entry: { from: low, to: high, because }, nodes: new Set(concerned) });
      else for (const node of concerned) known.nodes.add(node);
    },
  };
}
