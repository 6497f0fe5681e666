/** A box on a page, in points from its lower left corner. */
export interface Box {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

/** Lines that are drawn around the cells of tables. */
export interface Rules {
  readonly upright: readonly Box[];
  readonly level: readonly Box[];
}

export const NO_RULES: Rules = { upright: [], level: [] };

/** A rule is thinner than this, and longer; in points. */
const THIN = 2.5;
const LONG = 6;
const MOST_RULES = 5_000;

/** The rules among boxes of drawings: thin ones, and the edges of others. */
export function rulesOf(boxes: readonly Box[]): Rules {
  const upright: Box[] = [];
  const level: Box[] = [];
  for (const box of boxes) {
    if (upright.length + level.length > MOST_RULES) return NO_RULES;
    const [width, height] = [box.right - box.left, box.top - box.bottom];
    if (width < THIN && height > LONG) upright.push(box);
    else if (height < THIN && width > LONG) level.push(box);
    else if (width > LONG && height > LONG) {
      upright.push({ ...box, right: box.left }, { ...box, left: box.right });
      level.push({ ...box, top: box.bottom }, { ...box, bottom: box.top });
    }
  }
  return { upright, level };
}

/** Does a rule stand between two characters of the line at `base`? */
export function isParted(rules: Rules, base: number, from: number, to: number): boolean {
  return rules.upright.some((box) => box.bottom <= base + 1 && box.top >= base && box.left >= from - 1 && box.right <= to + 1);
}

/** Heights of the rules, from top to bottom, that go through most of `[from, to]`, perhaps in pieces. */
export function levelsThrough(rules: Rules, from: number, to: number): number[] {
  return through(
    rules.level.map((box) => ({ at: box.bottom, from: box.left, to: box.right })),
    from,
    to,
  ).reverse();
}

/** Where rules stand, from left to right, that go through most of the height `[from, to]`. */
export function uprightsThrough(rules: Rules, from: number, to: number): number[] {
  return through(
    rules.upright.map((box) => ({ at: box.left, from: box.bottom, to: box.top })),
    from,
    to,
  );
}

interface Piece {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

function through(pieces: readonly Piece[], from: number, to: number): number[] {
  const found: { at: number; covered: number }[] = [];
  for (const piece of [...pieces].sort((one, other) => one.at - other.at)) {
    const covered = Math.min(piece.to, to) - Math.max(piece.from, from);
    if (covered <= 0) continue;
    const last = found.at(-1);
    if (last !== undefined && piece.at - last.at < THIN) last.covered += covered;
    else found.push({ at: piece.at, covered });
  }
  return found.filter(({ covered }) => covered >= 0.6 * (to - from)).map(({ at }) => at);
}
