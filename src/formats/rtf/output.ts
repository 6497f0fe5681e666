/** Text as UTF-8, growing. */
export interface Output {
  length(): number;
  byte(value: number): void;
  run(bytes: Uint8Array, from: number, to: number): void;
  text(value: string): void;
  /** The first `count` bytes (all, when not told) as a copy; what follows stays. */
  take(count?: number): Buffer;
  /** Offset behind the last line end, 0 when there is none. */
  lastLine(): number;
}

/** An empty text. */
export function output(): Output {
  let held = Buffer.allocUnsafe(4_096);
  let filled = 0;
  const room = (more: number): void => {
    if (filled + more <= held.length) return;
    const grown = Buffer.allocUnsafe(Math.max(held.length * 2, filled + more));
    grown.set(held.subarray(0, filled));
    held = grown;
  };
  return {
    length: () => filled,
    byte(value) {
      if (filled === held.length) room(1);
      held[filled] = value;
      filled += 1;
    },
    run(bytes, from, to) {
      room(to - from);
      // A loop is faster than a call for the few bytes of most runs.
      if (to - from > 64) held.set(bytes.subarray(from, to), filled);
      else for (let at = from, put = filled; at < to; at += 1, put += 1) held[put] = bytes[at] as number;
      filled += to - from;
    },
    text(value) {
      room(value.length * 3);
      filled += held.write(value, filled, "utf8");
    },
    take(count = filled) {
      const taken = Buffer.from(new Uint8Array(held.subarray(0, count)));
      held.copyWithin(0, count, filled);
      filled -= count;
      return taken;
    },
    lastLine: () => held.subarray(0, filled).lastIndexOf(10) + 1,
  };
}
