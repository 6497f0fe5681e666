import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { writeTruth } from "../../bench/make/truth.mjs";
import { compareWithTruth, precision, recall, reportedValues } from "../../bench/measure/accuracy.mjs";
import { readLines } from "../../bench/measure/lines.mjs";
import { median, timesAsLong } from "../../bench/measure/rounds.mjs";
import { normalise } from "../../bench/peers/normalise.mjs";
import { typeOf } from "../../bench/peers/patterns.mjs";
import { reportDigest } from "../../bench/product.mjs";

const root = mkdtempSync(join(tmpdir(), "accuracy-"));
afterAll(() => rmSync(root, { recursive: true }));

function file(name: string, text: string): string {
  writeFileSync(`${root}/${name}`, text);
  return `${root}/${name}`;
}

describe("recall and precision", () => {
  it("are of distinct values, and incidental ones are neither asked for nor wrong", () => {
    const truth = `${root}/truth.ndjson`;
    writeTruth(truth, [
      { type: "sg-nric", value: "S1234567D" },
      { type: "sg-nric", value: "S7654321F" },
      { type: "phone", value: "+6591234567" },
      { type: "phone", value: "+6562000100", incidental: true },
      { type: "email", value: "desk@example.com", incidental: true },
    ]);
    const finding = (type: string, value: string) => `${JSON.stringify({ event: "finding", type, value })}\n`;
    const report = file(
      "report.ndjson",
      `{"event":"scan"}\n${finding("sg-nric", "S1234567D").repeat(3)}${finding("phone", "+6591234567")}${finding("phone", "+6562000100")}${finding("phone", "+6599999999")}{"event":"summary"}\n`,
    );
    const accuracy = compareWithTruth(truth, reportedValues(report));
    expect(accuracy).toMatchObject({ planted: 3, found: 2, wrong: 1 });
    expect(accuracy.byType["phone"]).toEqual({ planted: 1, found: 1, wrong: 1 });
    expect([recall(accuracy), precision(accuracy)]).toEqual([2 / 3, 2 / 3]);
  });
});

describe("the digest of a report", () => {
  const summary = (endedAt: string, total: number) =>
    JSON.stringify({ event: "summary", findings: { total }, endedAt, seconds: 1 });
  it("leaves out when and how fast, and nothing else", () => {
    const digest = (name: string, started: string, id: string, end: string) =>
      reportDigest(file(name, `{"event":"scan","startedAt":"${started}"}\n{"event":"finding","id":"${id}"}\n${end}\n`));
    const one = digest("a", "1", "f", summary("2", 1));
    expect(one.findings).toBe(1);
    expect(digest("b", "3", "f", summary("4", 1))).toEqual(one);
    expect(digest("c", "1", "g", summary("2", 1)).digest).not.toBe(one.digest);
    expect(digest("d", "1", "f", summary("2", 2)).digest).not.toBe(one.digest);
  });
});

it("reads lines of any length, also behind the last line end and across reads", () => {
  const long = "é".repeat(700_000);
  expect([...readLines(file("lines", `a\n\n${long}\nend`))]).toEqual(["a", "", long, "end"]);
});

it.each([
  [[3], 3],
  [[1, 9, 2], 2],
  [[1, 2, 3, 10], 2.5],
])("takes the median of %j", (numbers, expected) => {
  expect(median(numbers)).toBe(expected);
});

it("takes ratios within rounds", () => {
  const result = (...walls: number[]) => ({ id: "x", runs: walls.map((wall) => ({ wall })) });
  expect(timesAsLong(result(10, 40, 6), result(5, 10, 2))).toBe(3);
  expect(timesAsLong(result(1), undefined)).toBeNaN();
});

it.each([
  ["sg-nric", "s 1234567-d", "sg-nric S1234567D"],
  ["payment-card", "4539 5787 6362 1486", "payment-card 4539578763621486"],
  ["phone", "9123 4567", "phone +6591234567"],
  ["phone", "+65 9123-4567", "phone +6591234567"],
  ["phone", "65 9123 4567", "phone +6591234567"],
  ["sg-address", "Singapore 560123", "sg-address 560123"],
  ["email", "Ann@Example.com", "email ann@example.com"],
])("brings another program's %s %s into the form of the truth", (type, text, expected) => {
  expect(normalise(type, text)).toBe(expected);
});

it.each([
  ["sg-nric", "S1234567D"],
  ["payment-card", "4539 5787 6362 1486"],
  ["payment-card", "3742 454554 00126"],
  ["sg-address", "Singapore 560123"],
  ["phone", "+65 9123 4567"],
  ["phone", "91234567"],
  ["email", "ann@example.com"],
  [undefined, "nothing"],
])("knows a %s among what ripgrep's patterns match: %s", (type, text) => {
  expect(typeOf(text)).toBe(type);
});
