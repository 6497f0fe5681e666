import { describe, expect, it } from "vitest";
import { opensMessage, splitQuoted } from "../../src/text/quotes.ts";

/** Level and text of each range. */
const split = (text: string): (readonly [number, string])[] =>
  splitQuoted(text).map(({ start, end, level }) => [level, text.slice(start, end)] as const);
const own = (text: string): string =>
  split(text)
    .filter(([level]) => level === 0)
    .map(([, part]) => part)
    .join("");

const BLOCK = "From: Bob\nSent: Monday, 2 November 2026 10:00\nTo: Alice\nSubject: x\n\ntheirs\n";

describe("splitQuoted", () => {
  it.each<[string, string, (readonly [number, string])[]]>([
    ["nothing quoted", "a\nb\n", [[0, "a\nb\n"]]],
    ["an empty text", "", [[0, ""]]],
    [
      "marked lines",
      "a\n> b\n> c\nd\n",
      [
        [0, "a\n"],
        [1, "> b\n> c\n"],
        [0, "d\n"],
      ],
    ],
    [
      "nested marks",
      "> a\n>> b\n> > > c\n>d",
      [
        [1, "> a\n"],
        [2, ">> b\n"],
        [3, "> > > c\n"],
        [1, ">d"],
      ],
    ],
    [
      "empty lines stay with what is above",
      "a\n\n> b\n\nc",
      [
        [0, "a\n\n"],
        [1, "> b\n\n"],
        [0, "c"],
      ],
    ],
    [
      "an attribution belongs to what it introduces",
      "a\n\nOn Mon, 2 Nov 2026 at 10:00, Bob <b@x.sg> wrote:\n\n> b\nc\n",
      [
        [0, "a\n\n"],
        [1, "On Mon, 2 Nov 2026 at 10:00, Bob <b@x.sg> wrote:\n\n> b\n"],
        [0, "c\n"],
      ],
    ],
    [
      "an attribution over lines",
      "a\nOn Mon, 2 Nov 2026 at 10:00, Bob With A Long Name\n<b@x.sg>\nwrote:\n> b\n",
      [
        [0, "a\n"],
        [1, "On Mon, 2 Nov 2026 at 10:00, Bob With A Long Name\n<b@x.sg>\nwrote:\n> b\n"],
      ],
    ],
    [
      "an attribution before unmarked text",
      "a\nOn Mon, 2 Nov 2026, Bob <b@x.sg> wrote:\n\ntheirs\n\nall of it\n",
      [
        [0, "a\n"],
        [1, "On Mon, 2 Nov 2026, Bob <b@x.sg> wrote:\n\ntheirs\n\nall of it\n"],
      ],
    ],
    ["an escaped envelope word", ">From here\n", [[0, ">From here\n"]]],
    [
      "histories one below the other",
      `a\n-----Original Message-----\n${BLOCK}-----Original Message-----\n${BLOCK}`,
      [
        [0, "a\n"],
        [1, `-----Original Message-----\n${BLOCK}`],
        [2, `-----Original Message-----\n${BLOCK}`],
      ],
    ],
    [
      "marks inside a history",
      `a\n${BLOCK}> b\nmore\n`,
      [
        [0, "a\n"],
        [1, BLOCK],
        [2, "> b\n"],
        [1, "more\n"],
      ],
    ],
  ])("%s", (_, text, expected) => {
    expect(split(text)).toEqual(expected);
  });

  it.each([
    ["Outlook", BLOCK],
    ["Outlook in bold", BLOCK.replace(/^(\w+):/gm, "*$1:*")],
    ["Outlook in Simplified Chinese", "发件人: Bob\n发送时间: 2026年11月2日 10:00\n收件人: Alice\n主题: x\n\ntheirs\n"],
    ["Outlook in Traditional Chinese", "寄件者：Bob\n寄件日期：2026年11月2日\n收件者：Alice\n主旨：x\n\ntheirs\n"],
    ["Outlook in German", "Von: Bob\nGesendet: Montag\nAn: Alice\nBetreff: x\n\ntheirs\n"],
    ["a rule", `________________________________\n${BLOCK}`],
    ["Gmail's forward", `---------- Forwarded message ---------\n${BLOCK.replace("Sent", "Date")}`],
    ["Apple's forward", `Begin forwarded message:\n\n${BLOCK}`],
    ["a marker without a header", "-----Original Message-----\ntheirs\n"],
    ["QQ", "------------------ 原始邮件 ------------------\ntheirs\n"],
    ["Chinese attribution", "Bob <b@x.sg> 于2026年11月2日周一 10:00写道：\n\n> theirs\n"],
    ["French attribution", "Le lun. 2 nov. 2026 à 10:00, Bob <b@x.sg> a écrit :\n\n> theirs\n"],
    ["German attribution", "Am 02.11.2026 um 10:00 schrieb Bob:\n> theirs\n"],
  ])("knows %s", (_, history) => {
    expect(own(`mine\n\n${history}`)).toBe("mine\n\n");
    expect(own(`mine\r\n\r\n${history.replaceAll("\n", "\r\n")}`)).toBe("mine\r\n\r\n");
    expect(splitQuoted(`mine\n\n${history}`)).toHaveLength(2);
  });

  it.each([
    ["a form with one field", "From: Changi\nNRIC: S1234567D\nPhone: 91234567\n"],
    ["a sentence", "On Monday he wrote:\nI agree\n"],
    ["a sentence with a number", "On page 3 he wrote:\nI agree\n"],
    ["a rule of a signature", "________________________________\nAlice Tan\nDirector\n"],
    ["a rule of dashes", "-----------------\nAlice\n"],
    ["an itinerary", "From: Singapore\nPrice: 3\n\nmany\nother\nlines\n"],
  ])("takes for the author's own: %s", (_, text) => {
    expect(own(text)).toBe(text);
  });

  it("covers the text without holes", () => {
    const text = `a\n> b\n\nOn 2 Nov 2026, c@d.sg wrote:\nd\n${BLOCK}e`;
    let at = 0;
    for (const { start, end } of splitQuoted(text)) {
      expect(start).toBe(at);
      at = end;
    }
    expect(at).toBe(text.length);
  });

  it.each([
    ["attributions", "On 2026\n".repeat(200_000)],
    ["ended attributions", "On 2026 x@y wrote:\n\n".repeat(100_000)],
    ["first fields", "From: x\n".repeat(200_000)],
    ["history", BLOCK.repeat(20_000)],
    ["marks", `${">".repeat(500_000)}\n`.repeat(2)],
    ["verbs", `On 1 ${"schrieb ".repeat(120)}:\n`.repeat(2_000)],
    ["empty lines", `On 2026 a@b wrote:\n${"\n".repeat(1_000_000)}`],
  ])("costs no more than its length: many %s", (_, text) => {
    const begun = process.cpuUsage();
    splitQuoted(text);
    expect(process.cpuUsage(begun).user / 1e6).toBeLessThan(5);
  });
});

describe("opensMessage", () => {
  it("is true for a marker or a header block, not for an attribution over marked lines", () => {
    expect(opensMessage(BLOCK, 0)).toBe(true);
    expect(opensMessage("-----Original Message-----\n", 0)).toBe(true);
    expect(opensMessage("On 2 Nov 2026, a@b.sg wrote:\n> x\n", 0)).toBe(false);
  });
});
