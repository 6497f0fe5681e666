import { describe, expect, it } from "vitest";
import { memorySource } from "../../../src/bytes/memory.ts";
import { readStructure } from "../../../src/formats/mail/structure.ts";
import { openWindow } from "../../../src/formats/mail/window.ts";
import { randomFrom, seedOf } from "../../random.ts";
import { base64Lines, content, readMessage, textsOf, type Seen } from "./read.ts";

const HEAD = "From: a@example.com\nTo: b@example.com\nSubject: x\nMIME-Version: 1.0\n";
const NRIC = "NRIC S1234567D";
const base64Part = (name: string, text: string): string =>
  `Content-Type: application/zip; name=${name}\nContent-Transfer-Encoding: base64\n\n${base64Lines(text)}\n`;

/** Everything that was shown, texts and documents. */
const shown = (seen: Seen): string =>
  [...seen.texts.map(({ bytes }) => Buffer.from(bytes).toString()), ...seen.documents.map(content)].join("\n");

describe("damaged messages keep what can be read, and say what is wrong", () => {
  it.each([
    ["no boundary parameter", `${HEAD}Content-Type: multipart/mixed\n\nsome text\n${NRIC}\n`, "without a boundary"],
    [
      "no boundary parameter, with parts",
      `${HEAD}Content-Type: multipart/mixed\n\n--q\nContent-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\nNRIC S12345=\n67D\n--q--\n`,
      "without a boundary",
    ],
    [
      "boundary that never occurs",
      `${HEAD}Content-Type: multipart/mixed; boundary=zzz\n\nsome text\n${NRIC}\n`,
      "does not occur",
    ],
    [
      "boundary that is another",
      `${HEAD}Content-Type: multipart/mixed; boundary=zzz\n\n--q\nContent-Transfer-Encoding: base64\n\n${base64Lines(NRIC)}\n--q--\n`,
      "does not occur",
    ],
    [
      "closing boundary missing",
      `${HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\n\n${NRIC}\n--b\n${base64Part("a.zip", "PK")}`,
      "cut off",
    ],
    [
      "inner closing boundary missing",
      `${HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\n\n${NRIC}\n--b\n${base64Part("a.zip", "PK")}--b--\n`,
      "cut off",
    ],
    ["header without an end", `${HEAD}X-Note: ${NRIC}\n`, "header is cut off"],
    ["text straight behind the header", `${HEAD}Hello, here is the ${NRIC}\n\nmore\n`, "header is cut off"],
    [
      "base64 that is cut",
      `${HEAD}Content-Transfer-Encoding: base64\n\n${base64Lines(`${NRIC} and more of it`).slice(0, -3)}\n`,
      "base64 part is cut off",
    ],
    [
      "base64 that is none",
      `${HEAD}Content-Transfer-Encoding: base64\n\nThis is not, in truth, base64: it is "${NRIC}", as it stands! (Yes. No. Why?) - so it is; ok?\n`,
      "invalid characters",
    ],
    [
      "quoted-printable that is none",
      `${HEAD}Content-Transfer-Encoding: quoted-printable\n\n${"a=b c=zz ".repeat(20)}${NRIC}\n`,
      "invalid characters",
    ],
    ["unknown transfer encoding", `${HEAD}Content-Transfer-Encoding: x-house\n\n${NRIC}\n`, "unknown transfer encoding"],
  ])("%s", async (_, text, detail) => {
    const seen = await readMessage(text);
    expect(shown(seen)).toContain(NRIC);
    expect(seen.gaps.length).toBeGreaterThan(0);
    expect(seen.gaps.every(({ reason, examined }) => reason === "malformed" && examined === "partly")).toBe(true);
    expect(seen.gaps.map((gap) => gap.detail).join("; ")).toContain(detail);
  });

  it.each([
    ["before the first boundary", `${HEAD}Content-Type: multipart/mixed; boundary=b\n\n${NRIC}\n--b\n\ntext\n--b--\n`],
    ["behind the last boundary", `${HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\n\ntext\n--b--\n\n${NRIC}\n`],
    [
      "in a part behind the last boundary",
      `${HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\n\ntext\n--b--\n--b\nContent-Transfer-Encoding: base64\n\n${base64Lines(NRIC)}\n--b--\n`,
    ],
    ["under a quoted transfer encoding", `${HEAD}Content-Transfer-Encoding: "base64"\n\n${base64Lines(NRIC)}\n`],
    ["in base64 of several runs", `${HEAD}Content-Transfer-Encoding: base64\n\n${base64Lines("a")}\n${base64Lines(NRIC)}\n`],
    ["behind a boundary with trailing blanks", `${HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b  \n\n${NRIC}\n--b--\t\n`],
    ["behind a stray header line", `${HEAD}what is this\nContent-Transfer-Encoding: base64\n\n${base64Lines(NRIC)}\n`],
    [
      "behind an envelope line",
      `From a@b.sg Thu Nov 12 08:00:00 2026\n${HEAD}Content-Transfer-Encoding: base64\n\n${base64Lines(NRIC)}\n`,
    ],
    ["behind a byte order mark and empty lines", `\ufeff\n\n${HEAD}Content-Transfer-Encoding: base64\n\n${base64Lines(NRIC)}\n`],
    ["in an .emlx file", `${Buffer.byteLength(`${HEAD}\n${NRIC}\n`)}\n${HEAD}\n${NRIC}\n<?xml version="1.0"?><plist/>`],
  ])("reads text that other readers drop: %s", async (_, text) => {
    expect(shown(await readMessage(text))).toContain(NRIC);
  });

  it("leaves out the notice for old readers, and nothing else", async () => {
    const wrap = (preamble: string): string =>
      `${HEAD}Content-Type: multipart/mixed; boundary=b\n\n${preamble}\n--b\n\ntext\n--b--\n`;
    for (const notice of [
      "This is a multi-part message in MIME format.",
      "",
      "This is a cryptographically signed message in MIME format.",
    ]) {
      expect(textsOf(await readMessage(wrap(notice)), "body")).toEqual(["text"]);
    }
    expect(textsOf(await readMessage(wrap("This is a message for 91234567")), "body")).toHaveLength(2);
  });
});

const SAMPLE =
  `${HEAD}Content-Type: multipart/mixed; boundary="b1"\n\nThis is a multi-part message in MIME format.\n--b1\n` +
  `Content-Type: multipart/alternative; boundary=b2\n\n--b2\nContent-Type: text/plain; charset=utf-8\n` +
  `Content-Transfer-Encoding: quoted-printable\n\nmine S12345=\n67D =E9=99=88\n\nOn Mon, 2 Nov 2026, Bob wrote:\n> theirs\n--b2\n` +
  `Content-Type: text/html\n\n<p>mine</p><blockquote>theirs</blockquote>\n--b2--\n\n--b1\n${base64Part("a.zip", "PK and more than that")}` +
  `--b1\nContent-Type: message/rfc822\n\nSubject: inner\n\nbegin 644 cat.txt\n#0V%T\n\`\nend\n--b1--\n`;

describe("hostile input", () => {
  it("ends on every prefix without a throw, and a cut multipart is told", async () => {
    const bytes = Buffer.from(SAMPLE);
    const closed = bytes.length - 1;
    for (let length = 0; length < bytes.length; length += 1) {
      const seen = await readMessage(bytes.subarray(0, length));
      if (length < closed) expect(seen.gaps.length, `prefix of ${length}`).toBeGreaterThan(0);
    }
    expect((await readMessage(bytes)).gaps).toEqual([]);
  });

  it("ends on changed bytes without a throw", async () => {
    const seed = seedOf("changed mail");
    const random = randomFrom(seed);
    for (let round = 0; round < 150; round += 1) {
      const bytes = Buffer.from(SAMPLE);
      for (let change = 0; change < 6; change += 1) bytes[random.below(bytes.length)] = random.below(256);
      await expect(readMessage(bytes), `seed ${seed} round ${round}`).resolves.toBeDefined();
    }
  });

  it.each([
    ["parts", `${HEAD}Content-Type: multipart/mixed; boundary=b\n\n${"--b\n\nx\n".repeat(30_000)}--b--\n`],
    [
      "multiparts in multiparts",
      Array.from({ length: 4_000 }, (_, depth) => `Content-Type: multipart/mixed; boundary=b${depth}\n\n--b${depth}\n`).join(""),
    ],
    ["multiparts of one boundary", "Content-Type: multipart/mixed; boundary=b\n\n--b\n".repeat(20_000)],
    [
      "broken multiparts",
      `${HEAD}Content-Type: multipart/mixed; boundary=b\n\n${"--b\nContent-Type: multipart/mixed; boundary=q\n\n".repeat(10_000)}`,
    ],
    ["lines of dashes", `${HEAD}Content-Type: multipart/mixed; boundary=b\n\n${"--c\n".repeat(300_000)}`],
    ["header lines", `${"X: y\n".repeat(300_000)}\n`],
    ["stray lines in a header", "a:\nb\n".repeat(700_000)],
    ["encoded words that do not end", `Subject: ${"=?a?b?".repeat(100_000)}\n\n`],
    ["parameters", `Content-Type: text/plain; ${"a*0*=x; ".repeat(50_000)}\n\n`],
    ["quotes", `Content-Type: text/plain; name="${'\\"'.repeat(300_000)}\n\n`],
  ])("costs no more than its length: many %s", (_, text) => {
    const bytes = Buffer.from(text);
    const begun = process.cpuUsage();
    readStructure(openWindow(memorySource(bytes)));
    const { user } = process.cpuUsage(begun);
    // Generous: quadratic cost is minutes here, linear is tens of milliseconds.
    expect(user / 1e6).toBeLessThan(5);
  });
});
