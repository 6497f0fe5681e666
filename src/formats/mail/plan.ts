import type { Leaf, Structure } from "./types.ts";

/** Encoded bytes of a message's texts that are decoded in memory. */
export const MAX_TEXT_BYTES = 64 * 1024 ** 2;

/** What a part is shown as. */
export type Use = "plain" | "html" | "document";

/** How the parts of a message are to be read. */
export interface Plan {
  readonly leaves: readonly Leaf[];
  /** Part number to use. */
  readonly uses: ReadonlyMap<string, Use>;
  /** Alternatives (RFC 2046 section 5.1.4) that hold both a plain and an HTML text. */
  readonly twins: ReadonlySet<number>;
  /** At most one text of a kind, so that a reader that joins texts gives each as it stands. */
  readonly simple: boolean;
  /** Some texts have file names: a reader that puts them into the message's text loses them. */
  readonly textFiles: boolean;
  readonly textBytes: number;
}

export function planOf(structure: Structure, leaves: readonly Leaf[]): Plan {
  const uses = new Map<string, Use>();
  const kinds = new Map<number, Set<Use>>();
  let inline = 0;
  let textFiles = false;
  let textBytes = 0;
  const alone = structure.leaves.length === 1;
  for (const leaf of leaves) {
    const text = textKind(leaf);
    // A text with a file name is a file, unless the message is nothing else.
    const use = text !== undefined && (leaf.header.name === "" || alone) ? text : "document";
    uses.set(leaf.part, use);
    if (text !== undefined) {
      inline += 1;
      textFiles ||= use === "document";
      textBytes += leaf.end - leaf.start;
    }
    if (use !== "document" && leaf.alternative !== undefined) {
      const known = kinds.get(leaf.alternative);
      if (known === undefined) kinds.set(leaf.alternative, new Set([use]));
      else known.add(use);
    }
  }
  const twins = new Set([...kinds].filter(([, known]) => known.size === 2).map(([alternative]) => alternative));
  const simple = inline <= 1 || (inline === 2 && twins.size === 1);
  return { leaves, uses, twins, simple, textFiles, textBytes };
}

/** Kind of a text that stands in the message itself. */
function textKind({ header }: Leaf): "plain" | "html" | undefined {
  if (header.attachment) return undefined;
  if (header.type === "text/plain") return "plain";
  return header.type === "text/html" ? "html" : undefined;
}
