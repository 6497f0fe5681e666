import { describe, expect, it } from "vitest";
import { EXTRACTORS } from "../../src/formats/index.ts";
import { randomFrom, seedOf, type Random } from "../random.ts";
import { file, folder, scan } from "./scan.ts";
import { SAMPLES, VALUE, type Sample } from "./samples.ts";

const PREFIXES = 48;
const DAMAGES = 48;
/** Nothing may take longer than this; the largest sample takes a hundredth of it. */
const SECONDS = 20;

const SIBLING = file("sibling.txt", Buffer.from("Write to sibling@example.com."));
const SEEN = "email sibling@example.com";

/** The rest of a scan in which a damaged document lies before a sound one. */
async function beside(bytes: Uint8Array, { name }: Sample): Promise<{ findings: readonly string[]; told: number }> {
  const start = performance.now();
  const { findings, gaps, expected, messages } = await scan(folder(file(name, bytes), SIBLING));
  expect((performance.now() - start) / 1_000, "seconds").toBeLessThan(SECONDS);
  expect(findings.at(-1), "what lies behind it").toBe(SEEN);
  expect(messages, "messages told").toBe(expected);
  return { findings: findings.slice(0, -1), told: findings.length - 1 + gaps.length };
}

/** Damage as disks, transfers and attackers do it. */
const DAMAGE: readonly ((bytes: Buffer, random: Random) => void)[] = [
  (bytes, random) => {
    bytes[random.below(bytes.length)] = random.below(256);
  },
  (bytes, random) => {
    for (let count = 0; count < 16; count += 1) bytes[random.below(bytes.length)] = random.below(256);
  },
  (bytes, random) => {
    const at = random.below(bytes.length);
    bytes.subarray(at, at + 512).fill(0);
  },
  (bytes, random) => {
    // A length, count or offset that is as large as can be.
    const at = random.below(bytes.length);
    bytes.subarray(at, at + 4).fill(0xff);
  },
  (bytes, random) => {
    const at = random.below(Math.min(bytes.length, 1_024));
    bytes.subarray(at, at + 4).fill(random.pick([0xff, 0x7f]));
  },
  (bytes, random) => {
    const from = random.below(bytes.length);
    bytes.copyWithin(random.below(bytes.length), from, from + 512);
  },
];

it("knows a sample of every format", () => {
  const known = new Set(SAMPLES.map(({ format }) => format));
  expect(EXTRACTORS.map(({ id }) => id).filter((id) => !known.has(id))).toEqual([]);
});

describe.each(SAMPLES.map((sample) => [sample.name, sample] as const))("%s", (_, sample) => {
  it("is read, with nothing lost", async () => {
    const { findings, gaps, format, expected, messages } = await scan(file(sample.name, await sample.bytes()));
    expect(format).toBe(sample.format);
    if (sample.unread === undefined) expect(findings).toContain(VALUE);
    expect(gaps).toEqual(sample.unread ?? sample.partly ?? []);
    expect(messages).toBe(expected);
  });

  it(
    "ends in text or a gap wherever it is cut off",
    async () => {
      const bytes = await sample.bytes();
      const step = Math.max(1, Math.floor(bytes.length / PREFIXES));
      for (let end = 1; end < bytes.length; end += step) await beside(bytes.subarray(0, end), sample);
    },
    SECONDS * 3_000,
  );

  it(
    "loses nothing beside it when it is damaged",
    async () => {
      const bytes = await sample.bytes();
      const seed = seedOf(sample.name);
      for (let round = 0; round < DAMAGES; round += 1) {
        const random = randomFrom(seed + round);
        const damaged = Buffer.from(bytes);
        DAMAGE[round % DAMAGE.length]?.(damaged, random);
        await beside(damaged, sample).catch((error: unknown) => {
          throw new Error(`PII_SCAN_SEED=${seed} round ${round}`, { cause: error });
        });
      }
    },
    SECONDS * 3_000,
  );
});
