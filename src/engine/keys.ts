import { createHash, createHmac } from "node:crypto";

/**
 * Keyed names for things, under the case key (HMAC-SHA256, FIPS 198-1). A plain hash of an
 * NRIC can be undone by listing ten million numbers a letter, so none is ever written.
 */
export interface Keys {
  /** Names the key itself, so that runs under one key can be told from others. */
  readonly keyId: string;
  /** `key` of a finding: equal values of one type have equal keys. base64url, 43 characters. */
  keyOf(type: string, value: string): string;
  /** A short id with a prefix, e.g. `f-`; 16 hexadecimal digits. */
  idOf(prefix: "f" | "r", seed: string): string;
}

export function createKeys(caseKey: Uint8Array): Keys {
  const mac = (text: string): Buffer => createHmac("sha256", caseKey).update(text, "utf8").digest();
  return {
    keyId: mac("pii-scan key id").toString("hex").slice(0, 16),
    keyOf: (type, value) => mac(`value\u0000${type}\u0000${value}`).toString("base64url"),
    idOf: (prefix, seed) => `${prefix}-${mac(`${prefix}\u0000${seed}`).toString("hex").slice(0, 16)}`,
  };
}

/**
 * Id of a person from the key of an identifier. The key is an HMAC already, so a plain hash of
 * it gives nothing away, and a stream can be resolved again without the case key.
 */
export function personId(key: string): string {
  return `p-${createHash("sha256").update(key, "utf8").digest("hex").slice(0, 16)}`;
}
