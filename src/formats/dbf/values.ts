const TYPES_OF_NUMBERS = "IBY";

/** What a field shows; empty for places in other files (memos, pictures) and times in numbers. */
export function fieldText(type: string, bytes: Uint8Array, decode: (bytes: Uint8Array) => string): string {
  if (TYPES_OF_NUMBERS.includes(type)) {
    const number = numberIn(type, bytes);
    if (number !== undefined) return number;
  }
  // Ten digits are the number of a block in the memo file, four bytes the same.
  if ("MGPTWQ0".includes(type) || (type === "B" && bytes.length === 10)) return "";
  return decode(bytes).replaceAll("\0", " ").trim();
}

/** Integer, double, and currency in ten-thousandths. */
function numberIn(type: string, bytes: Uint8Array): string | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (type === "I" && bytes.length === 4) return String(view.getInt32(0, true));
  if (type === "B" && bytes.length === 8) return String(view.getFloat64(0, true));
  if (type === "Y" && bytes.length === 8) return String(Number(view.getBigInt64(0, true)) / 10_000);
  return undefined;
}
