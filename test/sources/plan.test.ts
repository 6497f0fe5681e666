import { describe, expect, it } from "vitest";
import type { FileEvidence, GapEvidence, MemoryEvidence } from "../../src/sources/evidence.ts";
import { PLAN_SIZES, planUnits } from "../../src/sources/plan.ts";
import type { Unit } from "../../src/sources/plan.ts";
import { seeded } from "./temp-tree.ts";

const SIZES = { batchFileBytes: 10, batchBytes: 20, batchFiles: 3, rangeBytes: 100 };
const file = (name: string, size: number): FileEvidence => ({ kind: "file", file: name, path: name, size, mtimeMs: 0 });
const gap: GapEvidence = { kind: "gap", file: "link", reason: "not-followed", examined: "none", detail: "symbolic link" };
const memory: MemoryEvidence = { kind: "memory", input: 1, file: "-", bytes: new Uint8Array(3), truncated: true };
const isMailbox = (one: FileEvidence): boolean => one.file.endsWith(".mbox");

/** A unit in short: what it holds, in order. */
function told(unit: Unit): string {
  switch (unit.kind) {
    case "batch":
      return `batch ${unit.files.map((one) => one.file).join("+")}`;
    case "range":
      return `${unit.file.file} ${unit.start}-${unit.end}${unit.first ? " first" : ""}${unit.last ? " last" : ""}`;
    case "gap":
      return `gap ${unit.gap.file}`;
    case "file":
    case "hash":
    case "memory":
      return `${unit.kind} ${unit.file.file}`;
  }
  return unit;
}

describe("planUnits", () => {
  it.each([
    ["nothing", [], []],
    ["small files are one batch", [file("a", 1), file("b", 10), file("c", 0)], ["batch a+b+c"]],
    ["a batch is full by number", [file("a", 1), file("b", 1), file("c", 1), file("d", 1)], ["batch a+b+c", "batch d"]],
    ["a batch is full by bytes", [file("a", 10), file("b", 10), file("c", 1)], ["batch a+b", "batch c"]],
    ["a large file is a unit", [file("a", 1), file("big", 11), file("b", 1)], ["batch a", "file big", "batch b"]],
    ["a gap keeps its place", [file("a", 1), gap, file("b", 1)], ["batch a", "gap link", "batch b"]],
    ["memory keeps its place", [file("a", 1), memory, file("b", 1)], ["batch a", "memory -", "batch b"]],
    ["a mailbox of one range is not cut", [file("x.mbox", 100)], ["file x.mbox"]],
    ["a small mailbox is in a batch", [file("x.mbox", 10)], ["batch x.mbox"]],
    [
      "a large mailbox is cut",
      [file("x.mbox", 250)],
      ["x.mbox 0-100 first", "x.mbox 100-200", "x.mbox 200-250 last", "hash x.mbox"],
    ],
    ["cut without a rest", [file("x.mbox", 200)], ["x.mbox 0-100 first", "x.mbox 100-200 last", "hash x.mbox"]],
    ["a large file of another kind is not cut", [file("x.zip", 250)], ["file x.zip"]],
  ])("%s", (_what, evidence, expected) => {
    expect(planUnits(evidence, isMailbox, SIZES).map(told)).toEqual(expected);
  });

  it("asks for the kind of large files only: the plan of small ones opens nothing", () => {
    const asked: string[] = [];
    const ask = (one: FileEvidence): boolean => (asked.push(one.file), false);
    planUnits([file("a", 1), file("b", 100), file("c", 101)], ask, SIZES);
    expect(asked).toEqual(["c"]);
  });

  it("units can be sent to a worker", () => {
    const units = planUnits([file("a", 1), gap, memory, file("x.mbox", 150), file("big", 50)], isMailbox, SIZES);
    expect(structuredClone(units)).toEqual(units);
    expect(units.find(({ kind }) => kind === "memory")).toEqual({
      kind: "memory",
      file: { input: 1, file: "-" },
      bytes: memory.bytes,
      truncated: true,
    });
  });

  it("holds everything once and in order, within the sizes", () => {
    const seed = Date.now() % 100_000;
    const random = seeded(seed);
    const evidence = Array.from({ length: 500 }, (_, index) => {
      const kind = random();
      if (kind < 0.1) return { ...gap, file: `${index}` };
      return file(`${index}${kind > 0.9 ? ".mbox" : ""}`, Math.floor(random() ** 6 * 1_000));
    });
    const units = planUnits(evidence, isMailbox, SIZES);
    const names: string[] = [];
    let reached = 0;
    for (const unit of units) {
      if (unit.kind === "batch") {
        names.push(...unit.files.map((one) => one.file));
        expect(unit.files.length).toBeLessThanOrEqual(SIZES.batchFiles);
        expect(unit.files.reduce((sum, one) => sum + one.size, 0)).toBeLessThanOrEqual(SIZES.batchBytes);
      } else if (unit.kind === "range") {
        expect(unit.start, `seed ${seed}`).toBe(unit.first ? 0 : reached);
        expect(unit.last, `seed ${seed}`).toBe(unit.end === unit.file.size);
        reached = unit.end;
      } else names.push(unit.kind === "gap" ? unit.gap.file : unit.file.file);
    }
    expect(names, `seed ${seed}`).toEqual(evidence.map((one) => one.file));
  });

  it("cuts by default in pieces of 16 MiB", () => {
    const units = planUnits([file("x.mbox", 50 * 1024 ** 3)], isMailbox);
    expect(units).toHaveLength(3_201);
    expect(PLAN_SIZES.batchFileBytes).toBeLessThanOrEqual(PLAN_SIZES.batchBytes);
  });
});
