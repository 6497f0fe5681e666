import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { eventsOf, gapsOf, run, summaryOf, temporaryFolder } from "./command.ts";

const folder = temporaryFolder();
const MAILBOX = join(folder, "inbox.mbox");
const MESSAGES = 400;

/** Every fourth message lies about its charset, so that the readers disagree on it. */
const messages = Array.from({ length: MESSAGES }, (_, index) => {
  const head = `From - Mon Nov  2 10:00:00 2026\nFrom: a@example.com\nMessage-ID: <${index}@example.com>\nMIME-Version: 1.0\n`;
  const charset = index % 4 === 0 ? "iso-8859-1" : "utf-8";
  return `${head}Content-Type: text/plain; charset=${charset}\nContent-Transfer-Encoding: 8bit\n\n陈伟明 ${"wrote ".repeat(200)}\n\n`;
});
writeFileSync(MAILBOX, messages.join(""));

const DISAGREE = /^two mail readers disagree/;

async function verified(percent: string, jobs: string) {
  const events = eventsOf((await run([MAILBOX, "-f", "ndjson", "--verify-mail", percent, "--jobs", jobs])).stdout);
  const gaps = gapsOf(events).filter(({ detail }) => DISAGREE.test(detail));
  return {
    settings: events[0]?.event === "scan" ? events[0].settings.verifyMail : undefined,
    messages: summaryOf(events).coverage.messages,
    places: gaps.map(({ location }) => JSON.stringify(location)),
  };
}

describe("--verify-mail", () => {
  it("takes the same sample for any number of jobs", async () => {
    const [one, two, three] = await Promise.all(["1", "2", "3"].map((jobs) => verified("40", jobs)));
    expect(two).toEqual(one);
    expect(three).toEqual(one);
    expect(one?.settings).toBe(40);
    expect(one?.messages.verified).toBeGreaterThan(MESSAGES / 4);
    expect(one?.messages.verified).toBeLessThan(MESSAGES * 0.6);
    expect(one?.places.length).toBeGreaterThan(MESSAGES / 20);
    expect(one?.messages.disagreed).toBe(one?.places.length);
    expect(one?.messages.partly).toBe(one?.places.length);
  });

  it("compares all for 100 and none for 0", async () => {
    expect((await verified("100", "1")).messages).toMatchObject({ verified: MESSAGES, disagreed: MESSAGES / 4 });
    const none = await verified("0", "1");
    expect(none).toEqual({
      settings: undefined,
      messages: { expected: MESSAGES, read: MESSAGES, partly: 0, failed: 0 },
      places: [],
    });
  });

  it("says on the terminal what came of it", async () => {
    const { stdout, status } = await run([MAILBOX, "--verify-mail", "100"]);
    expect(stdout).toContain("Two mail readers agree on 300 of 400 messages compared.");
    expect(stdout).toContain("two mail readers disagree");
    expect(status).toBe(3);
  });

  it.each(["101", "-1", "5.5", "five"])("refuses %s", async (percent) => {
    const { stderr, status } = await run([MAILBOX, `--verify-mail=${percent}`]);
    expect(stderr).toContain("--verify-mail takes a whole number from 0 to 100");
    expect(status).toBe(2);
  });
});
