import { describe, expect, it } from "vitest";
import {
  headerStart,
  isEscaped,
  isMachineLabel,
  lineEnd,
  lineStart,
  machineText,
  tokenAround,
} from "../../src/text/surroundings.ts";

const kind = (text: string): string | undefined => {
  const start = text.indexOf("81234567");
  return machineText(text, start, start + 8);
};

describe("machineText", () => {
  it.each([
    ["https://example.com/a/81234567", "url"],
    ["see www.example.com/81234567", "url"],
    ["cid:81234567@x", "cid"],
    ["81234567-e29b-41d4-a716-446655440000", "uuid"],
    ["550e8400-e29b-41d4-a716-446681234567", "uuid"],
    ["QWxhZGRpbjpvcGVuIHNl81234567c2FtZQQWxhZGRpbjpvcGVu", "encoded"],
    ["Message-ID: <81234567@x>", "message-id"],
    ["> References: <a@b>\n>  <81234567@x>", "message-id"],
    ["References: <a@b>\r\n\t<81234567@x>", "message-id"],
  ])("%j is %s", (text, expected) => {
    expect(kind(text)).toBe(expected);
  });

  it.each([
    "call 81234567",
    "https://example.com 81234567",
    "网址https://example.com，81234567",
    "References: <a@b>\n81234567",
    "References: <a@b>\n\n 81234567",
    "Subject: 81234567",
    "81234567",
  ])("%j is nothing of the kind", (text) => {
    expect(kind(text)).toBeUndefined();
  });
});

describe("isEscaped", () => {
  it.each(["a\\n", "\\r", "x\\t", "q=%3D", "%2f"])("the end of %j touches nothing", (text) => {
    expect(isEscaped(text, text.length)).toBe(true);
  });

  it.each(["", "n", "\\x", "C:\\new", "100%", "%3", "a3D"])("the end of %j is a word's", (text) => {
    expect(isEscaped(text, text.length)).toBe(false);
  });
});

describe("isMachineLabel", () => {
  it.each(["message-id", "message_id", "mail.messageid", "references", "in-reply-to", "content-id", "x-request-id", "uuid"])(
    "%s",
    (label) => {
      expect(isMachineLabel(label)).toBe(true);
    },
  );

  it.each(["", "id", "subject", "preferences.text", "student-id", "acid"])("not %j", (label) => {
    expect(isMachineLabel(label)).toBe(false);
  });
});

describe("lines and tokens", () => {
  it("finds the borders of a line, before its break", () => {
    const text = "one\r\ntwo\nthree";
    expect([lineStart(text, 0), lineStart(text, 6), lineStart(text, 9)]).toEqual([0, 5, 9]);
    expect([lineEnd(text, 0), lineEnd(text, 6), lineEnd(text, 9)]).toEqual([3, 8, 14]);
  });

  it("goes back over continued lines to the header's name", () => {
    const text = "Subject: x\nTo: a,\n b,\n\tc";
    expect(headerStart(text, text.lastIndexOf("c"))).toBe(11);
    expect(headerStart("> To: a\n> b", 10)).toBe(8);
    expect(headerStart("> To: a\n>  b", 11)).toBe(0);
  });

  it("ends a token at blanks, quotes, brackets and other scripts", () => {
    expect(tokenAround('x "abc/1234" y', 7, 11)).toEqual({ start: 3, end: 11 });
    expect(tokenAround("请a1看", 2, 3)).toEqual({ start: 1, end: 3 });
  });
});
