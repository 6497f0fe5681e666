/** 128 bits of a text as four 32-bit words; the array is used again by the next call. */
export type TextHash = (text: string) => Uint32Array;

/**
 * SipHash-2-4 with 128 bits of output (Aumasson and Bernstein, 2012) over the UTF-16 units of a
 * text in little-endian order. `key` is four 32-bit words. 64-bit words are held as two halves.
 */
export function createTextHash(key: Uint32Array): TextHash {
  const [k0, k1, k2, k3] = [key[0] as number, key[1] as number, key[2] as number, key[3] as number];
  const v = new Int32Array(8);
  const out = new Uint32Array(4);
  return (text) => {
    v[0] = k0 ^ 0x70736575;
    v[1] = k1 ^ 0x736f6d65;
    v[2] = k2 ^ 0x6e646f6d ^ 0xee;
    v[3] = k3 ^ 0x646f7261;
    v[4] = k0 ^ 0x6e657261;
    v[5] = k1 ^ 0x6c796765;
    v[6] = k2 ^ 0x79746573;
    v[7] = k3 ^ 0x74656462;
    const whole = text.length & ~3;
    for (let at = 0; at < whole; at += 4) {
      const low = text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16);
      const high = text.charCodeAt(at + 2) | (text.charCodeAt(at + 3) << 16);
      take(v, low, high);
    }
    const rest = text.length - whole;
    const low = (rest > 0 ? text.charCodeAt(whole) : 0) | (rest > 1 ? text.charCodeAt(whole + 1) << 16 : 0);
    const high = (rest > 2 ? text.charCodeAt(whole + 2) : 0) | ((text.length * 2) << 24);
    take(v, low, high);
    v[4] = v[4] ^ 0xee;
    rounds(v, 4);
    out[0] = v[0] ^ v[2] ^ v[4] ^ v[6];
    out[1] = v[1] ^ v[3] ^ v[5] ^ v[7];
    v[2] = v[2] ^ 0xdd;
    rounds(v, 4);
    out[2] = v[0] ^ v[2] ^ v[4] ^ v[6];
    out[3] = v[1] ^ v[3] ^ v[5] ^ v[7];
    return out;
  };
}

function take(v: Int32Array, low: number, high: number): void {
  v[6] = (v[6] as number) ^ low;
  v[7] = (v[7] as number) ^ high;
  rounds(v, 2);
  v[0] = (v[0] as number) ^ low;
  v[1] = (v[1] as number) ^ high;
}

/** The halves in local variables: in the array they would be written at every step. */
function rounds(v: Int32Array, count: number): void {
  let a = v[0] as number;
  let A = v[1] as number;
  let b = v[2] as number;
  let B = v[3] as number;
  let c = v[4] as number;
  let C = v[5] as number;
  let d = v[6] as number;
  let D = v[7] as number;
  let t = 0;
  for (let round = 0; round < count; round += 1) {
    t = (a >>> 0) + (b >>> 0);
    a = t | 0;
    A = (A + B + (t > 0xffffffff ? 1 : 0)) | 0;
    t = (b << 13) | (B >>> 19);
    B = ((B << 13) | (b >>> 19)) ^ A;
    b = t ^ a;
    t = a;
    a = A;
    A = t;

    t = (c >>> 0) + (d >>> 0);
    c = t | 0;
    C = (C + D + (t > 0xffffffff ? 1 : 0)) | 0;
    t = (d << 16) | (D >>> 16);
    D = ((D << 16) | (d >>> 16)) ^ C;
    d = t ^ c;

    t = (a >>> 0) + (d >>> 0);
    a = t | 0;
    A = (A + D + (t > 0xffffffff ? 1 : 0)) | 0;
    t = (d << 21) | (D >>> 11);
    D = ((D << 21) | (d >>> 11)) ^ A;
    d = t ^ a;

    t = (c >>> 0) + (b >>> 0);
    c = t | 0;
    C = (C + B + (t > 0xffffffff ? 1 : 0)) | 0;
    t = (b << 17) | (B >>> 15);
    B = ((B << 17) | (b >>> 15)) ^ C;
    b = t ^ c;
    t = c;
    c = C;
    C = t;
  }
  v[0] = a;
  v[1] = A;
  v[2] = b;
  v[3] = B;
  v[4] = c;
  v[5] = C;
  v[6] = d;
  v[7] = D;
}
