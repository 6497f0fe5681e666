import { DEST } from "./words.ts";

/** What holds in a group and is forgotten at its end (RTF 1.9.1, "Groups"). */
export interface GroupState {
  dest: number;
  /** Destination around a group that says its text twice (\upr). */
  outer: number;
  /** Characters that stand behind a Unicode one for readers that know none. */
  skipped: number;
  codepage: number;
  hidden: number;
  /** Inside \htmlrtf: text for readers that know no HTML. */
  off: number;
  /** The destination was entered in this very group. */
  entered: number;
}

const FIELDS = 7;
/** Deeper groups share the state of the last one: nothing writes so many, and the list of them must end. */
const MAX_DEPTH = 16_384;

/** The states of the open groups. */
export interface Groups {
  readonly now: GroupState;
  depth(): number;
  open(): void;
  /** False when none is open. */
  close(): boolean;
}

export function createGroups(): Groups {
  const now: GroupState = { dest: DEST.text, outer: DEST.text, skipped: 1, codepage: 1252, hidden: 0, off: 0, entered: 0 };
  let held = new Int32Array(FIELDS * 64);
  let depth = 0;
  return {
    now,
    depth: () => depth,
    open() {
      if (depth < MAX_DEPTH) {
        const at = depth * FIELDS;
        if (at + FIELDS > held.length) {
          const grown = new Int32Array(held.length * 2);
          grown.set(held);
          held = grown;
        }
        held[at] = now.dest;
        held[at + 1] = now.outer;
        held[at + 2] = now.skipped;
        held[at + 3] = now.codepage;
        held[at + 4] = now.hidden;
        held[at + 5] = now.off;
        held[at + 6] = now.entered;
        now.entered = 0;
      }
      depth += 1;
    },
    close() {
      if (depth === 0) return false;
      depth -= 1;
      if (depth >= MAX_DEPTH) return true;
      const at = depth * FIELDS;
      now.dest = held[at] as number;
      now.outer = held[at + 1] as number;
      now.skipped = held[at + 2] as number;
      now.codepage = held[at + 3] as number;
      now.hidden = held[at + 4] as number;
      now.off = held[at + 5] as number;
      now.entered = held[at + 6] as number;
      return true;
    },
  };
}
