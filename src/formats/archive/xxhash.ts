/** A running hash whose lower 32 bits a frame states. */
export interface Hash32 {
  readonly add: (bytes: Uint8Array) => void;
  /** The (lower) 32 bits as an unsigned number. */
  value(): number;
}

const A32 = 0x9e37_79b1 | 0;
const B32 = 0x85eb_ca77 | 0;
const C32 = 0xc2b2_ae3d | 0;
const D32 = 0x27d4_eb2f | 0;
const E32 = 0x1656_67b1 | 0;

/** XXH32 with seed 0 (xxHash fast digest algorithm, section "XXH32"), as LZ4 frames have it. */
export function xxh32(): Hash32 {
  const lanes = Int32Array.of((A32 + B32) | 0, B32, 0, -A32 | 0);
  const rest = stripes(16, (view, at) => {
    for (let lane = 0; lane < 4; lane += 1) {
      const sum = (lanes[lane] as number) + Math.imul(view.getInt32(at + lane * 4, true), B32);
      lanes[lane] = Math.imul(rotate32(sum | 0, 13), A32);
    }
  });
  return {
    add: rest.add,
    value() {
      const { tail, total } = rest.end();
      let hash = E32;
      if (total >= 16) {
        const [a = 0, b = 0, c = 0, d = 0] = lanes;
        hash = (rotate32(a, 1) + rotate32(b, 7) + rotate32(c, 12) + rotate32(d, 18)) | 0;
      }
      hash = (hash + total) | 0;
      const view = new DataView(tail.buffer, tail.byteOffset, tail.length);
      let at = 0;
      for (; at + 4 <= tail.length; at += 4) {
        hash = (hash + Math.imul(view.getInt32(at, true), C32)) | 0;
        hash = Math.imul(rotate32(hash, 17), D32);
      }
      for (; at < tail.length; at += 1) {
        hash = (hash + Math.imul(tail[at] as number, E32)) | 0;
        hash = Math.imul(rotate32(hash, 11), A32);
      }
      hash = Math.imul(hash ^ (hash >>> 15), B32);
      hash = Math.imul(hash ^ (hash >>> 13), C32);
      return (hash ^ (hash >>> 16)) >>> 0;
    },
  };
}

function rotate32(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

const A = 0x9e37_79b1_85eb_ca87n;
const B = 0xc2b2_ae3d_27d4_eb4fn;
const C = 0x1656_67b1_9e37_79f9n;
const D = 0x85eb_ca77_c2b2_ae63n;
const E = 0x27d4_eb2f_1656_67c5n;

/** The lower 32 bits of XXH64 with seed 0 (section "XXH64"), as Zstandard frames have it (RFC 8878 section 3.1.1). */
export function xxh64Low(): Hash32 {
  /** Each lane in two halves, low first: numbers of 64 bits would be an allocation each. */
  const lanes = new Int32Array(8);
  for (const [lane, start] of [A + B, B, 0n, -A].entries()) {
    lanes[lane * 2] = Number(BigInt.asIntN(32, start));
    lanes[lane * 2 + 1] = Number(BigInt.asIntN(32, start >> 32n));
  }
  const rest = stripes(32, (view, at) => {
    for (let lane = 0; lane < 8; lane += 2)
      round(lanes, lane, view.getInt32(at + lane * 4, true), view.getInt32(at + lane * 4 + 4, true));
  });
  return {
    add: rest.add,
    value() {
      const { tail, total } = rest.end();
      const [a = 0n, b = 0n, c = 0n, d = 0n] = [0, 2, 4, 6].map((lane) =>
        BigInt.asUintN(64, (BigInt(lanes[lane + 1] as number) << 32n) | BigInt((lanes[lane] as number) >>> 0)),
      );
      let hash = E;
      if (total >= 32) {
        hash = wrap(rotate(a, 1n) + rotate(b, 7n) + rotate(c, 12n) + rotate(d, 18n));
        for (const lane of [a, b, c, d]) hash = wrap((hash ^ mixed(lane)) * A + D);
      }
      return Number(BigInt.asUintN(32, finished(wrap(hash + BigInt(total)), tail)));
    },
  };
}

function finished(start: bigint, tail: Uint8Array): bigint {
  const view = new DataView(tail.buffer, tail.byteOffset, tail.length);
  let hash = start;
  let at = 0;
  for (; at + 8 <= tail.length; at += 8) hash = wrap(rotate(hash ^ mixed(view.getBigUint64(at, true)), 27n) * A + D);
  if (at + 4 <= tail.length) {
    hash = wrap(rotate(hash ^ wrap(BigInt(view.getUint32(at, true)) * A), 23n) * B + C);
    at += 4;
  }
  for (; at < tail.length; at += 1) hash = wrap(rotate(hash ^ wrap(BigInt(tail[at] as number) * E), 11n) * A);
  hash = wrap((hash ^ (hash >> 33n)) * B);
  hash = wrap((hash ^ (hash >> 29n)) * C);
  return hash ^ (hash >> 32n);
}

function wrap(value: bigint): bigint {
  return BigInt.asUintN(64, value);
}

function rotate(value: bigint, by: bigint): bigint {
  return wrap((value << by) | (value >> (64n - by)));
}

function mixed(lane: bigint): bigint {
  return wrap(rotate(wrap(lane * B), 31n) * A);
}

const A_LOW = Number(BigInt.asIntN(32, A));
const A_HIGH = Number(BigInt.asIntN(32, A >> 32n));
const B_LOW = Number(BigInt.asIntN(32, B));
const B_HIGH = Number(BigInt.asIntN(32, B >> 32n));

/** lane = rotate(lane + input * B, 31) * A, in halves. */
function round(lanes: Int32Array, lane: number, low: number, high: number): void {
  const addHigh = (upper(low, B_LOW) + Math.imul(low, B_HIGH) + Math.imul(high, B_LOW)) | 0;
  const before = lanes[lane] as number;
  const sumLow = (before + Math.imul(low, B_LOW)) | 0;
  const carry = sumLow >>> 0 < before >>> 0 ? 1 : 0;
  const sumHigh = ((lanes[lane + 1] as number) + addHigh + carry) | 0;
  const turnedLow = (sumLow << 31) | (sumHigh >>> 1);
  const turnedHigh = (sumHigh << 31) | (sumLow >>> 1);
  lanes[lane] = Math.imul(turnedLow, A_LOW);
  lanes[lane + 1] = (upper(turnedLow, A_LOW) + Math.imul(turnedLow, A_HIGH) + Math.imul(turnedHigh, A_LOW)) | 0;
}

/** The upper 32 bits of the unsigned product of two 32-bit numbers. */
function upper(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + (((aLow * bLow) >>> 16) >>> 0);
  const other = aLow * bHigh + (middle % 0x1_0000);
  return (aHigh * bHigh + Math.floor(middle / 0x1_0000) + Math.floor(other / 0x1_0000)) | 0;
}

/** Cuts what is added into stripes; `end` gives the rest and the length of all. */
function stripes(
  size: number,
  take: (view: DataView, at: number) => void,
): { add: (bytes: Uint8Array) => void; end: () => { tail: Uint8Array; total: number } } {
  const held = new Uint8Array(size);
  const heldView = new DataView(held.buffer);
  let filled = 0;
  let total = 0;
  return {
    add(bytes) {
      total += bytes.length;
      let at = 0;
      if (filled > 0) {
        at = Math.min(size - filled, bytes.length);
        held.set(bytes.subarray(0, at), filled);
        filled += at;
        if (filled < size) return;
        take(heldView, 0);
      }
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      for (; at + size <= bytes.length; at += size) take(view, at);
      held.set(bytes.subarray(at));
      filled = bytes.length - at;
    },
    end: () => ({ tail: held.subarray(0, filled), total }),
  };
}
