import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
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
