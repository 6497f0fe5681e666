/** Hears the values of a row: the bytes of a literal, the quotation mark around them (0: none), whether they hold escapes. */
export type HearValue = (start: number, end: number, column: number, quote: number, escapes: boolean) => void;

const [QUOTE, DOUBLE, BACKSLASH, COMMA, OPEN, CLOSE] = [0x27, 0x22, 0x5c, 0x2c, 0x28, 0x29];

/**
 * Reads the row `( value, ... )` whose parenthesis is at `from`. Returns where it ends, behind its parenthesis;
 * -1 when it does not end before `limit`.
 */
export function readTuple(bytes: Uint8Array, from: number, limit: number, backslash: boolean, hear: HearValue): number {
  let column = 0;
  let at = from + 1;
  for (;;) {
    while (at < limit && (bytes[at] as number) <= 0x20) at += 1;
    const start = at;
    let depth = 0;
    let quote = 0;
    let escapes = false;
    let literal = -1;
    for (; at < limit; at += 1) {
      const byte = bytes[at] as number;
      if (byte === QUOTE || byte === DOUBLE) {
        // `E'..'` has escapes whatever the dialect.
        const slashes = backslash || ((bytes[at - 1] as number) | 0x20) === 0x65;
        const opened = at;
        for (at += 1; at < limit; at += 1) {
          const inner = bytes[at] as number;
          if (inner === byte) {
            if (bytes[at + 1] !== byte || at + 1 >= limit) break;
            at += 1;
            escapes = true;
          } else if (inner === BACKSLASH && slashes) {
            at += 1;
            escapes = true;
          }
        }
        if (at >= limit) return -1;
        // A doubled quotation mark may be cut in two.
        if (at + 1 >= limit) return -1;
        if (depth === 0) {
          quote = byte;
          literal = opened;
        }
      } else if (byte === OPEN) depth += 1;
      else if (byte === CLOSE) {
        if (depth === 0) break;
        depth -= 1;
      } else if (byte === COMMA && depth === 0) break;
    }
    if (at >= limit) return -1;
    let end = at;
    while (end > start && (bytes[end - 1] as number) <= 0x20) end -= 1;
    const isLiteral = literal >= 0 && literal - start <= PREFIX && bytes[end - 1] === quote && end - 1 > literal;
    if (end > start) hear(start, end, column, isLiteral ? quote : 0, escapes);
    column += 1;
    at += 1;
    if (bytes[at - 1] === CLOSE) return at;
  }
}

/** Longest that may stand before a literal: `N'`, `E'`, `U&'`, `_binary '`, `_utf8mb4 '`. */
const PREFIX = 10;
