import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { zip } from "../../fixtures/make/archives.mjs";
import { eventsOf, run, SAMPLE, summaryOf, temporaryFolder } from "./command.ts";

const folder = temporaryFolder();
const clean = join(folder, "clean");
const found = join(folder, "found");
const locked = join(folder, "locked");
const both = join(folder, "both");

beforeAll(() => {
  for (const one of [clean, found, locked, both]) mkdirSync(one);
  writeFileSync(join(clean, "note.txt"), "Nothing to see here.\n");
  const text = "NRIC S0000001I\n";
  writeFileSync(join(found, "note.txt"), text);
  const archive = zip([{ name: "secret.txt", bytes: Buffer.from("x"), password: "pw" }]);
  writeFileSync(join(locked, "a.zip"), archive);
  writeFileSync(join(both, "a.zip"), archive);
  writeFileSync(join(both, "note.txt"), text);
});

describe("exit status", () => {
  it.each<[string, () => string[], number]>([
    ["0: examined, nothing found", () => [clean], 0],
    ["1: findings", () => [found], 1],
    ["1: findings and gaps", () => [both], 1],
    ["3: nothing found, something not examined", () => [locked], 3],
    ["0: gaps allowed", () => [locked, "--allow-incomplete"], 0],
    ["0: findings do not fail", () => [found, "--fail-on", "never"], 0],
    ["3: findings do not fail, gaps do", () => [both, "--fail-on", "never"], 3],
    ["another number for findings", () => [found, "--exit-code", "183"], 183],
    ["2: no path", () => [], 2],
    ["2: missing path", () => [join(folder, "nowhere")], 2],
    ["2: one of two paths is missing", () => [found, join(folder, "nowhere")], 2],
    ["2: unknown option", () => [found, "--nonsense"], 2],
    ["2: unknown type", () => [found, "--only", "sg-nrik"], 2],
    ["2: unknown format", () => [found, "-f", "jsn"], 2],
    ["2: bad number", () => [found, "--jobs", "many"], 2],
    ["2: not built yet", () => [found, "--resume"], 2],
    ["2: not built yet, with a value", () => [found, "--shard", "1/2"], 2],
    ["2: a format that is not built yet", () => [found, "-f", "sarif"], 2],
    ["2: a command that is not built yet", () => ["merge", "a.ndjson"], 2],
    ["2: a report that cannot be written", () => [found, "-o", `csv:${join(folder, "no", "such", "x.csv")}`], 2],
    ["0: help", () => ["--help"], 0],
    ["0: version", () => ["--version"], 0],
  ])("%s", async (_, args, status) => {
    const ran = await run(args());
    expect({ status: ran.status, stderr: ran.stderr }).toEqual({
      status,
      stderr: status === 2 ? expect.stringMatching(/\S/) : expect.anything(),
    });
    if (status === 2) {
      expect(ran.stdout).toBe("");
      expect(ran.stderr).not.toMatch(/\n\s+at /);
      expect(ran.stderr.trim().split("\n").length).toBeLessThanOrEqual(2);
    }
  });

  it.each([
    ["--nonsens", /unknown option/],
    ["--onyl", /--only/],
    ["--resume", /--resume is not built yet/],
  ])("names what is wrong with %s", async (flag, message) => {
    expect((await run([found, flag])).stderr).toMatch(message);
  });

  it("suggests a command for a mistyped one", async () => {
    const ran = await run(["reprot", "x.ndjson"]);
    expect(ran.status).toBe(2);
    expect(ran.stderr).toMatch(/did you mean the command report/);
  });

  it("agrees with the summary", async () => {
    for (const path of [clean, found, locked, both, SAMPLE]) {
      const ran = await run([path, "-f", "ndjson"]);
      expect(summaryOf(eventsOf(ran.stdout)).exitCode).toBe(ran.status);
    }
  });
});
