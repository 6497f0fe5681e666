import { describe, expect, it } from "vitest";
import type { Event, FindingEvent } from "../../src/model/events.ts";
import { escapeJson } from "../../src/reporters/sanitise.ts";
import { createSerialiser } from "../../src/reporters/serialise.ts";
import { randomFrom, seedOf, type Random } from "../random.ts";

const KEYS = "event id type detector confidence display value key role record recordKind location places evidence".split(" ");

/** The rule: known keys in their order, then the others, and what cannot be shown escaped. */
function plainly(event: Event): string {
  const from = event as unknown as Record<string, unknown>;
  const names = [...KEYS.filter((key) => key in from), ...Object.keys(from).filter((key) => !KEYS.includes(key))];
  return escapeJson(JSON.stringify(Object.fromEntries(names.map((key) => [key, from[key]]))));
}

const TEXTS = [
  "a.mbox",
  "",
  '"',
  "\\",
  "\n\t\u0000",
  "\u007f",
  "\u0080",
  "é",
  "漢字",
  "😀",
  "\ud800",
  "\udc00a",
  "\u2028",
  "\u202e",
  "x\u200by",
  "~ !",
];

function textFrom(random: Random): string {
  return Array.from({ length: random.below(4) }, () => random.pick(TEXTS)).join("");
}

function locationFrom(random: Random, shared: FindingEvent["location"]["steps"]): Record<string, unknown> {
  return {
    ...(random.below(3) === 0 ? { input: random.below(4) } : {}),
    file: textFrom(random),
    steps: random.below(2) === 0 ? shared : [{ kind: "entry", name: textFrom(random) }],
    ...(random.below(4) === 0 ? {} : { line: random.below(1e6), column: random.below(1e3) }),
  };
}

function findingFrom(random: Random, shared: FindingEvent["location"]["steps"]): Record<string, unknown> {
  const reasons = { checksum: "rule", "issuer-range": "range", label: "label", nearby: "word", shape: "shape", novelty: "said" };
  return {
    event: "finding",
    id: textFrom(random),
    type: textFrom(random),
    detector: textFrom(random),
    confidence: "high",
    display: textFrom(random),
    ...(random.below(3) === 0 ? { value: textFrom(random) } : {}),
    key: textFrom(random),
    role: textFrom(random),
    record: textFrom(random),
    recordKind: "row",
    location: locationFrom(random, shared),
    ...(random.below(3) === 0 ? { places: [locationFrom(random, shared)] } : {}),
    evidence: Array.from({ length: random.below(4) }, () => {
      const [kind, name] = random.pick(Object.entries(reasons));
      return { kind, [name]: textFrom(random) };
    }),
  };
}

/** What a stream of another writer, or of a later version, may hold. */
function strange(random: Random, finding: Record<string, unknown>): Record<string, unknown> {
  const location = finding["location"] as Record<string, unknown>;
  const changes: readonly Record<string, unknown>[] = [
    { novelty: 1 },
    { id: 5 },
    { id: undefined, novelty: "instead" },
    { value: undefined },
    { value: 7 },
    { places: undefined },
    { location: null },
    { location: Object.fromEntries(Object.entries(location).toReversed()) },
    { location: { ...location, page: 3 } },
    { location: { ...location, line: "3" } },
    { location: { ...location, line: undefined } },
    { location: { ...location, line: null } },
    { location: { ...location, column: Infinity } },
    { location: { ...location, input: undefined } },
    { location: { ...location, steps: "none" } },
    { evidence: {} },
    { evidence: [null] },
    { evidence: ["text"] },
    { evidence: [{ rule: "first", kind: "label" }] },
    { evidence: [{ kind: "label", label: "a", weight: 2 }] },
    { evidence: [{ kind: "label", label: 5 }] },
    { evidence: [{ kind: "label" }] },
  ];
  return { ...finding, ...random.pick(changes) };
}

describe("a finding as JSON", () => {
  it("is what a general writer makes of it", () => {
    const seed = seedOf("finding json");
    const random = randomFrom(seed);
    const serialise = createSerialiser();
    let shared: FindingEvent["location"]["steps"] = [];
    for (let turn = 0; turn < 6_000; turn += 1) {
      if (random.below(5) === 0) shared = [{ kind: "message", index: turn, messageId: textFrom(random) }];
      const usual = findingFrom(random, shared);
      const event = (random.below(4) === 0 ? strange(random, usual) : usual) as unknown as Event;
      expect(serialise(event), `seed ${seed}, turn ${turn}`).toBe(plainly(event));
    }
  });
});
