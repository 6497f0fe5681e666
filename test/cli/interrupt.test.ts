import { spawn } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { COMMAND, eventsOf, filesOf, findingsOf, run, summaryOf, temporaryFolder } from "./command.ts";

const folder = temporaryFolder();
const FILES = 40;

beforeAll(() => {
  const row = "Tan Example,S0000001I,91234567,someone@example.com\n";
  const body = `Name,NRIC,Phone,Email\n${row.repeat(40_000)}`;
  for (let index = 0; index < FILES; index += 1) writeFileSync(join(folder, `people-${index}.csv`), body);
});

describe("an interrupted scan", () => {
  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("%s leaves a valid partial report and status %d", async (signal, status) => {
    const ran = await run([folder, "-f", "ndjson", "--jobs", "2"], {
      started: (child) => child.stdout?.once("data", () => child.kill(signal)),
    });
    expect(ran.status).toBe(status);
    const events = eventsOf(ran.stdout);
    const summary = summaryOf(events);
    expect(summary).toMatchObject({ partial: true, complete: false, exitCode: status });
    const { files } = summary.coverage;
    expect(files.found).toBe(FILES);
    expect(files.found).toBe(files.examined + files.partly + files.notExamined);
    expect(files.examined).toBeLessThan(FILES);
    expect(filesOf(events)).toHaveLength(FILES);
    for (const file of filesOf(events)) expect(file.gaps).toBe(file.examined === "whole" ? 0 : 1);
    expect(filesOf(events).reduce((sum, file) => sum + file.findings, 0)).toBe(findingsOf(events).length);
    expect(summary.findings.total).toBe(findingsOf(events).length);
    expect(ran.stderr).not.toMatch(/\n\s+at /);
  });
});

describe("a scan that is interrupted before it begins", () => {
  it("ends at once and writes nothing", async () => {
    const report = join(folder, "report.ndjson");
    const child = spawn(process.execPath, [COMMAND, "-", "-f", "ndjson", "-o", `ndjson:${report}`], { stdio: "pipe" });
    let told = "";
    child.stdout.on("data", (chunk: Buffer) => (told += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (told += chunk.toString()));
    // The input is never ended: only the signal can end this. Once the report was tried out the handlers follow.
    const ended = new Promise<number | null>((resolve) => child.on("close", (status) => resolve(status)));
    await setTimeout(1_500);
    child.kill("SIGINT");
    expect(await ended).toBe(130);
    expect(told).toBe("");
    expect(readdirSync(folder).filter((name) => name.startsWith("report"))).toEqual([]);
  });
});
