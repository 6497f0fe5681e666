import { describe, expect, it } from "vitest";
import type { UnitOutput } from "../../src/engine/ledger.ts";
import type { Evidence, ReportedFinding } from "../../src/model/finding.ts";
import type { Location, Step } from "../../src/model/location.ts";
import { pack, unpack } from "../../src/pool/packed.ts";

const message = (index: number): readonly Step[] => [{ kind: "message", index, messageId: `<${index}@example.com>` }];
const at = (location: Partial<Location>): Location => ({ file: "a.mbox", steps: message(1), line: 3, column: 4, ...location });
const checked: readonly Evidence[] = [
  { kind: "checksum", rule: "nric" },
  { kind: "label", label: "NRIC" },
];

let made = 0;
/** With the fields in the order in which the discloser gives them. */
function finding(changed: Partial<ReportedFinding> = {}): UnitOutput {
  const { value, places, ...rest } = changed;
  made += 1;
  const all: ReportedFinding = {
    id: `f${made}`,
    type: "sg-nric",
    detector: "sg-nric",
    confidence: "high",
    display: "S****567D",
    key: `k${made}`,
    ...(value === undefined ? {} : { value }),
    role: "body",
    record: `r${made}`,
    recordKind: "text",
    location: at({}),
    ...(places === undefined ? {} : { places }),
    evidence: checked,
  };
  return { kind: "finding", finding: { ...all, ...rest } };
}
const gap: UnitOutput = { kind: "gap", gap: { location: at({}), reason: "malformed", examined: "partly", detail: "d" } };
const counts: UnitOutput = { kind: "messages", counts: { expected: 1, read: 1, partly: 0, failed: 0 } };
const verified: UnitOutput = {
  kind: "messages",
  counts: { expected: 5, read: 1, partly: 2, failed: 2, verified: 4, disagreed: 3 },
};
const keys: UnitOutput = { kind: "correspondents", keys: ["k1", "k2"] };
const whole = { input: 3, path: "b/1.eml", format: "eml", bytes: 17, sha256: "ab", unexamined: false };
const file: UnitOutput = { kind: "file", file: whole };
const bare: Extract<UnitOutput, { kind: "file" }> = {
  kind: "file",
  file: { path: "2", format: "unknown", bytes: 0, unexamined: true },
};
const shared = message(7);

const cases: readonly [string, readonly UnitOutput[]][] = [
  ["nothing", []],
  ["no finding", [gap, counts]],
  ["closings of files", [counts, keys, file, finding(), finding(), { kind: "correspondents", keys: [] }, bare, gap, file]],
  ["a closing that lacks its fingerprint", [finding(), { ...bare, unhashed: true }, finding()]],
  ["counts of a mailbox that was read twice", [finding(), verified, counts]],
  ["findings only", [finding(), finding(), finding()]],
  ["findings between other outputs", [finding(), gap, finding(), finding(), counts, gap, finding()]],
  ["a value that is revealed", [finding({ value: "S1234567D" }), finding()]],
  [
    "further places",
    [
      finding(),
      finding({ places: [at({ line: 9 }), at({ steps: [] })] }),
      finding(),
      finding({ value: "S1234567D", places: [at({})] }),
    ],
  ],
  [
    "locations without a line",
    [finding({ location: { file: "a", steps: [] } }), finding({ location: { file: "a", steps: [], line: 1 } })],
  ],
  [
    "documents that differ in one thing only",
    [
      finding({ location: at({ steps: shared }) }),
      finding({ location: at({ steps: message(8) }) }),
      finding({ location: at({ steps: shared, file: "b" }) }),
      finding({ location: { input: 0, ...at({ steps: shared, file: "b" }) } }),
      finding({ location: { input: 1, ...at({ steps: shared, file: "b" }) } }),
      finding({ location: at({ steps: shared }) }),
    ],
  ],
  [
    "shapes that differ in one thing only",
    [
      finding({ type: "phone" }),
      finding({ detector: "other" }),
      finding({ confidence: "low" }),
      finding({ role: "quoted" }),
      finding({ recordKind: "row" }),
      finding({ evidence: [] }),
      finding({ evidence: checked.slice(0, 1) }),
      finding({ evidence: [{ kind: "nearby", word: "NRIC" }] }),
      finding({ evidence: [{ kind: "against", word: "NRIC" }] }),
      finding({ evidence: [{ kind: "shape", shape: "NRIC" }] }),
      finding({ evidence: [{ kind: "issuer-range", range: "NRIC" }] }),
      finding(),
    ],
  ],
];

describe("outputs on their way between threads", () => {
  it.each(cases)("arrive as they were sent, to the byte: %s", (_what, outputs) => {
    const arrived = unpack(structuredClone(pack(outputs)));
    expect(JSON.stringify(arrived)).toBe(JSON.stringify(outputs));
    expect(arrived).toEqual(outputs);
  });

  it("are smaller than as they are: what is shared goes once", () => {
    const { shapes, places } = pack(Array.from({ length: 100 }, () => finding({ location: at({ steps: shared }) })));
    expect([shapes.length, places.length]).toEqual([1, 1]);
  });
});
