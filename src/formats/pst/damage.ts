/** Blocks of the item that is being read of which something is wrong, by their keys. */
export interface Damage {
  /** Not in the file, or less of them than was said. */
  readonly missing: Set<number>;
  /** Their bytes are not those that were written. */
  readonly wrong: Set<number>;
}

/** How much was noted; to tell what has come since. */
export interface DamageMark {
  readonly missing: number;
  readonly wrong: number;
}

export function markOf({ missing, wrong }: Damage): DamageMark {
  return { missing: missing.size, wrong: wrong.size };
}

/** What has come since a mark, in words; undefined when nothing has. */
export function damageSince(now: Damage, before: DamageMark): string | undefined {
  const missing = now.missing.size - before.missing;
  const wrong = now.wrong.size - before.wrong;
  if (missing > 0 && wrong > 0) return `blocks of data are missing (${missing}) or damaged (${wrong})`;
  if (missing > 0) return `blocks of data are missing (${missing})`;
  return wrong > 0 ? `blocks of data are damaged (${wrong})` : undefined;
}
