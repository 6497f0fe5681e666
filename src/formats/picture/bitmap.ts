/**
 * A Windows bitmap (BITMAPINFOHEADER and later, [MS-WMF] 2.2.2.9; uncompressed, 1 to 32 bits a pixel) as a portable
 * pixmap: the recogniser's picture library refuses bitmaps that are stored from the top, or with 32 bits.
 * `undefined` for other kinds and what is cut off.
 */
export function bitmapToPixmap(bytes: Uint8Array): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < 54) return undefined;
  const header = view.getUint32(14, true);
  const core = header === 12;
  const width = core ? view.getUint16(18, true) : view.getInt32(18, true);
  const tall = core ? view.getUint16(20, true) : view.getInt32(22, true);
  const bits = view.getUint16(core ? 24 : 28, true);
  const compression = core ? 0 : view.getUint32(30, true);
  const height = Math.abs(tall);
  const plain = compression === 0 && [1, 4, 8, 24, 32].includes(bits);
  if (!(plain || (compression === 3 && bits === 32)) || width <= 0 || height === 0) return undefined;
  const row = Math.floor((bits * width + 31) / 32) * 4;
  const start = view.getUint32(10, true);
  if (start + row * height > bytes.length) return undefined;
  const palette = bits <= 8 ? colours(bytes, 14 + header, core ? 3 : 4, start) : [];
  const out = Buffer.allocUnsafe(width * height * 3);
  for (let y = 0, at = 0; y < height; y += 1) {
    const from = start + row * (tall < 0 ? y : height - 1 - y);
    for (let x = 0; x < width; x += 1, at += 3) {
      if (bits >= 24) {
        const pixel = from + x * (bits / 8);
        out[at] = bytes[pixel + 2] as number;
        out[at + 1] = bytes[pixel + 1] as number;
        out[at + 2] = bytes[pixel] as number;
        continue;
      }
      const shift = 8 - bits - ((x * bits) & 7);
      const colour = palette[((bytes[from + ((x * bits) >> 3)] as number) >> shift) & ((1 << bits) - 1)] ?? 0;
      out[at] = colour >> 16;
      out[at + 1] = (colour >> 8) & 255;
      out[at + 2] = colour & 255;
    }
  }
  return pixmap("P6", width, height, out);
}

/** The colours of a palette as 0xRRGGBB. */
function colours(bytes: Uint8Array, start: number, size: number, end: number): readonly number[] {
  const found: number[] = [];
  for (let at = start; at + 3 <= Math.min(end, bytes.length) && found.length < 256; at += size) {
    found.push(((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at] ?? 0));
  }
  return found;
}

/** A portable map (netpbm): `P5` with one byte a pixel, grey, or `P6` with three, red, green and blue. */
export function pixmap(kind: "P5" | "P6", width: number, height: number, pixels: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`${kind}\n${width} ${height}\n255\n`), pixels]);
}
