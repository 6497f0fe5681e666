import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { afterEach, describe, expect, it } from "vitest";
import { zip } from "../../fixtures/make/archives.mjs";
import { attachment, message, multipart, textPart } from "../../fixtures/make/mime.mjs";
import { scan } from "../../dist/index.js";
import { EXTRACTORS } from "../../dist/formats/index.js";
import { chooseDetectors } from "../../src/detectors/choose.ts";
import { DEFAULT_LIMITS } from "../../src/limits/limits.ts";
import type { Event, GapEvent } from "../../src/model/events.ts";
import type { Extractor } from "../../src/model/extractor.ts";
import { FINDING_TYPES } from "../../src/model/finding.ts";
import type { WorkerSettings } from "../../src/pool/protocol.ts";
import { heapOf, type StartWorker } from "../../src/pool/thread.ts";
import { temporaryFolder } from "../cli/command.ts";
import { toldBy } from "./mortal.ts";

const folder = temporaryFolder();
const settings: WorkerSettings = {
  caseKey: Buffer.alloc(32, 7),
  mask: "partial",
  reveal: true,
  minConfidence: "medium",
  detectors: chooseDetectors("sg").map(({ id }) => id),
  types: FINDING_TYPES,
  limits: { ...DEFAULT_LIMITS, stallMilliseconds: 1_500 },
  verifyMail: 0,
  ocr: false,
};

/** The worker that is built, with readers that cost it. */
const startHostile: StartWorker = (workerData) =>
  new Worker(new URL("hostile-worker.mjs", import.meta.url), {
    workerData,
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: 48 },
  });

describe("a real thread", () => {
  it.each(["loops", "waits", "eats memory", "exits", "throws later", "rejects later"])(
    "that %s costs the document that it had open",
    async (way) => {
      const address = `${way.replaceAll(" ", "-")}@example.com`;
      const inner = zip([
        { name: "before.txt", bytes: Buffer.from("write to before@example.com\n") },
        { name: "x", bytes: Buffer.from(`HOSTILE ${way}`) },
        { name: "behind.txt", bytes: Buffer.from("write to behind@example.com\n") },
      ]);
      const path = join(folder, "a.zip");
      writeFileSync(path, inner);
      const { size, mtimeMs } = statSync(path);
      const file = { kind: "file" as const, file: "a.zip", path, size, mtimeMs };
      const { events, started, coverage } = await toldBy([{ kind: "batch", files: [file] }], settings, startHostile);
      const told = events.map((event) =>
        event.event === "finding" ? event.value : event.event === "gap" ? [event.reason, event.location.steps[0]] : event.event,
      );
      expect(told).toEqual([
        "before@example.com",
        address,
        ["work-limit", { kind: "entry", name: "x" }],
        "behind@example.com",
        "file",
      ]);
      expect(started).toBe(2);
      expect(coverage.files).toEqual({ found: 1, examined: 0, partly: 1, notExamined: 0 });
    },
  );

  it("gets as much heap as its share of the memory", () => {
    expect(heapOf(16 * 1024 ** 3, 4)).toBe(3_072);
    expect(heapOf(1024 ** 3, 8)).toBe(512);
    expect(heapOf(1024 ** 4, 2)).toBe(4_096);
  });
});

describe("a small scan", () => {
  const list = EXTRACTORS as Extractor[];
  const usual = [...list];
  afterEach(() => void list.splice(0, list.length, ...usual));

  /** All that may differ between two runs. */
  const timeless = (event: Event): Event => {
    const plain = JSON.parse(JSON.stringify(event)) as Event;
    if (plain.event === "scan") return { ...plain, startedAt: "" };
    return plain.event === "summary" ? { ...plain, endedAt: "", seconds: 0, bytesPerSecond: 0 } : plain;
  };
  const caseKey = Buffer.alloc(32, 7);
  const eventsOf = async (paths: string[], inline?: boolean): Promise<Event[]> => {
    const events: Event[] = [];
    for await (const event of scan(paths, { caseKey, jobs: 2 }, inline === undefined ? {} : { inline }))
      events.push(timeless(event));
    return events;
  };
  const text = (name: string) => Buffer.from(`write to ${name}@example.com\n`);
  const archive = zip(["a", "b"].map((name) => ({ name: `${name}.txt`, bytes: text(name) })));
  const envelope = { from: "x@example.com", to: "y@example.com", subject: "x", date: new Date(0), id: "1@example.com", more: [] };
  const mail = message(
    envelope,
    multipart("mixed", [textPart("write to z@example.com\n"), attachment(archive, "a.zip"), attachment(text("c"), "c.txt")]),
  );

  it.each([
    [
      "at once",
      [
        ["a.zip", archive],
        ["b.txt", text("d")],
      ],
    ],
    [
      "behind other files",
      [
        ["a.txt", text("e")],
        ["b.txt", text("f")],
        ["c.zip", archive],
        ["d.eml", mail],
      ],
    ],
    [
      "in a message whose text was told",
      [
        ["a.txt", text("g")],
        ["b.eml", mail],
        ["c.txt", text("h")],
      ],
    ],
  ] as const)("goes on in workers where it meets a risky document %s, and tells the same", async (name, files) => {
    const tree = join(folder, name);
    mkdirSync(tree);
    for (const [file, bytes] of files) writeFileSync(join(tree, file), bytes);
    const whole = await eventsOf([tree], true);
    let opened = 0;
    for (const [index, one] of usual.entries())
      if (one.id === "zip")
        list[index] = {
          ...one,
          risky: true,
          extract() {
            opened += 1;
            return [];
          },
        };
    expect(await eventsOf([tree])).toEqual(whole);
    // Not in this thread.
    expect(opened).toBe(0);
    expect(whole.filter((event): event is GapEvent => event.event === "gap")).toEqual([]);
    expect(whole.filter(({ event }) => event === "finding").length).toBeGreaterThan(2);
  });

  it("that is to be inline stays in the calling thread, whatever it meets", async () => {
    const path = join(folder, "alone.zip");
    writeFileSync(path, archive);
    let opened = 0;
    for (const [index, one] of usual.entries())
      if (one.id === "zip")
        list[index] = {
          ...one,
          risky: true,
          extract(document, context) {
            opened += 1;
            return one.extract(document, context);
          },
        };
    const events = await eventsOf([path], true);
    expect(opened).toBe(1);
    expect(events.filter(({ event }) => event === "finding")).toHaveLength(2);
  });

  it("without one starts no worker", async () => {
    const path = join(folder, "plain.txt");
    writeFileSync(path, text("i"));
    const before = process.getActiveResourcesInfo().filter((one) => one === "MessagePort").length;
    let most = before;
    for await (const _ of scan([path], { caseKey })) {
      most = Math.max(most, process.getActiveResourcesInfo().filter((one) => one === "MessagePort").length);
    }
    expect(most).toBe(before);
  });
});
