import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { zip } from "../../fixtures/make/archives.mjs";
import type { Event } from "../../src/model/events.ts";
import { eventsOf, filesOf, findingsOf, gapsOf, run, summaryOf, temporaryFolder } from "./command.ts";

const folder = temporaryFolder();
const evidence = join(folder, "evidence");
const key = join(folder, "case.key");
const VALUES = ["S0000001I", "T0000001E", "F0000001U"] as const;
const [ALICE, BOB, CAROL] = VALUES;

const MESSAGE = `From: Alice <alice@example.com>
To: Help <help@example.org>
Subject: my number
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=OUTER

--OUTER
Content-Type: multipart/alternative; boundary=INNER

--INNER
Content-Type: text/plain; charset=utf-8

陈 my NRIC is ${ALICE} thanks

On Mon, 1 Jan 2024, Bob <bob@example.com> wrote:
> NRIC: ${BOB}
--INNER
Content-Type: text/html; charset=utf-8

<p>陈 my NRIC is <b>${ALICE.slice(0, 3)}</b>${ALICE.slice(3)} thanks</p><blockquote type=cite>NRIC: ${BOB}</blockquote>
--INNER--
--OUTER
Content-Type: text/csv; name="IC copy ${CAROL}.csv"
Content-Disposition: attachment; filename="IC copy ${CAROL}.csv"

Name,NRIC,Card
Carol,${CAROL},4111111111111111
--OUTER--
`;

beforeAll(() => {
  mkdirSync(join(evidence, "sub"), { recursive: true });
  writeFileSync(key, "0123456789abcdef0123456789abcdef\n");
  writeFileSync(join(evidence, "mail.eml"), MESSAGE);
  writeFileSync(join(evidence, "sub", "people.csv"), `名,NRIC,Mobile\n陈,${ALICE},91234567\n林,${BOB},81234567\n`);
  writeFileSync(join(evidence, `scan ${BOB}.txt`), "nothing\n");
  writeFileSync(join(evidence, "81234567 maybe.txt"), "nothing\n");
  const entry = { name: `x/${BOB}.bin`, bytes: Buffer.from("x"), password: "pw" };
  writeFileSync(join(evidence, "z.zip"), zip([entry]));
});

async function scan(...args: string[]): Promise<readonly Event[]> {
  const ran = await run([...args, "-f", "ndjson", "--case-key-file", key]);
  expect([ran.status, ran.stderr]).toEqual([1, ""]);
  return eventsOf(ran.stdout);
}

/** All that may differ between two scans of one input. */
function timeless(events: readonly Event[]): string {
  return JSON.stringify(events).replaceAll(/"(startedAt|endedAt|seconds|bytesPerSecond)":("[^"]*"|[\d.]+)/g, "");
}

describe("the event stream", () => {
  it("begins with scan, ends with summary, adds up", async () => {
    const events = await scan(evidence);
    const summary = summaryOf(events);
    expect(events[0]?.event).toBe("scan");
    const { files, messages, gaps } = summary.coverage;
    expect(files).toEqual({ found: 5, examined: 4, partly: 1, notExamined: 0 });
    expect(messages).toEqual({ expected: 1, read: 1, partly: 0, failed: 0 });
    expect(gaps).toEqual({ total: gapsOf(events).length, byReason: { encrypted: 1 } });
    expect(filesOf(events).reduce((sum, file) => sum + file.findings, 0)).toBe(summary.findings.total);
    expect(findingsOf(events)).toHaveLength(summary.findings.total);
    for (const finding of findingsOf(events)) {
      expect(finding.id).toMatch(/^f-/);
      expect(finding.record).toMatch(/^r-/);
      expect(finding).not.toHaveProperty("value");
      expect(finding.location).not.toHaveProperty("input");
    }
    const member = events.flatMap((event) => (event.event === "individual" ? event.findings : []));
    expect(new Set(member).size).toBe(member.length);
    const apart = findingsOf(events).filter((finding) => !member.includes(finding.id));
    expect(apart.map(({ type, display }) => `${type} ${display}`)).toEqual(["payment-card-test **** **** **** 1111"]);
    expect(summary.individuals.estimate).toBe(3);
    expect(summary.correspondents).toBe(3);
  });

  it("gives one finding with two places for plain and HTML, and marks what is quoted", async () => {
    const mail = findingsOf(await scan(evidence)).filter(({ location }) => location.file === "mail.eml");
    const texts = mail.filter(({ role }) => role === "body" || role === "quoted");
    expect(texts.map(({ role, display, places }) => [role, display, places?.length])).toEqual([
      ["body", "S****001I", 1],
      ["quoted", "T****001E", 1],
    ]);
    expect(texts[0]?.location).toMatchObject({ line: 1, column: 14 });
  });

  it("tells the name of a document before what is in it", async () => {
    const attached = findingsOf(await scan(evidence)).filter(({ location }) =>
      location.steps.some((step) => step.kind === "mime"),
    );
    expect(attached.map(({ role }) => role)).toEqual(["filename", "attachment", "attachment"]);
  });

  it("is the same for any number of workers", async () => {
    const [one, ...others] = await Promise.all(["1", "2", "3", "8"].map((jobs) => scan(evidence, "-j", jobs)));
    for (const other of others) expect(timeless(other)).toBe(timeless(one as readonly Event[]));
  });

  it("joins runs under one case key, and numbers the inputs where there are several", async () => {
    const [whole, parts] = await Promise.all([scan(evidence), scan(join(evidence, "sub"), join(evidence, "mail.eml"))]);
    const keys = (events: readonly Event[]): Set<string> => new Set(findingsOf(events).map((finding) => finding.key));
    expect([...keys(whole)]).toEqual(expect.arrayContaining([...keys(parts)]));
    const places = findingsOf(parts).map(({ location }) => `${location.input} ${location.file}`);
    expect([...new Set(places)]).toEqual(["0 people.csv", "1 mail.eml"]);
  });

  it("is one document with the same events as json", async () => {
    const events = await scan(evidence);
    const ran = await run([evidence, "-f", "json", "--case-key-file", key]);
    const document = JSON.parse(ran.stdout) as Record<string, unknown>;
    expect(Object.keys(document).sort()).toEqual(["files", "findings", "gaps", "individuals", "scan", "schema", "summary"]);
    expect(document["schema"]).toBe("pii-scan/1");
    expect(document["findings"]).toEqual(findingsOf(events));
    expect(document["files"]).toEqual(filesOf(events));
    expect(document["gaps"]).toEqual(gapsOf(events));
  });
});

describe("names that hold values", () => {
  it.each([["partial"], ["full"]])("are masked everywhere (%s)", async (mask) => {
    const named = join(folder, `case ${CAROL}`);
    mkdirSync(named, { recursive: true });
    writeFileSync(join(named, `scan ${BOB}.bin`), Buffer.from([0, 1, 2, 3, 0xff, 0xfe, 0, 0, 1]));
    for (const format of ["table", "json", "ndjson", "csv"]) {
      const ran = await run([
        evidence,
        named,
        "-f",
        format,
        "--mask",
        mask,
        "--min-confidence",
        "low",
        "-v",
        "--include",
        `*${ALICE}*`,
        "--include",
        "*",
      ]);
      expect(ran.status).toBe(1);
      for (const value of [...VALUES, "81234567", "91234567", "4111111111111111"])
        expect(ran.stdout + ran.stderr).not.toContain(value);
      if (mask === "full")
        expect((ran.stdout + ran.stderr).replaceAll(/[\w-]{43}|\b[fpr]-[0-9a-f]{16}/g, "")).not.toMatch(
          /001[IEU]\b|\b1111\b|\*4567/,
        );
    }
  });
});
