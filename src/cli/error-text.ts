import { randomBytes } from "node:crypto";
import { DETECTORS } from "../detectors/index.ts";
import { createDiscloser } from "../engine/disclose.ts";
import { createDispatch } from "../engine/dispatch.ts";
import { createKeys } from "../engine/keys.ts";
import { typescriptKernel } from "../kernel/index.ts";
import { visible } from "../reporters/sanitise.ts";

/**
 * An error message as it may stand on a terminal or in a log: it quotes what was typed, and a
 * path may hold an identity number or escape codes. One line.
 */
export function errorText(message: string): string {
  const { name } = createDiscloser({
    keys: createKeys(randomBytes(16)),
    mask: "partial",
    reveal: false,
    dispatch: createDispatch(DETECTORS),
    kernel: typescriptKernel,
  });
  return visible(name(message));
}
