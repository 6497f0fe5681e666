import { describe, expect, it } from "vitest";
import type { Event, FindingEvent, GapEvent, IndividualEvent } from "../../src/model/events.ts";
import { csv } from "../../src/reporters/csv.ts";
import { CSV_COLUMNS, csvCell } from "../../src/reporters/csv-row.ts";
import { visible } from "../../src/reporters/sanitise.ts";
import { HOSTILE_NAMES, PIPE, stream, written } from "./stream.ts";

/** A strict reader of RFC 4180: CRLF after every record, quotes only around a whole field. */
function readCsv(text: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  let record: string[] = [];
  let at = 0;
  while (at < text.length) {
    let field = "";
    if (text[at] === '"') {
      for (at += 1; ; at += 1) {
        if (at >= text.length) throw new Error("quoted field without end");
        if (text[at] !== '"') field += text[at];
        else if (text[at + 1] === '"') field += text[(at += 1)];
        else break;
      }
      at += 1;
    } else {
      const start = at;
      while (at < text.length && text[at] !== "," && text[at] !== "\r") {
        if (text[at] === '"' || text[at] === "\n") throw new Error(`bare ${JSON.stringify(text[at])} at ${at}`);
        at += 1;
      }
      field = text.slice(start, at);
    }
    record.push(field);
    if (text[at] === ",") {
      at += 1;
    } else if (text.startsWith("\r\n", at)) {
      at += 2;
      records.push(record);
      record = [];
    } else {
      throw new Error(`neither comma nor CRLF at ${at}`);
    }
  }
  if (record.length > 0) throw new Error("last record without CRLF");
  return records;
}

type Row = Readonly<Record<(typeof CSV_COLUMNS)[number], string>>;

function rowsOf(text: string): readonly Row[] {
  const [head, ...records] = readCsv(text);
  expect(head).toEqual([...CSV_COLUMNS]);
  return records.map((record) => {
    expect(record).toHaveLength(CSV_COLUMNS.length);
    return Object.fromEntries(CSV_COLUMNS.map((column, index) => [column, record[index]])) as Row;
  });
}

function only<K extends Event["event"]>(events: readonly Event[], kind: K): readonly Extract<Event, { event: K }>[] {
  return events.filter((event): event is Extract<Event, { event: K }> => event.event === kind);
}

describe("csvCell", () => {
  it.each([
    ["plain", "plain"],
    ["", ""],
    ["=1+1", "'=1+1"],
    ["+65 **** **78", "'+65 **** **78"],
    ["-2", "'-2"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1", "'\\u{9}=1"],
    ["\r=1", "'\\u{d}=1"],
    ["\n=1", "'\\u{a}=1"],
    ["  =1", "'  =1"],
    ["＝1", "'＝1"],
    ["a;=1", '"a;\'=1"'],
    ["a; b", '"a; b"'],
    ['a "b", c', '"a ""b"", c"'],
    ["a\r\nb", "a\\u{d}\\u{a}b"],
    [" a", '" a"'],
    [7, "7"],
  ])("%j is written %s", (value, expected) => {
    expect(csvCell(value)).toBe(expected);
  });
});

describe("csv", () => {
  const events = [...stream({ seed: 21, findings: 1_000, findingsPerFile: 23, gaps: 60, hostile: true, inputs: ["./a", "=b"] })];
  const text = written(csv.open(PIPE), events);
  const rows = rowsOf(text);

  it("has a row for every finding, gap and individual, in their order, and then the summary", () => {
    const kinds = rows.map(({ kind }) => kind);
    const expected = events.flatMap(({ event }) => (["finding", "gap", "individual"].includes(event) ? [event] : []));
    expect(kinds.slice(0, expected.length)).toEqual(expected);
    expect(new Set(kinds.slice(expected.length))).toEqual(new Set(["summary"]));
  });

  it("keeps what a finding says", () => {
    const found = rows.filter(({ kind }) => kind === "finding");
    for (const [index, event] of only(events, "finding").entries()) {
      const row = found[index] as Row;
      expect([row.id, row.type, row.confidence, row.role, row.record, row.key, row.value]).toEqual([
        event.id,
        event.type,
        event.confidence,
        event.role,
        event.record,
        event.key,
        "",
      ]);
      expect([row.line, row.column, row.input]).toEqual(
        [event.location.line, event.location.column, event.location.input].map((n) => String(n ?? "")),
      );
      expect(row.file).toContain(visible(event.location.file).replaceAll(";=", ";'="));
      expect(row.display).toContain(event.display);
      expect(row.evidence === "").toBe(event.evidence.length === 0);
      expect(row.places === "").toBe(event.places === undefined);
    }
  });

  it("keeps what a gap says", () => {
    const shown = rows.filter(({ kind }) => kind === "gap").map(({ reason, examined, detail }) => ({ reason, examined, detail }));
    expect(shown).toEqual(only(events, "gap").map(({ reason, examined, detail }) => ({ reason, examined, detail })));
  });

  it("names the figures of the summary", () => {
    const figures = new Map(rows.filter(({ kind }) => kind === "summary").map(({ type, detail }) => [type, detail]));
    expect(figures.get("findings.total")).toBe("1000");
    expect(figures.get("coverage.gaps.total")).toBe("60");
    expect(figures.get("complete")).toBe("false");
    expect(figures.get("individuals.estimate")).toBe(String(only(events, "individual").length));
  });

  it("holds nothing that a spreadsheet or terminal would act on", () => {
    for (const row of rows) {
      for (const cell of Object.values(row)) {
        expect(cell).not.toMatch(/^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|;\s?[=+\-@]/u);
        expect(visible(cell)).toBe(cell);
      }
    }
  });

  it.each(HOSTILE_NAMES)("keeps the row whole for a file called %j", (name) => {
    const [scan, finding, summary] = [...stream({ seed: 1, findings: 1, findingsPerFile: 1, gaps: 0 })].filter(({ event }) =>
      ["scan", "finding", "summary"].includes(event),
    ) as [Event, FindingEvent, Event];
    const [row] = rowsOf(written(csv.open(PIPE), [scan, { ...finding, location: { file: name, steps: [] } }, summary]));
    expect([row?.kind, row?.id, row?.key, row?.record]).toEqual(["finding", finding.id, finding.key, finding.record]);
  });

  it("shows a value only where the event has one", () => {
    const finding: FindingEvent = { ...(only(events, "finding")[0] as FindingEvent), value: "SYNTHETIC-VALUE" };
    expect(rowsOf(written(csv.open(PIPE), [events[0] as Event, finding]))[0]?.value).toBe("SYNTHETIC-VALUE");
    expect(text).not.toContain("SYNTHETIC-VALUE");
  });

  it("splits a person's findings over rows before a cell is too long for a spreadsheet", () => {
    const findings = Array.from({ length: 5_000 }, (_, index) => `f-${String(index).padStart(20, "0")}`);
    const individual: IndividualEvent = { ...(only(events, "individual")[0] as IndividualEvent), findings };
    const split = rowsOf(written(csv.open(PIPE), [events[0] as Event, individual]));
    expect(split.length).toBeGreaterThan(1);
    for (const row of split) expect(row.findings.length).toBeLessThan(32_767);
    expect(split.map((row) => row.findings).join(" ")).toBe(findings.join(" "));
    expect(new Set(split.map(({ kind, id }) => `${kind} ${id}`))).toEqual(new Set([`individual ${individual.id}`]));
    expect(split.map(({ display }) => display !== "")).toEqual(split.map((_, index) => index === 0));
  });

  it("writes 100,000 findings", () => {
    const report = csv.open(PIPE);
    let rows = 0;
    for (const event of stream({ seed: 22, findings: 100_000, findingsPerFile: 500, gaps: 0 })) {
      if (event.event === "finding" && report.write(event).endsWith("\r\n")) rows += 1;
    }
    expect(rows).toBe(100_000);
  });

  it("shows a gap of a path without a file event", () => {
    const gap: GapEvent = {
      event: "gap",
      reason: "not-followed",
      examined: "none",
      location: { file: "link", steps: [] },
      detail: "a link",
    };
    const [row] = rowsOf(written(csv.open(PIPE), [events[0] as Event, gap]));
    expect([row?.kind, row?.location, row?.reason, row?.examined]).toEqual(["gap", "link", "not-followed", "none"]);
  });
});

describe("a cell of printable ASCII", () => {
  const ascii = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index));

  it.each(ascii)("with %j first, within and last", (sign) => {
    for (const text of [sign, `${sign}x`, `x${sign}`, `x${sign}x`, `x${sign}${sign}x`]) {
      const cell = csvCell(text);
      const formula = "=+-@".includes(text.trimStart().charAt(0)) && text.trim() !== "";
      const expected = formula ? `'${text}` : text;
      const quotes = /[",;]/.test(text) || expected !== expected.trim();
      const guarded = expected.replaceAll('"', '""');
      expect(cell).toBe(quotes ? `"${guarded}"` : guarded);
    }
  });
});
