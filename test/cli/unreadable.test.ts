import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { getuid } from "node:process";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { COMMAND, eventsOf, filesOf, gapsOf, summaryOf, temporaryFolder } from "./command.ts";

const folder = temporaryFolder();
const locked = join(folder, "locked");
// Nothing is closed to root: then the command runs as nobody, if nobody may read the command.
const NOBODY = 65_534;
const as = getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
const possible =
  process.platform !== "win32" && spawnSync(process.execPath, [COMMAND, "--version"], { ...as, cwd: "/" }).status === 0;

afterAll(() => chmodSync(locked, 0o700));

describe("evidence that may not be read", () => {
  it.runIf(possible)("is a gap each, and never the end of the scan", () => {
    chmodSync(folder, 0o755);
    mkdirSync(locked);
    writeFileSync(join(locked, "inside.txt"), "NRIC S0000001I\n");
    writeFileSync(join(folder, "closed.txt"), "NRIC S0000001I\n");
    writeFileSync(join(folder, "open.txt"), "nothing\n");
    chmodSync(join(folder, "closed.txt"), 0);
    chmodSync(locked, 0);
    const scan = (...args: string[]) =>
      spawnSync(process.execPath, [COMMAND, ...args], { ...as, cwd: "/", encoding: "utf8", env: { PATH: process.env["PATH"] } });

    const ran = scan(folder, "-f", "ndjson");
    const events = eventsOf(ran.stdout);
    expect([ran.status, ran.stderr]).toEqual([3, ""]);
    expect(gapsOf(events).map(({ reason, location }) => [reason, location.file])).toEqual([
      ["unreadable", "closed.txt"],
      ["unreadable", "locked"],
    ]);
    expect(filesOf(events).map(({ path, examined }) => [path, examined])).toEqual([
      ["closed.txt", "none"],
      ["open.txt", "whole"],
    ]);
    expect(summaryOf(events).coverage.files).toEqual({ found: 2, examined: 1, partly: 0, notExamined: 1 });
    expect(scan(folder, "--allow-incomplete").status).toBe(0);
    expect(scan(locked).status).toBe(3);
    expect(scan(join(folder, "closed.txt")).status).toBe(3);
    expect(scan(folder, "-o", `csv:${join(locked, "report.csv")}`).status).toBe(2);
  });
});
