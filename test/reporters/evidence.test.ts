import { expect, it } from "vitest";
import type { Evidence } from "../../src/model/finding.ts";
import { formatEvidence } from "../../src/reporters/evidence.ts";

it.each<[string, readonly Evidence[]]>([
  ["", []],
  [
    "checksum nric-mod11; label NRIC",
    [
      { kind: "checksum", rule: "nric-mod11" },
      { kind: "label", label: "NRIC" },
    ],
  ],
  [
    "issuer range visa; shape 4-4-4-4",
    [
      { kind: "issuer-range", range: "visa" },
      { kind: "shape", shape: "4-4-4-4" },
    ],
  ],
  [
    "nearby card; against: invoice",
    [
      { kind: "nearby", word: "card" },
      { kind: "against", word: "invoice" },
    ],
  ],
  ["nearby \\u{1b}[2J", [{ kind: "nearby", word: "\u001b[2J" }]],
  ["hunch", [{ kind: "hunch" } as unknown as Evidence]],
])("%s", (expected, evidence) => {
  expect(formatEvidence(evidence)).toBe(expected);
});
