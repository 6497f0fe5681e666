/** Distinct labels of one document; a map with people's numbers as keys must not grow without end. */
const LABELS = 8_192;
const KEY_LENGTH = 100;
const LABEL_LENGTH = 300;

/** A key path, e.g. `customer.nric.value`; array indexes are left out. */
export interface KeyPath {
  readonly index: number;
  readonly label: string;
  readonly children: Map<string, KeyPath>;
}

/** Every key path once. */
export interface LabelTree {
  readonly root: KeyPath;
  readonly labels: readonly string[];
  /** The path below `parent`; the parent's own when there are too many. */
  child(parent: KeyPath, key: string): KeyPath;
}

/** Label of a cell that is itself a key. */
export const KEY_LABEL = 0;

/** An empty tree: label 0 is `key`, label 1 the root's, which is empty. */
export function labelTree(): LabelTree {
  const labels = ["key", ""];
  const root: KeyPath = { index: 1, label: "", children: new Map() };
  return {
    root,
    labels,
    child(parent, key) {
      const known = parent.children.get(key);
      if (known !== undefined) return known;
      if (labels.length >= LABELS || key.length > KEY_LENGTH || parent.label.length > LABEL_LENGTH) return parent;
      const label = parent.label === "" ? key : `${parent.label}.${key}`;
      const path: KeyPath = { index: labels.length, label, children: new Map() };
      labels.push(label);
      parent.children.set(key, path);
      return path;
    },
  };
}
