import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import type { Event, FindingEvent, GapEvent, SummaryEvent } from "../../src/model/events.ts";
import { GAP_REASONS } from "../../src/model/gap.ts";
import { table } from "../../src/reporters/table.ts";
import { columns } from "../../src/reporters/width.ts";
import { PIPE, stream, terminal, written } from "./stream.ts";
import type { Shape } from "./stream.ts";

const SMALL: Shape = { seed: 31, findings: 10, findingsPerFile: 4, gaps: 3 };
const LARGE: Shape = { seed: 32, findings: 1_000, findingsPerFile: 14, gaps: 33 };
const CLEAN: Shape = { seed: 33, findings: 0, findingsPerFile: 1, gaps: 0 };

function summaryOf(events: readonly Event[]): SummaryEvent {
  return events.at(-1) as SummaryEvent;
}

function ending(text: string): string {
  return text.slice(text.lastIndexOf("\nExamined") + 1);
}

describe("table: layout", () => {
  const widths = [40, 60, 80, 200];
  const shapes: readonly Shape[] = [
    SMALL,
    LARGE,
    { ...SMALL, seed: 5, inputs: ["./a", "收件箱/b"] },
    CLEAN,
    { ...LARGE, partial: true },
  ];
  it.each(widths.flatMap((width) => shapes.flatMap((shape) => [false, true].map((hostile) => ({ width, ...shape, hostile })))))(
    "no line is wider than $width columns (seed $seed, hostile names: $hostile)",
    ({ width, ...shape }) => {
      for (const colour of [false, true]) {
        const text = written(table.open(terminal(width, colour)), stream(shape));
        for (const line of text.split("\n")) expect(columns(stripVTControlCharacters(line)), line).toBeLessThanOrEqual(width);
      }
    },
  );

  it.each([40, 47, 53, 61, 79, 120])("holds at %i columns for many seeds, wide figures and long names", (width) => {
    for (let seed = 100; seed < 160; seed += 1) {
      const events = [...stream({ seed, findings: seed % 70, findingsPerFile: 5, gaps: seed % 30, hostile: true })];
      const summary = summaryOf(events);
      const huge: SummaryEvent = {
        ...summary,
        findings: { ...summary.findings, byType: { ...summary.findings.byType, "payment-card-test": 1_234_567_890 } },
        correspondents: 1_234_567,
        seconds: 98_765,
      };
      const text = written(table.open(terminal(width)), [...events.slice(0, -1), huge]);
      for (const line of text.split("\n")) expect(columns(line), `seed ${seed}: ${line}`).toBeLessThanOrEqual(width);
    }
  });

  it("writes no control characters but line feeds, whatever the names", () => {
    for (const context of [PIPE, terminal(80)]) {
      const text = written(
        table.open(context),
        stream({ ...SMALL, findings: 45, hostile: true, inputs: ["\u001b[2J", "\u202eb"] }),
      );
      expect(text).not.toMatch(
        /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]|[\ud800-\udfff](?![\udc00-\udfff])(?<![\ud800-\udbff].)/u,
      );
      expect(text).toContain("\\u{1b}[2J");
    }
  });

  it("shows every text of the stream made visible, also those that should be ours", () => {
    const bad = "\u001b[31m\u202e" as never;
    const events = [...stream({ ...SMALL, findings: 20 })].map((event): Event => {
      if (event.event === "finding") return { ...event, type: bad, role: bad, display: bad };
      if (event.event === "gap") return { ...event, detail: bad };
      if (event.event !== "summary") return event;
      return {
        ...event,
        findings: { ...event.findings, byType: { [bad]: 20 } },
        individuals: { ...event.individuals, byClass: { [bad]: 2 } },
      };
    });
    const text = written(table.open(terminal(60)), events);
    expect(text).not.toMatch(/[\u001b\u202e]/u);
    expect(text.match(/\\u\{1b\}/gu)?.length).toBeGreaterThan(40);
  });

  it("off a terminal there are no boxes, no colours and no cuts", () => {
    const events = [...stream({ ...SMALL, findings: 50, gaps: 15 })];
    const text = written(table.open(PIPE), events);
    // A list of types says how many more there are.
    expect(text.replaceAll(/^… \d+ more .*$/gm, "")).not.toMatch(/[\u2500-\u257f\u001b…]/u);
    const longest = "shared/letters/a-very-long-folder-name/another-one/scan 0001.eml";
    expect(text).toContain(longest);
    expect(written(table.open(terminal(60)), events)).not.toContain(longest);
  });

  it("on a terminal the small tables have boxes; colour only where it was decided, and it changes no word", () => {
    const plain = written(table.open(terminal(80)), stream(SMALL));
    const coloured = written(table.open(terminal(80, true)), stream(SMALL));
    expect(plain).toMatch(/\u2500/u);
    expect(plain).not.toContain("\u001b");
    expect(coloured).toContain("\u001b[");
    expect(stripVTControlCharacters(coloured)).toBe(plain);
    expect(written(table.open({ ...PIPE, colour: true }), stream(SMALL))).toContain("\u001b[");
  });
});

describe("table: findings", () => {
  it("lists up to 50 one by one, grouped by file, with a word for the confidence", () => {
    const events = [...stream({ ...SMALL, findings: 50 })];
    const text = written(table.open(PIPE), events);
    const lines = text.split("\n");
    for (const confidence of ["high", "medium", "low"] as const) {
      const word = { high: "HIGH", medium: "MED", low: "LOW" }[confidence];
      const found = events.filter((event) => event.event === "finding" && event.confidence === confidence);
      expect(lines.filter((line) => line.startsWith(`  ${word}`))).toHaveLength(found.length);
    }
    expect(lines.filter((line) => /^\d+-.* {2}\d+ findings? · \d+ (people|person)$/u.test(line))).toHaveLength(13);
    expect(text).toMatch(/^0-\S.* {2}4 findings · 2 people$/mu);
  });

  it("above 50 lists the 20 files with the most and says how to see the rest", () => {
    const events: readonly Event[] = [...stream({ seed: 3, findings: 51, findingsPerFile: 2, gaps: 0 })];
    const text = written(table.open(PIPE), events);
    expect(text).not.toMatch(/^ {2}(HIGH|MED|LOW) /mu);
    expect(text).toContain("File (top 20 of 26 files)");
    expect(text).toContain("… 6 more files. Every finding: scan with -o csv:findings.csv");
    expect(text.split("\n").filter((line) => /^ +\d+ .* {2}\d+-/u.test(line))).toHaveLength(20);
  });

  it("puts the fullest file first and splits its findings by type", () => {
    const place = (file: string, index: number, type: FindingEvent["type"]): FindingEvent => {
      const [, finding] = [...stream({ seed: 3, findings: 1, findingsPerFile: 1, gaps: 0 })] as [Event, FindingEvent];
      return { ...finding, id: `f-${file}-${index}`, type, location: { file, steps: [] } };
    };
    const [scan, ...rest] = [...stream(CLEAN)];
    const few = Array.from({ length: 5 }, (_, index) => place("few.csv", index, "phone"));
    const many = Array.from({ length: 60 }, (_, index) => place("many.csv", index, index < 40 ? "sg-nric" : "payment-card"));
    const text = written(table.open(PIPE), [scan as Event, ...few, ...many, ...rest]);
    expect(text).toMatch(/^ +60 +40 +20 +0 +0 {2}many\.csv\n +5 +0 +0 +0 +5 {2}few\.csv$/mu);
  });

  it("shows the value where the event has one, else the mask", () => {
    const events = [...stream({ ...SMALL, findings: 1 })].map((event) =>
      event.event === "finding" ? { ...event, display: "S****567D" } : event,
    );
    expect(written(table.open(PIPE), events)).toContain("S****567D");
    const revealed = events.map((event) => (event.event === "finding" ? { ...event, value: "SYNTHETIC-VALUE" } : event));
    expect(written(table.open(PIPE), revealed)).toContain("SYNTHETIC-VALUE");
  });

  it("counts a file that an interruption left open", () => {
    const events = [...stream({ ...SMALL, findings: 60, findingsPerFile: 20, gaps: 0, partial: true })];
    const lastFile = events.findLastIndex(({ event }) => event === "file");
    const text = written(
      table.open(PIPE),
      events.filter((_, index) => index !== lastFile),
    );
    expect(text).toContain("File (3 files)");
    expect(text).toContain("60 findings in 3 files");
  });

  it("keeps the same path in two inputs apart", () => {
    const events = [...stream({ ...SMALL, findings: 2, findingsPerFile: 2, inputs: ["./a", "./b"] })].map((event) =>
      event.event === "finding" ? { ...event, location: { input: event.id === "f-0" ? 0 : 1, file: "x.csv", steps: [] } } : event,
    );
    const text = written(table.open(PIPE), events);
    expect(text).toContain("./a › x.csv  1 finding");
    expect(text).toContain("./b › x.csv  1 finding");
  });

  it("writes nothing before the summary, and little for 100,000 findings", () => {
    const report = table.open(terminal(100));
    let text = "";
    for (const event of stream({ seed: 40, findings: 100_000, findingsPerFile: 70, gaps: 5_000, hostile: true })) {
      const now = report.write(event);
      if (event.event !== "summary" && now !== "") throw new Error(`wrote at ${event.event}`);
      text += now;
    }
    expect(text.split("\n").length).toBeLessThan(150);
    expect(text).toContain("100,000 findings in 1,429 files");
    expect(text).toContain("worst 20 of 5,000");
    expect(text).toContain("… 4,980 more");
  });
});

describe("table: gaps", () => {
  const gap = (index: number, over: Partial<GapEvent>): GapEvent => ({
    event: "gap",
    reason: "malformed",
    examined: "none",
    location: { file: `gap-${index}`, steps: [] },
    detail: "damaged archive",
    ...over,
  });

  it("names the worst first: nothing examined before something examined, then by reason", () => {
    const [scan, ...rest] = [...stream(CLEAN)];
    const gaps = [
      gap(1, { reason: "image-not-read" }),
      gap(2, { reason: "unreadable", examined: "partly" }),
      gap(3, { reason: "encrypted" }),
      gap(4, { reason: "unreadable" }),
      gap(5, { reason: "unreadable" }),
    ];
    const text = written(table.open(PIPE), [scan as Event, ...gaps, ...rest]);
    expect(Array.from(text.matchAll(/gap-(\d)/gu), (match) => match[1])).toEqual(["4", "5", "3", "1", "2"]);
    expect(text).toMatch(/unreadable +gap-2 {2}damaged archive \(partly examined\)/u);
  });

  it.each(GAP_REASONS)("%s: listed, counted, and with advice", (reason) => {
    const events = [...stream(CLEAN)];
    const summary = summaryOf(events);
    const incomplete: SummaryEvent = {
      ...summary,
      complete: false,
      coverage: { ...summary.coverage, gaps: { total: 1, byReason: { [reason]: 1 } } },
    };
    const text = written(table.open(PIPE), [...events.slice(0, -1), gap(1, { reason }), incomplete]);
    expect(text).toMatch(new RegExp(`^  ${reason}  gap-1  damaged archive$`, "mu"));
    expect(ending(text)).toContain(`NOT FULLY EXAMINED: 1 gap (1 ${reason}).`);
    expect(ending(text)).toContain(`For ${reason}: `);
  });
});

describe("table: the last lines", () => {
  it("stand in fixed order: coverage, findings, people, next step", () => {
    for (const shape of [SMALL, LARGE, CLEAN, { ...SMALL, partial: true }]) {
      const labels = Array.from(ending(`\n${written(table.open(PIPE), stream(shape))}`).matchAll(/^\S+/gmu), ([label]) => label);
      expect(labels).toEqual(["Examined", "Found", "People", "Next"]);
    }
  });

  it("say so plainly when everything was examined and nothing found", () => {
    expect(written(table.open(PIPE), stream(CLEAN))).toBe(
      [
        "Examined  1 of 1 file · 4 of 4 messages · 8.1 MB in 1.9 s",
        "          Everything was examined.",
        "Found     no findings of medium confidence or more",
        "People    0 affected individuals (estimate; at least 0, at most 3)",
        "          counted apart: 18 correspondents (only as sender or recipient) · 2 organisations",
        "Next      Nothing to do.",
        "",
      ].join("\n"),
    );
  });

  it("say what was found and what to do", () => {
    const text = ending(written(table.open(PIPE), stream(LARGE)));
    expect(text).toContain("1,000 findings in 72 files (");
    expect(text).toMatch(/People {4}334 affected individuals \(estimate; at least 333, at most 337\)/u);
    expect(text).toMatch(/NOT FULLY EXAMINED: 33 gaps \(/u);
    expect(text).toContain("add -o csv:findings.csv");
    expect(text).not.toContain("Everything was examined");
  });

  const clean = [...stream(CLEAN)];
  const summary = summaryOf(clean);
  const { coverage } = summary;
  it.each<[string, readonly Event[], Partial<SummaryEvent>, string]>([
    ["interrupted", [], { complete: false, partial: true }, "NOT FULLY EXAMINED: the scan was interrupted"],
    ["not complete, no reason", [], { complete: false }, "NOT FULLY EXAMINED, and nothing says why"],
    [
      "a file short",
      [],
      { coverage: { ...coverage, files: { found: 2, examined: 1, partly: 0, notExamined: 1 } } },
      "NOT FULLY EXAMINED",
    ],
    [
      "a message short",
      [],
      { coverage: { ...coverage, messages: { expected: 5, read: 4, partly: 0, failed: 1 } } },
      "NOT FULLY EXAMINED",
    ],
    [
      "a gap that the summary forgot",
      [{ event: "gap", reason: "changed", examined: "none", location: { file: "a", steps: [] }, detail: "" }],
      {},
      "NOT FULLY EXAMINED: 1 gap",
    ],
    [
      "no file at all",
      [],
      { coverage: { ...coverage, files: { found: 0, examined: 0, partly: 0, notExamined: 0 } } },
      "There was no file to examine.",
    ],
  ])("never claim more than was done: %s", (_name, more, over, expected) => {
    const text = written(table.open(PIPE), [...clean.slice(0, -1), ...more, { ...summary, ...over }]);
    expect(text).toContain(expected);
    expect(text).not.toContain("Everything was examined");
    expect(text).not.toContain("Nothing to do");
  });

  it("name what the user left out", () => {
    const events = clean.map((event) =>
      event.event === "scan"
        ? { ...event, settings: { ...event.settings, types: { only: ["phone"] }, exclude: ["*.log", "\u001b"] } }
        : event,
    );
    expect(written(table.open(PIPE), events)).toContain("By your settings: looked only for phone; no paths like *.log, \\u{1b}.");
  });
});
