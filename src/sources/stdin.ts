import { errorCode } from "./errors.ts";
import type { MemoryEvidence, StdinEvidence } from "./evidence.ts";

const FIRST_BYTES = 1024 ** 2;

/**
 * Reads standard input whole, up to `limitBytes`, into memory. What comes after the limit is not
 * waited for; what came before a failure is kept. `name` is the file name that the user states
 * for it; empty when there is none.
 */
export async function readStdin(
  evidence: StdinEvidence,
  input: AsyncIterable<Uint8Array>,
  limitBytes: number,
  name = "",
): Promise<MemoryEvidence> {
  let bytes = new Uint8Array(Math.min(FIRST_BYTES, limitBytes));
  let size = 0;
  const result = (truncated: boolean, error?: string): MemoryEvidence => ({
    ...evidence,
    kind: "memory",
    file: name === "" ? evidence.file : name,
    bytes: bytes.subarray(0, size),
    truncated,
    ...(error === undefined ? {} : { error }),
  });
  try {
    for await (const piece of input) {
      const taken = Math.min(piece.length, limitBytes - size);
      if (size + taken > bytes.length) bytes = grown(bytes, size, Math.min(limitBytes, Math.max(size + taken, bytes.length * 2)));
      bytes.set(piece.subarray(0, taken), size);
      size += taken;
      if (taken < piece.length) return result(true);
    }
  } catch (error) {
    return result(true, errorCode(error));
  }
  return result(false);
}

function grown(bytes: Uint8Array, size: number, capacity: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(capacity);
  larger.set(bytes.subarray(0, size));
  return larger;
}
