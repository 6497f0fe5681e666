import { describe, expect, it } from "vitest";
import { DEFAULT_OPTIONS, reportedTypes } from "../../src/config/options.ts";
import { chooseDetectors } from "../../src/detectors/choose.ts";
import type { UnitOutput } from "../../src/engine/ledger.ts";
import { createRunner } from "../../src/pool/create-runner.ts";
import { PROGRESS } from "../../src/pool/protocol.ts";
import { sequence } from "../../src/pool/sequence.ts";
import type { FileRef, Unit } from "../../src/sources/plan.ts";

const { mask, minConfidence, limits } = DEFAULT_OPTIONS;
const types = reportedTypes(DEFAULT_OPTIONS);
const detectors = chooseDetectors("sg").map(({ id }) => id);
const settings = {
  caseKey: Buffer.alloc(32, 7),
  mask,
  reveal: false,
  minConfidence,
  detectors,
  types,
  limits,
  verifyMail: 0,
  ocr: false,
};
const nothing = (): void => {};

const NAMES = ["a", "b", "c"];
const files = NAMES.map((file): FileRef => ({ kind: "file", file, path: file, size: 1, mtimeMs: 1 }));
const units: readonly Unit[] = [{ kind: "batch", files }];
const closing = (path: string): UnitOutput => ({
  kind: "file",
  file: { path, format: "text", bytes: 1, unexamined: false },
});

describe("outputs in sequence", () => {
  it.each([0, 1, 2, 3])("are told to the end of the books when the scan is stopped behind %i files of a batch", async (after) => {
    const { discloser } = createRunner(settings, new Float64Array(PROGRESS.length), nothing);
    const abort = new AbortController();
    const told: string[] = [];
    const all = async function* (): AsyncGenerator<readonly UnitOutput[]> {
      yield NAMES.map(closing);
    };
    if (after === 0) abort.abort();
    for await (const batch of sequence(units, all, discloser, abort.signal))
      for (const output of batch) {
        if (output.kind === "gap") told.push(`${output.gap.location.file} ${output.gap.detail}`);
        if (output.kind === "file") told.push(`${output.file.path} ${output.file.format}`);
        if (told.length === after) abort.abort();
      }
    expect(told).toEqual(
      NAMES.flatMap((name, index) =>
        index < after ? [`${name} text`] : [`${name} the scan was interrupted before it`, `${name} unknown`],
      ),
    );
  });
});
