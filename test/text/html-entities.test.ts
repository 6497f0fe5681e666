import { describe, expect, it } from "vitest";
import { attributeValue, referenceBytes } from "../../src/text/html-entities.ts";

const decoded = (written: string): string => Buffer.from(referenceBytes(written)).toString();

describe("referenceBytes", () => {
  it.each(["&nbsp;", "&amp;", "&lt;", "&gt;", "&quot;", "&#39;"])("knows %s as the standard's table has it", (written) => {
    // Behind a letter the whole table is asked.
    expect(decoded(`x${written}`)).toBe(`x${decoded(written)}`);
    expect(attributeValue(written, '"')).toBe(decoded(written));
  });

  it.each([
    ["&eacute;", "é"],
    ["&#x53;", "S"],
    ["&copy", "©"],
    ["&AMP;", "&"],
    ["&nosuch;", "&nosuch;"],
  ])("%s is %s", (written, character) => {
    expect(decoded(written)).toBe(character);
  });
});
