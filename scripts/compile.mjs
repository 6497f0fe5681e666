/**
 * Keeps what V8 makes of the bundle (`npm run build`, behind `bundle.mjs`): runs the command line over one message of
 * an invented person, so that the functions of a usual scan are compiled, and writes their code to `dist/compiled/`.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const OUT = fileURLToPath(new URL("../dist/compiled", import.meta.url));
const MAIL = [
  "From: Ann Tan <ann@example.com>",
  "To: desk@example.org",
  "Subject: =?utf-8?Q?Renewal_of_the_policy?=",
  "Date: Mon, 2 Nov 2026 10:00:00 +0800",
  "Message-ID: <1@mail.example>",
  "MIME-Version: 1.0",
  'Content-Type: multipart/alternative; boundary="b"',
  "",
  "--b",
  "Content-Type: text/plain; charset=utf-8",
  "Content-Transfer-Encoding: quoted-printable",
  "",
  "My NRIC is S1234567D, my number 9123 4567=2E Write to ann@example.com.",
  "",
  "On Mon, 2 Nov 2026, Desk wrote:",
  "> Blk 123 Ang Mo Kio Avenue 3 #04-56 Singapore 560123",
  "--b",
  "Content-Type: text/html; charset=utf-8",
  "",
  "<p>My NRIC is S1234567D.</p>",
  "--b--",
  "",
];

const require = createRequire(import.meta.url);
/** @type {{ readonly load: (name: string, seen: (name: string, script: import("node:vm").Script) => void) => unknown }} */
const { load } = require("../bin/pii-scan.js");
/** @type {Map<string, import("node:vm").Script>} */
const scripts = new Map();
const { main } = /** @type {typeof import("../dist/cli/main.js")} */ (
  load("main.js", (name, script) => void scripts.set(name, script))
);
const folder = mkdtempSync(join(tmpdir(), "pii-scan-build-"));
try {
  const [mail, report, table] = ["one.eml", "one.ndjson", "one.txt"].map((name) => join(folder, name));
  writeFileSync(/** @type {string} */ (mail), MAIL.join("\r\n"));
  await main([/** @type {string} */ (mail), "-q", "-f", "table", "-o", `ndjson:${report}`, "-o", `table:${table}`]);
  if (!readFileSync(/** @type {string} */ (report), "utf8").includes('"sg-nric"')) throw new Error("nothing was found");
} finally {
  rmSync(folder, { recursive: true });
}
process.exitCode = 0;
rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
// Another version refuses the rest: the tests run on several.
writeFileSync(join(OUT, "v8-version"), process.versions.v8);
for (const [name, script] of scripts) writeFileSync(join(OUT, `${name}.bin`), script.createCachedData());
