// Compiles the modules of src/kernel/assembly and embeds them in src/kernel (`npm run build:wasm`).
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { main } from "assemblyscript/asc";

/** @typedef {{ source: string, target: string, name: string, pages: number }} Module */

/** @type {readonly Module[]} */
export const MODULES = [
  { source: "src/kernel/assembly/anchors.ts", target: "src/kernel/wasm-module.ts", name: "WASM_MODULE", pages: 31 },
  { source: "src/kernel/assembly/look/look.ts", target: "src/kernel/first-look-module.ts", name: "FIRST_LOOK_MODULE", pages: 26 },
  { source: "src/kernel/assembly/json-lines.ts", target: "src/kernel/json-lines-module.ts", name: "JSON_LINES_MODULE", pages: 7 },
];

/**
 * @param {Module} module
 * @returns {Promise<string>} what its target must hold
 */
export async function compiled({ source, name: constant, pages }) {
  /** @type {Uint8Array | undefined} */
  let binary;
  const { error } = await main(
    [
      source,
      "--outFile",
      "module.wasm",
      "-O3",
      "--noAssert",
      "--runtime",
      "stub",
      "--enable",
      "simd",
      "--initialMemory",
      String(pages),
      "--maximumMemory",
      String(pages),
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
    `/** The module that \`npm run build:wasm\` makes of ${source.slice("src/kernel/".length)}, base64. Not edited by hand. */`,
    `export const ${constant} =`,
    `${lines.map((line) => `  "${line}"`).join(" +\n")};`,
    "",
  ].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const module of MODULES) writeFileSync(new URL(`../${module.target}`, import.meta.url), await compiled(module));
}
