import { describe, expect, it } from "vitest";
import { fileAttachment, itemAttachment, mailItem, type Letter } from "../../../fixtures/make/outlook-items.mjs";
import { msg } from "../../../fixtures/make/msg.mjs";
import { rtfOfHtml, rtfOfText, storeRtf } from "../../../fixtures/make/rtf.mjs";
import { tnef } from "../../../fixtures/make/tnef.mjs";
import { file, scan } from "../scan.ts";
import { ANN_NRIC, BEN_NRIC, CARA_NRIC } from "./people.ts";

const FROM = { name: "Ann Tan", email: "ann@example.com" };
const TO = [{ name: "Ben Lim", email: "ben@example.org" }];
const DATE = new Date("2026-03-04T05:06:07Z");

const REPLY = `Dear Ben, my NRIC is ${ANN_NRIC}, call me at +65 8123 4567 or write to cara@example.net.

On Tue, 3 Mar 2026 at 09:00, Ben Lim <ben@example.org> wrote:
> Hi Ann, mine is ${BEN_NRIC}.
> > Earlier still: ${CARA_NRIC} 陈伟明
`;
const TABLE = `<html><head><meta charset="utf-8"></head><body><p>Dear Ben, see é 陈伟明</p><table><tr><th>Name</th><th>NRIC</th><th>Mobile</th></tr>
<tr><td>Ann</td><td>${ANN_NRIC}</td><td>81234567</td></tr><tr><td>Ben</td><td>${BEN_NRIC}</td><td>91234567</td></tr></table>
<p><a href="mailto:cara@example.net">write</a></p><blockquote type="cite">${CARA_NRIC}</blockquote></body></html>`;

interface Body {
  readonly text?: string;
  readonly html?: string;
}

/** The same message as bytes of RFC 5322. */
function eml(subject: string, { text, html }: Body): Buffer {
  const head = `From: ${FROM.name} <${FROM.email}>\r\nTo: ${TO[0]?.name} <${TO[0]?.email}>\r\nSubject: ${subject}\r\nMIME-Version: 1.0\r\n`;
  const part = (type: string, content: string): string =>
    `Content-Type: text/${type}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${content.replaceAll("\n", "\r\n")}\r\n`;
  if (text !== undefined && html !== undefined) {
    const parts = `--b\r\n${part("plain", text)}--b\r\n${part("html", html)}--b--\r\n`;
    return Buffer.from(`${head}Content-Type: multipart/alternative; boundary=b\r\n\r\n${parts}`);
  }
  return Buffer.from(head + (html === undefined ? part("plain", text ?? "") : part("html", html)));
}

function letter(subject: string, body: Partial<Letter>): Letter {
  return { from: FROM, to: TO, subject, date: DATE, ...body };
}

const SUBJECT = `Application of ${ANN_NRIC}`;

describe.each<[string, Body, Partial<Letter>]>([
  ["plain text", { text: REPLY }, { text: REPLY }],
  ["HTML as bytes", { html: TABLE }, { html: Buffer.from(TABLE) }],
  ["HTML as a text", { html: TABLE }, { html: TABLE }],
  ["plain text and HTML", { text: REPLY, html: TABLE }, { text: REPLY, html: Buffer.from(TABLE) }],
  ["HTML in RTF", { html: TABLE }, { rtf: storeRtf(rtfOfHtml(TABLE)) }],
  ["HTML in RTF that is stored", { html: TABLE }, { rtf: storeRtf(rtfOfHtml(TABLE), "MELA") }],
  ["plain text and HTML in RTF", { text: REPLY, html: TABLE }, { text: REPLY, rtf: storeRtf(rtfOfHtml(TABLE)) }],
  ["plain text in RTF", { text: REPLY }, { rtf: storeRtf(rtfOfText(REPLY)) }],
])("%s", (_name, body, stored) => {
  const item = mailItem(letter(SUBJECT, stored));
  const wanted = scan(file("x", eml(SUBJECT, body)));

  it.each([
    ["msg", msg(item)],
    ["msg of version 4", msg(item, { version: 4 })],
    ["winmail.dat", tnef(item)],
    ["winmail.dat with its text as an attribute", tnef(item, { body: "attribute" })],
  ])("in %s gives what it gives in an .eml", async (_kind, bytes) => {
    const [found, expected] = [await scan(file("x", bytes)), await wanted];
    expect(expected.findings.length).toBeGreaterThanOrEqual(3);
    expect(found.findings.toSorted()).toEqual(expected.findings.toSorted());
    expect(found.gaps).toEqual([]);
  });
});

describe("Outlook mail", () => {
  it("counts as a message, a winmail.dat does not", async () => {
    const item = mailItem(letter("x", { text: "hello" }));
    expect(await scan(file("x", msg(item)))).toMatchObject({ format: "msg", expected: 1, messages: 1 });
    expect(await scan(file("x", tnef(item)))).toMatchObject({ format: "tnef", expected: 0, messages: 0 });
  });

  it.each<[string, { charset: string; codepage: number }, string]>([
    ["Chinese", { charset: "gb18030", codepage: 936 }, "陈伟明"],
    ["Chinese in Taiwan", { charset: "big5", codepage: 950 }, "陳偉明"],
    ["Western", { charset: "iso-8859-1", codepage: 1252 }, "Zoë Müller"],
  ])("in a code page is decoded: %s", async (_name, texts, name) => {
    const { unfold, fileOf, partsOf, coreText } = await import("../unfold.ts");
    const item = mailItem(letter(name, { text: `${name} ${ANN_NRIC}` }));
    for (const bytes of [msg(item, { texts }), tnef(item, { texts })]) {
      const parts = partsOf(await unfold(fileOf("x", bytes)));
      expect(coreText(parts.filter(({ label }) => label === "subject"))).toBe(name);
      expect(coreText(parts.filter(({ role }) => role === "body"))).toBe(`${name} ${ANN_NRIC}`);
    }
  });

  it("opens attachments, and messages in messages", async () => {
    const inner = mailItem(
      letter(`Inner ${CARA_NRIC}`, {
        text: `inner ${BEN_NRIC}`,
        attachments: [fileAttachment("n.txt", Buffer.from(`note ${ANN_NRIC}`))],
      }),
    );
    const item = mailItem(letter("Outer", { text: "see below", attachments: [itemAttachment("Inner", inner)] }));
    for (const bytes of [msg(item), tnef(item)]) {
      const { findings, gaps } = await scan(file("x", bytes));
      expect(findings.map((one) => one.split(" ")[1] ?? "").toSorted()).toEqual([ANN_NRIC, BEN_NRIC, CARA_NRIC].toSorted());
      expect(gaps).toEqual([]);
    }
  });
});
