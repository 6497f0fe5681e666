import { describe, expect, it } from "vitest";
import { chooseKernel } from "../../src/pool/create-runner.ts";
import { UsageError } from "../../src/config/errors.ts";

describe("PII_SCAN_KERNEL", () => {
  it.each([
    [undefined, "wasm"],
    ["", "wasm"],
    ["wasm", "wasm"],
    ["ts", "ts"],
  ])("%j takes the kernel %s", (name, id) => {
    expect(chooseKernel(name).id).toBe(id);
  });

  it.each(["WASM", "rust", "0"])("%j is wrong use", (name) => {
    expect(() => chooseKernel(name)).toThrow(UsageError);
  });
});
