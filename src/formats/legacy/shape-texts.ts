/** Texts among the properties of a shape ([MS-ODRAW] 2.3.22.1, 2.3.4.2): of WordArt, and its alternative text. */
const TEXTS = new Set([0x00c0, 0x0381]);
const ENTRY_BYTES = 6;
const IS_COMPLEX = 0x8000;

/** The texts of a table of `count` properties of a shape ([MS-ODRAW] 2.2.9); values that are longer than an entry stand behind all entries. */
export function shapeTexts(data: Buffer, count: number): string[] {
  const texts: string[] = [];
  let value = count * ENTRY_BYTES;
  for (let at = 0; at + ENTRY_BYTES <= data.length && at < count * ENTRY_BYTES && value < data.length; at += ENTRY_BYTES) {
    const id = data.readUInt16LE(at);
    if ((id & IS_COMPLEX) === 0) continue;
    const length = data.readUInt32LE(at + 2);
    const text = TEXTS.has(id & 0x3fff)
      ? data
          .subarray(value, value + length)
          .toString("utf16le")
          .replaceAll("\0", "")
      : "";
    if (text !== "") texts.push(text);
    value += length;
  }
  return texts;
}
