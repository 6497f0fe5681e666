import { describe, expect, it } from "vitest";
import { memorySource } from "../../../src/bytes/memory.ts";
import { isEnvelopeLine, nextEnvelope } from "../../../src/formats/mail/envelope.ts";

const line = (text: string): Uint8Array => Buffer.from(text, "latin1");

describe("isEnvelopeLine", () => {
  it.each([
    "From alice@example.com Thu Nov 12 08:00:00 2026",
    "From alice@example.com Thu Nov 12 08:00:00 2026\r\n",
    "From alice@example.com  Thu Nov  5 08:00 2026",
    "From alice@example.com Thu Nov 12 08:00:00 +0800 2026",
    "From alice@example.com Thu Nov 12 08:00:00 SGT 2026",
    "From alice@example.com Thu, 12 Nov 2026 08:00:00 +0800",
    "From alice@example.com 2026-11-12T08:00:00Z",
    'From "alice tan"@example.com Thu Nov 12 08:00:00 2026',
    "From - Thu Nov 12 08:00:00 2026",
    "From MAILER-DAEMON Thu Nov 12 08:00:00 2026",
    "From ???@??? Thu Nov 12 08:00:00 2026",
    "From root Thu Nov 12 08:00:00 2026",
    "From alice Thu Nov 12 08:00:00 2026 remote from gateway",
    "From 1844674407370955@xxx Thu Nov 12 08:00:00 +0000 2026",
  ])("takes %j wherever it stands", (text) => {
    expect(isEnvelopeLine(line(text), true)).toBe(true);
    expect(isEnvelopeLine(line(text), false)).toBe(true);
  });

  it.each(["From 1844674407370955@xxx", "From -", "From ", "From alice@example.com", "From alice@example.com Thu Nov 12 2026"])(
    "takes %j behind an empty line only",
    (text) => {
      expect(isEnvelopeLine(line(text), true)).toBe(true);
      expect(isEnvelopeLine(line(text), false)).toBe(false);
    },
  );

  it.each([
    "From Russia with love",
    "From: alice@example.com",
    "from alice@example.com Thu Nov 12 08:00:00 2026",
    ">From alice@example.com Thu Nov 12 08:00:00 2026",
    "From Monday 12 Nov we open at 10:30",
    "From Monday 12 Nov 10:30 2026",
    "From alice@example.com I heard on Thu Nov 12 08:00:00 2026 that",
    "From May 12 10:30 2026",
    "From 10:30 to 11:30",
    "Fromalice@example.com Thu Nov 12 08:00:00 2026",
    `From alice@example.com ${"x".repeat(2000)} Thu Nov 12 08:00:00 2026`,
    "",
  ])("refuses %j", (text) => {
    expect(isEnvelopeLine(line(text), true)).toBe(false);
  });
});

describe("nextEnvelope", () => {
  const first = "From a@example.com Thu Nov 12 08:00:00 2026\nSubject: one\n\nbody\nFrom Russia with love\n\n";
  const second = "From 123@xxx\nSubject: two\n\nFrom here\n\n";
  const box = Buffer.from(first + second);

  it("finds the borders from any place", () => {
    for (let from = 0; from <= box.length; from += 1) {
      const expected = from === 0 ? 0 : from <= first.length ? first.length : box.length;
      expect(nextEnvelope(memorySource(box), from), `from ${from}`).toBe(expected);
    }
  });

  it("starts behind a byte order mark", () => {
    expect(nextEnvelope(memorySource(Buffer.from(`\ufeff${first}`)), 0)).toBe(3);
  });

  it("wants a header behind an envelope line without a time", () => {
    const text = "Subject: x\n\nSee the list:\n\nFrom alice@example.com\nand others\n";
    expect(nextEnvelope(memorySource(Buffer.from(text)), 0)).toBe(text.length);
  });

  it("does not stop inside a message whose Content-Length holds", () => {
    const inner = "text\n\nFrom b@example.com Thu Nov 12 09:00:00 2026\nSubject: forwarded as it is\n\nmore\n";
    const one = `From a@example.com Thu Nov 12 08:00:00 2026\nContent-Length: ${inner.length}\n\n${inner}\n`;
    const whole = one + second;
    for (let from = 1; from <= one.length; from += 1) {
      expect(nextEnvelope(memorySource(Buffer.from(whole)), from), `from ${from}`).toBe(one.length);
    }
  });

  it("finds a border that lies across its windows, and a line far longer than one", () => {
    for (const length of [1_048_560, 1_048_570, 1_048_576, 2_500_000]) {
      const text = `From a@example.com Thu Nov 12 08:00:00 2026\n\n${"x".repeat(length)}\n\n`;
      expect(nextEnvelope(memorySource(Buffer.from(text + second)), 1), `length ${length}`).toBe(text.length);
    }
  });
});
