import { describe, expect, it } from "vitest";
import { phone } from "../../src/detectors/phone.ts";
import { CONFIDENCES, type Confidence } from "../../src/model/finding.ts";
import { randomFrom, seedOf } from "../random.ts";

const encoder = new TextEncoder();

/** Every run of digits in a text: what the detector says before it is asked, and what it answers. */
function runsOf(
  text: string,
  label: string,
  least: Confidence,
): { run: string; accepts: boolean; answer: Confidence | undefined }[] {
  const bytes = encoder.encode(text);
  return Array.from(text.matchAll(/[0-9]+/g), ({ index, 0: run }) => {
    const start = encoder.encode(text.slice(0, index)).length;
    const end = start + run.length;
    const accepts = phone.accepts?.({ bytes, start, end, low: 0, high: bytes.length, label }, least) ?? true;
    const window = {
      text,
      at: index,
      atEnd: index + run.length,
      label,
      role: "body",
      opensText: true,
      closesText: true,
    } as const;
    return { run, accepts, answer: phone.examine(window)?.confidence };
  });
}

describe("what the bytes around a telephone number say", () => {
  it.each<[string, string, boolean]>([
    ["an order in a log", "bytes=22115 took=40.761ms order=68387364 cache hit", false],
    ["a word right before", "HL-93731747", false],
    ["alone in its cell", "93731747", false],
    ["a label", "Tel. 93731747", true],
    ["a label in Chinese", "电话93731747", true],
    ["a signature", "M 93731747", true],
    ["a country code", "65 93731747", true],
    ["two groups", "9373 1747", true],
    ["a cell in a line", "S1234567D, 93731747", true],
    ["foreign without a label", "x 8613912345678", false],
    ["a padded number", "x 0312345678", false],
    ["an access prefix", "x 0044 20 7946 0958", true],
  ])("%s", (_, text, accepted) => {
    expect(runsOf(text, "", "medium").some(({ accepts }) => accepts)).toBe(accepted);
  });

  it("never denies what the detector finds", () => {
    const seed = seedOf("phone-bytes");
    const random = randomFrom(seed);
    const digits = (count: number): string => Array.from({ length: count }, () => random.below(10)).join("");
    const before =
      "| |  |\n|\t|,|;|, \"|;'|\\n|+|(|(+|65|65 |65-|+65 |(65) |65.(0)|00|00 65 |001 |Tel: |HP|hp no |h/p |ph:|M: |T |Off.|no. |order |电话|é|☎ |S1234567D,|S1234567D  |ann@b.sg\t|2026-11-23 10:00 call |x|_|=|$|SGD |no_telefon|whats.app |text me on |contact-number |reach us at:| my number is |wa.me/".split(
        "|",
      );
    const number = [
      () => `${random.pick(["3", "6", "8", "9"])}${digits(7)}`,
      () => `${random.pick(["3", "6", "8", "9"])}${digits(3)}${random.pick([" ", "-", ".", " - ", "  "])}${digits(4)}`,
      () => `${random.pick(["6", "8", "9"])}${digits(2)} ${digits(3)} ${digits(2)}`,
      () => `${random.pick(["6", "8", "9"])}${digits(1)} ${digits(2)} ${digits(2)} ${digits(2)}`,
      () => `65${random.pick(["6", "8", "9"])}${digits(7)}`,
      () => random.pick(["1800 123 4567", "18001234567", "1-800-1234567", "8613912345678", "60 12-345 6789", "442079460958"]),
      () => random.pick(["0044 20 7946 0958", "00 65 91234567", "01365 91234567", "0011 1 650 333 6000", "021 65 9123 4567"]),
      () => digits(1 + random.below(15)),
    ];
    let found = 0;
    for (let round = 0; round < 4_000; round += 1) {
      let text = random.pick(["", "", "padding of words that nobody reads, forty signs or more. "]);
      for (let left = 1 + random.below(3); left > 0; left -= 1)
        text +=
          random.pick(before) + random.pick(before) + random.pick(number)() + random.pick(["", " ", "\n", ",", "\t", ")", '"']);
      const label = random.pick(["", "", "", "mobile", "order", "contact_id"]);
      for (const least of CONFIDENCES) {
        for (const { run, accepts, answer } of runsOf(text, label, least)) {
          if (answer === undefined || CONFIDENCES.indexOf(answer) < CONFIDENCES.indexOf(least)) continue;
          found += 1;
          expect(accepts, `seed ${seed}, round ${round}, ${least}, ${label}, ${run} in ${JSON.stringify(text)}`).toBe(true);
        }
      }
    }
    expect(found).toBeGreaterThan(2_000);
  }, 60_000);
});
