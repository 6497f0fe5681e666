import { readdirSync, readFileSync, statSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { encodingCases } from "../../../fixtures/make/encodings.mjs";
import { hostileCases } from "../../../fixtures/make/hostile.mjs";
import { DETECTORS } from "../../../src/detectors/index.ts";
import { createDispatch } from "../../../src/engine/dispatch.ts";
import { sweep } from "../../../src/engine/sweep.ts";
import { createMailLook } from "../../../src/formats/mail/first-look.ts";
import { heldBytes, heldSource } from "../../../src/formats/mail/held.ts";
import { mbox } from "../../../src/formats/mail/mbox.ts";
import { message } from "../../../src/formats/mail/message.ts";
import { typescriptKernel } from "../../../src/kernel/index.ts";
import { createBudget } from "../../../src/limits/budget.ts";
import { DEFAULT_LIMITS } from "../../../src/limits/limits.ts";
import type { Document, TextPart } from "../../../src/model/document.ts";
import type { Detector } from "../../../src/model/detector.ts";
import type { ExtractContext } from "../../../src/model/extractor.ts";
import { randomFrom, seedOf, type Random } from "../../random.ts";
import { base64Lines, mail } from "./read.ts";

// With detectors that ask about the names of senders nothing is passed over.
const dispatch = createDispatch(DETECTORS.filter(({ pack, most }) => pack === "sg" && most !== "low"));
const look = createMailLook(dispatch.quiet.filter);
const context = (): ExtractContext => ({ budget: createBudget(DEFAULT_LIMITS), insideMessage: true, depth: 0 });
const bytesOf = (text: string | Uint8Array): Buffer => (typeof text === "string" ? Buffer.from(text) : Buffer.from(text));
const glance = (text: string | Uint8Array): readonly TextPart[] | undefined => look?.message(heldSource(bytesOf(text)));

const HEAD = [
  "From: Tan Wei Ming <tan@example.com>",
  "To: desk@example.org",
  "Subject: Your visit",
  "Date: Mon, 2 Nov 2026 10:00:00 +0800",
];
const plain = (...body: readonly string[]): string => mail(...HEAD, "MIME-Version: 1.0", "", ...body, "");
const single = (type: string, transfer: string, body: string, ...more: readonly string[]): string =>
  mail(...HEAD, ...more, `Content-Type: ${type}`, `Content-Transfer-Encoding: ${transfer}`, "", body);
const html = (body: string): string => single("text/html; charset=utf-8", "8bit", `<html><body>${body}</body></html>\n`);
const twins = (text: string, page: string, preamble = "This is a multi-part message in MIME format.", epilogue = ""): string =>
  mail(
    ...HEAD,
    'Content-Type: multipart/alternative; boundary="=_b1"',
    "",
    preamble,
    "--=_b1",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    text,
    "--=_b1",
    "Content-Type: text/html; charset=utf-8",
    "",
    page,
    "--=_b1--",
    epilogue,
  );

/** What the whole reader makes of a message: what it tells besides texts, and what is found in them. */
async function oracle(text: string | Uint8Array): Promise<{ told: string[]; correspondents: string[]; inHeader: string[] }> {
  const told: string[] = [];
  const texts: TextPart[] = [];
  const document: Document = {
    kind: "document",
    steps: [],
    name: "",
    declaredType: "message/rfc822",
    bytes: heldSource(bytesOf(text)),
  };
  for await (const item of message.extract(document, context())) {
    if (item.kind === "text") texts.push(item);
    else told.push(item.kind === "gap" ? `gap ${item.reason}` : item.kind);
  }
  const header = texts.filter((part) => part.role === "header");
  for (const part of texts)
    if (part.role !== "header")
      for (const { candidate } of sweep(part, dispatch, typescriptKernel)) told.push(`${part.role} ${candidate.type}`);
  return { told, ...inHeader(header) };
}

function inHeader(parts: readonly TextPart[]): { correspondents: string[]; inHeader: string[] } {
  const found = parts.flatMap((part) => sweep(part, dispatch, typescriptKernel).map(({ candidate }) => candidate));
  return {
    correspondents: found.filter((one) => one.correspondent === true).map(({ value }) => value),
    inHeader: found.filter((one) => one.correspondent !== true).map(({ type, value }) => `${type} ${value}`),
  };
}

/** Where the look is certain the whole reader must tell nothing, and both must show the same of the header. */
async function agrees(text: string | Uint8Array): Promise<boolean> {
  const texts = glance(text);
  if (texts === undefined) return false;
  expect({ told: [], ...inHeader(texts) }).toEqual(await oracle(text));
  return true;
}

describe("a first look for words", () => {
  const credential: Detector = {
    id: "probe",
    pack: "sg",
    types: ["credential"],
    description: "a probe",
    references: ["none"],
    anchors: [{ kind: "at" }, { kind: "word", words: ["password", "otp", "密码"] }],
    examples: { match: [], reject: [] },
    examine: () => undefined,
  };
  const lookFor = createMailLook(createDispatch([credential]).quiet.filter);
  const seen = (text: string): boolean => lookFor?.message(heldSource(bytesOf(text))) !== undefined;

  it.each<[string, string]>([
    ["in a text", plain("the Password is hunter")],
    ["at the end of a text", single("text/plain", "7bit", "your PASSWORD")],
    ["behind a sign", plain("Dear Ann, (otp) hunter")],
    ["in Chinese", plain("我的密码是天王")],
    ["over a soft line break", single("text/plain; charset=utf-8", "quoted-printable", "the pass=\nword is hunter\n")],
    ["in quoted-printable", single("text/plain; charset=utf-8", "quoted-printable", "the p=61ssword is hunter\n")],
    ["in base64", single("text/plain; charset=UTF-8", "base64", base64Lines("the password is hunter\n"))],
    ["in a page", html("<p>the <b>pass</b>word is hunter</p>")],
    ["in an attribute of a page", html('<img alt="the password is hunter">')],
    ["in a twin", twins("see the page", "<p>the password is hunter</p>")],
    ["in letters of another width", plain("the ｐａｓｓｗｏｒｄ is hunter")],
  ])("leaves a message to the reader that has one %s", (_, text) => {
    expect(seen(text)).toBe(false);
  });

  it.each<[string, string]>([
    ["passwords", plain("passwords and mypassword, the passwd")],
    ["none", plain("see you at the desk")],
  ])("passes over %s", (_, text) => {
    expect(seen(text)).toBe(true);
  });

  it("shows a subject that has one", () => {
    const subjects = (text: string): string[] =>
      (lookFor?.message(heldSource(bytesOf(text))) ?? [])
        .filter(({ label }) => label === "subject")
        .map(({ bytes }) => Buffer.from(bytes).toString());
    expect(subjects(mail("From: a@example.com", "Subject: your password", "", "Hi", ""))).toEqual(["your password"]);
    expect(subjects(mail("From: a@example.com", "Subject: your pass", "", "Hi", ""))).toEqual([]);
  });
});

describe("a first look at a message", () => {
  it.each<[string, string]>([
    ["plain words", plain("Dear Ms Tan,", "see you at the desk.", "-- ", "Service desk")],
    ["years, times, sums", plain("In 2026, on 2026-11-23 at 10:30, 12.50 for 3 of 10 rooms, order 1234.")],
    ["CR LF line ends", plain("Dear Ms Tan,", "", "> see you", "soon").replaceAll("\n", "\r\n")],
    ["words that are not ASCII", plain("Zoë, 陈伟明 – “see you” 😀")],
    [
      "quoted-printable",
      single("text/plain; charset=utf-8", "quoted-printable", "a long line =\nthat goes on, 1 =3D 1, Zo=C3=AB\n"),
    ],
    ["base64", single("text/plain; charset=UTF-8", "base64", base64Lines("See you soon.\n"))],
    ["HTML", html("<p>See&nbsp;you &ndash; <b>soon</b>.<br>12&#160;rooms</p><table><tr><td>1</td><td>2</td></tr></table>")],
    [
      "styles and classes",
      html('<style>p { color: #336699; width: 123456px }</style><p style="margin:12345678px" class="m91234567">Hi</p>'),
    ],
    ["a text and its HTML twin", twins("See you soon.", "<p>See you soon.</p>")],
    ["an address in the header only", mail(...HEAD, "Reply-To: other@example.com", "", "Hi", "")],
    ["an encoded subject", mail("From: a@example.com", "Subject: =?utf-8?q?Zo=C3=AB?=", "X-Note: none", "", "Hi", "")],
    [
      "folded fields",
      mail(...HEAD, "X-Note: one", " two", "Received: from a (192.0.2.1)", "\tby b with ESMTPS id 91234567", "", "Hi", ""),
    ],
  ])("is certain of %s", async (_name, text) => {
    expect(await agrees(text)).toBe(true);
  });

  const NRIC = "S1234567D";
  it.each<[string, string | Uint8Array]>([
    ["a number", plain(`NRIC ${NRIC}`)],
    ["a mail address", plain("write to a@example.com")],
    ["a mobile number", plain("call 9123 4567")],
    ["a number at the start of the text", plain("91234567")],
    ["a card over groups", plain("4111 1111 1111 1111")],
    ["a unit", plain("Blk 123 Ang Mo Kio Avenue 3 #03-12")],
    ["an escaped at sign", plain("tan%40example.com")],
    ["full-width digits", plain("Ｓ１２３４５６７Ｄ")],
    ["no-break spaces", plain("9123\u00a04567")],
    ["a soft break inside a number", single("text/plain", "quoted-printable", "S1234=\n567D\n")],
    ["escaped digits", single("text/plain", "quoted-printable", "S=31=32=33=34567D\n")],
    ["base64", single("text/plain", "base64", base64Lines(`${NRIC}\n`))],
    ["tags inside a number", html("S12<b>345</b>67D")],
    ["references", html("&#83;&#49;&#50;&#51;&#52;&#53;&#54;&#55;&#68;")],
    ["a reference in a mail address", html("tan&#64;example.com")],
    ["an unknown reference in a mail address", html("tan&commat;example.com")],
    ["cells", html("<table><tr><td>91234567</td><td>x</td></tr></table>")],
    ["a link to a mail address", html('<a href="mailto:tan%40example.com">mail</a>')],
    ["a link to a telephone", html('<a href="tel:91234567">call</a>')],
    ["a form's value", html(`<input name="nric" value="${NRIC}">`)],
    ["a field's name", html('<input name="91234567" value="mobile">')],
    ["an image's words", html(`<img src="x.png" alt="${NRIC}">`)],
    ["data in an attribute", html(`<p data-id='${NRIC}'>Hi</p>`)],
    ["a comment", html(`<!-- ${NRIC} -->`)],
    ["a script", html(`<script>var id = "${NRIC}";</script>`)],
    ["a title", html(`<title>${NRIC}</title>`)],
    ["a bogus comment", html(`<?xml ${NRIC}?>`)],
    ["the HTML twin alone", twins("Hi", `<p>${NRIC}</p>`)],
    ["the preamble", twins("Hi", "Hi", NRIC)],
    ["the epilogue", twins("Hi", "Hi", undefined, NRIC)],
    ["a quotation", plain("On Mon, 2 Nov 2026, Tan wrote:", `> ${NRIC}`)],
  ])("is not certain with %s", async (_name, text) => {
    expect((await oracle(text)).told).not.toEqual([]);
    expect(glance(text)).toBeUndefined();
  });

  it.each<[string, string | Uint8Array]>([
    ["a file", single('application/pdf; name="a.pdf"', "base64", base64Lines("%PDF-1.7\n"))],
    ["a file by its disposition", single("text/plain", "7bit", "Hi\n", 'Content-Disposition: attachment; filename="a.txt"')],
    ["a message in it", single("message/rfc822", "7bit", plain("Hi"))],
    ["a message that never closes its parts", twins("Hi", "Hi").replace("--=_b1--", "")],
    ["an unknown transfer encoding", single("text/plain", "x-rot13", "Hi\n")],
    ["base64 that is cut off", single("text/plain", "base64", "SGkgdGhlcmUK".slice(0, -2))],
    ["a seven-bit charset", single("text/plain; charset=utf-7", "7bit", "Hi\n")],
    ["UTF-16", single("text/plain; charset=utf-16", "base64", Buffer.from("S1234567D", "utf16le").toString("base64"))],
    ["bytes that are not UTF-8", Buffer.concat([Buffer.from(plain("Zo")), Buffer.from([0xeb, 10])])],
    ["flowed lines", single("text/plain; format=flowed", "7bit", "S1234 \n567D\n")],
    ["uuencode", plain("begin 644 a.txt", "#0V%T", "`", "end")],
    ["PGP", plain("-----BEGIN PGP MESSAGE-----", "", "hQEMA", "-----END PGP MESSAGE-----")],
    ["a header that does not end", mail(...HEAD)],
    ["a header with a line that is none", mail(...HEAD, "what is this", "X-A: b", "", "Hi")],
    ["raw bytes in the header", Buffer.concat([Buffer.from("Subject: Zo"), Buffer.from([0xeb]), Buffer.from("\n\nHi\n")])],
    ["a byte order mark", `\ufeff${plain("Hi")}`],
    ["nothing", ""],
  ])("is not certain of %s", (_name, text) => {
    expect(glance(text)).toBeUndefined();
  });

  it("is right wherever it is certain: every encoding and every hostile mail", async () => {
    const encodings = encodingCases(1).flatMap(({ files }) => files.map(({ bytes }) => bytes));
    const hostile = hostileCases(1).flatMap(({ entries }) =>
      entries.flatMap((entry) => (entry.kind === "file" ? [entry.bytes] : [])),
    );
    // As mails, whatever they are: where the look is certain of a picture it must be right, too.
    for (const bytes of [...encodings, ...hostile]) if (bytes.length < 300_000) await agrees(bytes);
  });

  it("is right wherever it is certain: mails that were changed at random", async () => {
    const seed = seedOf("first look");
    const random = randomFrom(seed);
    const mails = sampleMails();
    let certain = 0;
    for (let round = 0; round < 4_000; round += 1) {
      const changed = mutated(random.pick(mails), random);
      try {
        if (await agrees(changed)) certain += 1;
      } catch (error) {
        throw new Error(`seed ${seed}, round ${round}`, { cause: error });
      }
    }
    // Otherwise nothing was tried.
    expect(certain).toBeGreaterThan(400);
  });
});

/** Mails without a finding, and the sample's. */
function sampleMails(): Buffer[] {
  const sample = new URL("../../../fixtures/sample-export/", import.meta.url);
  const boxes = readdirSync(sample, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".mbox") && statSync(new URL(name, sample)).isFile(),
  );
  const mails = boxes.flatMap((name) => {
    const document: Document = {
      kind: "document",
      steps: [],
      name,
      declaredType: "",
      bytes: heldSource(readFileSync(new URL(name, sample))),
    };
    return [...(mbox.extract(document, context()) as Iterable<{ kind: string; bytes?: Document["bytes"] }>)].flatMap((item) =>
      item.kind === "document" && item.bytes !== undefined ? [Buffer.from(heldBytes(item.bytes) ?? new Uint8Array(0))] : [],
    );
  });
  const quiet = [
    plain("Hi", "> you", "in 2026"),
    twins("Hi, see =\nyou", "<p>Hi,&nbsp;<b>you</b><br>there</p>"),
    html("<table><tr><td>a</td><td>b</td></tr></table>"),
  ];
  return [...mails.slice(0, 40), ...Array.from({ length: 20 }, () => quiet.map((text) => Buffer.from(text))).flat()];
}

const TOKENS =
  'S1234567D|91234567|9123|a@b.sg|%40|=\n|=3D|=40|&#49;|&nbsp;|&commat;|<b>|</b>|<td>|</tr>|<br>|<!--|-->|<|>|"|\'|\u00a0|\u200b|１２|–|é|\0|\u001b$B|\r\n|\n|\n\n|--|--=_b1|--=_b1--|; boundary=x|Content-Type: text/html\n|Content-Transfer-Encoding: base64\n|begin 644 a\n|\t| |(|-|<a href="tel:91234567">|<title>|</title>|<style>|<script>|<pre>|\r|=?utf-8?q?S1234567D?='.split(
    "|",
  );

function mutated(original: Buffer, random: Random): Buffer {
  let bytes = original;
  for (let edits = 1 + random.below(3); edits > 0; edits -= 1) {
    const at = random.below(bytes.length);
    const before = bytes.subarray(0, at);
    if (random.below(3) === 0) bytes = Buffer.concat([before, bytes.subarray(at + 1 + random.below(20))]);
    else bytes = Buffer.concat([before, Buffer.from(random.pick(TOKENS)), bytes.subarray(at)]);
  }
  return bytes;
}
