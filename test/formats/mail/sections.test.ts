import { describe, expect, it } from "vitest";
import { htmlRanges, plainRanges, textSections } from "../../../src/formats/mail/sections.ts";
import { each, type Told } from "../../../src/formats/mail/told.ts";

const utf8 = (text: string) => ({ bytes: Buffer.from(text), ascii: !/[^\0-\x7f]/.test(text) });

const sections = (text: string) => {
  const told: Told = [];
  textSections(Buffer.from(text), plainRanges(utf8(text)), { steps: [], firstQuoted: 1 }, told);
  return [...each(told)].map((item) =>
    item.kind === "text" ? [item.role, item.section, item.origin.line, Buffer.from(item.bytes).toString()] : item.kind,
  );
};

describe("textSections", () => {
  it("numbers earlier messages, and goes on with one that the author wrote into", () => {
    const text =
      "mine\n\nOn 2 Nov 2026, a@b.sg wrote:\n> first\n>> deeper\nanswer\n> more of the first\nOn 1 Nov 2026, c@d.sg wrote:\n> second\n";
    expect(sections(text)).toEqual([
      ["body", 0, 1, "mine\n\n"],
      ["quoted", 1, 3, "On 2 Nov 2026, a@b.sg wrote:\n> first\n"],
      ["quoted", 2, 5, ">> deeper\n"],
      ["body", 0, 6, "answer\n"],
      ["quoted", 1, 7, "> more of the first\n"],
      ["quoted", 3, 8, "On 1 Nov 2026, c@d.sg wrote:\n> second\n"],
    ]);
  });

  it("gives nothing for blanks", () => {
    expect(sections(" \n\n")).toEqual([]);
  });
});

describe("htmlRanges", () => {
  const levels = (text: string, quoted: readonly (readonly [number, number])[]) =>
    htmlRanges(utf8(text), quoted).map(({ start, end, level }) => [level, text.slice(start, end)]);
  const around = (text: string, part: string): readonly [number, number] => [
    text.indexOf(part),
    text.indexOf(part) + part.length,
  ];

  it("takes what tags quote, and what words quote outside of them", () => {
    const text = "mine\ntheirs\nmine again\n-----Original Message-----\nold\n";
    expect(levels(text, [around(text, "theirs\n")])).toEqual([
      [0, "mine\n"],
      [1, "theirs\n"],
      [0, "mine again\n"],
      [1, "-----Original Message-----\nold\n"],
    ]);
  });

  it("keeps an earlier message quoted behind a quotation inside it", () => {
    const text = "mine\n-----Original Message-----\ntheirs\nolder\ntheirs again\n";
    expect(levels(text, [around(text, "older\n")])).toEqual([
      [0, "mine\n"],
      [1, "-----Original Message-----\ntheirs\n"],
      [2, "older\n"],
      [1, "theirs again\n"],
    ]);
  });

  it("quotes an attribution that stands before the quotation", () => {
    const text = "mine\nOn 2 Nov 2026, a@b.sg wrote:\ntheirs\nmine again\n";
    expect(levels(text, [around(text, "theirs\n")])).toEqual([
      [0, "mine\n"],
      [1, "On 2 Nov 2026, a@b.sg wrote:\ntheirs\n"],
      [0, "mine again\n"],
    ]);
  });
});
