import { createHash, createHmac } from "node:crypto";

/**
 * Keyed names for things, under the case key (HMAC-SHA256, FIPS 198-1). A plain hash of an
 * NRIC can be undone by listing ten million numbers a letter, so none is ever written.
 */
export interface Keys {
  /** Names the key itself, so that runs under one key can be told from others. */
  readonly keyId: string;
  /** `key` of a finding: equal values of one type have equal keys. base64url, 43 characters. */
  readonly keyOf: (type: string, value: string) => string;
  /** A keyed name for a document, from which the ids of what is in it are made; stays inside the engine. */
  readonly documentMac: (seed: string) => string;
  /** A short id with a prefix, e.g. `f-`; 16 hexadecimal digits. Keyed, because the document's name is. */
  readonly idOf: (prefix: "f" | "r", documentMac: string, seed: string) => string;
}

/** Keys kept: a footer and the addresses of colleagues stand in message after message. */
const KEY_CACHE = 16_384;

export function createKeys(caseKey: Uint8Array): Keys {
  const mac = (text: string): Buffer => createHmac("sha256", caseKey).update(text, "utf8").digest();
  const known = new Map<string, string>();
  return {
    keyId: mac("pii-scan key id").toString("hex").slice(0, 16),
    keyOf(type, value) {
      const text = `value\u0000${type}\u0000${value}`;
      const kept = known.get(text);
      if (kept !== undefined) return kept;
      if (known.size >= KEY_CACHE) known.clear();
      const key = mac(text).toString("base64url");
      known.set(text, key);
      return key;
    },
    documentMac: (seed) => mac(`document\u0000${seed}`).toString("base64url"),
    idOf: (prefix, document, seed) => `${prefix}-${shortHash(`${prefix}\u0000${document}\u0000${seed}`)}`,
  };
}

function shortHash(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex").slice(0, 16);
}

/**
 * Id of a person from the key of an identifier. The key is an HMAC already, so a plain hash of
 * it gives nothing away, and a stream can be resolved again without the case key.
 */
export function personId(key: string): string {
  return `p-${shortHash(key)}`;
}
