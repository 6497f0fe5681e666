import type { Leaf, Structure } from "./types.ts";

/** Encoded bytes of a message's texts that are decoded in memory. */
export const MAX_TEXT_BYTES = 64 * 1024 ** 2;

/** What a part is shown as. */
export type Use = "plain" | "html" | "document";

/** How the parts of a message are to be read. */
export interface Plan {
  readonly leaves: readonly Leaf[];
  /** What each of them is shown as. */
  readonly uses: readonly Use[];
  /** By number of an alternative (RFC 2046 section 5.1.4): the kinds of text that it holds, PLAIN and HTML. */
  readonly kinds: readonly (number | undefined)[];
  /** At most one text of a kind, so that a reader that joins texts gives each as it stands. */
  readonly simple: boolean;
}

const PLAIN = 1;
const HTML = 2;

export function planOf(structure: Structure, leaves: readonly Leaf[]): Plan {
  const uses: Use[] = [];
  const kinds: (number | undefined)[] = [];
  let inline = 0;
  let twins = 0;
  const alone = structure.leaves.length === 1;
  for (const leaf of leaves) {
    const text = textKind(leaf);
    if (text !== undefined) inline += 1;
    // A text with a file name is a file, unless the message is nothing else.
    const use = text !== undefined && (leaf.header.name === "" || alone) ? text : "document";
    uses.push(use);
    const { alternative } = leaf;
    if (use === "document" || alternative === undefined) continue;
    const known = kinds[alternative] ?? 0;
    const both = known | (use === "html" ? HTML : PLAIN);
    if (both !== known && both === (PLAIN | HTML)) twins += 1;
    kinds[alternative] = both;
  }
  return { leaves, uses, kinds, simple: inline <= 1 || (inline === 2 && twins === 1) };
}

/** The alternative of a text whose twin, of the other kind, stands in it too; `undefined` when there is none. */
export function twinOf({ kinds }: Plan, { alternative }: Leaf): number | undefined {
  return alternative !== undefined && kinds[alternative] === (PLAIN | HTML) ? alternative : undefined;
}

/** Kind of a text that stands in the message itself. */
function textKind({ header }: Leaf): "plain" | "html" | undefined {
  if (header.attachment) return undefined;
  if (header.type === "text/plain") return "plain";
  return header.type === "text/html" ? "html" : undefined;
}
