import { describe, expect, it, vi } from "vitest";
import { base64Lines, content, readMessage, textsOf } from "./read.ts";

const parts = [{ kind: "attachment", part: "2", content: Buffer.from("from the parser") }];
let fails = true;
vi.mock("../../../src/formats/mail/parser.ts", () => ({
  async *parseMail() {
    await Promise.resolve();
    yield* parts;
    if (fails) throw new Error("secret S1234567D");
  },
}));

const TEXT =
  "From: a@b.sg\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nNRIC S7654321A\n--b\nContent-Type: application/zip; name=one.zip\n" +
  `Content-Transfer-Encoding: base64\n\n${base64Lines("one")}\n--b\nContent-Type: application/zip; name=two.zip\n\ntwo\n--b--\n`;

describe("a mail parser that fails", () => {
  it("costs a gap without its words; what it did not give is read without it", async () => {
    fails = true;
    const seen = await readMessage(TEXT);
    expect(seen.documents.map((one) => [one.name, content(one)])).toEqual([
      ["one.zip", "from the parser"],
      ["two.zip", "two"],
    ]);
    expect(textsOf(seen, "body")).toEqual(["NRIC S7654321A"]);
    expect(seen.gaps).toMatchObject([{ reason: "malformed", examined: "partly" }]);
    expect(JSON.stringify(seen.gaps)).not.toContain("S1234567D");
  });

  it("that gives less than there is costs nothing", async () => {
    fails = false;
    const seen = await readMessage(TEXT);
    expect(seen.documents.map(({ name }) => name)).toEqual(["one.zip", "two.zip"]);
    expect(textsOf(seen, "body")).toEqual(["NRIC S7654321A"]);
    expect(seen.gaps).toEqual([]);
  });
});
