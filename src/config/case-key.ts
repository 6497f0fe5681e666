import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { UsageError } from "./errors.ts";

/** Shorter keys could be guessed; 128 bits is the least that NIST SP 800-107 asks of an HMAC key. */
const LEAST_BYTES = 16;
const MOST_BYTES = 4_096;

/** The key of the keyed hashes: the content of a file, without a line end, or 32 fresh random bytes. */
export function loadCaseKey(file: string | undefined): Uint8Array {
  if (file === undefined) return randomBytes(32);
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new UsageError(`the case key file cannot be read (${errno(error)})`);
  }
  const key = bytes.subarray(0, endWithoutNewline(bytes));
  if (key.length < LEAST_BYTES) throw new UsageError(`the case key file holds fewer than ${LEAST_BYTES} bytes`);
  if (key.length > MOST_BYTES) throw new UsageError(`the case key file holds more than ${MOST_BYTES} bytes`);
  return key;
}

function endWithoutNewline(bytes: Buffer): number {
  let end = bytes.length;
  if (bytes[end - 1] === 0x0a) end -= 1;
  if (bytes[end - 1] === 0x0d) end -= 1;
  return end;
}

function errno(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "error";
}
