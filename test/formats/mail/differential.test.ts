import { describe, expect, it } from "vitest";
import { encodingCases } from "../../../fixtures/make/encodings.mjs";
import { hostileCases } from "../../../fixtures/make/hostile.mjs";
import { attachment, message as compose, multipart, nestedMessage, textPart } from "../../../fixtures/make/mime.mjs";
import { memorySource } from "../../../src/bytes/memory.ts";
import { isSound, openMail } from "../../../src/formats/mail/mail.ts";
import { mbox } from "../../../src/formats/mail/mbox.ts";
import { verifyMessage, type Verification } from "../../../src/formats/mail/verify.ts";
import { createBudget } from "../../../src/limits/budget.ts";
import { DEFAULT_LIMITS } from "../../../src/limits/limits.ts";
import type { Document, Unfolded } from "../../../src/model/document.ts";
import type { ExtractContext } from "../../../src/model/extractor.ts";
import { randomFrom, seedOf, type Random } from "../../random.ts";

const context = (): ExtractContext => ({ budget: createBudget(DEFAULT_LIMITS), insideMessage: false, depth: 0 });
const document = (bytes: Uint8Array): Document => ({
  kind: "document",
  steps: [],
  name: "",
  declaredType: "message/rfc822",
  bytes: memorySource(bytes),
});
const sound = (bytes: Uint8Array): boolean => isSound(openMail(memorySource(bytes), context().budget));
const verify = (bytes: Uint8Array): Promise<Verification> => verifyMessage(document(bytes), context());

const WORDS =
  "invoice refund parking meter Tuesday NRIC S1234567D 9123 4567 Bedok North résumé 陈伟明 Zoë naïve größer おはよう =20 &amp; <b>".split(
    " ",
  );
const CHARSETS = ["utf-8", "gb18030", "iso-8859-1", "us-ascii"] as const;
const ASCII = /^[\0-\x7f]*$/;
const LATIN = /^[\0-\xff]*$/;

/** A letter whose every word can be written in the charset. */
function letter(random: Random, charset: string): string {
  const fits = charset === "us-ascii" ? ASCII : charset === "iso-8859-1" ? LATIN : /^/;
  const known = WORDS.filter((word) => fits.test(word));
  const lines = Array.from({ length: 1 + random.below(12) }, () =>
    Array.from({ length: random.below(14) }, () => random.pick(known)).join(" "),
  );
  const quoted = random.below(3) === 0 ? ["", "On Mon, 2 Nov 2026, a@b.example wrote:", ...lines.map((line) => `> ${line}`)] : [];
  return [...lines, ...quoted, ""].join("\n");
}

function text(random: Random, subtype: "plain" | "html") {
  const charset = random.pick(CHARSETS);
  const words = letter(random, charset);
  const ascii = charset === "us-ascii";
  return textPart(subtype === "html" ? `<html><body><p>${words.replaceAll("\n", "<br>\n")}</p></body></html>\n` : words, {
    subtype,
    charset,
    transfer: random.pick(ascii ? ["7bit", "quoted-printable", "base64"] : ["8bit", "quoted-printable", "base64"]),
  });
}

function file(random: Random) {
  const bytes = Buffer.from(Array.from({ length: random.below(5_000) }, () => random.below(256)));
  const naming = random.pick(["plain", "continued", "encoded-word"] as const);
  return attachment(bytes, `${random.pick(["list", "名单", "Müller"])}.bin`, { naming });
}

function clean(random: Random, depth = 0): Buffer {
  const body =
    random.below(2) === 0 ? text(random, "plain") : multipart("alternative", [text(random, "plain"), text(random, "html")]);
  const parts = Array.from({ length: random.below(4) }, () =>
    random.below(4) === 0 && depth < 2 ? nestedMessage(clean(random, depth + 1)) : file(random),
  );
  const fields = { from: "A <a@example.com>", to: "B <b@example.com>", subject: "x", date: new Date(0), id: "x@example.com" };
  return compose({ ...fields, more: [] }, parts.length === 0 ? body : multipart("mixed", [body, ...parts]));
}

describe("two readers agree on every part of clean mail", () => {
  it("that is made at random", async () => {
    const seed = seedOf("clean mail");
    const random = randomFrom(seed);
    for (let round = 0; round < 150; round += 1) {
      const bytes = clean(random);
      const note = `seed ${seed} round ${round}`;
      expect(sound(bytes), note).toBe(true);
      expect(await verify(bytes), note).toMatchObject({ agrees: true, compared: true });
    }
  });
});

const SEED = 5;
/** The second reader has no decoder for it, or believes a label that lies: there is nothing to agree on. */
const CHARSET = /utf-7|hz|iso-2022|labelled|unlabelled|no-charset|lies|raw-/;
const mails = encodingCases(SEED).flatMap(({ id, files }) =>
  files.filter(({ path }) => path.endsWith(".eml")).map(({ path, bytes }): [string, string, Buffer] => [path, id, bytes]),
);

describe("two readers on every way to hide a value in a mail", () => {
  it(`has mails to compare (seed ${SEED})`, () => {
    expect(mails.length).toBeGreaterThan(100);
  });

  it.each(mails)("%s", async (_, id, bytes) => {
    const { compared, words, files } = await verify(bytes);
    expect(compared).toBe(true);
    expect(files.different + files.onlySecond).toBe(0);
    if (!CHARSET.test(id)) expect(words.onlySecond).toBe(0);
    if (sound(bytes) && !CHARSET.test(id)) expect(words.onlyFirst).toBe(0);
  });
});

const HEAD = "From: a@example.com\nTo: b@example.com\nSubject: x\nMIME-Version: 1.0\n";
const NRIC = "NRIC S1234567D";
const base64 = (words: string): string => Buffer.from(words).toString("base64");

describe("on odd mail the first reader finds what the second finds", () => {
  it.each<[string, string]>([
    ["no boundary", `${HEAD}Content-Type: multipart/mixed\n\n--q\nContent-Type: text/plain\n\n${NRIC}\n--q--\n`],
    ["a boundary that is another", `${HEAD}Content-Type: multipart/mixed; boundary=z\n\n--q\n\n${NRIC}\n--q--\n`],
    ["no closing boundary", `${HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\n\n${NRIC}\n--b\n\nmore`],
    [
      "parts in what is no multipart",
      `${HEAD}Content-Type: text/html; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>${NRIC}</p>\n\n--b--\n`,
    ],
    [
      "encoded parts in what is no multipart",
      `${HEAD}Content-Type: text/plain; boundary="b"\n\n--b\nContent-Transfer-Encoding: base64\n\n${base64(NRIC)}\n--b--\n`,
    ],
    ["a part behind the end", `${HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n--b\n\n${NRIC}\n--b--\n`],
    [
      "words behind base64",
      `${HEAD}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n${base64(`${NRIC} grüßt\n`)} ignored\n`,
    ],
    ["cut base64", `${HEAD}Content-Transfer-Encoding: base64\n\n${base64(`${NRIC} and more`).slice(0, -3)}\n`],
    ["a header that does not end", `${HEAD}X-Note: ${NRIC}\n`],
    ["text behind the header", `${HEAD}${NRIC}, hello\n\nmore\n`],
    ["an unknown encoding", `${HEAD}Content-Transfer-Encoding: x-house\n\n${NRIC}\n`],
  ])("%s", async (_, words) => {
    const bytes = Buffer.from(words);
    expect(sound(bytes)).toBe(false);
    expect(await verify(bytes)).toMatchObject({
      compared: true,
      words: { onlySecond: 0 },
      files: { different: 0, onlySecond: 0 },
    });
  });

  it(`in every hostile mail (seed ${SEED})`, async () => {
    const entries = hostileCases(SEED).flatMap((one) => one.entries);
    let compared = 0;
    for (const entry of entries) {
      if (!("bytes" in entry) || typeof entry.path !== "string" || entry.bytes.length > 2_000_000) continue;
      const { path, bytes } = entry;
      // Noise in a mailbox is no text in any charset: each reader makes its own of it.
      if (path.includes("garbage")) continue;
      const source = document(bytes);
      const items = path.endsWith(".mbox") ? [...(mbox.extract(source, context()) as Iterable<Unfolded>)] : [source];
      for (const item of items) {
        if (item.kind !== "document" || !/\.(?:eml|mbox)$/.test(path)) continue;
        const { words, files } = await verifyMessage(item, context());
        expect([words.onlySecond, files.different, files.onlySecond], path).toEqual([0, 0, 0]);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(8);
  });
});
