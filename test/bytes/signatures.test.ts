import { describe, expect, it } from "vitest";
import { signatureOf } from "../../src/bytes/signatures.ts";

const head = (text: string): Uint8Array => Buffer.from(text, "latin1");

describe("signatureOf", () => {
  it.each([
    ["\x89PNG\r\n\x1a\n", "png"],
    ["GIF89a", "gif"],
    ["%PDF-1.7", "pdf"],
    ["PK\x03\x04", "zip"],
    ["\x1f\x8b\x08", "gzip"],
    ["\0\0\0\x18ftypheic", "heic"],
    ["\0\0\0\x18ftypisom", "mp4"],
    ["BZh9\x31\x41\x59\x26\x53\x59\x90", "bzip2"],
    ["RIFF\x01\x02\x03\x04WEBP", "webp"],
    ["BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", "bmp"],
    ["", undefined],
    ["\x89PN", undefined],
    ["From: a@b.example\n", undefined],
    ["BMW is a car", undefined],
  ])("of %j is %j", (text, id) => {
    expect(signatureOf(head(text))?.id).toBe(id);
  });
});
