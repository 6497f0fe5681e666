import { describe, expect, it } from "vitest";
import { envelopeForm, isTimedEnvelope } from "../../../src/formats/mail/envelope-line.ts";
import { randomFrom, seedOf } from "../../random.ts";

const LINES = [
  "From alice@example.com Thu Nov 12 08:00:00 2026",
  "From alice@example.com Thu Nov  5 08:00:00 2026",
  "From 1844674407370955@xxx Thu Nov 12 08:00:00 +0000 2026",
  "From alice@example.com Thu Nov 12 08:00:00 -0930 2026",
];

const isUsual = (line: string): boolean => {
  const bytes = Buffer.from(`x\n${line}\r\nFrom: a@b.example\n`, "latin1");
  return isTimedEnvelope(bytes, 2, 2 + line.length);
};

describe("isTimedEnvelope", () => {
  it.each(LINES)("knows %j", (line) => {
    expect(isUsual(line)).toBe(true);
    expect(envelopeForm(line)).toBe("timed");
  });

  it.each([
    "From alice Thu Nov 12 08:00:00 2026",
    "From alice@example.com Thu Nov 12 08:00 2026",
    "From a@b.exampleThu Nov 12 08:00:00 2026",
    "From  Thu Nov 12 08:00:00 2026",
    "From a@b c@d Thu Nov 12 08:00:00 2026",
    "From Thu Nov 12 08:00:00 2026",
    "From ",
  ])("leaves %j to the whole reading", (line) => {
    expect(isUsual(line)).toBe(false);
  });

  it("never takes a line that the whole reading does not call timed", () => {
    const seed = seedOf("timed");
    const random = randomFrom(seed);
    const characters = Array.from(' \t@:+-09aTNx"\xa0\xe9');
    let taken = 0;
    for (let round = 0; round < 20_000; round += 1) {
      let line: string = random.pick(LINES);
      for (let change = random.below(3); change > 0; change -= 1) {
        const at = 5 + random.below(line.length - 5);
        line = line.slice(0, at) + random.pick(characters) + line.slice(at + random.below(2));
      }
      if (!isUsual(line)) continue;
      taken += 1;
      expect(envelopeForm(line), `seed ${seed}: ${line}`).toBe("timed");
    }
    expect(taken).toBeGreaterThan(1_000);
  });
});
