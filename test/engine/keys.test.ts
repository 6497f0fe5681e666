import { createHash, createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createKeys, personId } from "../../src/engine/keys.ts";

/** Keys are compared between runs and versions: they are what these calls of the platform give. */
function mac(caseKey: Uint8Array, text: string): Buffer {
  return createHmac("sha256", caseKey).update(text, "utf8").digest();
}

function shortHash(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex").slice(0, 16);
}

describe.each([1, 16, 32, 63, 64, 65, 200])("under a case key of %i bytes", (length) => {
  const caseKey = Buffer.alloc(length, 0xa7);
  const keys = createKeys(caseKey);

  it.each([
    ["an ASCII value", "S0000001I"],
    ["nothing", ""],
    ["other scripts", "陈小明 😀@例え.jp"],
    ["half a character", "a\ud800b"],
    ["a control character", "a\u0000b"],
    ["as much as is prepared for", "漢".repeat(1_024 - 12)],
    ["more than is prepared for", "漢".repeat(1_024)],
    ["much", "x".repeat(100_000)],
  ])("%s has the keys of HMAC-SHA256 and of SHA-256", (_, value) => {
    expect(keys.keyOf("email", value)).toBe(mac(caseKey, `value\u0000email\u0000${value}`).toString("base64url"));
    expect(keys.documentMac(value)).toBe(mac(caseKey, `document\u0000${value}`).toString("base64url"));
    expect(keys.idOf("f", "document", value)).toBe(`f-${shortHash(`f\u0000document\u0000${value}`)}`);
    expect(personId(value)).toBe(`p-${shortHash(value)}`);
  });

  it("names itself", () => {
    expect(keys.keyId).toBe(mac(caseKey, "pii-scan key id").toString("hex").slice(0, 16));
  });
});
