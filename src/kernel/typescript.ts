import { AT, type Kernel } from "./kernel.ts";

const ZERO = 0x30;
const NINE = 0x39;
const AT_SIGN = 0x40;

/** The reference twin: plain TypeScript, every byte looked at once. */
export const typescriptKernel: Kernel = { id: "ts", anchors };

function anchors(bytes: Uint8Array, from: number, to: number, out: Uint32Array): { count: number; next: number } {
  let at = from;
  if (from > 0 && isDigit(bytes[from - 1])) at = endOfRun(bytes, from);
  let pairs = 0;
  const room = out.length >> 1;
  while (at < to) {
    const byte = bytes[at] as number;
    if (byte > AT_SIGN || byte < ZERO || (byte > NINE && byte < AT_SIGN)) {
      at += 1;
      continue;
    }
    if (pairs === room) return { count: pairs, next: at };
    out[pairs * 2] = at;
    if (byte === AT_SIGN) {
      out[pairs * 2 + 1] = AT;
      at += 1;
    } else {
      const end = endOfRun(bytes, at);
      out[pairs * 2 + 1] = end - at;
      at = end;
    }
    pairs += 1;
  }
  return { count: pairs, next: Math.max(at, to) };
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}

function endOfRun(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && isDigit(bytes[at])) at += 1;
  return at;
}
