import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createWasmKernel } from "../../src/kernel/index.ts";

/** A development dependency: an installation for production has none. */
const hasCompiler = existsSync(new URL("../../node_modules/assemblyscript/package.json", import.meta.url));

describe("the WebAssembly modules", () => {
  it.skipIf(!hasCompiler)(
    "is what its source compiles to",
    async () => {
      const { MODULES, compiled } = await import("../../scripts/build-wasm.mjs");
      for (const module of MODULES)
        expect(readFileSync(new URL(`../../${module.target}`, import.meta.url), "utf8")).toBe(await compiled(module));
    },
    120_000,
  );

  it("is done without where there is no WebAssembly, or no SIMD", () => {
    const real: unknown = Reflect.get(globalThis, "WebAssembly");
    try {
      Reflect.deleteProperty(globalThis, "WebAssembly");
      expect(createWasmKernel()).toBeUndefined();
      const withoutSimd = function (): never {
        throw new SyntaxError("wasm simd unsupported");
      };
      Reflect.set(globalThis, "WebAssembly", { Module: withoutSimd });
      expect(createWasmKernel()).toBeUndefined();
    } finally {
      Reflect.set(globalThis, "WebAssembly", real);
    }
    expect(createWasmKernel()?.id).toBe("wasm");
  });
});
