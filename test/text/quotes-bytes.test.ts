import { describe, expect, it } from "vitest";
import { mayHoldQuotes } from "../../src/text/quotes-bytes.ts";
import { splitQuoted } from "../../src/text/quotes.ts";
import { randomFrom, seedOf } from "../random.ts";

const LINES = [
  ..."Hello|  indented|-- |--|- item|* item|* From here|_ x|On Monday we meet|One more thing:|Dear all:|ends here.|vendre|depart|start here|begin with|Table:|9123 4567|".split(
    "|",
  ),
  ..."> quoted|>From here|>> deeper|On 2 Nov 2026, a@b.sg wrote:|Am 2.11.2026 schrieb Bob <b@c.de>:|Le 2 nov. 2026 à 10:00, Bob a écrit :|El 2 nov 2026, Bob escribió:|Bob schreef op 2 nov 2026:".split(
    "|",
  ),
  ..."-----Original Message-----|---------- Forwarded message ---------|Begin forwarded message:|Start of forwarded message|________________________________|* -- Forwarded message --|-----原始邮件-----".split(
    "|",
  ),
  ..."From: a@b.sg|Sent: Monday|To: c@d.sg|Subject: x|*From:* a@b.sg|Von: a|Gesendet: b|De : a|Enviado: b|发件人：a|发送时间：b|收件人：c|2026年11月2日 王伟 写道：|2026年11月2日 于 写道|a@b.sg のメール：".split(
    "|",
  ),
  ..."\u00a0> x|\ufeff> x|\u200b> x|陈伟明|größer|ends with é|ends wide：|ends with 来信|\t> tab|   From: indented".split("|"),
];

describe("mayHoldQuotes", () => {
  it("never denies what splitQuoted finds", () => {
    const seed = seedOf("quotes bytes");
    const random = randomFrom(seed);
    let denied = 0;
    for (let round = 0; round < 20_000; round += 1) {
      const lineEnd = random.pick(["\n", "\r\n"]);
      const text = Array.from({ length: 1 + random.below(6) }, () => random.pick(LINES)).join(lineEnd);
      if (mayHoldQuotes(Buffer.from(text))) continue;
      denied += 1;
      expect(splitQuoted(text), `seed ${seed} round ${round}: ${JSON.stringify(text)}`).toEqual([
        { start: 0, end: text.length, level: 0 },
      ]);
    }
    expect(denied).toBeGreaterThan(500);
  });

  it.each([
    ["a letter", "Dear Bob,\n\nOn Monday we meet. Two things:\n- one\n* two\n\nRegards\n-- \nAnn\n+65 9123 4567\n"],
    ["a table with rules of dashes", "a | b\n-- | --\n1 | 2\n"],
    ["nothing", ""],
    ["blanks", " \n\t\n"],
  ])("lets a text without history be: %s", (_, text) => {
    expect(mayHoldQuotes(Buffer.from(text))).toBe(false);
  });

  it.each(LINES.slice(19, 27))("sees the history that begins with %j", (line) => {
    expect(mayHoldQuotes(Buffer.from(`mine\n${line}\n> theirs\n`))).toBe(true);
  });
});
