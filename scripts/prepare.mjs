/**
 * Builds `dist/` after an install in a checkout, so that `bin/pii-scan.js` runs at once. Where the
 * compiler is not installed (`--omit=dev`) there is nothing to build with, and that is said.
 */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

function compiler() {
  try {
    return join(dirname(require.resolve("typescript/package.json")), "bin", "tsc");
  } catch {
    // Not installed: a production install of a checkout.
    return undefined;
  }
}

const tsc = compiler();
if (tsc === undefined) process.stderr.write("pii-scan: not built, because the TypeScript compiler is not installed\n");
else process.exitCode = spawnSync(process.execPath, [tsc, "-p", "tsconfig.build.json"], { stdio: "inherit" }).status ?? 1;
