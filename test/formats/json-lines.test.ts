import { describe, expect, it } from "vitest";
import { jsonReader } from "../../src/formats/json/reader.ts";
import { createJsonLines, type JsonLines } from "../../src/kernel/index.ts";
import type { TextPart } from "../../src/model/document.ts";
import { randomFrom, seedOf, type Random } from "../random.ts";
import { cellsOf, cut, type Cell } from "./unfold.ts";

/** Reads no line: the whole reader reads all. */
const none: JsonLines = {
  output: new Uint8Array(0),
  ends: new Uint32Array(0),
  load: (bytes, from) => bytes.length - from,
  read: () => 0,
  stopped: () => true,
  newlines: () => 0,
  lineEnds: () => new Uint32Array(0),
};

interface Seen {
  readonly cells: Cell[];
  readonly bytes: string[];
  readonly bad: number;
  readonly whole: boolean;
}

function read(text: string, size: number, plain: JsonLines): Seen {
  const reader = jsonReader("body", true, plain);
  const parts: TextPart[] = [];
  for (const piece of cut(Buffer.from(text), size)) {
    expect(reader.write(piece)).toBeUndefined();
    parts.push(...reader.sink.take(false));
  }
  const whole = reader.end();
  parts.push(...reader.sink.take(true));
  const bytes = parts.map((part) => Buffer.from(part.bytes).toString("latin1"));
  return { cells: cellsOf(parts), bytes, bad: reader.badLines(), whole };
}

const wasm = createJsonLines() as JsonLines;

function randomLine(random: Random): string {
  const scalar = (): string =>
    random.pick([
      "1",
      "-0.5",
      "12345678",
      "1e5",
      "2E-7",
      '"S1234567D"',
      '"é漢"',
      '""',
      '"a b"',
      "true",
      "null",
      "false",
      '"x,}"',
    ]);
  const odd = (): string =>
    random.pick([
      '"\\n"',
      '"\\u0031"',
      "01",
      "1.",
      ".5",
      "NaN",
      "nul",
      '"',
      "{",
      "[[1]]",
      '[{"a":1}]',
      "",
      "1 2",
      '"a\tb"',
      "tru",
    ]);
  const value = (depth: number): string => {
    const kind = random.below(40);
    if (kind === 0) return odd();
    if (kind < 4 && depth > 0) return `{${members(depth - 1)}}`;
    if (kind < 7) return `[${Array.from({ length: random.below(3) }, scalar).join(", ")}]`;
    return scalar();
  };
  const members = (depth: number): string =>
    Array.from(
      { length: random.below(5) },
      () =>
        `${random.pick(['"a"', '"nric"', '"phone no"', '""', '"é"', '"k1"', '"a@b.sg"'].slice(0, random.below(30) === 0 ? 7 : 4))}${random.pick([":", ": ", " :"])}${value(depth)}`,
    ).join(random.pick([",", ", "])) + (random.below(60) === 0 ? "," : "");
  return `${random.below(40) === 0 ? " " : ""}{${members(3)}}${random.pick(["\n", "\n", "\n", "\r\n", "\n\n", " \n"])}`;
}

describe("lines of JSON that are read at once", () => {
  it("have the cells that the whole reader finds", () => {
    const seed = seedOf("json lines");
    const random = randomFrom(seed);
    for (let round = 0; round < 1_500; round += 1) {
      let text = "";
      for (let left = random.below(12); left > 0; left -= 1) text += randomLine(random);
      if (random.below(3) === 0) text = text.trimEnd();
      const size = random.pick([1 + random.below(60), 1_000_000]);
      expect(read(text, size, wasm), `seed ${seed}, round ${round}, ${JSON.stringify(text)}`).toEqual(read(text, size, none));
    }
  });

  it("fill the same blocks, and go on behind a line that is longer than what is taken at once", () => {
    const line = '{"name":"Tan Ah Kow","nric":"S1234567D","amount":12.5,"tags":["a","b"],"more":{"phone":91234567}}\n';
    const long = `{"text":"${"x".repeat(100_000)}","phone":91234567}\n`;
    const text = line.repeat(30_000) + long + '{"a":"\\u0031"}\n' + line.repeat(9) + '{"k1":1}\n' + line;
    const seen = read(text, 262_144, wasm);
    expect(seen.bytes.length).toBeGreaterThan(1);
    expect(seen).toEqual(read(text, 262_144, none));
  }, 30_000);

  it("are most lines of a log", () => {
    const text = '{"ts":1739379600277,"state":"open","total":4922.58}\n'.repeat(100);
    wasm.load(Buffer.from(text), 0);
    expect(wasm.read(0)).toBe(100);
    expect(wasm.newlines(Buffer.from(text.repeat(50)), 1, text.length * 50)).toBe(5_000);
  });
});
