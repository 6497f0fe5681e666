/** A record of a part in the binary form of workbooks ([MS-XLSB] 2.1.4). */
export interface BinaryRecord {
  readonly type: number;
  readonly data: Uint8Array;
}

/** Records are small; a longer one is passed over. */
const RECORD_BYTES = 16 * 1_048_576;

/** Records as they come; a record is valid until the next one. `tell` hears whether the last of them was cut off. */
export function* binaryRecords(pieces: Iterable<Uint8Array>, tell: (cut: boolean) => void): Generator<BinaryRecord> {
  let held: Uint8Array = new Uint8Array(0);
  let skip = 0;
  for (const piece of pieces) {
    if (skip >= piece.length) {
      skip -= piece.length;
      continue;
    }
    const fresh = skip > 0 ? piece.subarray(skip) : piece;
    skip = 0;
    if (held.length === 0) held = fresh;
    else {
      const joined = new Uint8Array(held.length + fresh.length);
      joined.set(held);
      joined.set(fresh, held.length);
      held = joined;
    }
    let at = 0;
    for (;;) {
      const type = number7(held, at, 2);
      const size = type === undefined ? undefined : number7(held, type.end, 4);
      if (type === undefined || size === undefined) break;
      const end = size.end + size.value;
      if (size.value > RECORD_BYTES) {
        skip = Math.max(0, end - held.length);
        at = Math.min(end, held.length);
        if (skip > 0) break;
        continue;
      }
      if (end > held.length) break;
      yield { type: type.value, data: held.subarray(size.end, end) };
      at = end;
    }
    // A piece is only valid until the next one.
    held = held.slice(at);
  }
  tell(held.length > 0 || skip > 0);
}

/** A number of seven bits a byte, in at most `most` bytes. */
function number7(bytes: Uint8Array, from: number, most: number): { value: number; end: number } | undefined {
  let value = 0;
  for (let index = 0; index < most; index += 1) {
    const byte = bytes[from + index];
    if (byte === undefined) return undefined;
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, end: from + index + 1 };
  }
  return { value, end: from + most };
}

export function u16(data: Uint8Array, at: number): number {
  return (data[at] ?? 0) | ((data[at + 1] ?? 0) << 8);
}

export function u32(data: Uint8Array, at: number): number {
  return (u16(data, at) | (u16(data, at + 2) << 16)) >>> 0;
}

export function f64(data: Uint8Array, at: number): number {
  return at + 8 > data.length ? 0 : new DataView(data.buffer, data.byteOffset, data.byteLength).getFloat64(at, true);
}

/** A number in four bytes ([MS-XLSB] 2.5.122): an integer or the upper half of a double, perhaps times a hundred. */
export function rkNumber(data: Uint8Array, at: number): number {
  const raw = u32(data, at);
  let value: number;
  if ((raw & 2) !== 0) value = (raw | 0) >> 2;
  else {
    const view = new DataView(new ArrayBuffer(8));
    view.setUint32(4, (raw & 0xfffffffc) >>> 0, true);
    value = view.getFloat64(0, true);
  }
  return (raw & 1) !== 0 ? value / 100 : value;
}

/** A string in UTF-16 behind its length in four bytes ([MS-XLSB] 2.5.168); what is cut off is left out. */
export function wideString(data: Uint8Array, at: number): { text: string; end: number } {
  const length = u32(data, at);
  if (length === 0xffffffff || at + 4 > data.length) return { text: "", end: at + 4 };
  const end = Math.min(data.length, at + 4 + length * 2);
  return { text: Buffer.from(data.buffer, data.byteOffset + at + 4, Math.max(0, end - at - 4) & ~1).toString("utf16le"), end };
}

/** Shortest string that is looked for where the form of a record is not known. */
const LEAST = 3;

/** Strings with their length in front, anywhere in a record. */
export function* stringsIn(data: Uint8Array): Generator<string> {
  for (let at = 0; at + 4 + LEAST * 2 <= data.length;) {
    const length = u32(data, at);
    if (length >= LEAST && length <= 32_767 && at + 4 + length * 2 <= data.length) {
      const { text, end } = wideString(data, at);
      // Control characters and what stands for no character are no text.
      if (!/[\0-\x08\x0e-\x1f\ufffe\uffff]/.test(text)) {
        yield text;
        at = end;
        continue;
      }
    }
    at += 1;
  }
}
