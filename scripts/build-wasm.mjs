// Compiles src/kernel/assembly to src/kernel/wasm-module.ts (`npm run build:wasm`).
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { main } from "assemblyscript/asc";

const SOURCE = "src/kernel/assembly/anchors.ts";
const TARGET = new URL("../src/kernel/wasm-module.ts", import.meta.url);
const PAGES = 26;

/** @returns {Promise<string>} what src/kernel/wasm-module.ts must hold */
export async function compiled() {
  /** @type {Uint8Array | undefined} */
  let binary;
  const { error } = await main(
    [
      SOURCE,
      "--outFile",
      "module.wasm",
      "-O3",
      "--noAssert",
      "--runtime",
      "stub",
      "--enable",
      "simd",
      "--initialMemory",
      String(PAGES),
      "--maximumMemory",
      String(PAGES),
    ],
    {
      readFile: (name) => {
        try {
          return readFileSync(new URL(`../${name}`, import.meta.url), "utf8");
        } catch {
          // The compiler asks for files that need not be there, such as asconfig.json.
          return null;
        }
      },
      writeFile: (name, contents) => {
        if (name.endsWith(".wasm") && typeof contents !== "string") binary = contents;
      },
    },
  );
  if (error !== null || binary === undefined) throw new Error("the AssemblyScript compiler failed", { cause: error });
  const lines =
    Buffer.from(binary)
      .toString("base64")
      .match(/.{1,120}/g) ?? [];
  return [
    "/** The module that `npm run build:wasm` makes of assembly/anchors.ts, base64. Not edited by hand. */",
    "export const WASM_MODULE =",
    `${lines.map((line) => `  "${line}"`).join(" +\n")};`,
    "",
  ].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(TARGET, await compiled());
