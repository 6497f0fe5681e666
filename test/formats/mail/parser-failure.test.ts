import { describe, expect, it, vi } from "vitest";
import { content, readMessage, textsOf, type Seen } from "./read.ts";

let loaded = 0;
let given: readonly unknown[] = [];
let fails = false;
vi.mock("../../../src/formats/mail/parser.ts", () => {
  loaded += 1;
  return {
    async *parseMail() {
      await Promise.resolve();
      yield* given;
      if (fails) throw new Error("secret S1234567D");
    },
  };
});

const HEAD = "From: a@b.sg\nTo: c@d.sg\nSubject: x\n";
const SOUND = `${HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\n\nNRIC S7654321A\n--b--\n`;
/** Without its last delimiter: read by two. */
const CUT = `${HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\n\nNRIC S7654321A\nsecond line\n--b\nContent-Type: application/zip; name=one.zip\n\none\n`;

const cores = (seen: Seen): string[] =>
  seen.texts
    .filter(({ role }) => role === "body")
    .map(({ bytes, core }) => Buffer.from(bytes.subarray(core.start, core.end)).toString());

describe("the second reader", () => {
  it("is not loaded for sound mail", async () => {
    [given, fails] = [[{ kind: "text", plain: "never", html: undefined }], true];
    const seen = await readMessage(SOUND);
    expect(textsOf(seen, "body")).toEqual(["NRIC S7654321A"]);
    expect(seen.gaps).toEqual([]);
    expect(loaded).toBe(0);
  });

  it("adds what it alone found, once, with the lines around it", async () => {
    const plain = "NRIC S7654321A\nonly here S1234567D\n  second   line\n";
    [given, fails] = [[{ kind: "text", plain, html: "<p>NRIC S7654321A<p>a page" }], false];
    const seen = await readMessage(CUT);
    expect(loaded).toBe(1);
    expect(cores(seen)).toEqual(["NRIC S7654321A\nsecond line", "only here S1234567D\n", "a page"]);
    const added = seen.texts.find((text) => text.core.start > 0);
    expect(Buffer.from(added?.bytes ?? []).toString()).toBe(plain);
    expect(added?.origin).toEqual({ line: 1, column: 1 });
  });

  it("adds files that are not there yet; a text file as the lines that are new", async () => {
    const known = { kind: "attachment", part: "9", content: Buffer.from("one\n") };
    const text = { kind: "attachment", part: "8", content: Buffer.from("second line\nnew line\n") };
    const picture = { kind: "attachment", part: "7", content: Buffer.from("89504e470d0a1a0a00000001", "hex") };
    [given, fails] = [[known, text, picture, picture], false];
    const seen = await readMessage(CUT);
    expect(cores(seen).slice(1)).toEqual(["new line\n"]);
    expect(seen.documents.map(({ name, steps }) => [name, steps[0]])).toEqual([
      ["one.zip", { kind: "mime", part: "2", name: "one.zip" }],
      ["", { kind: "mime", part: "7" }],
    ]);
    expect(content(seen.documents[0])).toBe("one\n");
  });

  it("that fails costs a gap without its words", async () => {
    [given, fails] = [[{ kind: "text", plain: "found before", html: undefined }], true];
    const seen = await readMessage(CUT);
    expect(cores(seen)).toEqual(["NRIC S7654321A\nsecond line", "found before"]);
    expect(seen.gaps.map(({ reason }) => reason)).toEqual(["malformed", "malformed"]);
    expect(JSON.stringify(seen.gaps)).not.toContain("S1234567D");
  });
});
