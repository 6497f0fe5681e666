#!/usr/bin/env node
// CommonJS, as ./package.json says: Node starts it sooner than a module.
const { existsSync } = require("node:fs");
const path = require("node:path");

const dist = path.join(__dirname, "..", "dist");
const bundle = path.join(dist, "bundle", "main.js");
const modules = path.join(dist, "cli", "main.js");
if (existsSync(bundle)) {
  const { main } = /** @type {typeof import("../dist/cli/main.js")} */ (require(bundle));
  void main(process.argv.slice(2));
} else if (existsSync(modules)) {
  // Compiled and not joined together, as on a system that the bundler does not run on.
  void import("../dist/cli/main.js").then((built) => built.main(process.argv.slice(2)));
} else {
  process.stderr.write("pii-scan: not built yet; run npm ci, or npm run build\n");
  process.exitCode = 2;
}
