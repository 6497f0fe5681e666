import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openOutputFile } from "../../src/cli/output-file.ts";
import { UsageError } from "../../src/config/errors.ts";
import { eventsOf, filesOf, run, temporaryFolder } from "./command.ts";

const folder = temporaryFolder();
const evidence = join(folder, "evidence");
const TEXT = "NRIC S0000001I\n";
let out = "";
let turn = 0;

beforeAll(() => {
  mkdirSync(evidence);
  writeFileSync(join(evidence, "note.txt"), TEXT);
});
beforeEach(() => {
  turn += 1;
  out = join(folder, `out-${turn}`);
  mkdirSync(out);
});

async function refused(...outputs: string[]): Promise<string> {
  const ran = await run([evidence, ...outputs.flatMap((output) => ["-o", output])]);
  expect([ran.status, ran.stdout]).toEqual([2, ""]);
  return ran.stderr;
}

describe("where a report is written", () => {
  it("replaces an older report, and closes it to others", async () => {
    const file = join(out, "old.csv");
    writeFileSync(file, "OLD");
    chmodSync(file, 0o644);
    expect((await run([evidence, "-o", `csv:${file}`])).status).toBe(1);
    expect(readFileSync(file, "utf8")).toMatch(/^kind,/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it.each([
    ["a folder", (): string => out],
    ["a device", (): string => "/dev/null"],
    ["a name in a folder that is not there", (): string => join(out, "no", "x.csv")],
    ["standard output", (): string => "-"],
  ])("refuses %s before anything is scanned, and leaves nothing behind", async (_, target) => {
    await refused(`csv:${target()}`);
    expect(readdirSync(out)).toEqual([]);
    expect(statSync("/dev/null").isFile()).toBe(false);
  });

  it("tells one file under two spellings", async () => {
    symlinkSync(out, join(folder, `link-${turn}`));
    expect(await refused(`csv:${out}/a`, `json:${out}/./a`)).toContain("twice");
    expect(await refused(`csv:${out}/a`, `json:${join(folder, `link-${turn}`)}/a`)).toContain("twice");
    expect(readdirSync(out)).toEqual([]);
  });

  it("never takes the place of evidence", async () => {
    const link = join(out, "link.txt");
    symlinkSync(join(evidence, "note.txt"), link);
    for (const file of [join(evidence, "note.txt"), link])
      expect(await refused(`csv:${file}`)).toContain("part of what is scanned");
    const alone = await run([join(evidence, "note.txt"), "-o", `csv:${join(evidence, "note.txt")}`]);
    expect(alone.status).toBe(2);
    expect(readFileSync(join(evidence, "note.txt"), "utf8")).toBe(TEXT);
    expect(readdirSync(evidence)).toEqual(["note.txt"]);
  });

  it("a new report in the folder that is scanned is no part of the scan", async () => {
    const tree = join(out, "tree");
    mkdirSync(tree);
    writeFileSync(join(tree, "note.txt"), TEXT);
    const ran = await run([".", "-f", "ndjson", "-o", "table:report.txt", "-o", "csv:report.csv"], { cwd: tree });
    expect(ran.status).toBe(1);
    expect(filesOf(eventsOf(ran.stdout)).map(({ path }) => path)).toEqual(["note.txt"]);
    expect(readdirSync(tree).sort()).toEqual(["note.txt", "report.csv", "report.txt"]);
  });
});

describe("a report file", () => {
  it("stands under its name only when it is whole", async () => {
    const file = join(out, "x.csv");
    const sink = openOutputFile(file);
    expect(readdirSync(out)).toEqual([]);
    await sink.write("one");
    expect(existsSync(file)).toBe(false);
    sink.finish();
    sink.discard();
    expect(readFileSync(file, "utf8")).toBe("one");
    expect(readdirSync(out)).toEqual(["x.csv"]);
  });

  it("is gone when it is given up, also before anything was written", async () => {
    const begun = openOutputFile(join(out, "a"));
    await begun.write("half");
    begun.discard();
    openOutputFile(join(out, "b")).discard();
    expect(readdirSync(out)).toEqual([]);
  });

  it("is kept when it cannot be given its name", async () => {
    const file = join(out, "taken");
    const sink = openOutputFile(file);
    await sink.write("whole");
    mkdirSync(file);
    expect(() => sink.finish()).toThrow(UsageError);
    sink.discard();
    const [kept] = readdirSync(out).filter((name) => name !== "taken");
    expect(readFileSync(join(out, kept as string), "utf8")).toBe("whole");
  });
});
