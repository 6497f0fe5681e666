import { describe, expect, it } from "vitest";
import { memorySource } from "../../../src/bytes/memory.ts";
import { nextEnvelope } from "../../../src/formats/mail/envelope.ts";
import { mbox } from "../../../src/formats/mail/mbox.ts";
import { sniffedOf } from "../unfold.ts";
import { bytesOf, content, readMailbox, textsOf, type Seen } from "./read.ts";

const DATE = "Thu Nov 12 08:00:00 2026";
const one = (id: string, body = "text\n"): string =>
  `From a@example.com ${DATE}\nSubject: ${id}\nMessage-ID: <${id}@example.com>\n\n${body}\n`;
const crlf = (text: string): string => text.replaceAll("\n", "\r\n");

const messages = (seen: Seen): string[] => seen.documents.map(content);
const expectedCount = (seen: Seen): number =>
  seen.all.reduce((sum, item) => sum + (item.kind === "expected" ? item.count : 0), 0);

describe("mbox", () => {
  it("gives each message with index, offset, Message-ID, and counts it first", async () => {
    const seen = await readMailbox(one("one") + one("two"));
    expect(seen.all.map(({ kind }) => kind)).toEqual(["expected", "document", "expected", "document"]);
    expect(seen.documents.map(({ steps, declaredType }) => ({ steps, declaredType }))).toEqual([
      { steps: [{ kind: "message", index: 0, offset: 0, messageId: "<one@example.com>" }], declaredType: "message/rfc822" },
      {
        steps: [{ kind: "message", index: 1, offset: one("one").length, messageId: "<two@example.com>" }],
        declaredType: "message/rfc822",
      },
    ]);
    expect(messages(seen)[1]).toBe("Subject: two\nMessage-ID: <two@example.com>\n\ntext\n\n");
    expect(seen.gaps).toEqual([]);
  });

  it.each([
    ["CRLF", crlf(one("one") + one("two")), 2],
    ["a byte order mark", `\ufeff${one("one")}${one("two")}`, 2],
    ["empty lines first", `\n\n${one("one")}`, 1],
    ["Thunderbird", `From - ${DATE}\nX-Mozilla-Status: 0001\nSubject: a\n\nx\n\nFrom - ${DATE}\nSubject: b\n\ny\n`, 2],
    ["Thunderbird without a date", "From \nSubject: a\n\nx\n\nFrom \nSubject: b\n\ny\n", 2],
    ["Netscape, no empty line between", "From - \nReturn-Path: <>\nSubject: a\n\nx\nFrom -\nFrom: a@b.sg\n\ny\n", 2],
    ["prose that begins with a dash", one("one", "From - as we said\nTo: all\nFrom - \nthe start\n"), 1],
    ["messages without a header", `From a ${DATE}\n\nfirst\n\nFrom a ${DATE}\n\nsecond\n`, 2],
    ["Gmail", "From 18446744@xxx\nX-GM-THRID: 1\n\nx\n\nFrom 18446745@xxx\nX-GM-THRID: 2\n\ny\n", 2],
    ["no empty line between the messages", `From a@b.sg ${DATE}\nSubject: a\n\nx\nFrom a@b.sg ${DATE}\nSubject: b\n\ny\n`, 2],
    ["prose that begins with From", one("one", "From Russia with love\nYear: 1963\n\nFrom May on\nTo: all\n") + one("two"), 2],
    ["empty messages", `From a@b.sg ${DATE}\nFrom a@b.sg ${DATE}\nFrom a@b.sg ${DATE}\n\n`, 3],
    ["a wrong Content-Length", one("one").replace("\n\n", "\nContent-Length: 3\n\n") + one("two"), 2],
  ])("reads a mailbox with %s", async (_, text, count) => {
    const seen = await readMailbox(text);
    expect(expectedCount(seen)).toBe(count);
    expect(seen.documents).toHaveLength(count);
    expect(seen.gaps).toEqual([]);
    expect(mbox.accepts(sniffedOf({ name: "", declaredType: "", bytes: memorySource(bytesOf(text)) }))).toBe(true);
  });

  it.each([
    ["mboxo", ">From here on\n", "From here on\n"],
    ["mboxrd", ">>From here on\n", ">From here on\n"],
    ["a quotation", "> From here on\n", "> From here on\n"],
    ["no line start", "x >From here on\n", "x >From here on\n"],
  ])("takes one escape away: %s", async (_, written, meant) => {
    const seen = await readMailbox(one("one", `first\n${written}${written}last\n`));
    expect(messages(seen)[0]).toContain(`first\n${meant}${meant}last\n`);
  });

  it("does not split a message whose Content-Length holds (mboxcl2)", async () => {
    const body = `text\n\nFrom b@example.com ${DATE}\nSubject: inner\n\nmore\n`;
    const first = `From a@example.com ${DATE}\nSubject: outer\nContent-Length: ${body.length}\n\n${body}\n`;
    expect(messages(await readMailbox(first + one("two")))).toEqual([
      `Subject: outer\nContent-Length: ${body.length}\n\n${body}\n`,
      "Subject: two\nMessage-ID: <two@example.com>\n\ntext\n\n",
    ]);
    expect(messages(await readMailbox(first))).toHaveLength(1);
  });

  it("shows text before the first message, and says so", async () => {
    const seen = await readMailbox(`Exported by a program for S1234567D\n\n${one("one")}`);
    expect(textsOf(seen, "body")).toEqual(["Exported by a program for S1234567D\n\n"]);
    expect(seen.gaps).toMatchObject([{ reason: "malformed", examined: "partly", steps: [] }]);
    expect(seen.documents).toHaveLength(1);
  });

  const multipart = 'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\npart\n';
  it.each([
    ["without a line end", `${one("one")}From a@b.sg ${DATE}\nSubject: x\n\nhalf a li`],
    ["in a header", `${one("one")}From a@b.sg ${DATE}\nSubject: x\nTo: y\n`],
    ["in an envelope line", `${one("one")}From a@b.sg ${DATE}\n`],
    ["in an open multipart", `${one("one")}From a@b.sg ${DATE}\n${multipart}`],
  ])("tells that a mailbox ends inside a message: %s", async (_, text) => {
    const seen = await readMailbox(text);
    expect(seen.documents.map((document) => document.defect?.detail)).toEqual([undefined, "mailbox ends inside a message"]);
    expect(seen.gaps).toEqual([]);
  });

  it.each([
    ["with one line end", `${one("one")}From a@b.sg ${DATE}\nSubject: x\n\nall\n`],
    ["with a closed multipart", `${one("one")}From a@b.sg ${DATE}\n${multipart}--b--\n`],
  ])("takes a mailbox that ends %s as whole", async (_, text) => {
    expect((await readMailbox(text)).gaps).toEqual([]);
  });

  it.each([
    ["a letter", "From Russia with love\n\nDear all\n", "", false],
    ["a message with its envelope line", one("one"), "message/rfc822", false],
    ["prose behind an address", "From alice@example.com\nI heard that\n", "", false],
    ["text first", `Hello\n\n${one("one")}`, "", false],
    ["a message", "Subject: x\nFrom: a@example.com\n\nbody\n", "", false],
  ])("does not claim %s", (_, text, declaredType, accepted) => {
    const bytes = memorySource(bytesOf(text));
    expect(mbox.accepts(sniffedOf({ name: "x.mbox", declaredType, bytes }))).toBe(accepted);
  });

  it("gives messages larger than its window, across it, with and without escapes", async () => {
    for (const line of ["plain", ">From here"]) {
      const long = `${line}\n${"y".repeat(70)}\n`.repeat(20_000);
      const seen = await readMailbox(one("a") + one("b", long) + one("c"));
      expect(seen.documents).toHaveLength(3);
      const [, large] = messages(seen);
      expect(large?.length).toBe(one("b", long).length - `From a@example.com ${DATE}\n`.length - (line === "plain" ? 0 : 20_000));
      expect(messages(seen)[2]).toContain("Subject: c");
    }
  });

  it("keeps the bytes of a message valid when the next one is asked for", async () => {
    const box = Array.from({ length: 300 }, (_, index) => one(`m${index}`, `${index} `.repeat(2_000))).join("");
    const seen = await readMailbox(box);
    expect(seen.documents).toHaveLength(300);
    for (const [index, text] of messages(seen).entries()) expect(text).toContain(`Subject: m${index}\n`);
  });
});

describe("ranges of a mailbox", () => {
  const inner = `text\n\nFrom b@example.com ${DATE}\nSubject: inner\n\nmore\n`;
  const box = bytesOf(
    `\ufeff${one("one")}${one("two", ">From here\n\nFrom Russia with love\n")}` +
      `From - ${DATE}\nSubject: three\nContent-Length: ${inner.length}\n\n${inner}\n` +
      `From 123@xxx\nSubject: four\n\nlast\n\n${one("five", "")}`,
  );

  it("cut at any border give the same messages as the whole", async () => {
    const whole = messages(await readMailbox(box));
    expect(whole).toHaveLength(5);
    for (let from = 1; from <= box.length; from += 1) {
      const border = nextEnvelope(memorySource(box), from);
      const left = messages(await readMailbox(box.subarray(0, border)));
      const right = border >= box.length ? [] : messages(await readMailbox(box.subarray(border)));
      expect([...left, ...right], `cut at ${border} for ${from}`).toEqual(whole);
    }
  });

  it("ends without a throw on every prefix, and counts what it gives", async () => {
    for (let length = 0; length <= box.length; length += 1) {
      const seen = await readMailbox(box.subarray(0, length));
      expect(expectedCount(seen)).toBe(seen.documents.length);
    }
  });
});
