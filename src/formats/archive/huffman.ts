/** Lookup by the next 15 bits: `symbol << 4 | length`; 0 where no code is. */
export type HuffmanTable = Uint16Array;

const BITS = 15;

/**
 * The table of a canonical Huffman code from its lengths (RFC 1951 section 3.2.2). Codes that
 * overflow are left out: damaged data then meets an empty place.
 */
export function huffmanTable(lengths: Uint8Array): HuffmanTable {
  const table = new Uint16Array(1 << BITS);
  const counts = new Uint16Array(BITS + 1);
  for (const length of lengths) if (length > 0) counts[length] = (counts[length] as number) + 1;
  const nextCode = new Uint32Array(BITS + 2);
  for (let length = 1; length <= BITS; length += 1) {
    nextCode[length + 1] = ((nextCode[length] as number) + (counts[length] as number)) << 1;
  }
  for (const [symbol, length] of lengths.entries()) {
    if (length === 0) continue;
    const code = nextCode[length] as number;
    nextCode[length] = code + 1;
    if (code >= 1 << length) continue;
    for (let at = reversed(code, length); at < table.length; at += 1 << length) table[at] = (symbol << 4) | length;
  }
  return table;
}

function reversed(code: number, length: number): number {
  let out = 0;
  for (let bit = 0; bit < length; bit += 1) out |= ((code >> bit) & 1) << (length - 1 - bit);
  return out;
}
