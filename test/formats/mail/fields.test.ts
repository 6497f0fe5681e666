import { describe, expect, it } from "vitest";
import { parseStructured } from "../../../src/formats/mail/fields.ts";

/** The same value with a parameter behind it that changes nothing: it is not of the usual form and is read at length. */
const atLength = (raw: string) => parseStructured(`${raw}; x=y`);

describe("parseStructured", () => {
  it.each([
    'multipart/mixed; boundary="----=_Part_1.2"',
    'multipart/mixed;\tboundary="b 1"',
    'multipart/mixed; boundary=" b "',
    'multipart/alternative;boundary="b?1"',
    'multipart/alternative; boundary="=?utf-8?Q?b?="',
    'multipart/alternative; boundary="b\\"c"',
    'multipart/related; type="text/html"; boundary="b"',
    'multipart/related; boundary="b"; type="text/html"',
    'multipart/; boundary="b"',
    'multipart/signed (a comment); boundary="b"',
    'multipart/mixed; boundary=""',
    `multipart/mixed; boundary="${"b".repeat(80)}"`,
  ])("reads the usual form as any other: %s", (raw) => {
    const quick = parseStructured(raw);
    const whole = atLength(raw);
    expect(quick.value).toBe(whole.value);
    expect(quick.usual).toBe(whole.usual);
    expect([...quick.parameters]).toEqual([...whole.parameters].filter(([name]) => name !== "x"));
  });

  it("tells a media type from what is none", () => {
    expect(parseStructured("text/plain; charset=utf-8").usual).toBe(true);
    expect(parseStructured("text").usual).toBe(false);
    expect(parseStructured("multipart/; boundary=b").usual).toBe(false);
  });
});
