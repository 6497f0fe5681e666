const QUOTE = 0x27;
const BACKSLASH = 0x5c;

/** What stands behind a backslash in a string (MySQL 8.0 manual 9.1.1, PostgreSQL manual 4.1.2.2 and COPY). */
const ESCAPED: Readonly<Record<number, number>> = { 0x6e: 10, 0x74: 9, 0x72: 13, 0x30: 0, 0x62: 8, 0x66: 12, 0x76: 11, 0x5a: 26 };

/** The characters of a literal whose quotation marks are doubled or escaped. */
export function unescaped(bytes: Uint8Array, start: number, end: number, quote: number, backslash: boolean): Uint8Array {
  const out = new Uint8Array(end - start);
  let filled = 0;
  for (let at = start; at < end; at += 1) {
    let byte = bytes[at] as number;
    if (byte === quote && quote !== 0) at += 1;
    else if (byte === BACKSLASH && backslash && at + 1 < end) {
      at += 1;
      byte = ESCAPED[bytes[at] as number] ?? (bytes[at] as number);
    }
    out[filled] = byte;
    filled += 1;
  }
  return out.subarray(0, filled);
}

/** The bytes of `0x..`, `X'..'` or `'\x..'` of at least eight bytes; `undefined` for all else. */
export function hexadecimal(bytes: Uint8Array, start: number, end: number): Uint8Array | undefined {
  let from = start;
  let to = end;
  if ((bytes[from] === 0x58 || bytes[from] === 0x78) && bytes[from + 1] === QUOTE) {
    from += 2;
    to -= 1;
  } else if (bytes[from] === 0x30 && (bytes[from + 1] === 0x78 || bytes[from + 1] === 0x58)) from += 2;
  else if (bytes[from] === QUOTE && bytes[from + 1] === BACKSLASH && bytes[from + 2] === 0x78) {
    from += 3;
    to -= 1;
  } else return undefined;
  if (to - from < 16 || (to - from) % 2 !== 0) return undefined;
  const digits = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString("latin1");
  const decoded = Buffer.from(digits, "hex");
  return decoded.length * 2 === digits.length ? decoded : undefined;
}
