import { randomBytes } from "node:crypto";
import { chooseDetectors } from "../detectors/choose.ts";
import { createDiscloser } from "../engine/disclose.ts";
import { createDispatch } from "../engine/dispatch.ts";
import { createKeys } from "../engine/keys.ts";
import { typescriptKernel } from "../kernel/index.ts";
import { PACKS, type Detector } from "../model/detector.ts";
import { FINDING_TYPES } from "../model/finding.ts";
import { visible } from "../reporters/sanitise.ts";

/**
 * An error message as it may stand on a terminal or in a log: it quotes what was typed, and a
 * path may hold an identity number or escape codes. One line; masked as in a scan with `argv`.
 */
export function errorText(message: string, argv: readonly string[]): string {
  const { name } = createDiscloser({
    keys: createKeys(randomBytes(16)),
    mask: "partial",
    reveal: false,
    dispatch: createDispatch(askedFor(argv)),
    kernel: typescriptKernel,
  });
  return visible(name(message));
}

/** The detectors that a command line asks for, also one that was refused: each pack and type that it names counts. */
function askedFor(argv: readonly string[]): readonly Detector[] {
  const words = new Set(argv.flatMap((word) => word.split("=")));
  const pack = PACKS.findLast((one) => words.has(one)) ?? PACKS[0];
  return chooseDetectors(
    pack,
    FINDING_TYPES.filter((type) => words.has(type)),
  );
}
