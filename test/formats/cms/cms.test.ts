import { describe, expect, it } from "vitest";
import { compressed, detached, locked, signed, signedInPieces, value } from "../../../fixtures/make/cms.mjs";
import { chosen, contents, documentsOf, everyPrefix, fileOf, reasons, unfold } from "../unfold.ts";

const MESSAGE = Buffer.from("Content-Type: text/plain\r\n\r\nThe IC is S1234567D.\r\n".padEnd(1_000, "more of it "));

describe("cms", () => {
  it.each([
    ["an opaque signature", signed(MESSAGE)],
    ["one in pieces of unknown length", signedInPieces(MESSAGE)],
    ["one in pieces of one byte", signedInPieces(MESSAGE, 1)],
    ["compressed data", compressed(MESSAGE)],
  ])("gives the message in %s", async (_, bytes) => {
    const document = fileOf("smime.p7m", bytes, "application/pkcs7-mime");
    expect(chosen(document).id).toBe("cms");
    const items = await unfold(document);
    expect(contents(items)).toEqual([["", MESSAGE.toString()]]);
    expect(reasons(items)).toEqual([]);
    const [inner] = documentsOf(items);
    expect(inner === undefined ? "" : chosen(inner).id).toBe("eml");
  });

  it.each([
    ["enveloped data", locked("enveloped"), ["encrypted/none"]],
    ["encrypted data", locked("encrypted"), ["encrypted/none"]],
    ["a detached signature", detached(), []],
    ["a signature that is cut off in its message", signed(MESSAGE).subarray(0, 500), ["malformed/partly"]],
    ["compressed data that are cut off", compressed(MESSAGE).subarray(0, 70), ["malformed/partly", "malformed/partly"]],
    ["a message whose pieces are too many", signedInPieces(Buffer.alloc(300_000, 65), 1), ["size-limit/none"]],
  ])("tells of %s", async (_, bytes, expected) => {
    const document = fileOf("", bytes);
    expect(chosen(document).id).toBe("cms");
    expect(reasons(await unfold(document))).toEqual(expected);
  });

  it("stops at a bomb of compressed data", async () => {
    const items = await unfold(fileOf("smime.p7z", compressed(Buffer.alloc(100_000_000))));
    expect(reasons(items)).toEqual(["ratio-limit/partly"]);
  });

  it("does not follow indefinite lengths for ever", async () => {
    const nested = Buffer.concat([
      signedInPieces(MESSAGE).subarray(0, 40),
      ...Array.from({ length: 5_000 }, () => Buffer.from([0x24, 0x80])),
    ]);
    const items = await unfold(fileOf("", nested));
    expect(reasons(items)[0]).toMatch(/^malformed/);
  });

  it("tells every prefix", async () => {
    await everyPrefix("a.p7m", signed(MESSAGE.subarray(0, 90)), 1, 14);
    await everyPrefix("a.p7m", signedInPieces(MESSAGE.subarray(0, 90), 20), 1, 14);
    await everyPrefix("a.p7m", compressed(MESSAGE.subarray(0, 90)), 1, 40);
  });

  it("claims nothing that only begins like it", () => {
    expect(chosen(fileOf("a.der", value(0x30, value(0x02, Buffer.alloc(200, 0x31))))).id).not.toBe("cms");
  });
});
