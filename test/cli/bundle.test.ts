import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "./command.ts";

const BUNDLE = fileURLToPath(new URL("../../dist/bundle", import.meta.url));
const FOLDER = temporaryFolder();
const MESSAGE = join(FOLDER, "one.eml");
writeFileSync(MESSAGE, "From: ann@example.org\nSubject: hello\n\nNothing to see here.\n");

/** The files that one run of the built command loads, besides Node's own. */
function loadedBy(args: readonly string[]): string[] {
  const program = `
    require(${JSON.stringify(join(BUNDLE, "main.js"))}).main(${JSON.stringify(args)})
      .then(() => require("node:fs").writeSync(2, JSON.stringify(Object.keys(require.cache))));`;
  const tell = "2>&1 >/dev/null";
  const output = execFileSync("sh", ["-c", `"$0" -e "$1" ${tell}`, process.execPath, program], { encoding: "utf8" });
  return JSON.parse(output) as string[];
}

describe("the bundle", () => {
  it("loads for --help nothing of what scans", () => {
    const loaded = loadedBy(["--help"]);
    expect(loaded.map((file) => basename(file))).toContain("main.js");
    expect(loaded.reduce((sum, file) => sum + readFileSync(file).length, 0)).toBeLessThan(80_000);
  });

  it("loads for a plain message no library that it does not need", () => {
    const loaded = loadedBy([MESSAGE, "-q", "-f", "ndjson"]);
    expect(loaded.filter((file) => file.includes("node_modules"))).toEqual([]);
    const names = loaded.map((file) => basename(file, ".js"));
    expect(names).toContain("commands");
    expect(names.filter((name) => /chalk|cli-table3|glob|htmlparser2|libphonenumber|parser|directory/.test(name))).toEqual([]);
  });

  it("comes with what V8 made of it, and does without where V8 refuses that", () => {
    const root = join(BUNDLE, "..", "..");
    const compiled = join(root, "dist", "compiled");
    const names = readdirSync(compiled);
    expect(names).toContain("main.js.bin");
    expect(names).toContain("create-runner.js.bin");
    const tell = `
      const vm = require("node:vm");
      const { Script } = vm;
      const rejected = [];
      vm.Script = class extends Script {
        constructor(source, options) {
          super(source, options);
          if (this.cachedDataRejected !== false) rejected.push(options.filename);
        }
      };
      const { load } = require(process.argv[1]);
      load("main.js").main([process.argv[2], "-q", "-f", "ndjson", "-o", "ndjson:" + process.argv[3]])
        .then(() => require("node:fs").writeSync(2, JSON.stringify(rejected)));`;
    const rejectedBy = (bin: string): string[] => {
      const args = ["-e", tell, join(bin, "pii-scan.js"), MESSAGE, join(FOLDER, "report.ndjson")];
      const { stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
      return (JSON.parse(stderr) as string[]).map((file) => basename(file));
    };
    const rejected = rejectedBy(join(root, "bin"));
    // Built on one Node and tested on others: only the V8 that made it takes it.
    if (readFileSync(join(compiled, "v8-version"), "utf8") === process.versions.v8) expect(rejected).toEqual([]);
    else expect(rejected).toContain("main.js");

    const copy = join(FOLDER, "copy");
    for (const folder of ["bin", "dist/bundle", "dist/compiled"])
      cpSync(join(root, folder), join(copy, folder), { recursive: true });
    for (const name of names)
      writeFileSync(join(copy, "dist", "compiled", name), readFileSync(join(compiled, name)).subarray(0, 999));
    const whole = rejectedBy(join(copy, "bin"));
    expect(whole).toContain("main.js");
    expect(readFileSync(join(FOLDER, "report.ndjson"), "utf8")).toContain('"event":"summary"');
    rmSync(join(copy, "dist", "compiled"), { recursive: true });
    expect(rejectedBy(join(copy, "bin"))).toEqual(whole);
  });

  it("loads what only `import()` can load", () => {
    const file = join(FOLDER, "scene");
    writeFileSync(file, "BLENDER-v280RENDH\0\0\0\u0001\u0002\u0003");
    const { stdout } = spawnSync(process.execPath, [join(BUNDLE, "..", "..", "bin", "pii-scan.js"), file, "-f", "ndjson"], {
      encoding: "utf8",
    });
    // A name from the library of signatures.
    expect(stdout).toContain('"detail":"blend file: not read by this version"');
  });

  it("ships the licence of every library that is joined in, and no source map", () => {
    const licences = readFileSync(join(BUNDLE, "LICENSES.txt"), "utf8");
    for (const name of [
      "chalk",
      "cli-table3",
      "commander",
      "entities",
      "fast-glob",
      "htmlparser2",
      "libphonenumber-js",
      "yauzl",
    ]) {
      expect(licences).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\((?:MIT|BSD-2-Clause)\\)$`, "m"));
    }
    expect(readdirSync(BUNDLE).filter((name) => !/\.js$|^package\.json$|^LICENSES\.txt$/.test(name))).toEqual([]);
  });

  it("holds ASCII only, so that a file is half as wide in memory", () => {
    for (const name of readdirSync(BUNDLE).filter((one) => one.endsWith(".js"))) {
      expect(/[^\0-\x7f]/.test(readFileSync(join(BUNDLE, name), "latin1")), name).toBe(false);
    }
  });
});
