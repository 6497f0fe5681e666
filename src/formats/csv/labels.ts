/** Columns with a label of their own. */
const LABELLED = 16_384;

/** Heads of columns; those beyond the header are numbered, from 1. */
export interface LabelList {
  readonly all: readonly string[];
  index(column: number): number;
}

/** The labels of a table with this header. */
export function labelList(header: readonly string[]): LabelList {
  const all = header.slice(0, LABELLED).map((label, column) => (label === "" ? `column ${column + 1}` : label));
  return {
    all,
    index(column) {
      if (column >= LABELLED) return LABELLED - 1;
      while (all.length <= column) all.push(`column ${all.length + 1}`);
      return column;
    },
  };
}
