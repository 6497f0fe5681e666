import { describe, expect, it } from "vitest";
import type { Location } from "../../src/model/location.ts";
import { createLocationFormat, formatFile, formatLocation, formatPlace } from "../../src/reporters/location.ts";

describe("formatLocation", () => {
  it.each<[string, Location]>([
    ["a.csv", { file: "a.csv", steps: [] }],
    ["a.csv : 3:14", { file: "a.csv", steps: [], line: 3, column: 14 }],
    ["a.csv : 3", { file: "a.csv", steps: [], line: 3 }],
    [
      "inbox.mbox › message 11 › part 2 lists.zip › a.csv : 3:14",
      {
        file: "inbox.mbox",
        steps: [
          { kind: "message", index: 11, messageId: "<1@example.test>" },
          { kind: "mime", part: "2", name: "lists.zip" },
          { kind: "entry", name: "a.csv" },
        ],
        line: 3,
        column: 14,
      },
    ],
    [
      "b.eml › message 0 › part 1.2",
      {
        file: "b.eml",
        steps: [
          { kind: "message", index: 0 },
          { kind: "mime", part: "1.2" },
        ],
      },
    ],
    [
      "b.gz › b.txt › page 4",
      {
        file: "b.gz",
        steps: [
          { kind: "stream", name: "b.txt" },
          { kind: "page", page: 4 },
        ],
      },
    ],
    ["b.gz › decompressed : 1:1", { file: "b.gz", steps: [{ kind: "stream" }], line: 1, column: 1 }],
    ["b.xlsx › sheet 工资", { file: "b.xlsx", steps: [{ kind: "sheet", name: "工资" }] }],
    [
      "b.pst › Inbox › message 3 › attachment 0 a.pdf",
      {
        file: "b.pst",
        steps: [
          { kind: "folder", name: "Inbox" },
          { kind: "message", index: 3 },
          { kind: "attachment", index: 0, name: "a.pdf" },
        ],
      },
    ],
    ["b.db › table staff : 7", { file: "b.db", steps: [{ kind: "table", name: "staff" }], line: 7 }],
    ["b.msg › attachment 2", { file: "b.msg", steps: [{ kind: "attachment", index: 2 }] }],
    ['z.zip › ""', { file: "z.zip", steps: [{ kind: "entry", name: "" }] }],
    ['z.zip › "a › message 7"', { file: "z.zip", steps: [{ kind: "entry", name: "a › message 7" }] }],
    ["\\u{1b}[2J › \\u{202e}gpj.exe", { file: "\u001b[2J", steps: [{ kind: "entry", name: "\u202egpj.exe" }] }],
  ])("%s", (expected, location) => {
    expect(formatLocation(location)).toBe(expected);
  });
});

describe("formatFile", () => {
  const inputs = ["/case/a.mbox", "./export", "b.csv", "\u001bevil"];
  it.each([
    [0, "a.mbox", "/case/a.mbox"],
    [1, "hr/x.csv", "./export › hr/x.csv"],
    [2, "b.csv", "b.csv"],
    [3, "c", "\\u{1b}evil › c"],
    [9, "c", "c"],
    [undefined, "c", "c"],
  ])("input %s, %s", (input, file, expected) => {
    expect(formatFile(input === undefined ? { file } : { input, file }, inputs)).toBe(expected);
  });
});

it("formatPlace is empty for the file as such", () => {
  expect(formatPlace({ file: "a", steps: [] })).toBe("");
  expect(formatPlace({ file: "a", steps: [], line: 2, column: 1 })).toBe(": 2:1");
});

describe("locations of a stream", () => {
  it("are formatted as each by itself", () => {
    const inputs = ["export", "more/a.csv"];
    const format = createLocationFormat(inputs);
    const lists = [
      [],
      [],
      [{ kind: "message", index: 1 }],
      [{ kind: "entry", name: "" }],
      [{ kind: "" }],
    ] as unknown as Location["steps"][];
    for (let turn = 0; turn < 2_000; turn += 1) {
      const location: Location = {
        ...(turn % 3 === 0 ? {} : { input: turn % 3 }),
        file: `${"ab"[(turn >> 2) % 2]}.csv`,
        steps: lists[(turn >> 3) % lists.length] as Location["steps"],
        ...(turn % 5 === 0 ? {} : { line: turn }),
        ...(turn % 5 < 2 ? {} : { column: 1 }),
      };
      expect(format(location)).toBe(formatLocation(location, inputs));
    }
  });
});
