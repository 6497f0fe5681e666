/**
 * Runs the tests on other majors of Node: `node scripts/test-on-node.mjs 22 24`.
 * The binaries come from the npm packages `node-<platform>-<arch>`, unpacked into a folder of
 * their own under the system's temporary folder; nothing in the project changes.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const majors = process.argv.slice(2);
if (majors.length === 0) {
  process.stderr.write("usage: node scripts/test-on-node.mjs <major>...\n");
  process.exit(2);
}
const platform = process.platform === "win32" ? "win" : process.platform;
const packageName = `node-${platform}-${process.arch}`;

for (const major of majors) {
  const folder = join(tmpdir(), `pii-scan-node-${major}`);
  const binary = join(folder, "node_modules", packageName, "bin", process.platform === "win32" ? "node.exe" : "node");
  if (!existsSync(binary)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
    execFileSync("npm", ["install", "--no-save", "--no-audit", "--no-fund", `${packageName}@${major}`], {
      cwd: folder,
      stdio: "inherit",
    });
  }
  const version = execFileSync(binary, ["--version"], { encoding: "utf8" }).trim();
  process.stdout.write(`\n== tests on Node ${version}\n`);
  // The tests start the command line with `process.execPath`, so the whole run is on this Node.
  const run = spawnSync(binary, [join("node_modules", "vitest", "vitest.mjs"), "run"], { stdio: "inherit" });
  if (run.status !== 0) process.exit(run.status ?? 1);
}
