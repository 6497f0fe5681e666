import { describe, expect, it } from "vitest";
import { GLUE, layoutWidth, row } from "../../src/reporters/layout.ts";
import type { Field } from "../../src/reporters/layout.ts";
import { columns } from "../../src/reporters/width.ts";
import { visible } from "../../src/reporters/sanitise.ts";
import { below, HOSTILE_NAMES, pick, PIPE, seeded, terminal } from "./stream.ts";

it.each([
  [PIPE, Infinity],
  [{ ...PIPE, width: 80 }, Infinity],
  [terminal(200), 200],
  [terminal(12), 40],
  [terminal(0), 80],
  [terminal(Number.NaN), 80],
])("layoutWidth(%j) is %d", (context, expected) => {
  expect(layoutWidth(context)).toBe(expected);
});

describe("row", () => {
  const cell = (text: string, width = 0): Field => ({ text, pad: width, overflow: "cut-middle" });

  it.each<[string, readonly Field[], number, string]>([
    ["pads all but the last", [cell("HIGH", 6), cell("b", 9)], 40, "  HIGH    b\n"],
    ["goes on in the next line", [cell("HIGH"), cell("x".repeat(30))], 40, `  HIGH  ${"x".repeat(30)}\n`],
    ["and indents it", [cell("HIGH"), cell("x".repeat(33))], 40, `  HIGH\n    ${"x".repeat(33)}\n`],
    ["cuts what no line holds", [cell("x".repeat(50))], 40, `  ${"x".repeat(12)}…${"x".repeat(25)}\n`],
    ["cuts nothing off a terminal", [cell("x".repeat(500))], Infinity, `  ${"x".repeat(500)}\n`],
    ["leaves out empty fields", [cell("a"), cell(""), cell("b")], 40, "  a  b\n"],
    ["wraps sentences", [{ text: "one two three", overflow: "wrap" }], 11, "  one two\n    three\n"],
    ["does not break glued words", [{ text: `one two${GLUE}three`, overflow: "wrap" }], 14, "  one\n    two three\n"],
    [
      "breaks before a sentence without room",
      [cell("x".repeat(25)), { text: "a sentence of words", overflow: "wrap" }],
      40,
      `  ${"x".repeat(25)}\n    a sentence of words\n`,
    ],
  ])("%s", (_name, fields, width, expected) => {
    expect(row(fields, width, 2, 4)).toBe(expected);
  });

  it("styles without the padding", () => {
    expect(row([{ ...cell("a", 4), style: (text) => `<${text}>` }, cell("b")], 40, 0, 0)).toBe("<a>     b\n");
  });

  it("is never wider than the terminal, and loses no word of a sentence", () => {
    const seed = 4242;
    const random = seeded(seed);
    for (let round = 0; round < 1000; round += 1) {
      const width = 40 + below(random, 60);
      const name = () => visible(pick(random, HOSTILE_NAMES));
      const words = Array.from({ length: below(random, 20) }, (_, index) => `word${index}`).join(" ");
      const fields: readonly Field[] = [
        { text: name(), pad: below(random, 30), overflow: "cut-middle" },
        { text: name() + name(), overflow: "cut-start" },
        { text: words, overflow: "wrap" },
        { text: name() + name() + name(), overflow: "cut-middle" },
      ];
      const text = row(fields, width, 2, 8);
      for (const line of text.split("\n"))
        expect(columns(line), `seed ${seed} round ${round}: ${line}`).toBeLessThanOrEqual(width);
      expect(text.match(/word\d+/gu)?.join(" ") ?? "").toBe(words);
    }
  });
});
