import { describe, expect, it } from "vitest";
import type { Discloser } from "../../src/engine/disclose.ts";
import type { UnitOutput } from "../../src/engine/ledger.ts";
import { createOutbox } from "../../src/pool/outbox.ts";

const discloser: Discloser = {
  finding: () => {
    throw new Error("not used");
  },
  gap: (gap) => gap,
  name: (name) => name,
  correspondent: (address) => `key of ${address}`,
};
const gap: UnitOutput = {
  kind: "gap",
  gap: { location: { file: "a", steps: [] }, reason: "malformed", examined: "partly", detail: "d" },
};
const file: UnitOutput = { kind: "file", file: { path: "a", format: "mbox", bytes: 1, unexamined: false } };

/** What was sent: in short, and how far. */
function opened(position = 0) {
  const sent: { told: string[]; through: number }[] = [];
  const outbox = createOutbox(discloser, (outputs, through) => {
    const told = outputs.map((one) =>
      one.kind === "messages" ? JSON.stringify(one.counts) : one.kind === "correspondents" ? one.keys.join() : one.kind,
    );
    sent.push({ told, through });
  });
  outbox.open(position, 0);
  return { outbox, sent };
}
const counts = (expected: number, read: number): string => JSON.stringify({ expected, read, partly: 0, failed: 0 });

describe("the outbox", () => {
  it("sends sums of what was counted, at the end at the latest", () => {
    const { outbox, sent } = opened(5);
    for (let position = 10; position < 40; position += 10) {
      outbox.count("expected", 1);
      outbox.count("read", 1);
      outbox.correspondent("a@example.com");
      outbox.through(position);
    }
    expect(sent).toEqual([]);
    outbox.close();
    expect(sent).toEqual([{ told: [counts(3, 3), "key of a@example.com"], through: 30 }]);
  });

  it("does not count a message before it is told, however much it holds", () => {
    const { outbox, sent } = opened();
    outbox.count("expected", 1);
    outbox.count("read", 1);
    outbox.through(7);
    outbox.count("expected", 1);
    outbox.correspondent("a@example.com");
    for (let index = 0; index < 5_000; index += 1) outbox.add(gap);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.through).toBe(7);
    expect(sent[0]?.told.filter((one) => one !== "gap")).toEqual([counts(1, 1)]);
    outbox.count("read", 1);
    outbox.through(9);
    expect(sent[1]?.through).toBe(9);
    expect(sent[1]?.told.filter((one) => one !== "gap")).toEqual([counts(1, 1), "key of a@example.com"]);
  });

  it("closes a file behind its counts, and with the word that it is told", () => {
    const { outbox, sent } = opened();
    outbox.count("expected", 1);
    for (let index = 0; index < 4_095; index += 1) outbox.add(gap);
    outbox.count("read", 1);
    outbox.add(file);
    expect(sent).toEqual([]);
    outbox.through(1);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.through).toBe(1);
    expect(sent[0]?.told.slice(-2)).toEqual([counts(1, 1), "file"]);
  });

  it("sends quiet messages too, so that little is read again when a worker is lost", () => {
    const { outbox, sent } = opened();
    for (let position = 0; position < 1_000; position += 1) {
      outbox.count("expected", 1);
      outbox.count("read", 1);
      outbox.through(position);
    }
    expect(sent.length).toBeGreaterThanOrEqual(3);
  });

  it("tells each correspondent of a unit once, and again in the next unit", () => {
    const { outbox, sent } = opened();
    for (const unit of [1, 2]) {
      outbox.open(unit, 0);
      for (let at = 0; at < 3; at += 1) {
        outbox.correspondent("a@example.com");
        outbox.through(at);
        outbox.flush();
      }
      outbox.close();
    }
    expect(sent.map(({ told }) => told)).toEqual([["key of a@example.com"], ["key of a@example.com"]]);
  });
});
