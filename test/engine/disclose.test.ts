import { describe, expect, it } from "vitest";
import { DETECTORS } from "../../src/detectors/index.ts";
import { createDiscloser } from "../../src/engine/disclose.ts";
import { createDispatch } from "../../src/engine/dispatch.ts";
import { createKeys } from "../../src/engine/keys.ts";
import { typescriptKernel } from "../../src/kernel/index.ts";
import type { Step } from "../../src/model/location.ts";

const discloser = createDiscloser({
  keys: createKeys(Buffer.alloc(32, 7)),
  mask: "partial",
  reveal: false,
  dispatch: createDispatch(DETECTORS),
  kernel: typescriptKernel,
});

function disclosedStep(step: Step): Step | undefined {
  const location = { file: "a", steps: [step] };
  return discloser.gap({ location, reason: "malformed", examined: "none", detail: "" }).location.steps[0];
}

describe("names", () => {
  it.each([
    ["IC copy S0000001I.pdf", "IC copy S****001I.pdf"],
    ["sub/s0000001i/a.txt", "sub/S****001I/a.txt"],
    ["81234567 - Tan.vcf", "****4567 - Tan.vcf"],
    ["mail/someone@example.com/inbox", "mail/s***@example.com/inbox"],
    ["2024-01-15 report.txt", "2024-01-15 report.txt"],
    ["陈小明.csv", "陈小明.csv"],
  ])("%s is shown as %s", (name, shown) => {
    expect(discloser.name(name)).toBe(shown);
  });

  it.each<[Step, Step]>([
    [
      { kind: "mime", part: "2", name: "S0000001I.csv" },
      { kind: "mime", part: "2", name: "S****001I.csv" },
    ],
    [
      { kind: "entry", name: "x/S0000001I" },
      { kind: "entry", name: "x/S****001I" },
    ],
    [
      { kind: "stream", name: "S0000001I" },
      { kind: "stream", name: "S****001I" },
    ],
    [
      { kind: "sheet", name: "S0000001I" },
      { kind: "sheet", name: "S****001I" },
    ],
    [
      { kind: "folder", name: "S0000001I" },
      { kind: "folder", name: "S****001I" },
    ],
    [
      { kind: "attachment", index: 0, name: "S0000001I" },
      { kind: "attachment", index: 0, name: "S****001I" },
    ],
    [
      { kind: "table", name: "S0000001I" },
      { kind: "table", name: "S****001I" },
    ],
    [
      { kind: "message", index: 3, offset: 17, messageId: "<S0000001I.8@mail.example.com>" },
      { kind: "message", index: 3, messageId: "<S****001I.8@mail.example.com>" },
    ],
  ])("are masked in every step that has one", (step, shown) => {
    expect(disclosedStep(step)).toEqual(shown);
  });
});

describe("details of gaps", () => {
  it.each([
    ["our own numbers stay", "bytes 67108864 to 80000000 cannot be read", "bytes 67108864 to 80000000 cannot be read"],
    ["a value that should not be there is masked", "about S0000001I", "about S****001I"],
  ])("%s", (_, detail, shown) => {
    expect(discloser.gap({ location: { file: "a", steps: [] }, reason: "malformed", examined: "none", detail }).detail).toBe(
      shown,
    );
  });
});
