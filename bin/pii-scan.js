#!/usr/bin/env node
// CommonJS, as ./package.json says: Node starts it sooner than a module.
const { existsSync, readFileSync } = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const dist = path.join(__dirname, "..", "dist");
const bundle = path.join(dist, "bundle");
const modules = path.join(dist, "cli", "main.js");

/**
 * Loads the file of this name of the bundle with what V8 made of it when it was built (`scripts/compile.mjs`):
 * to compile it takes a third of the time of a small scan. V8 refuses what another version of it made, or one with
 * other options, and compiles the file. `seen` hears of each script.
 *
 * @param {string} name
 * @param {(name: string, script: vm.Script) => void} [seen]
 * @param {Map<string, { exports: unknown }>} [loaded]
 * @returns {unknown}
 */
function load(name, seen, loaded = new Map()) {
  const known = loaded.get(name);
  if (known !== undefined) return known.exports;
  const module = { exports: {} };
  loaded.set(name, module);
  const filename = path.join(bundle, name);
  // The bundle is ASCII.
  const source = readFileSync(filename, "latin1");
  const script = new vm.Script(`(function(exports,require,module,__filename,__dirname){${source}\n})`, {
    filename,
    cachedData: seen === undefined ? compiled(name) : undefined,
  });
  seen?.(name, script);
  const inner = (/** @type {string} */ id) => {
    if (id === "./import.js") return require(path.join(bundle, id));
    return id.startsWith("./") ? load(id.slice(2), seen, loaded) : require(id);
  };
  inner.resolve = /** @type {NodeJS.Require} */ (require).resolve;
  script.runInThisContext()(module.exports, inner, module, filename, bundle);
  return module.exports;
}

/** @param {string} name */
function compiled(name) {
  try {
    return readFileSync(path.join(dist, "compiled", `${name}.bin`));
  } catch {
    // Not made, or cannot be read: the source is all that is needed.
    return undefined;
  }
}

module.exports = { load };
if (/** @type {NodeJS.Require} */ (require).main === module) {
  if (existsSync(path.join(bundle, "main.js"))) {
    const built = /** @type {typeof import("../dist/cli/main.js")} */ (load("main.js"));
    void built.main(process.argv.slice(2));
  } else if (existsSync(modules)) {
    // Compiled and not joined together, as on a system that the bundler does not run on.
    void import("../dist/cli/main.js").then((built) => built.main(process.argv.slice(2)));
  } else {
    process.stderr.write("pii-scan: not built yet; run npm ci, or npm run build\n");
    process.exitCode = 2;
  }
}
