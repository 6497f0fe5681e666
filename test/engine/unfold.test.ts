import { describe, expect, it } from "vitest";
import { memorySource } from "../../src/bytes/memory.ts";
import { DETECTORS } from "../../src/detectors/index.ts";
import { createDispatch } from "../../src/engine/dispatch.ts";
import { scanDocument, type Engine } from "../../src/engine/unfold.ts";
import { finish, resume, stop } from "../../src/engine/work.ts";
import { typescriptKernel } from "../../src/kernel/index.ts";
import { DEFAULT_LIMITS } from "../../src/limits/limits.ts";
import type { Document, TextPart, Unfolded } from "../../src/model/document.ts";
import type { Extractor } from "../../src/model/extractor.ts";

type Items = Iterable<Unfolded> | AsyncIterable<Unfolded>;

/** A document that is opened by the extractor of its name's ending. */
const named = (name: string, steps: Document["steps"] = [{ kind: "entry", name }]): Document => ({
  kind: "document",
  steps,
  name,
  declaredType: "",
  bytes: memorySource(new Uint8Array(4)),
});

function textOf(text: string): TextPart {
  const bytes = Buffer.from(text);
  const core = { start: 0, end: bytes.length };
  return { kind: "text", steps: [], role: "body", record: "line", section: 0, bytes, core, origin: { line: 1, column: 1 } };
}
const address = (name: string): TextPart => textOf(`write to ${name}@example.com`);
const picture: Unfolded = { kind: "gap", steps: [], reason: "image-not-read", examined: "none", detail: "a picture" };

/** Scans `outer.top` with readers by ending; what is told, in short and in order. */
function scanned(readers: Record<string, () => Items>, messages: readonly string[] = []) {
  const extractors = Object.entries(readers).map(([ending, extract]): Extractor => ({
    id: ending,
    description: "",
    reads: "",
    extensions: [],
    ...(messages.includes(ending) ? { message: true } : {}),
    accepts: ({ name }) => name.endsWith(`.${ending}`),
    extract,
  }));
  const engine: Engine = {
    extractors,
    dispatch: createDispatch(DETECTORS),
    kernel: typescriptKernel,
    limits: { ...DEFAULT_LIMITS, depth: 3 },
    wanted: () => true,
    untied: "keep",
    alive: () => {},
  };
  const told: string[] = [];
  const work = scanDocument(named("outer.top", []), { file: "f", steps: [] }, engine, {
    finding: ({ value, location }) => told.push(`${value} ${location.steps.length}`),
    gap: ({ reason, examined, detail }) => told.push(`${reason} ${examined}: ${detail}`),
    expected: (count) => told.push(`expected ${count}`),
    message: (outcome) => told.push(outcome),
    correspondent: (value) => told.push(`to ${value}`),
    format: (id) => told.push(`format ${id}`),
  });
  return { told, work };
}

/** An item of a mail store, which only the store can read. */
const item = (index: number, reader: () => Items): Document => ({
  ...named("", [
    { kind: "folder", name: "Inbox" },
    { kind: "message", index },
  ]),
  reader,
});

describe("scanDocument", () => {
  it("counts the items of a store that its container reads as messages, and asks no format of the list for them", async () => {
    const store = () => [
      { kind: "expected", count: 3 } satisfies Unfolded,
      item(0, () => [named("a.one"), address("own")]),
      item(1, () => {
        throw new TypeError("the node is lost");
      }),
      item(2, () => [address("last"), { ...named("inner.item"), reader: () => [address("embedded")] }]),
    ];
    const { told, work } = scanned({ top: store, one: () => [address("attached")] });
    await finish(work);
    expect(told).toEqual([
      "format top",
      "expected 3",
      "own@example.com 2",
      "attached@example.com 3",
      "read",
      "malformed none: the reader of this format gave up (TypeError)",
      "failed",
      "last@example.com 2",
      "embedded@example.com 3",
      "read",
    ]);
  });

  it("lets no store hold itself for ever", async () => {
    const loop = (): Document => ({ ...named("again"), reader: () => [loop()] });
    const { told, work } = scanned({ top: () => [loop()] });
    await finish(work);
    expect(told).toEqual(["format top", "depth-limit none: more than 3 containers inside one another"]);
  });

  it("tells the text of a message before the documents in it, and those of a container where they stand", async () => {
    const inner = (name: string) => () => [address(name)];
    const container = () => [named("a.one"), address("between"), named("b.two")];
    const readers = { top: () => [named("m.msg")], msg: container, one: inner("first"), two: inner("second") };
    const message = scanned(readers, ["msg"]);
    await finish(message.work);
    expect(message.told).toEqual([
      "format top",
      "expected 1",
      "between@example.com 2",
      "first@example.com 3",
      "second@example.com 3",
      "read",
    ]);
    const other = scanned(readers);
    await finish(other.work);
    expect(other.told).toEqual(["format top", "first@example.com 2", "between@example.com 1", "second@example.com 2"]);
  });

  it("waits for a reader that is not synchronous, and for nothing else", async () => {
    const late = async function* (): AsyncGenerator<Unfolded> {
      await Promise.resolve();
      yield address("late");
    };
    const { told, work } = scanned({ top: () => [named("a.late"), address("after")], late });
    let waited = 0;
    let step = work.next();
    while (step.done !== true) {
      if (step.value !== undefined) waited += 1;
      step = step.value === undefined ? work.next() : await resume(work, step.value);
    }
    expect(told).toEqual(["format top", "late@example.com 1", "after@example.com 0"]);
    expect(waited).toBe(2);
  });

  const thrower = function* (): Generator<Unfolded> {
    yield address("before");
    yield named("a.in");
    throw new TypeError("S1234567D");
  };
  const rejecter = async function* (): AsyncGenerator<Unfolded> {
    yield* thrower();
    await Promise.resolve();
  };
  const atOnce = (): Items => {
    throw new TypeError("S1234567D");
  };
  it.each([
    ["thrown between its items", thrower, "partly", ["before@example.com 1", "in@example.com 2"]],
    ["rejected", rejecter, "partly", ["before@example.com 1", "in@example.com 2"]],
    ["thrown at once", atOnce, "none", []],
  ] as const)("what is %s costs its document and is not quoted", async (_what, bad, examined, found) => {
    const readers = { top: () => [named("a.bad"), address("after")], bad, in: () => [address("in")] };
    const { told, work } = scanned(readers);
    await finish(work);
    const gap = `malformed ${examined}: the reader of this format gave up (TypeError)`;
    expect(told).toEqual(["format top", ...found, gap, "after@example.com 0"]);
  });

  it("a message that nothing could be read of has failed, one with a gap was read in part", async () => {
    const { told, work } = scanned({ top: () => [named("a.bad"), named("b.gap")], bad: atOnce, gap: () => [picture, picture] }, [
      "bad",
      "gap",
    ]);
    await finish(work);
    expect(told.slice(1)).toEqual([
      "expected 1",
      "malformed none: the reader of this format gave up (TypeError)",
      "failed",
      "expected 1",
      "image-not-read partly: 2 pictures were not read",
      "partly",
    ]);
  });

  it("goes down as far as the limit, without a stack that could overflow", async () => {
    const { told, work } = scanned({ top: () => [named("again.top")] });
    await finish(work);
    expect(told).toEqual(["format top", "depth-limit none: more than 3 containers inside one another"]);
  });

  it("gives way in a document with many findings, so that they can be taken away", () => {
    const many = function* (): Generator<Unfolded> {
      for (let index = 0; index < 20_000; index += 1) yield address(`a${index}`);
    };
    const { told, work } = scanned({ top: many });
    let most = 0;
    for (let step = work.next(); step.done !== true; step = work.next()) most = Math.max(most, told.splice(0).length);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(2_000);
  });

  it("closes the readers that are open when it is stopped, the inner one first, and waits for them", async () => {
    const closed: string[] = [];
    const outer = function* (): Generator<Unfolded> {
      try {
        yield named("a.in");
      } finally {
        closed.push("outer");
      }
    };
    const inner = async function* (): AsyncGenerator<Unfolded> {
      try {
        yield address("a");
        await new Promise(() => {});
      } finally {
        await Promise.resolve();
        closed.push("inner");
      }
    };
    const { work } = scanned({ top: outer, in: inner });
    const first = work.next();
    expect(first.value).toBeInstanceOf(Promise);
    await first.value;
    await stop(work);
    expect(closed).toEqual(["inner", "outer"]);
    expect(work.next().done).toBe(true);
  });
});
