import { describe, expect, it } from "vitest";
import { createDispatch } from "../../src/engine/dispatch.ts";
import { sweep } from "../../src/engine/sweep.ts";
import { CELL_FIELDS, type TextPart } from "../../src/model/document.ts";
import { HEARING, type Detector, type TextWindow } from "../../src/model/detector.ts";
import { createWasmKernel, typescriptKernel, type Kernel } from "../../src/kernel/index.ts";
import { partOf } from "./part.ts";

const KERNELS: readonly Kernel[] = [typescriptKernel, createWasmKernel() as Kernel];

/** A detector that takes every anchor for a finding, and keeps what it was shown. */
function probe(anchors: Detector["anchors"], seen: TextWindow[] = []): Detector {
  return {
    id: "probe",
    pack: "sg",
    types: ["credential"],
    description: "a probe",
    references: ["none"],
    anchors,
    examples: { match: [], reject: [] },
    examine(window) {
      seen.push(window);
      const { text, at, atEnd } = window;
      return { type: "credential", start: at, end: atEnd, value: text.slice(at, atEnd), confidence: "high", evidence: [] };
    },
  };
}

function found(part: TextPart, anchors: Detector["anchors"]): string[] {
  const [one, two] = KERNELS.map((kernel) =>
    sweep(part, createDispatch([probe(anchors)]), kernel).map(({ candidate }) => candidate.value),
  );
  expect(two).toEqual(one);
  return one as string[];
}

describe("words", () => {
  const words: Detector["anchors"] = [{ kind: "word", words: ["password", "pin", "密码"] }];
  it.each([
    ["whole, in any case", "Password: a PASSWORD, pin.", ["Password", "PASSWORD", "pin"]],
    ["not in longer words", "passwords pinned spin mypassword password", ["password"]],
    ["beside digits, signs and other scripts", "1pin_pin密pin é pin", ["pin", "pin", "pin", "pin"]],
    ["of other scripts anywhere", "我的密码是 x密码密", ["密码", "密码"]],
    ["folded", "ｐａｓｓｗｏｒｄ pass\u00adword", ["password", "password"]],
    ["at both ends", "pin pin", ["pin", "pin"]],
    ["none", "nothing of the kind 12345", []],
  ])("are found %s", (_, text, expected) => {
    expect(found(partOf(text), words)).toEqual(expected);
  });

  it("are refused when they cannot be looked for", () => {
    for (const word of ["ab", "i/c no", "1pin"]) {
      expect(() => createDispatch([probe([{ kind: "word", words: [word] }])])).toThrow(RangeError);
    }
  });

  it("are asked about once by each detector, with the word as the anchor and the text around it", () => {
    const seen: TextWindow[] = [];
    const part = partOf("your Password: hunter2");
    sweep(
      part,
      createDispatch([
        probe(
          [
            { kind: "word", words: ["password"] },
            { kind: "word", words: ["password"] },
          ],
          seen,
        ),
      ]),
      typescriptKernel,
    );
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ text: "your Password: hunter2", at: 5, atEnd: 13, opensText: true, closesText: true });
  });

  it("keep to their cell", () => {
    expect(
      found(
        table([
          ["a", "the pin"],
          ["b", "password,1"],
        ]),
        words,
      ),
    ).toEqual(["pin", "password"]);
  });
});

/** A row of cells with their labels, a comma between them. */
function table(cells: readonly (readonly [label: string, text: string])[]): TextPart {
  const text = cells.map(([, cell]) => cell).join(",");
  const index: number[] = [];
  let start = 0;
  for (const [column, [, cell]] of cells.entries()) {
    const end = start + Buffer.byteLength(cell);
    index.push(start, end, column, 0, 1, start + 1);
    start = end + 1;
  }
  expect(index.length).toBe(cells.length * CELL_FIELDS);
  return partOf(text, { record: "row", table: { labels: cells.map(([label]) => label), cells: Uint32Array.from(index) } });
}

describe("cells by their label", () => {
  const cells: Detector["anchors"] = [{ kind: "cell", labels: ["password", "secret answer", "密码"] }];
  it.each([
    [
      "a column",
      [
        ["Name", "Tan"],
        ["Password", "hunter"],
        ["Tel", "9"],
      ],
      ["hunter"],
    ],
    [
      "a key path",
      [
        ["user.password", "x y"],
        ["user.secretAnswer", "Lim"],
        ["user.name", "b"],
      ],
      ["x y", "Lim"],
    ],
    ["a column in Chinese", [["密码", "天王"]], ["天王"]],
    [
      "nobody asks",
      [
        ["passwords policy", "x"],
        ["", "y"],
      ],
      [],
    ],
  ] as [string, [string, string][], string[]][])("are asked about: %s", (_, row, expected) => {
    expect(found(table(row), cells)).toEqual(expected);
  });

  it("are asked about in a text with a label, and once however it is cut", () => {
    const part = partOf("hunter", { label: "Password" });
    expect(found(part, cells)).toEqual(["hunter"]);
    expect(found({ ...part, core: { start: 3, end: 6 } }, cells)).toEqual([]);
    expect(found(partOf("hunter", { label: "Subject" }), cells)).toEqual([]);
  });
});

describe("listening", () => {
  const listening = (hears: readonly string[]): Detector["anchors"] => [{ kind: "digits", run: [4, 4], hears }];
  it.each([
    ["a label before it", "passport no. 1234", ["1234"]],
    ["in another spelling", "PASSPORT_NO=1234 Passport-No 5678", ["1234", "5678"]],
    ["of another script", "护照 1234", ["1234"]],
    ["on the line before", "Passport no\n1234", ["1234"]],
    ["none", "1234 passport no", []],
    ["too far away", `passport no ${"x ".repeat(HEARING / 2)}1234`, []],
    ["inside a word", "mypassport no 1234", []],
    ["one for several", "passport no 1234, 5678", ["1234", "5678"]],
  ])("asks where it hears: %s", (_, text, expected) => {
    expect(found(partOf(text), listening(["passport no", "护照"]))).toEqual(expected);
  });

  it("hears the label of the cell and not the cell before", () => {
    expect(
      found(
        table([
          ["a", "passport no"],
          ["b", "1234"],
          ["Passport No", "5678"],
        ]),
        listening(["passport no"]),
      ),
    ).toEqual(["5678"]);
  });

  it("hears the head of a column in a text", () => {
    expect(
      found(partOf(`Name\tPassport No\nTan\t1234\nLim\t5678\n${"x ".repeat(50)}\nOng\t9012`), listening(["passport no"])),
    ).toEqual(["1234", "5678"]);
  });

  it("tells forty lists apart as far as it must", () => {
    const lists = Array.from({ length: 40 }, (_, at) => [`label${String.fromCharCode(97 + (at % 26))}${at > 25 ? "x" : ""}`]);
    for (const list of lists) {
      const text = `${list[0] as string}: 1234`;
      const values = sweep(partOf(text), createDispatch(lists.map((hears) => probe(listening(hears)))), typescriptKernel);
      expect(values.map(({ candidate }) => candidate.value)).toContain("1234");
    }
  });
});
