/**
 * Measures the detectors on the labelled corpus: `node scripts/score.mjs` after a build.
 *   --show [type]     also lists what was missed and what is false, at medium
 *   --level <level>   for --show: low, medium or high
 *   --record          writes what was measured as the floor, below which the score fails
 *   --write           writes the table of docs/accuracy.md
 *   --product <file>  another build's `dist/index.js`
 * Fails (1) where precision or recall lies below fixtures/corpus/floor.json.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { CORPUS, readCorpus, writeTexts } from "./score-files.mjs";
import { measure } from "./score-measure.mjs";
import { accuracyTable, below, floorOf, withTable } from "./score-table.mjs";

const DOCUMENT = fileURLToPath(new URL("../docs/accuracy.md", import.meta.url));
const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    show: { type: "boolean", default: false },
    level: { type: "string", default: "medium" },
    record: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    product: { type: "string", default: fileURLToPath(new URL("../dist/index.js", import.meta.url)) },
  },
});

const product = pathToFileURL(flags.product);
const { scan } = /** @type {typeof import("../src/index.ts")} */ (await import(product.href));
const { DETECTORS } = /** @type {typeof import("../src/detectors/index.ts")} */ (
  await import(new URL("detectors/index.js", product).href)
);
const rows = readCorpus();
const folder = mkdtempSync(`${tmpdir()}/pii-score-`);
try {
  writeTexts(rows, folder);
  const { measured, slips } = await measure(scan, DETECTORS, rows, folder);
  const peers = JSON.parse(readFileSync(`${CORPUS}peers.json`, "utf8"));
  const table = accuracyTable(measured, peers);
  process.stdout.write(`${rows.length} texts\n\n${table}\n`);
  if (flags.show) {
    for (const slip of slips[flags.level] ?? []) {
      if (positionals.length > 0 && !positionals.includes(slip.type)) continue;
      process.stdout.write(
        `${slip.kind}\t${slip.type}\t${slip.confidence}\t${slip.value}\t${slip.id}\t${JSON.stringify(slip.text.slice(0, 400))}\n`,
      );
    }
  }
  if (flags.record) writeFileSync(`${CORPUS}floor.json`, `${JSON.stringify(floorOf(measured), undefined, 1)}\n`);
  if (flags.write) writeFileSync(DOCUMENT, withTable(readFileSync(DOCUMENT, "utf8"), table));
  const failures = below(measured, JSON.parse(readFileSync(`${CORPUS}floor.json`, "utf8")));
  for (const failure of failures) process.stderr.write(`${failure}\n`);
  if (failures.length > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}
