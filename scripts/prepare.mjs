/**
 * Builds `dist/` after an install in a checkout, so that `bin/pii-scan.js` runs at once. Where the
 * compiler and the bundler are not installed (`--omit=dev`) there is nothing to build with, and that
 * is said.
 */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);

/** @param {string} tool */
function folderOf(tool) {
  try {
    return dirname(require.resolve(`${tool}/package.json`));
  } catch {
    // Not installed: a production install of a checkout.
    return undefined;
  }
}

const typescript = folderOf("typescript");
if (typescript === undefined || folderOf("rolldown") === undefined) {
  process.stderr.write("pii-scan: not built, because the compiler and the bundler are not installed\n");
} else {
  const steps = [
    [join(typescript, "bin", "tsc"), "-p", "tsconfig.build.json"],
    [fileURLToPath(new URL("bundle.mjs", import.meta.url))],
  ];
  for (const step of steps) {
    const { status } = spawnSync(process.execPath, step, { stdio: "inherit" });
    if (status === 0) continue;
    process.exitCode = status ?? 1;
    break;
  }
}
