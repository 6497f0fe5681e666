import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { zip } from "../../fixtures/make/archives.mjs";
import { mbox } from "../../fixtures/make/mailbox.mjs";
import { attachment, message, multipart, textPart } from "../../fixtures/make/mime.mjs";
import { makeNric } from "../../fixtures/make/nric.mjs";
import { createRandom } from "../../fixtures/make/random.mjs";
import { chooseDetectors } from "../../src/detectors/choose.ts";
import { DEFAULT_LIMITS } from "../../src/limits/limits.ts";
import type { Event, FindingEvent } from "../../src/model/events.ts";
import type { Step } from "../../src/model/location.ts";
import { FINDING_TYPES } from "../../src/model/finding.ts";
import { MOST_LOST } from "../../src/pool/loss.ts";
import type { WorkerSettings } from "../../src/pool/protocol.ts";
import { planUnits, type FileRef, type Unit } from "../../src/sources/plan.ts";
import { temporaryFolder } from "../cli/command.ts";
import { randomFrom, seedOf, type Random } from "../random.ts";
import { mortalWorker, store, toldBy, trap, trapReaders } from "./mortal.ts";

const folder = temporaryFolder();
const settings: WorkerSettings = {
  caseKey: Buffer.alloc(32, 7),
  mask: "partial",
  reveal: true,
  minConfidence: "medium",
  detectors: chooseDetectors("sg").map(({ id }) => id),
  types: FINDING_TYPES,
  limits: { ...DEFAULT_LIMITS, stallMilliseconds: 200 },
  verifyMail: 0,
  ocr: false,
};
const people = createRandom(9);
const line = (): string => `NRIC ${makeNric(people, "S")}`;
const bytes = (text: string): Buffer => Buffer.from(`${text}\n`);

let files = 0;
function fileOf(name: string, content: Buffer): FileRef {
  const path = join(folder, `${(files += 1)}-${name}`);
  writeFileSync(path, content);
  const { size, mtimeMs } = statSync(path);
  return { kind: "file", file: name, path, size, mtimeMs };
}

let letters = 0;
function letter(text: string, attached: readonly (readonly [string, Buffer])[]): Buffer {
  letters += 1;
  const envelope = {
    from: `a${letters}@example.com`,
    to: "b@example.com",
    subject: "x",
    date: new Date(0),
    id: `m${letters}@example.com`,
    more: [],
  };
  const parts = attached.map(([name, content]) => attachment(content, name));
  return message(envelope, multipart("mixed", [textPart(`${text}\n`, { transfer: "7bit" }), ...parts]));
}

/** One in which there is nothing to find. */
const plain = (): Buffer => Buffer.from("From: a@example.com\r\nTo: b@example.com\r\nSubject: x\r\n\r\nHello.\r\n");

const boxed = (messages: readonly Buffer[]): Buffer =>
  mbox(messages.map((one) => ({ sender: "a@example.com", date: new Date(0), bytes: one })));
const zipped = (entries: readonly (readonly [string, Buffer])[]): Buffer =>
  zip(entries.map(([name, content]) => ({ name, bytes: content })));

/** What is told when each trap gives itself up: nobody is lost. */
const undisturbed = (units: readonly Unit[]) =>
  toldBy(units, settings, mortalWorker(settings, "dies", { readers: () => trapReaders(undefined) }));
const lost = (units: readonly Unit[], how: "dies" | "hangs", every: number) =>
  toldBy(units, settings, mortalWorker(settings, how, { readers: trapReaders, every }));

/** The places of the gaps `work-limit`. */
const places = (events: readonly Event[]): string[] =>
  events.flatMap((event) => (event.event === "gap" && event.reason === "work-limit" ? [placeOf(event.location.steps)] : []));
const placeOf = (steps: readonly Step[]): string =>
  steps.map((step) => ("index" in step ? step.index : "name" in step ? step.name : step.kind)).join("/");

const batchOf = (...named: (readonly [string, Buffer])[]): Unit => ({
  kind: "batch",
  files: named.map(([name, content]) => fileOf(name, content)),
});

describe("a reader that costs its worker", () => {
  const archive = zipped([
    ["a.txt", bytes(line())],
    ["early.trap", trap()],
    ["b.txt", bytes(line())],
    ["late.trap", trap(line(), line(), line())],
    ["c.txt", bytes(line())],
  ]);
  const mail = letter(line(), [
    ["list.zip", archive],
    ["d.txt", bytes(line())],
  ]);
  const box = boxed([letter(line(), []), mail, letter(line(), [["e.txt", bytes(line())]])]);

  const ways: readonly [string, () => Unit[], string[]][] = [
    [
      "a zip in a mail in a mailbox",
      () => [{ kind: "file", file: fileOf("a.mbox", box) }],
      ["1/list.zip/early.trap", "1/list.zip/late.trap"],
    ],
    [
      "the same in a batch",
      () => [batchOf(["x.txt", bytes(line())], ["a.mbox", box], ["y.txt", bytes(line())])],
      ["1/list.zip/early.trap", "1/list.zip/late.trap"],
    ],
    ["a zip of its own", () => [{ kind: "file", file: fileOf("a.zip", archive) }], ["early.trap", "late.trap"]],
    [
      "standard input",
      () => [{ kind: "memory", file: { file: "-" }, bytes: archive, truncated: false }],
      ["early.trap", "late.trap"],
    ],
    [
      "a mail store",
      () => [
        {
          kind: "file",
          file: fileOf(
            "a.pst",
            store([
              { lines: [line()] },
              { lines: [line(), line()], dies: true, attached: [["a.txt", line()]] },
              {
                lines: [line()],
                attached: [
                  ["b.trap", trap(line()).toString()],
                  ["c.txt", line()],
                ],
              },
              { lines: [line()] },
            ]),
          ),
        },
      ],
      ["Inbox/1", "Inbox/2/b.trap"],
    ],
  ];

  it.each(ways.flatMap(([name, units, at]) => [1, 2, Infinity].map((every) => ({ name, units, at, every }))))(
    "in $name costs itself and nothing beside it, when every $every outputs are sent",
    async ({ units: make, at, every }) => {
      const units = make();
      const { events, correspondents, coverage } = await undisturbed(units);
      const seen = await lost(units, "dies", every);
      expect(seen.events).toEqual(events);
      expect(seen.correspondents).toEqual(correspondents);
      expect(seen.coverage).toEqual(coverage);
      expect(seen.started).toBe(1 + at.length);
      expect(places(seen.events)).toEqual(at);
    },
  );

  it("and hangs is found by the watch", async () => {
    const units = [batchOf(["a.zip", archive], ["b.txt", bytes(line())])];
    const seen = await lost(units, "hangs", 1);
    expect(seen.events).toEqual((await undisturbed(units)).events);
    expect(seen.started).toBe(3);
  });

  it("after thousands of findings: what was told of it stays, and is told once", async () => {
    const many = Array.from({ length: 9_000 }, line);
    const units: Unit[] = [
      {
        kind: "file",
        file: fileOf(
          "a.zip",
          zipped([
            ["a", trap(...many)],
            ["b.txt", bytes(line())],
          ]),
        ),
      },
    ];
    const seen = await lost(units, "dies", Infinity);
    expect(seen.events.filter(({ event }) => event === "finding")).toHaveLength(9_001);
    expect(seen.events).toEqual((await undisturbed(units)).events);
  });

  it("in a document whose texts were told in part: the rest of the text is lost, nothing comes twice", async () => {
    // The worker ends while it tells the second line.
    let told = 0;
    const units: Unit[] = [batchOf(["a.trap", trap(line(), `${line()} and ${line()}`, line())], ["b.txt", bytes(line())])];
    const seen = await toldBy(
      units,
      settings,
      mortalWorker(settings, "dies", { readers: () => trapReaders(undefined), dieAfter: () => (told += 1) === 2 }),
    );
    const values = valuesOf(seen.events);
    expect(new Set(values).size).toBe(values.length);
    expect(values).toHaveLength(3);
    expect(seen.started).toBe(2);
    expect(seen.coverage.files).toEqual({ found: 2, examined: 1, partly: 1, notExamined: 0 });
  });

  it(`again and again ends its file after ${MOST_LOST} workers, and no other`, async () => {
    const traps = Array.from({ length: 40 }, (_, index): [string, Buffer] => [`${index}.trap`, trap(line())]);
    const around = letter(line(), [
      ["all.zip", zipped(traps)],
      ["behind.txt", bytes(line())],
    ]);
    const units: Unit[] = [{ kind: "file", file: fileOf("a.mbox", boxed([letter(line(), []), around, letter(line(), [])])) }];
    const seen = await lost(units, "dies", 1);
    expect(seen.started).toBe(MOST_LOST + 1);
    const names = Array.from({ length: MOST_LOST }, (_, index) => `1/all.zip/${index}.trap`);
    expect(places(seen.events)).toEqual([...names, "1/all.zip", "1"]);
    expect(seen.coverage.messages).toEqual({ expected: 3, read: 2, partly: 1, failed: 0 });
    // Two letters, the text of the third, and one line of each trap.
    expect(valuesOf(seen.events)).toHaveLength(3 + MOST_LOST);
  });

  it("in a mailbox of a batch is found again among messages that were passed over", async () => {
    const first = boxed(Array.from({ length: 40 }, plain));
    const second = boxed([
      ...Array.from({ length: 40 }, plain),
      letter("hello", [["a.trap", trap(line())]]),
      plain(),
      letter(line(), []),
    ]);
    const units = [batchOf(["a.mbox", first], ["b.mbox", second])];
    const whole = await undisturbed(units);
    const seen = await lost(units, "dies", 1);
    expect(seen.events).toEqual(whole.events);
    expect(seen.coverage).toEqual(whole.coverage);
    expect(places(seen.events)).toEqual(["40/a.trap"]);
    expect(seen.started).toBe(2);
  });

  it("before any document is open costs its file, and no other of the batch", async () => {
    const units = [batchOf(["a.txt", bytes(line())], ["b.txt", bytes(line())], ["c.txt", bytes(line())])];
    const seen = await toldBy(
      units,
      settings,
      mortalWorker(settings, "dies", { kills: ({ position, given }) => position === 1 && given === -1, always: true }),
    );
    expect(seen.events.map((event) => (event.event === "file" ? `${event.path} ${event.examined}` : event.event))).toEqual([
      "finding",
      "a.txt whole",
      "gap",
      "b.txt none",
      "finding",
      "c.txt whole",
    ]);
  });
});

const valuesOf = (events: readonly Event[]): string[] =>
  events.filter((event): event is FindingEvent => event.event === "finding").map(({ value = "" }) => value);

/** Files in files; their lines are different, so that none can be told twice unseen. */
function tree(random: Random, depth: number): readonly [string, Buffer] {
  letters += 1;
  const name = String(letters);
  const inner = (): (readonly [string, Buffer])[] => Array.from({ length: 1 + random.below(4) }, () => tree(random, depth - 1));
  switch (depth === 0 ? random.below(2) : random.below(7)) {
    case 0:
      return [`${name}.txt`, bytes(line())];
    case 1:
      return random.below(2) === 0
        ? [`${name}.txt`, Buffer.from(Array.from({ length: random.below(6) }, line).join("\n"))]
        : [`${name}.trap`, trap(...Array.from({ length: random.below(4) }, line))];
    case 2:
      return [`${name}.eml`, letter(random.below(2) === 0 ? "hello" : line(), inner())];
    case 3:
    case 4:
      return [`${name}.mbox`, boxed(inner().map((one) => letter(random.below(3) === 0 ? line() : "hello", [one])))];
    default:
      return [`${name}.zip`, zipped(inner())];
  }
}

function randomUnits(random: Random): Unit[] {
  const refs = Array.from({ length: 1 + random.below(4) }, () => fileOf(...tree(random, 3)));
  return random.below(2) === 0
    ? [{ kind: "batch", files: refs }]
    : planUnits(refs, ({ file }) => file.endsWith(".mbox"), {
        batchFileBytes: 0,
        batchBytes: 1,
        batchFiles: 1,
        rangeBytes: 1 + random.below(4_000),
      });
}

describe("any tree of documents", () => {
  it("with readers that cost their workers is told as if they gave up themselves", async () => {
    const seed = seedOf("lost");
    const random = randomFrom(seed);
    let workers = 0;
    for (let round = 0; round < 60; round += 1) {
      const units = randomUnits(random);
      const whole = await undisturbed(units);
      const seen = await lost(units, "dies", random.pick([1, 2, 5, Infinity]));
      expect(seen.events, `seed ${seed}, round ${round}`).toEqual(whole.events);
      expect(seen.correspondents).toEqual(whole.correspondents);
      expect(seen.coverage).toEqual(whole.coverage);
      workers += seen.started;
    }
    expect(workers).toBeGreaterThan(150);
  });

  it("is told once and in order whenever workers die", async () => {
    const seed = seedOf("dying");
    const random = randomFrom(seed);
    for (let round = 0; round < 80; round += 1) {
      const units = randomUnits(random);
      const whole = await undisturbed(units);
      // Another worker may come further, or not as far.
      const kills = (): boolean => random.below(40) === 0;
      const readers = (): ReturnType<typeof trapReaders> => trapReaders(undefined);
      const seen = await toldBy(
        units,
        settings,
        mortalWorker(settings, "dies", { readers, kills, every: random.pick([1, 2, 5]) }),
      );
      const hint = `seed ${seed}, round ${round}`;
      const [values, all] = [valuesOf(seen.events), valuesOf(whole.events)];
      expect(values, hint).toEqual(all.filter((one) => values.includes(one)));
      const { expected, read, partly, failed } = seen.coverage.messages;
      expect(read + partly + failed, hint).toBe(expected);
      expect(seen.coverage.files.found, hint).toBe(whole.coverage.files.found);
      if (values.length < all.length) expect(places(seen.events).length, hint).toBeGreaterThan(0);
    }
  });
});
