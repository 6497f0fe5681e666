import { inLabel, vocabulary, type Vocabulary } from "../text/labels.ts";
import type { Ask } from "./ask.ts";

/** Who asks about cells, fields and headers by what their label says. */
export interface Named {
  readonly labels: readonly string[];
  readonly askers: readonly { readonly words: Vocabulary; readonly asker: Ask }[];
  /** What labels said before: a table has the same few in every block. */
  readonly known: Map<string, readonly Ask[]>;
}

/** Key paths of hostile JSON are all different: the memory of them is dropped at this size. */
const KNOWN_MAX = 1_000;
const NOBODY: readonly Ask[] = [];

/** `asked`: labels in lower case, as in an anchor of the kind `cell`. */
export function createNamed(asked: readonly { readonly labels: readonly string[]; readonly asker: Ask }[]): Named {
  return {
    labels: asked.flatMap(({ labels }) => labels),
    askers: asked.map(({ labels, asker }) => ({ words: vocabulary(labels), asker })),
    known: new Map(),
  };
}

/** Who asks about what this label (lower case) stands over. */
export function askersOf({ askers, known }: Named, label: string): readonly Ask[] {
  if (label === "" || askers.length === 0) return NOBODY;
  const before = known.get(label);
  if (before !== undefined) return before;
  const found = askers.filter(({ words }) => inLabel(label, words) !== undefined).map(({ asker }) => asker);
  if (known.size >= KNOWN_MAX) known.clear();
  known.set(label, found);
  return found;
}
