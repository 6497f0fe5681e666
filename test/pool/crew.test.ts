import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { mbox } from "../../fixtures/make/mailbox.mjs";
import { message, textPart } from "../../fixtures/make/mime.mjs";
import { createRandom } from "../../fixtures/make/random.mjs";
import { makeNric } from "../../fixtures/make/nric.mjs";
import { chooseDetectors } from "../../src/detectors/choose.ts";
import { DEFAULT_LIMITS } from "../../src/limits/limits.ts";
import { FINDING_TYPES } from "../../src/model/finding.ts";
import { createLedger } from "../../src/engine/ledger.ts";
import { createCrew } from "../../src/pool/crew.ts";
import type { StartWorker } from "../../src/pool/thread.ts";
import { createRunner } from "../../src/pool/create-runner.ts";
import { runInline } from "../../src/pool/inline.ts";
import { PROGRESS, type WorkerSettings } from "../../src/pool/protocol.ts";
import { sequence } from "../../src/pool/sequence.ts";
import { sha256OfBytes } from "../../src/sources/fingerprint.ts";
import { planUnits, type Unit } from "../../src/sources/plan.ts";
import { temporaryFolder } from "../cli/command.ts";
import { mortalWorker } from "./mortal.ts";

const folder = temporaryFolder();
const settings: WorkerSettings = {
  caseKey: Buffer.alloc(32, 7),
  mask: "partial",
  reveal: true,
  minConfidence: "medium",
  detectors: chooseDetectors("sg").map(({ id }) => id),
  types: FINDING_TYPES,
  limits: { ...DEFAULT_LIMITS, stallMilliseconds: 300 },
  verifyMail: 0,
  ocr: false,
};
const MESSAGES = 30;
const people = createRandom(5);
const nrics = Array.from({ length: MESSAGES }, () => makeNric(people, "S"));

/** A worker that ends when an outer document of one of these positions is opened. */
function mortal(dying: ReadonlySet<number>, how: "dies" | "hangs", started: { count: number }): StartWorker {
  return (start, jobs) => {
    started.count += 1;
    return mortalWorker(settings, how, {
      kills: ({ position, ordinal }) => ordinal === 0 && dying.has(position),
    })(start, jobs);
  };
}

const nothing = (): void => {};

async function* each<T>(batches: AsyncIterable<Iterable<T>>): AsyncGenerator<T> {
  for await (const batch of batches) yield* batch;
}

async function told(units: readonly Unit[], start: StartWorker) {
  const { discloser } = createRunner(settings, new Float64Array(PROGRESS.length), nothing);
  const crew = createCrew({ units, files: 1, bytes: 1 }, settings, 2, discloser, start);
  const ledger = createLedger();
  const values: string[] = [];
  const gaps: string[] = [];
  const indexes: number[] = [];
  const prints: (string | undefined)[] = [];
  for await (const output of each(sequence(units, (_, id) => crew.outputsOf(id, () => false), discloser, undefined))) {
    if (output.kind === "unit") ledger.beginUnit();
    else
      for (const event of ledger.enter(output)) {
        if (event.event === "finding" && event.value !== undefined) values.push(event.value);
        if (event.event === "finding")
          for (const step of event.location.steps) if (step.kind === "message") indexes.push(step.index);
        if (event.event === "file") prints.push(event.sha256);
        if (event.event === "gap")
          gaps.push(
            `${event.reason} ${event.location.steps.map((step) => (step.kind === "message" ? step.index : step.kind)).join("/")}`,
          );
      }
  }
  await crew.close();
  return { values, gaps, indexes, prints, coverage: ledger.coverage() };
}

const letter = (nric: string, index: number): Buffer =>
  message(
    { from: "a@example.com", to: "b@example.com", subject: "x", date: new Date(0), id: `m${index}@example.com`, more: [] },
    textPart(`NRIC ${nric}\n`, { transfer: "7bit" }),
  );
const box = mbox(nrics.map((nric, index) => ({ sender: "a@example.com", date: new Date(0), bytes: letter(nric, index) })));
const path = join(folder, "a.mbox");
writeFileSync(path, box);
const { size, mtimeMs } = statSync(path);
const file = { kind: "file" as const, file: "a.mbox", path, size, mtimeMs };
const offsets = [...box.toString("latin1").matchAll(/^From a@/gm)].map((match) => match.index);

const ways: readonly [string, Unit[]][] = [
  ["in one piece", [{ kind: "file", file }]],
  ["in ranges", planUnits([file], () => true, { batchFileBytes: 1, batchBytes: 1, batchFiles: 1, rangeBytes: 1500 })],
];

describe("a worker that is lost", () => {
  it.each(ways.flatMap(([name, units]) => (["dies", "hangs"] as const).map((how) => [how, name, units] as const)))(
    "and %s costs its message, in a mailbox read %s",
    async (how, _, units) => {
      expect(offsets).toHaveLength(MESSAGES);
      const lost = [0, 7, 8, 29];
      const started = { count: 0 };
      const seen = await told(units, mortal(new Set(lost.map((index) => offsets[index] as number)), how, started));
      expect(seen.values.toSorted()).toEqual(nrics.filter((_, index) => !lost.includes(index)).toSorted());
      expect(seen.indexes).toEqual(nrics.map((_, index) => index).filter((index) => !lost.includes(index)));
      expect(seen.gaps.filter((gap) => gap.startsWith("work-limit"))).toEqual(lost.map((index) => `work-limit ${index}`));
      expect(seen.coverage.messages).toEqual({
        expected: MESSAGES,
        read: MESSAGES - lost.length,
        partly: 0,
        failed: lost.length,
      });
      expect(seen.coverage.files).toEqual({ found: 1, examined: 0, partly: 1, notExamined: 0 });
      expect(seen.prints).toEqual([sha256OfBytes(box)]);
      expect(started.count).toBeGreaterThanOrEqual(lost.length);
    },
  );

  it("costs its file in a batch", async () => {
    mkdirSync(join(folder, "batch"));
    const files = nrics.slice(0, 5).map((nric, index) => {
      const name = join(folder, "batch", `${index}.txt`);
      writeFileSync(name, `NRIC ${nric}\n`);
      const stats = statSync(name);
      return { kind: "file" as const, file: `${index}.txt`, path: name, size: stats.size, mtimeMs: stats.mtimeMs };
    });
    const seen = await told([{ kind: "batch", files }], mortal(new Set([0, 3]), "dies", { count: 0 }));
    expect(seen.values).toEqual([nrics[1], nrics[2], nrics[4]]);
    expect(seen.gaps).toEqual(["work-limit ", "work-limit "]);
    expect(seen.coverage.files).toEqual({ found: 5, examined: 3, partly: 0, notExamined: 2 });
  });
});

describe("a large file", () => {
  const alive = (): StartWorker => mortal(new Set(), "dies", { count: 0 });

  it.each(ways)("that has changed since it was planned says so, read %s", async (_, units) => {
    const older = units.map((unit) => ("file" in unit ? ({ ...unit, file: { ...unit.file, mtimeMs: 1 } } as Unit) : unit));
    const seen = await told(older, alive());
    expect(seen.gaps).toEqual(["changed "]);
    expect(seen.values).toHaveLength(MESSAGES);
    expect(seen.prints).toEqual([sha256OfBytes(box)]);
  });

  it.each(ways)("is told by one thread as by several, read %s", async (_, units) => {
    const { discloser } = createRunner(settings, new Float64Array(PROGRESS.length), nothing);
    const plan = { units, files: 1, bytes: size };
    const inline: unknown[] = [];
    for await (const output of each(runInline(plan, settings, discloser, 1, undefined).outputs)) inline.push(output);
    const crew = createCrew(plan, settings, 2, discloser, alive());
    const pooled: unknown[] = [];
    for await (const output of each(sequence(units, (_unit, id) => crew.outputsOf(id, () => false), discloser, undefined)))
      pooled.push(output);
    await crew.close();
    const all = (outputs: unknown[]) =>
      outputs.filter((one) => !["messages", "correspondents"].includes((one as { kind: string }).kind));
    expect(all(pooled)).toEqual(all(inline));
    expect(all(inline).length).toBeGreaterThan(MESSAGES);
  });

  it("that cannot be read is a gap and has no fingerprint", async () => {
    const lost = { ...file, path: join(folder, "not there") };
    const seen = await told(
      planUnits([lost], () => true, { batchFileBytes: 1, batchBytes: 1, batchFiles: 1, rangeBytes: size / 2 }),
      alive(),
    );
    expect(seen.gaps).toEqual(["unreadable ", "unreadable ", "unreadable "]);
    expect(seen.prints).toEqual([undefined]);
  });
});
