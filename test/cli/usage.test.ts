import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { UNBUILT_FLAGS } from "../../src/cli/flags.ts";
import { run, temporaryFolder } from "./command.ts";

const ESC = "\u001b";
const folder = temporaryFolder();
const note = join(folder, "note.txt");
writeFileSync(note, "NRIC S0000001I\n");

/** The one line that a refused command line gives. */
async function refusal(args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await run(args);
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^pii-scan: [^\n]+\n$/);
  return stderr;
}

describe("wrong use is told in one line", () => {
  it.each([
    [["--nope"], "unknown option"],
    [["--onyl", "email"], "(Did you mean --only?)"],
    [["--only"], "argument missing"],
    [["--min-confidence", "hi"], "low, medium, high"],
    [["--fail-on", "none"], "never"],
    [["--jobs", "0"], "from 1 to 512"],
    [["--exit-code", "256"], "from 0 to 255"],
    [["--detectors", "sgp"], "sg, asia, world, all"],
    [["--detectors"], "argument missing"],
    [["--only", "sg-nrik"], "did you mean sg-nric?); known: sg-nric, sg-nric-partial"],
    [["--except", "sg-nrik"], "known: sg-nric, sg-nric-partial"],
    [["--only", "email", "--except", "email"], "leave no type to look for"],
    [["-f", "tabel"], "did you mean table?"],
    [["-o", "csv"], "<format>:<file>"],
    [["-o", "csv:-"], "-f"],
  ] as const)("%j", async (args, message) => {
    expect(await refusal([note, ...args])).toContain(message);
  });

  it.each(UNBUILT_FLAGS)("%s is not built yet, with or without a value", async (flag) => {
    const name = flag.split(" ")[0] as string;
    const given = flag.includes("[") ? [[name], [name, "1/2"]] : [[name]];
    for (const args of given) {
      expect(await refusal([note, ...args])).toBe(`pii-scan: ${name} is not built yet\n`);
      expect(await refusal(args)).toBe(`pii-scan: ${name} is not built yet\n`);
    }
  });

  it.each([
    [["help", "nope"], 'unknown command "nope"'],
    [["help", "scna"], "did you mean scan?"],
    [["report"], "missing required argument"],
    [["formats", "more"], "too many arguments"],
  ])("%j", async (args, message) => {
    expect(await refusal(args)).toContain(message);
  });

  it("accepts an exception that nothing finds yet", async () => {
    expect((await run([note, "--except", "passport"])).status).toBe(1);
  });
});

describe("errors quote what was typed without its power", () => {
  it.each([
    ["a missing path", [join(folder, "IC copy S0000001I.pdf")]],
    ["an option", ["--S0000001I"]],
    ["an output", [note, "-o", `csv:${join(folder, "S0000001I", "x.csv")}`]],
    ["a pattern", [note, "-o", "S0000001I"]],
  ])("%s: values are masked", async (_, args) => {
    const line = await refusal(args);
    expect(line).not.toContain("S0000001I");
    expect(line).toContain("S****001I");
  });

  it("shows control characters", async () => {
    const line = await refusal([join(folder, `${ESC}[31mred\nline`)]);
    expect(line).not.toContain(ESC);
    expect(line).toContain("\\u{1b}[31mred\\u{a}line");
  });
});

describe("--verbose", () => {
  it("names each file and gap on standard error, masked, and changes nothing on standard output", async () => {
    const hidden = join(folder, "verbose S0000001I.bin");
    writeFileSync(hidden, Buffer.from([0, 1, 2, 3, 0xff, 0xfe, 0, 0, 1]));
    const [plain, verbose] = await Promise.all([run([hidden, note, "-f", "csv"]), run([hidden, note, "-f", "csv", "-v"])]);
    expect(plain.stderr).toBe("");
    expect(verbose.stderr).toMatch(/^pii-scan: gap: unsupported: verbose S\*\*\*\*001I\.bin: .+\n/);
    expect(verbose.stderr).toContain("pii-scan: NOT examined: verbose S****001I.bin");
    expect(verbose.stderr).toContain("pii-scan: examined: note.txt (text, findings 1, gaps 0)\n");
    expect(verbose.stdout.split("\r\n").length).toBe(plain.stdout.split("\r\n").length);
    expect((await run([note, "-q", "-v"])).stderr).toBe("");
  });
});
