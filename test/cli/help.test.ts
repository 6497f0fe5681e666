import { describe, expect, it } from "vitest";
import { columns } from "../../src/reporters/width.ts";
import { SCAN_FLAGS, UNBUILT_COMMANDS, UNBUILT_FLAGS } from "../../src/cli/flags.ts";
import { run } from "./command.ts";

describe("help", () => {
  it("shows every option of a scan, by group, on about one screen of 80 columns", async () => {
    const { status, stdout, stderr } = await run(["--help"]);
    const lines = stdout.trimEnd().split("\n");
    expect([status, stderr]).toEqual([0, ""]);
    expect(lines.length).toBeLessThanOrEqual(55);
    expect(lines.filter((line) => columns(line) > 80)).toEqual([]);
    const heads = [...new Set(SCAN_FLAGS.map(({ group }) => `${group}:`)), "Commands:", "Examples:"];
    expect(lines.filter((line) => heads.includes(line))).toEqual(heads);
    for (const flag of SCAN_FLAGS) {
      const line = lines.find((one) => one.trim().startsWith(flag.flags)) ?? "";
      expect(line).toContain(flag.help);
      for (const choice of flag.choices ?? []) expect(line).toContain(choice);
      if (flag.default !== undefined) expect(line).toContain(`${flag.default} (default)`);
    }
    for (const status of ["0", "1", "2", "3", "130", "143"]) expect(stdout).toMatch(new RegExp(`\\b${status}\\b`));
    for (const hidden of [...UNBUILT_COMMANDS.map((name) => `  ${name} `), ...UNBUILT_FLAGS])
      expect(stdout).not.toContain(hidden);
  });

  it.each(["scan", "report", "detectors", "formats"])("knows the command %s in both spellings", async (command) => {
    const [help, option] = await Promise.all([run(["help", command]), run([command, "--help"])]);
    expect(help.stdout).toBe(option.stdout);
    expect(option.stdout).toMatch(new RegExp(`^Usage: pii-scan ${command}`));
    expect([help.status, option.status]).toEqual([0, 0]);
  });

  it.each(UNBUILT_COMMANDS)("%s is refused, also when its help is asked for", async (command) => {
    const ran = await run([command, "--help"]);
    expect(ran).toEqual({ status: 2, stdout: "", stderr: `pii-scan: the command ${command} is not built yet\n` });
  });

  it("tells of a detector's example where the column decides", async () => {
    expect((await run(["detectors", "phone"])).stdout).toMatch(/"91234567" in the column "/);
  });
});
