import { describe, expect, it } from "vitest";
import { message } from "../../../src/formats/mail/message.ts";
import { memorySource } from "../../../src/bytes/memory.ts";
import { sniffedOf } from "../unfold.ts";
import { bytesOf } from "./read.ts";

const accepts = (text: string | Uint8Array, name = "", declaredType = ""): boolean => {
  return message.accepts(sniffedOf({ name, declaredType, bytes: memorySource(bytesOf(text)) }));
};

describe("message.accepts", () => {
  it.each([
    ["a message", "From: a@b.sg\nTo: c@d.sg\nSubject: x\n\nbody\n"],
    ["a message with its envelope line", "From a@b.sg Thu Nov 12 08:00:00 2026\nFrom: a@b.sg\nTo: c@d.sg\nSubject: x\n\nbody\n"],
    ["a delivered message", "Return-Path: <a@b.sg>\nReceived: from x\n\tby y\nDate: z\n\n"],
    ["a message with CRLF", "Received: from x\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nbody"],
    ["a message with CR", "From: a@b.sg\rTo: c@d.sg\rSubject: x\r\rbody\r"],
    ["a message that is cut in its header", "From: a@b.sg\nTo: c@d.sg\nSubject: x\nDa"],
    ["parts without addresses", "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n"],
    ["a sender and parts", "From: a@b.sg\nContent-Type: multipart/mixed;\n boundary=b\n\n--b\n\nx\n--b--\n"],
    ["a header of MIME", "MIME-Version: 1.0\nContent-Type: text/html\n\n<p>x\n"],
    ["Apple's numbered message", "1234  \nFrom: a@b.sg\nTo: c@d.sg\nSubject: x\n\nbody\n"],
  ])("claims %s by its content", (_, text) => {
    expect(accepts(text)).toBe(true);
  });

  it.each([
    ["a multipart that has no parts", "Content-Type: multipart/mixed; boundary=b\n\nx\n"],
    ["prose", "Dear all\n\nFrom: here\n"],
    ["a note with fields", "Subject: meeting\nRoom: 3\nTime: 10\n\nbring the list\n"],
    ["an HTTP answer", "Content-Type: text/html\nDate: x\nServer: y\nContent-Length: 3\n\nabc"],
    ["a calendar", "BEGIN:VCALENDAR\nVERSION:2.0\n"],
    ["a contact card", "BEGIN:VCARD\nVERSION:4.0\nFN:Tan\nEND:VCARD\n"],
    ["YAML", "from: a\nto: b\n"],
    ["CSV", "From,To,Subject\na,b,c\n"],
    ["nothing", ""],
  ])("does not claim %s", (_, text) => {
    expect(accepts(text)).toBe(false);
  });

  it("needs less where the name says so, and next to nothing where it was declared", () => {
    const sparse = "Subject: x\n\nbody\n";
    expect([accepts(sparse), accepts(sparse, "x.EML"), accepts("\nbody only\n", "", "message/rfc822")]).toEqual([
      false,
      true,
      true,
    ]);
    expect(accepts("Dear all\n", "x.eml")).toBe(false);
  });

  it("claims a header that is longer than what is looked at", () => {
    const head = bytesOf(`From: a@b.sg\nTo: b@c.sg,\n${"\tc@d.sg,\n".repeat(8_000)}`).subarray(0, 65_536);
    expect(
      message.accepts({ ...sniffedOf({ name: "", declaredType: "", bytes: memorySource(head) }), head, size: 200_000 }),
    ).toBe(true);
    expect(message.accepts({ ...sniffedOf({ name: "", declaredType: "", bytes: memorySource(head) }), head })).toBe(false);
  });

  it.each(["%PDF-1.7\n", "PK\x03\x04", "a\0b"])("does not believe a declaration over %j", (text) => {
    expect(accepts(Buffer.from(text, "latin1"), "", "message/rfc822")).toBe(false);
  });
});
