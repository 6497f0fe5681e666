const HEX = new Int8Array(256).fill(-1);
for (const [value, digit] of Array.from("0123456789abcdef").entries()) {
  HEX[digit.charCodeAt(0)] = value;
  HEX[digit.toUpperCase().charCodeAt(0)] = value;
}

/** Value of a hexadecimal digit, -1 for anything else. */
export function hexValue(byte: number | undefined): number {
  return byte === undefined ? -1 : (HEX[byte] as number);
}

/** Binary data that is written in hexadecimal digits, or as it is (\bin), piece by piece. */
export interface HexData {
  hex(bytes: Uint8Array, from: number, to: number): void;
  raw(bytes: Uint8Array, from: number, to: number): void;
  size(): number;
  /** True when more came than may be held. */
  isFull(): boolean;
  /** What came so far; empty afterwards. */
  take(): Uint8Array;
}

/** At most `limit` bytes. */
export function hexData(limit: number): HexData {
  let held = new Uint8Array(0);
  let filled = 0;
  let high = -1;
  let full = false;
  const room = (more: number): number => {
    if (filled + more > held.length) {
      const grown = new Uint8Array(Math.min(limit, Math.max(4_096, held.length * 2, filled + more)));
      grown.set(held.subarray(0, filled));
      held = grown;
    }
    return Math.min(more, held.length - filled);
  };
  return {
    hex(bytes, from, to) {
      const space = room(((to - from) >> 1) + 1);
      const end = filled + space;
      for (let at = from; at < to; at += 1) {
        const value = HEX[bytes[at] as number] as number;
        if (value < 0) continue;
        if (high < 0) high = value;
        else {
          if (filled === end) {
            full = true;
            return;
          }
          held[filled] = (high << 4) | value;
          filled += 1;
          high = -1;
        }
      }
    },
    raw(bytes, from, to) {
      const space = room(to - from);
      if (space < to - from) full = true;
      held.set(bytes.subarray(from, from + space), filled);
      filled += space;
    },
    size: () => filled,
    isFull: () => full,
    take() {
      const taken = held.subarray(0, filled);
      held = new Uint8Array(0);
      filled = 0;
      high = -1;
      full = false;
      return taken;
    },
  };
}
