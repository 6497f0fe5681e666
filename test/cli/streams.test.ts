import { spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { COMMAND, eventsOf, findingsOf, run, SAMPLE, summaryOf, temporaryFolder } from "./command.ts";

const ESC = "\u001b";
const folder = temporaryFolder();
const people = join(folder, "people.csv");
const NRIC = "S0000001I";

beforeAll(() => {
  writeFileSync(people, `Name,NRIC\n${`Someone,${NRIC}\n`.repeat(3000)}`);
});

describe("standard output and error", () => {
  it("ends quietly when the reader goes away", () => {
    const piped = spawnSync(
      "sh",
      ["-c", `"${process.execPath}" "${COMMAND}" "${people}" -f ndjson 2>err.txt | head -n 1; cat err.txt`],
      {
        cwd: folder,
        encoding: "utf8",
      },
    );
    const lines = piped.stdout.trim().split("\n");
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] as string)).toMatchObject({ event: "scan" });
  });

  it.each(["--help", "formats", "detectors"])("%s ends quietly too", (command) => {
    const line = `"${process.execPath}" "${COMMAND}" ${command} | head -c 1 >/dev/null; echo "\${PIPESTATUS[0]}"`;
    const piped = spawnSync("bash", ["-c", line], { encoding: "utf8" });
    expect([piped.stdout, piped.stderr]).toEqual(["0\n", ""]);
  });

  it.runIf(existsSync("/dev/full"))("does not say that all is well when the report could not be written", () => {
    for (const args of [["-f", "ndjson"], ["-f", "table"], ["--help"]]) {
      const full = openSync("/dev/full", "w");
      const ran = spawnSync(process.execPath, [COMMAND, people, ...args, "-q"], {
        stdio: ["ignore", full, "pipe"],
        encoding: "utf8",
      });
      closeSync(full);
      expect(ran.status).toBe(2);
      expect(ran.stderr).toBe("pii-scan: standard output cannot be written (ENOSPC); the report is not complete\n");
    }
  });

  it("arrives whole at a slow reader", async () => {
    const child = spawn(process.execPath, [COMMAND, people, "-f", "ndjson", "-q"], { stdio: ["ignore", "pipe", "pipe"] });
    const chunks: Buffer[] = [];
    let complaints = "";
    child.stderr.on("data", (chunk: Buffer) => (complaints += chunk.toString()));
    child.stdout.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      child.stdout.pause();
      setTimeout(() => child.stdout.resume(), 5);
    });
    await new Promise((resolve) => child.on("close", resolve));
    const events = eventsOf(Buffer.concat(chunks).toString("utf8"));
    expect(findingsOf(events)).toHaveLength(3000);
    expect(summaryOf(events).findings.total).toBe(3000);
    expect(complaints).toBe("");
  });

  it.each([
    ["a pipe", {}, [], false],
    ["NO_COLOR", { NO_COLOR: "1", FORCE_COLOR: "1" }, [], false],
    ["FORCE_COLOR", { FORCE_COLOR: "1" }, [], true],
    ["TERM=dumb", { TERM: "dumb" }, [], false],
    ["--color always over NO_COLOR", { NO_COLOR: "1" }, ["--color", "always"], true],
    ["--no-color over FORCE_COLOR", { FORCE_COLOR: "1" }, ["--no-color"], false],
  ] as [string, Record<string, string>, string[], boolean][])("%s: colour as asked", async (_, env, args, coloured) => {
    const ran = await run([SAMPLE, ...args], { env });
    expect(ran.stdout.includes(ESC)).toBe(coloured);
    expect(ran.stderr.includes(ESC)).toBe(false);
  });

  it("shows hostile names without their power", async () => {
    const hostile = join(folder, "hostile");
    mkdirSync(hostile);
    writeFileSync(join(hostile, `${ESC}[31mred${ESC}]0;title\u0007.txt`), `NRIC ${NRIC}\n`);
    writeFileSync(join(hostile, "two\nlines\u202e.csv"), `NRIC\n${NRIC}\n`);
    writeFileSync(join(hostile, "=cmd.txt"), `NRIC ${NRIC}\n`);
    for (const format of ["table", "csv", "ndjson", "json"]) {
      const ran = await run([hostile, "-f", format]);
      expect(ran.status).toBe(1);
      for (const text of [ran.stdout, ran.stderr])
        expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202e]/);
    }
    expect((await run([hostile, "-f", "csv"])).stdout).not.toMatch(/(^|,)"?=/m);
  });

  it("reads standard input under the name it is given", async () => {
    const ran = await run(["-", "--stdin-filename", "mail.eml", "-f", "ndjson"], {
      input: `From: a@example.com\nSubject: hello\n\nNRIC ${NRIC}\n`,
    });
    const events = eventsOf(ran.stdout);
    expect(ran.status).toBe(1);
    expect(findingsOf(events).map((one) => [one.location.file, one.type])).toEqual([["mail.eml", "sg-nric"]]);
  });
});

describe("reports in files", () => {
  it("writes several in one scan, closed to others, with nothing left beside", async () => {
    const out = join(folder, "out");
    mkdirSync(out);
    const outputs = ["table", "json", "ndjson", "csv"].flatMap((id) => ["-o", `${id}:${join(out, id)}`]);
    const ran = await run([people, ...outputs]);
    expect(ran.status).toBe(1);
    expect(readdirSync(out).sort()).toEqual(["csv", "json", "ndjson", "table"]);
    for (const name of readdirSync(out)) expect(statSync(join(out, name)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(join(out, "json"), "utf8")).findings).toHaveLength(3000);
    expect(findingsOf(eventsOf(readFileSync(join(out, "ndjson"), "utf8")))).toHaveLength(3000);
  });

  it("renders a run again", async () => {
    const stream = join(folder, "run.ndjson");
    const first = await run([SAMPLE, "-o", `ndjson:${stream}`]);
    const again = await run(["report", stream]);
    expect(again.stdout).toBe(first.stdout);
    expect(again.status).toBe(first.status);
  });

  it("renders a run that was cut off, and says so", async () => {
    const stream = join(folder, "cut.ndjson");
    const whole = (await run([SAMPLE, "-f", "ndjson"])).stdout;
    writeFileSync(stream, whole.slice(0, Math.floor(whole.length / 2)));
    const again = await run(["report", stream, "-f", "ndjson"]);
    const summary = summaryOf(eventsOf(again.stdout));
    expect(summary).toMatchObject({ partial: true, complete: false });
    expect(summary.individuals.estimate).toBeGreaterThan(0);
  });
});

describe("raw values", () => {
  it("are in files under --reveal, not in a pipe", async () => {
    const file = join(folder, "revealed.ndjson");
    const ran = await run([people, "--reveal", "-f", "ndjson", "-o", `ndjson:${file}`]);
    expect(ran.stdout).not.toContain(NRIC);
    expect(ran.stderr).toMatch(/pipe/);
    expect(findingsOf(eventsOf(readFileSync(file, "utf8")))[0]).toMatchObject({ value: NRIC });
  });

  it("are on standard output when that is a regular file", async () => {
    const out = join(folder, "stdout.ndjson");
    spawnSync("sh", ["-c", `"${process.execPath}" "${COMMAND}" "${people}" --reveal -f ndjson -q > "${out}"`], {
      env: { PATH: process.env["PATH"] },
    });
    expect(readFileSync(out, "utf8")).toContain(NRIC);
  });

  it("are refused in CI", async () => {
    for (const CI of ["true", "1", "false"]) {
      const ran = await run([people, "--reveal"], { env: { CI } });
      expect(ran.status).toBe(2);
      expect(ran.stderr).toMatch(/CI/);
    }
    expect((await run([people, "--reveal", "-q"], { env: { CI: "" } })).status).toBe(1);
  });
});

describe("lists", () => {
  it("names every detector and explains one", async () => {
    const list = await run(["detectors"]);
    for (const id of ["sg-nric", "payment-card", "sg-address", "phone", "email"]) expect(list.stdout).toContain(id);
    const one = await run(["detectors", "sg-nric"]);
    expect(one.stdout).toMatch(/Sources of the rules/);
    expect((await run(["detectors", "sg-nrik"])).stderr).toMatch(/did you mean sg-nric/);
  });

  it("names every format", async () => {
    const { stdout } = await run(["formats"]);
    for (const id of ["mbox", "eml", "csv", "json", "html", "zip", "gzip", "tar", "text"])
      expect(stdout).toMatch(new RegExp(`^${id} `, "m"));
  });
});
