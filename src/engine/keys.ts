import { Buffer } from "node:buffer";
import { createHmac, hash } from "node:crypto";

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
  const mac = createMac(caseKey);
  const known = new Map<string, string>();
  return {
    keyId: mac("pii-scan key id", "hex").slice(0, 16),
    keyOf(type, value) {
      const text = `value\u0000${type}\u0000${value}`;
      const kept = known.get(text);
      if (kept !== undefined) return kept;
      if (known.size >= KEY_CACHE) known.clear();
      const key = mac(text, "base64url");
      known.set(text, key);
      return key;
    },
    documentMac: (seed) => mac(`document\u0000${seed}`, "base64url"),
    idOf: (prefix, document, seed) => `${prefix}-${shortHash(`${prefix}\u0000${document}\u0000${seed}`)}`,
  };
}

/** Block of SHA-256, in bytes. */
const BLOCK = 64;
/** Texts of up to this many UTF-16 units are hashed in one prepared buffer. */
const PREPARED = 1_024;

/**
 * HMAC-SHA256 (FIPS 198-1 section 4) as two hashes over prepared buffers: an Hmac object a value
 * costs more than the hashing, and there are several a finding.
 */
function createMac(caseKey: Uint8Array): (text: string, encoding: "hex" | "base64url") => string {
  const padded = Buffer.alloc(BLOCK);
  padded.set(caseKey.length > BLOCK ? hash("sha256", caseKey, "buffer") : caseKey);
  // A UTF-16 unit is at most three bytes of UTF-8.
  const inner = Buffer.alloc(BLOCK + 3 * PREPARED);
  const outer = Buffer.alloc(BLOCK + 32);
  for (const [at, byte] of padded.entries()) {
    inner[at] = byte ^ 0x36;
    outer[at] = byte ^ 0x5c;
  }
  return (text, encoding) => {
    if (text.length > PREPARED) return createHmac("sha256", caseKey).update(text, "utf8").digest(encoding);
    const end = BLOCK + inner.write(text, BLOCK, "utf8");
    outer.write(hash("sha256", inner.subarray(0, end), "binary"), BLOCK, "latin1");
    return hash("sha256", outer, encoding);
  };
}

function shortHash(text: string): string {
  return hash("sha256", text, "hex").slice(0, 16);
}

/**
 * Id of a person from the key of an identifier. The key is an HMAC already, so a plain hash of
 * it gives nothing away, and a stream can be resolved again without the case key.
 */
export function personId(key: string): string {
  return `p-${shortHash(key)}`;
}
