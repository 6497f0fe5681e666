import { describe, expect, it } from "vitest";
import { createTypescriptKernel, createWasmKernel, createWordFilter, WORD, type Kernel } from "../../src/kernel/index.ts";
import { randomFrom, seedOf, type Random } from "../random.ts";
import { EVERYTHING, eventsOf, plainAnchors, randomFilter } from "./plain.ts";

const SIZES = [1, 131, 997, 4_096, 65_536];
const wasm = createWasmKernel() as Kernel;
const KERNELS: readonly (readonly [string, Kernel])[] = [
  ["ts", createTypescriptKernel()],
  ["ts with room for three", createTypescriptKernel(3)],
  ["wasm", wasm],
];

function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, "latin1");
}

/** Text as it is met: records, addresses, logs, prose. */
function realText(random: Random, length: number): string {
  const digits = (count: number): string => Array.from({ length: count }, () => random.below(10)).join("");
  const pieces = [
    () => `2026-11-${digits(2)}T${digits(2)}:${digits(2)}:${digits(2)}.${digits(3)}Z `,
    () => `${digits(random.below(4))}.${digits(3)}.${digits(1)}.${digits(2)} - - `,
    () => `S${digits(7)}D, (65) ${digits(4)}-${digits(4)}\n`,
    () => `ann.tan${digits(2)}@example.com; `,
    () => `${digits(4)} ${digits(4)} ${digits(4)} ${digits(4)}\r\n`,
    () => `${digits(1 + random.below(40))},`,
    () => `#${digits(2)}-${digits(3)} Singapore ${digits(6)} `,
    () => "and the people of the town went to see what it was about, ",
    () => "é€漢 ",
  ];
  let text = "";
  while (text.length < length) text += random.pick(pieces)();
  return Buffer.from(text, "utf8").toString("latin1");
}

describe("the twins of the kernel", () => {
  it("are both there", () => {
    expect(KERNELS.map(([, kernel]) => kernel.id)).toEqual(["ts", "ts", "wasm"]);
  });

  const texts = ["", "1", "@", "12@34", "a1b22c333", "@@", "9".repeat(500), "9 9@9 9", "1 - 2", "1 -. 2", "1 -./2", "5\u00ff6"];
  it.each(texts)("find the anchors of %j", (text) => {
    for (const [name, kernel] of KERNELS) {
      expect(eventsOf(kernel, bytesOf(text), EVERYTHING), name).toEqual(plainAnchors(text, EVERYTHING));
    }
  });

  it("agree with the plain search on random text, whatever the filter and the pieces", () => {
    const seed = seedOf("kernel");
    const random = randomFrom(seed);
    for (let round = 0; round < 400; round += 1) {
      const alphabet = random.pick([
        ["0", "7", "9", "@", " ", "-", "/", ":", "?", "A", "\u00e9", "(", ".", ","],
        ["1", "2", "3", "4", "5", " ", "-"],
        ["0", "@", "\u0000", "\u00ff", "\u0080", "\u00b0"],
        ["6", "5", "+", "."],
      ]);
      const text = Array.from({ length: random.below(700) }, () => random.pick(alphabet)).join("");
      const filter = round % 3 === 0 ? EVERYTHING : randomFilter(random);
      const expected = plainAnchors(text, filter);
      for (const [name, kernel] of KERNELS) {
        for (const size of [1 + random.below(40), 131, 997]) {
          expect(eventsOf(kernel, bytesOf(text), filter, size), `${name}, seed ${seed}, round ${round}, ${size}`).toEqual(
            expected,
          );
        }
      }
    }
  });

  const LONG = 140_000;
  const hostile: readonly (readonly [string, string])[] = [
    ["nothing but digits", "7".repeat(LONG)],
    ["digits and separators by turns", "7 ".repeat(LONG / 2)],
    ["digits three separators apart", "7 - ".repeat(LONG / 4)],
    ["digits four separators apart", "7 -- ".repeat(LONG / 5)],
    ["addresses", "a@".repeat(LONG / 2)],
    ["nothing but @", "@".repeat(LONG)],
    ["separators", " -./()".repeat(LONG / 6)],
    ["bytes beyond ASCII", "\u00ff\u0080\u00b0\u00b9".repeat(LONG / 4)],
    ["a run over a border of the chunk", `${"x".repeat(65_500)}${"4".repeat(900)}@${"x".repeat(65_000)}12345678`],
    ["a long run that ends with the text", `${"x".repeat(65_530)}${"4".repeat(300)}`],
    ["a chain over a border of the chunk", `${"x".repeat(65_530)}${"4 - ".repeat(20)}x 99`],
    ["a run right before a border", `${"x".repeat(65_528)}S1234567D-8 `.repeat(2)],
  ];
  it.each(hostile)("agree on %s, for every size of piece", (_, text) => {
    const bytes = bytesOf(text);
    const seed = seedOf("hostile");
    const random = randomFrom(seed);
    for (const filter of [EVERYTHING, randomFilter(random, 0.9), { ...randomFilter(random, 0.9), at: true }]) {
      const expected = eventsOf(createTypescriptKernel(), bytes, filter);
      for (const size of SIZES) {
        // One call a byte is slow for the copying twin: a part of the text shows the same.
        const shown = size === 1 ? bytes.subarray(65_000, 66_500) : bytes;
        const wanted = size === 1 ? eventsOf(createTypescriptKernel(), shown, filter) : expected;
        expect(same(eventsOf(wasm, shown, filter, size), wanted), `seed ${seed}, pieces of ${size}`).toBe(true);
      }
    }
  });

  it("agree on text as it is met, for every size of piece", () => {
    const seed = seedOf("real");
    const random = randomFrom(seed);
    const text = realText(random, 150_000);
    const bytes = bytesOf(text);
    for (const filter of [EVERYTHING, randomFilter(random), randomFilter(random, 0.95)]) {
      const expected = eventsOf(createTypescriptKernel(), bytes, filter);
      expect(same(expected, plainAnchors(text, filter)), `seed ${seed}`).toBe(true);
      for (const size of SIZES) {
        const shown = size === 1 ? bytes.subarray(64_000, 67_000) : bytes;
        const wanted = size === 1 ? eventsOf(createTypescriptKernel(), shown, filter) : expected;
        for (const [name, kernel] of KERNELS) {
          expect(same(eventsOf(kernel, shown, filter, size), wanted), `${name}, seed ${seed}, pieces of ${size}`).toBe(true);
        }
      }
    }
  });

  const WORDS = ["password", "pin", "otp", "passwd", "private", "密码", "姓名", "kata"];
  const words = createWordFilter(WORDS);

  it("find words, whatever their case, and few others, for every size of piece", () => {
    const seed = seedOf("words");
    const random = randomFrom(seed);
    const pieces = [
      "Password",
      "PIN",
      "spin",
      "pint",
      "otp:",
      "pas",
      "密码",
      "密",
      "the ",
      "a",
      "9 ",
      "@",
      "\u00e9",
      "P",
      "\n",
      "1pin",
      "_otp",
    ];
    for (let round = 0; round < 200; round += 1) {
      const text = Array.from({ length: random.below(300) }, () => random.pick(pieces)).join(random.pick(["", " ", "x"]));
      const bytes = Buffer.from(text, "utf8");
      const filter = { ...(round % 2 === 0 ? EVERYTHING : randomFilter(random)), words };
      const flat = bytes.toString("latin1");
      const expected = eventsOf(createTypescriptKernel(), bytes, filter);
      const context = `seed ${seed}, round ${round}`;
      expect(
        expected.filter(([, length]) => length !== WORD),
        context,
      ).toEqual(plainAnchors(flat, filter));
      const places = expected.filter(([, length]) => length === WORD).map(([start]) => start);
      const pattern = new RegExp(
        WORDS.map((word) =>
          /^[a-z]/.test(word) ? `(?<![a-z])${word}${word.length < 6 ? "(?![a-z])" : ""}` : Buffer.from(word).toString("latin1"),
        ).join("|"),
        "gi",
      );
      for (const { index } of flat.matchAll(pattern)) expect(places, context).toContain(index);
      for (const [name, kernel] of KERNELS) {
        for (const size of [1 + random.below(40), 131, 997]) {
          expect(same(eventsOf(kernel, bytes, filter, size), expected), `${name}, ${context}, pieces of ${size}`).toBe(true);
        }
      }
    }
  });

  it("listen before runs, for every size of piece", () => {
    const seed = seedOf("listening");
    const random = randomFrom(seed);
    const openings = createWordFilter(
      [],
      ["dob", "date", "ic ", "born", "护照"].map((word) => Buffer.from(word).toString("latin1")),
    );
    const pieces = [
      "DOB",
      "dob ",
      "date of ",
      "update ",
      "ic",
      "ic ",
      "nice",
      "护照",
      "12",
      "3456",
      "9",
      " ",
      "x",
      "@",
      ". ",
      "the people went ",
      "\n",
    ];
    let heard = 0;
    for (let round = 0; round < 300; round += 1) {
      const text = Array.from({ length: random.below(200) }, () => random.pick(pieces)).join("");
      const bytes = Buffer.from(text, "utf8");
      const reach = random.pick([1, 7, 40, 96]);
      const listening = { tables: random.below(2) === 0 ? EVERYTHING : randomFilter(random), openings, reach };
      const filter = { ...randomFilter(random, random.pick([0, 0.5])), ...(random.below(2) === 0 ? { words } : {}), listening };
      const expected = eventsOf(createTypescriptKernel(), bytes, filter);
      const context = `seed ${seed}, round ${round}`;
      const flat = bytes.toString("latin1");
      const phrase = new RegExp(`(?<![a-z])(?:dob|date|ic|born)(?![a-z])|${Buffer.from("护照").toString("latin1")}`, "gi");
      const places = Array.from(flat.matchAll(phrase), ({ index }) => index);
      const near = (start: number): boolean => places.some((place) => place < start && place >= start - reach);
      for (const [start, , , , listens] of expected) {
        if (listens !== 0) heard += 1;
        if (listens !== 0) expect(near(start), context).toBe(true);
      }
      if (listening.tables === EVERYTHING) {
        const runs = Array.from(flat.matchAll(/[0-9]+/g), ({ index }) => index).filter(near);
        expect(
          expected.filter(([, , , , listens]) => listens !== 0).map(([start]) => start),
          context,
        ).toEqual(runs);
      }
      for (const [name, kernel] of KERNELS) {
        for (const size of [1 + random.below(40), 131, 997]) {
          expect(same(eventsOf(kernel, bytes, filter, size), expected), `${name}, ${context}, pieces of ${size}`).toBe(true);
        }
      }
    }
    expect(heard).toBeGreaterThan(500);
  });

  it("agree on words in long texts of every byte", () => {
    const seed = seedOf("words in bytes");
    const random = randomFrom(seed);
    const bytes = Uint8Array.from({ length: 150_000 }, (_, at) => (at % 7 === 0 ? random.below(256) : 0x61 + random.below(26)));
    bytes.set(Buffer.from(" password"), 65_532);
    const filter = { ...EVERYTHING, words };
    const expected = eventsOf(createTypescriptKernel(), bytes, filter);
    const hits = expected.filter(([, length]) => length === WORD);
    expect(hits.some(([start]) => start === 65_533)).toBe(true);
    expect(hits.length).toBeLessThan(400);
    for (const size of SIZES.slice(1))
      expect(same(eventsOf(wasm, bytes, filter, size), expected), `seed ${seed}, ${size}`).toBe(true);
  });

  it.each(KERNELS)("leave a run to the part in which it begins (%s)", (_, kernel) => {
    const bytes = bytesOf("ab1234567cd");
    expect(kernel.anchors(bytes, 5, bytes.length, EVERYTHING).count).toBe(0);
    const { first, count, next } = kernel.anchors(bytes, 0, 4, EVERYTHING);
    expect(count).toBe(1);
    expect(next).toBeGreaterThanOrEqual(4);
    expect([...kernel.events.subarray(first * 5, first * 5 + 5)]).toEqual([2, 7, 7, 1, 0]);
  });

  it("see nothing of the text before, however much longer it was", () => {
    eventsOf(wasm, bytesOf("1 2 3 @".repeat(9_000)), EVERYTHING);
    for (const text of ["x", "77", "7 ", "abc @"])
      expect(eventsOf(wasm, bytesOf(text), EVERYTHING)).toEqual(plainAnchors(text, EVERYTHING));
  });
});

/** Equal lists of events; a failure over a hundred thousand of them would take minutes to print. */
function same(left: readonly (readonly number[])[], right: readonly (readonly number[])[]): boolean {
  return (
    left.length === right.length && left.every((event, index) => event.every((value, field) => value === right[index]?.[field]))
  );
}
