/**
 * Writes the tables of the README from the lists of detectors and formats:
 * `node scripts/docs.mjs` after a build; `--check` says whether they are as they should be.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { DETECTORS } from "../dist/detectors/index.js";
import { EXTRACTORS } from "../dist/formats/index.js";

const README = fileURLToPath(new URL("../README.md", import.meta.url));

/** @param {readonly (readonly string[])[]} rows the first is the head */
function table(rows) {
  const [head, ...body] = rows.map((row) => `| ${row.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`);
  return [head, `|${"---|".repeat(rows[0]?.length ?? 0)}`, ...body].join("\n");
}

const tables = {
  detectors: table([
    ["detector", "pack", "types", "what it finds"],
    ...DETECTORS.map((one) => [`\`${one.id}\``, one.pack, one.types.map((type) => `\`${type}\``).join(" "), one.description]),
  ]),
  formats: table([
    ["format", "usual names", "what is read"],
    ...EXTRACTORS.map((one) => [`\`${one.id}\``, one.extensions.join(" "), one.reads]),
  ]),
};

const before = readFileSync(README, "utf8");
let after = before;
for (const [name, text] of Object.entries(tables)) {
  const pattern = new RegExp(`(<!-- ${name}: [^\\n]*-->\\n)[\\s\\S]*?(<!-- /${name} -->)`);
  if (!pattern.test(after)) throw new Error(`README.md has no place for ${name}`);
  after = after.replace(pattern, (_, open, close) => `${open}${text}\n${close}`);
}
if (process.argv.includes("--check")) {
  if (after !== before) {
    process.stderr.write("README.md is not as the lists say; run node scripts/docs.mjs\n");
    process.exitCode = 1;
  }
} else {
  writeFileSync(README, after);
}
