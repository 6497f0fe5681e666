/** Milliseconds between 1601 and 1970. */
const EPOCH = 11_644_473_600_000n;

/** A substitution of a template: its type and its bytes. */
export interface Substitution {
  readonly type: number;
  /** Offset in the chunk. */
  readonly start: number;
  readonly end: number;
}

/** Type of a value that is binary XML itself. */
export const BINXML_TYPE = 0x21;
const ARRAY = 0x80;

/** A value of a type of binary XML (libyal, Windows XML Event Log format, "Value types") as text. */
export function valueText(chunk: Buffer, { type, start, end }: Substitution): string {
  if ((type & ARRAY) !== 0) {
    if ((type & 0x7f) === 1) return utf16(chunk, start, end).replaceAll("\0", "\n").trim();
    return arrayText(chunk, type & 0x7f, start, end);
  }
  const size = end - start;
  const needed = SIZES[type];
  if (needed !== undefined && size < needed) return "";
  switch (type) {
    case 0x01:
      return utf16(chunk, start, end).replace(/\0+$/, "");
    case 0x02:
      return chunk.toString("latin1", start, end).replace(/\0+$/, "");
    case 0x03:
      return String(chunk.readInt8(start));
    case 0x04:
      return String(chunk.readUInt8(start));
    case 0x05:
      return String(chunk.readInt16LE(start));
    case 0x06:
      return String(chunk.readUInt16LE(start));
    case 0x07:
      return String(chunk.readInt32LE(start));
    case 0x08:
      return String(chunk.readUInt32LE(start));
    case 0x09:
      return chunk.readBigInt64LE(start).toString();
    case 0x0a:
    case 0x10:
      return size >= 8 ? chunk.readBigUInt64LE(start).toString() : String(chunk.readUInt32LE(start));
    case 0x0b:
      return String(chunk.readFloatLE(start));
    case 0x0c:
      return String(chunk.readDoubleLE(start));
    case 0x0d:
      return chunk.readUInt32LE(start) === 0 ? "false" : "true";
    case 0x11:
      return fileTime(chunk.readBigUInt64LE(start));
    case 0x13:
      return sid(chunk, start, end);
    case 0x14:
    case 0x15:
      return `0x${size >= 8 ? chunk.readBigUInt64LE(start).toString(16) : chunk.readUInt32LE(start).toString(16)}`;
    default:
      return "";
  }
}

const SIZES: Readonly<Record<number, number>> = {
  3: 1,
  4: 1,
  5: 2,
  6: 2,
  7: 4,
  8: 4,
  9: 8,
  10: 8,
  11: 4,
  12: 8,
  13: 4,
  16: 4,
  17: 8,
  19: 8,
  20: 4,
  21: 8,
};

function arrayText(chunk: Buffer, type: number, start: number, end: number): string {
  const size = SIZES[type];
  if (size === undefined) return "";
  const found: string[] = [];
  for (let at = start; at + size <= end; at += size) found.push(valueText(chunk, { type, start: at, end: at + size }));
  return found.join("\n");
}

export function utf16(chunk: Buffer, start: number, end: number): string {
  return chunk.toString("utf16le", start, end);
}

function fileTime(ticks: bigint): string {
  const time = Number(ticks / 10_000n - EPOCH);
  return Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : "";
}

/** [MS-DTYP] 2.4.2. */
function sid(chunk: Buffer, start: number, end: number): string {
  const count = chunk[start + 1] ?? 0;
  if (start + 8 + count * 4 > end) return "";
  let text = `S-${chunk[start]}-${chunk.readUIntBE(start + 2, 6)}`;
  for (let index = 0; index < count; index += 1) text += `-${chunk.readUInt32LE(start + 8 + index * 4)}`;
  return text;
}
