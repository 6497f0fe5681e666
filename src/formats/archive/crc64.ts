/** CRC-64 of ECMA-182 with the bits reversed, in two halves: numbers of 64 bits would be an allocation each. */
const LOW = new Int32Array(256);
const HIGH = new Int32Array(256);
const POLYNOMIAL_HIGH = 0xc96c_5795 | 0;
const POLYNOMIAL_LOW = 0xd787_0f42 | 0;

for (let index = 0; index < 256; index += 1) {
  let [high, low] = [0, index];
  for (let bit = 0; bit < 8; bit += 1) {
    const odd = low & 1;
    low = (low >>> 1) | (high << 31);
    high >>>= 1;
    if (odd === 1) {
      high ^= POLYNOMIAL_HIGH;
      low ^= POLYNOMIAL_LOW;
    }
  }
  LOW[index] = low;
  HIGH[index] = high;
}

/** A running CRC-64 as the xz file format has it (section 6); `bytes` are least significant first. */
export function crc64(): { add: (bytes: Uint8Array) => void; bytes: () => Uint8Array } {
  let [high, low] = [-1, -1];
  return {
    add(bytes) {
      for (let at = 0; at < bytes.length; at += 1) {
        const index = (low ^ (bytes[at] as number)) & 0xff;
        low = ((low >>> 8) | (high << 24)) ^ (LOW[index] as number);
        high = (high >>> 8) ^ (HIGH[index] as number);
      }
    },
    bytes() {
      const out = new DataView(new ArrayBuffer(8));
      out.setInt32(0, ~low, true);
      out.setInt32(4, ~high, true);
      return new Uint8Array(out.buffer);
    },
  };
}
