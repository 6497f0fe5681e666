import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { chooseDetectors } from "../../src/detectors/choose.ts";
import { DETECTORS } from "../../src/detectors/index.ts";
import { PACKS } from "../../src/model/detector.ts";
import { eventsOf, run, temporaryFolder } from "./command.ts";

const folder = temporaryFolder();
const note = join(folder, "note.txt");
writeFileSync(note, "NRIC S0000001I\nSSN: 536-90-4399\nTel 6512 3456\n");
const named = join(folder, "SSN 536-90-4399.txt");
writeFileSync(named, "nothing\n");

/** Types that are found, and the detectors that ran. */
async function found(args: readonly string[]): Promise<{ readonly types: string[]; readonly ran: readonly string[] }> {
  const { stdout, stderr } = await run([note, "-f", "ndjson", ...args]);
  expect(stderr).toBe("");
  const events = eventsOf(stdout);
  const [first] = events;
  if (first?.event !== "scan") throw new Error("no scan event");
  const types = events.flatMap((event) => (event.event === "finding" ? [event.type] : []));
  return { types: [...new Set(types)].toSorted(), ran: first.settings.detectors };
}

const ids = (pack: (typeof PACKS)[number]): string[] => chooseDetectors(pack).map(({ id }) => id);

describe("--detectors", () => {
  it("is sg by default: national numbers of the world are not looked for", async () => {
    const { types, ran } = await found([]);
    expect(types).not.toContain("us-ssn");
    expect(types).toContain("sg-nric");
    expect(ran).toEqual(ids("sg"));
  });

  it.each(["world", "all"] as const)("%s finds them, and the event stream says which detectors ran", async (pack) => {
    const { types, ran } = await found(["--detectors", pack]);
    expect(types).toEqual(expect.arrayContaining(["phone", "sg-nric", "us-ssn"]));
    expect(ran).toEqual(ids(pack));
  });

  it("is chosen for workers, too", async () => {
    const many = Array.from({ length: 60 }, (_, index) => join(folder, `many-${index}.txt`));
    for (const [index, path] of many.entries()) writeFileSync(path, `SSN: 536-90-${4400 + index}\n`);
    const { stdout } = await run([...many, "-j", "2", "--detectors", "world", "-f", "ndjson"]);
    expect(eventsOf(stdout).filter((event) => event.event === "finding" && event.type === "us-ssn").length).toBe(60);
    expect((await run([...many, "-j", "2", "-f", "csv"])).stdout).not.toContain("us-ssn");
  });

  it("--only turns on a detector outside the pack, and it alone is reported", async () => {
    const { types, ran } = await found(["--only", "us-ssn"]);
    expect(types).toEqual(["us-ssn"]);
    expect(ran).toEqual(chooseDetectors("sg", ["us-ssn"]).map(({ id }) => id));
    expect(ran).not.toContain("us-itin");
  });

  it("--except of a type outside the pack changes nothing", async () => {
    expect(await found(["--except", "us-ssn"])).toEqual(await found([]));
    expect((await found(["--except", "us-ssn", "--detectors", "world"])).types).not.toContain("us-ssn");
  });

  it("is refused where the pack leaves nothing to look for", async () => {
    const except = [...new Set(chooseDetectors("sg").flatMap(({ types }) => types))].flatMap((type) => ["--except", type]);
    const refused = await run([note, ...except]);
    expect(refused).toEqual({ status: 2, stdout: "", stderr: "pii-scan: --only and --except leave no type to look for\n" });
    expect((await run([note, ...except, "--detectors", "world"])).status).toBe(1);
  });

  it("masks names by the detectors that run, also in errors", async () => {
    const shown = async (args: readonly string[]): Promise<string> => (await run([named, "-f", "ndjson", ...args])).stdout;
    expect(await shown([])).toContain("SSN 536-90-4399.txt");
    expect(await shown(["--detectors", "world"])).not.toContain("536-90-4399");
    expect(await shown(["--only", "us-ssn"])).not.toContain("536-90-4399");
    const missing = join(folder, "SSN 536-90-4401.txt");
    for (const args of [["--detectors", "all"], ["--detectors=world"], ["--only", "us-ssn"]])
      expect((await run([missing, ...args])).stderr).not.toContain("536-90-4401");
    expect((await run([missing])).stderr).toContain("536-90-4401");
  });
});

describe("the list of detectors", () => {
  it("stands by pack, each with how it is chosen", async () => {
    const { status, stdout } = await run(["detectors"]);
    expect(status).toBe(0);
    const blocks = stdout.trimEnd().split("\n\n");
    const packs = PACKS.filter((pack) => DETECTORS.some((one) => one.pack === pack));
    expect(blocks.map((block) => block.split(":")[0])).toEqual(packs);
    for (const [index, block] of blocks.entries()) {
      const [, ...lines] = block.split("\n");
      const expected = DETECTORS.filter((one) => one.pack === packs[index]);
      expect(lines.map((line) => line.trim().split(/\s/)[0])).toEqual(expected.map(({ id }) => id));
      for (const [row, { description }] of expected.entries()) expect(lines[row]).toContain(description);
    }
    expect(stdout).toContain("sg: in every scan\n");
    expect(stdout).toContain("world: with --detectors world or all, or --only <type>\n");
  });

  it.each([
    ["sg-nric", "Pack: sg, in every scan\n"],
    ["us-ssn", "Pack: world, with --detectors world or all, or --only <type>\n"],
  ])("explains the pack of %s", async (id, line) => {
    expect((await run(["detectors", id])).stdout).toContain(line);
  });
});
