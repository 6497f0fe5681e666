import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { DEFAULT_LIMITS } from "../src/limits/limits.ts";
import { TOOL_VERSION } from "../src/version.ts";
import { SCAN_FLAGS } from "../src/cli/flags.ts";
import { run } from "./cli/command.ts";

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

describe("the documents are true", () => {
  it("the README's tables are those of the lists", () => {
    execFileSync(process.execPath, [fileURLToPath(new URL("../scripts/docs.mjs", import.meta.url)), "--check"]);
  });

  it("the version is that of the package", () => {
    const manifest = JSON.parse(read("package.json")) as { version: string };
    expect(TOOL_VERSION).toBe(manifest.version);
    expect(read("CHANGELOG.md")).toContain(`## ${TOOL_VERSION}`);
  });

  it("docs/limits.md states the limits as they are", () => {
    const text = read("docs/limits.md");
    const mebibytes = (bytes: number): string => `${bytes / 1024 ** 2} MiB`;
    for (const figure of [
      `| ${DEFAULT_LIMITS.depth} |`,
      `| ${DEFAULT_LIMITS.entries.toLocaleString("en")} |`,
      `| ${DEFAULT_LIMITS.outputBytes / 1024 ** 3} GiB |`,
      `| ${DEFAULT_LIMITS.ratio.toLocaleString("en")} |`,
      mebibytes(DEFAULT_LIMITS.ratioFloorBytes),
      `| ${mebibytes(DEFAULT_LIMITS.documentBytes)} |`,
      `| ${mebibytes(DEFAULT_LIMITS.secondReadBytes)} |`,
      `| ${DEFAULT_LIMITS.stallMilliseconds.toLocaleString("en")} |`,
    ]) {
      expect(text).toContain(figure);
    }
  });

  it("every flag is in the help", async () => {
    const { stdout } = await run(["scan", "--help"]);
    for (const flag of SCAN_FLAGS) expect(stdout).toContain(flag.flags);
  });
});
