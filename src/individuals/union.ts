import { at, createColumn } from "./columns.ts";

/** Two values that one person cannot both have, and the sets that claim one of them and not the other. */
export interface Contradiction {
  readonly from: number;
  readonly to: number;
  readonly nodes: readonly number[];
}

/** Union-find whose sets claim values of which a person has only one. */
export interface Union {
  readonly find: (node: number) => number;
  /** Lets the set of `node` claim a value; each value is claimed once per set. */
  claim(node: number, key: number): void;
  /** Values that the set of `node` claims. */
  readonly claims: (node: number) => number[];
  /** How many those are, without listing them. */
  readonly claimCount: (node: number) => number;
  /**
   * Makes one set of all, or of none: refused when the values of a type, taken together, are more
   * than one of the sets has already. Returns the contradictions; empty when they are one set now.
   */
  join(nodes: Iterable<number>): Contradiction[];
}

/** `nodes` sets of one. `compare` orders keys so that what is told of a refusal is the same in every order. */
export function createUnion(
  nodes: number,
  typeOf: (key: number) => string,
  compare: (left: number, right: number) => number,
): Union {
  /** Of a root its size, negative; of the others their parent. */
  const parent = new Int32Array(nodes).fill(-1);
  /** First cell of a root's claims, counted from 1. */
  const head = new Int32Array(nodes);
  const cellKey = createColumn();
  const cellNext = createColumn();
  const cellCount = createColumn();

  function find(node: number): number {
    let current = node;
    for (let above = at(parent, current); above >= 0; above = at(parent, current)) {
      const next = at(parent, above);
      if (next < 0) return above;
      parent[current] = next;
      current = next;
    }
    return current;
  }

  const claimCountOf = (root: number): number => (at(head, root) === 0 ? 0 : cellCount.at(at(head, root) - 1));

  function addCell(root: number, key: number): void {
    const count = claimCountOf(root);
    cellKey.push(key);
    cellNext.push(at(head, root));
    cellCount.push(count + 1);
    head[root] = cellKey.length;
  }

  function claims(node: number): number[] {
    const found: number[] = [];
    for (let cell = at(head, find(node)); cell > 0; cell = cellNext.at(cell - 1)) found.push(cellKey.at(cell - 1));
    return found;
  }

  /** One set of all, with the claims of the one that has any. */
  function absorbAll(roots: readonly number[]): number {
    let winner = roots[0] ?? 0;
    for (const root of roots) if (at(parent, root) < at(parent, winner)) winner = root;
    for (const root of roots) {
      if (root === winner) continue;
      parent[winner] = at(parent, winner) + at(parent, root);
      parent[root] = winner;
      if (at(head, winner) === 0) head[winner] = at(head, root);
    }
    return winner;
  }

  function merge(roots: readonly number[], together: ReadonlySet<number>): void {
    const winner = absorbAll(roots);
    const had = new Set(claims(winner));
    for (const key of together) if (!had.has(key)) addCell(winner, key);
  }

  function join(nodes: Iterable<number>): Contradiction[] {
    const roots = [...new Set(Array.from(nodes, find))];
    if (roots.length < 2) return [];
    // Most joins are of groups that claim nothing: no list is made for them.
    if (roots.filter((root) => at(head, root) !== 0).length < 2) {
      absorbAll(roots);
      return [];
    }
    const together = new Map<string, Set<number>>();
    const most = new Map<string, number>();
    const byRoot = roots.map((root) => ({ root, byType: splitByType(claims(root), typeOf) }));
    for (const { byType } of byRoot) {
      for (const [type, values] of byType) {
        const all = together.get(type) ?? new Set();
        for (const value of values) all.add(value);
        together.set(type, all);
        most.set(type, Math.max(most.get(type) ?? 0, values.length));
      }
    }
    const contested = [...together].filter(([type, all]) => all.size > (most.get(type) ?? 0)).map(([type]) => type);
    if (contested.length > 0) return contested.flatMap((type) => contradictions(type, byRoot, compare));
    merge(roots, new Set([...together.values()].flatMap((all) => [...all])));
    return [];
  }

  return { find, claims, claimCount: (node) => claimCountOf(find(node)), join, claim: (node, key) => addCell(find(node), key) };
}

function splitByType(keys: readonly number[], typeOf: (key: number) => string): Map<string, number[]> {
  const byType = new Map<string, number[]>();
  for (const key of keys) byType.set(typeOf(key), [...(byType.get(typeOf(key)) ?? []), key]);
  return byType;
}

/**
 * Every set against the one with the most values of the type (the smallest key decides between equals):
 * a value of the one beside a value that it lacks. Never empty for a contested type.
 */
function contradictions(
  type: string,
  sets: readonly { readonly root: number; readonly byType: ReadonlyMap<string, readonly number[]> }[],
  compare: (left: number, right: number) => number,
): Contradiction[] {
  const having = sets
    .map(({ root, byType }) => ({ root, values: (byType.get(type) ?? []).toSorted(compare) }))
    .filter(({ values }) => values.length > 0)
    .sort((left, right) => right.values.length - left.values.length || compareLists(left.values, right.values, compare));
  const [most, ...others] = having;
  if (most === undefined) return [];
  return others.flatMap(({ values }) => {
    const to = values.find((value) => !most.values.includes(value));
    const from = most.values.find((value) => !values.includes(value));
    if (to === undefined || from === undefined) return [];
    const nodes = having.filter((set) => set.values.includes(from) !== set.values.includes(to)).map(({ root }) => root);
    return [{ from, to, nodes }];
  });
}

function compareLists(
  left: readonly number[],
  right: readonly number[],
  compare: (left: number, right: number) => number,
): number {
  for (const [index, value] of left.entries()) {
    const order = compare(value, right[index] ?? value);
    if (order !== 0) return order;
  }
  return 0;
}
