import { describe, expect, it } from "vitest";
import { slice } from "../../src/bytes/slice.ts";
import { memorySource } from "../../src/bytes/memory.ts";
import { DETECTORS } from "../../src/detectors/index.ts";
import { createDispatch } from "../../src/engine/dispatch.ts";
import { createGlance, type Glance } from "../../src/engine/glance.ts";
import { scanDocument, type Engine } from "../../src/engine/unfold.ts";
import { finish } from "../../src/engine/work.ts";
import { EXTRACTORS } from "../../src/formats/index.ts";
import { createMailLook } from "../../src/formats/mail/first-look.ts";
import { typescriptKernel } from "../../src/kernel/index.ts";
import { DEFAULT_LIMITS } from "../../src/limits/limits.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { Gap } from "../../src/model/gap.ts";
import { randomFrom, seedOf, type Random } from "../random.ts";

const dispatch = createDispatch(DETECTORS);
const wanted: Engine["wanted"] = ({ candidate }) => candidate.confidence !== "low";

/** What a mailbox comes to. Counts are sums: a run of messages is told as one. */
interface Told {
  expected: number;
  readonly outcomes: Record<string, number>;
  readonly correspondents: string[];
  readonly findings: string[];
  readonly gaps: string[];
}

async function scanned(mailbox: Buffer, glance: Glance | undefined): Promise<Told> {
  const told: Told = { expected: 0, outcomes: {}, correspondents: [], findings: [], gaps: [] };
  const engine: Engine = {
    extractors: EXTRACTORS,
    dispatch,
    kernel: typescriptKernel,
    limits: DEFAULT_LIMITS,
    wanted,
    untied: "out",
    alive: () => {},
    glance,
  };
  // Not in memory as a whole: the reader's window has to move.
  const bytes = slice(memorySource(mailbox), 0, mailbox.length);
  const document = { kind: "document" as const, steps: [], name: "a.mbox", declaredType: "", bytes };
  const correspondents = new Set<string>();
  await finish(
    scanDocument(document, { file: "a.mbox", steps: [] }, engine, {
      finding: ({ type, value, location }: Finding) => told.findings.push(JSON.stringify([type, value, location])),
      gap: ({ reason, detail, location }: Gap) => told.gaps.push(JSON.stringify([reason, detail, location])),
      expected: (count) => (told.expected += count),
      message: (outcome, messages) => (told.outcomes[outcome] = (told.outcomes[outcome] ?? 0) + messages),
      correspondent: (value) => correspondents.add(value),
      format: () => {},
    }),
  );
  return { ...told, correspondents: [...correspondents].toSorted() };
}

const glance = (): Glance => createGlance(() => createMailLook(dispatch.quiet.filter), dispatch, typescriptKernel, wanted, 0);

const ENVELOPES = [
  "From tan@example.com Mon Nov  2 10:00:00 2026",
  "From tan@example.com Mon Nov 02 10:00:00 2026",
  "From tan@example.com Mon Nov  2 10:00:00 +0800 2026",
  "From - Mon Nov  2 10:00:00 2026",
  "From tan@example.com",
  "From MAILER-DAEMON Mon Nov  2 10:00:00 2026",
];
const BODIES = [
  "See you soon.\n",
  "In 2026 we were 12.\n\n>From here on it is better.\n",
  "From the desk of Tan\n",
  "From tan I heard on Monday that it is 10:30\n",
  "NRIC S1234567D\n",
  "write to other@example.com\n",
  `${"a long line of words ".repeat(2_000)}\n`,
  "",
];
const HEADS = [
  "Subject: hello",
  "Subject: NRIC S1234567D",
  "Content-Length: 14",
  "X-Note: none",
  "Message-ID: <a91234567@example.com>",
];

function message(random: Random): string {
  const head = ["From: Tan <tan@example.com>", `To: desk${random.below(3)}@example.org`];
  for (let more = random.below(3); more > 0; more -= 1) head.push(random.pick(HEADS));
  const text = `${head.join("\n")}\n\n${random.pick(BODIES)}${random.below(8) === 0 ? "" : "\n"}`;
  return `${random.pick(random.below(3) === 0 ? ENVELOPES : ENVELOPES.slice(0, 2))}\n${random.below(10) === 0 ? text.replaceAll("\n", "\r\n") : text}`;
}

describe("messages that are passed over", () => {
  it("are counted, and their correspondents are told", async () => {
    const quiet = `From a@b.example Mon Nov  2 10:00:00 2026\nFrom: Tan <tan@example.com>\nTo: desk@example.org\n\nHello.\n\n`;
    const mailbox = Buffer.from(quiet.repeat(3_000));
    const seen = glance();
    let passed = 0;
    const counting: Glance = {
      message: seen.message,
      skim: (bytes, bodyStart) => {
        const run = seen.skim(bytes, bodyStart);
        passed += run?.messages ?? 0;
        return run;
      },
    };
    const told = await scanned(mailbox, counting);
    expect(told).toEqual({
      expected: 3_000,
      outcomes: { read: 3_000 },
      correspondents: ["desk@example.org", "tan@example.com"],
      findings: [],
      gaps: [],
    });
    // The last message has no envelope line behind it.
    expect(passed).toBeGreaterThan(2_990);
  });

  it("are none where a message states its length: what looks like the next one may be in it", async () => {
    const envelope = "From a@b.example Mon Nov  2 10:00:00 2026\n";
    const body = `See below.\n\n${envelope}From: Tan <tan@example.com>\n\nHello.\n`;
    const counted = `${envelope}From: Lim <lim@example.com>\nContent-Length: ${body.length}\n\n${body}\n`;
    const mailbox = Buffer.from(counted.repeat(3));
    expect(await scanned(mailbox, undefined)).toMatchObject({ expected: 3 });
    expect(await scanned(mailbox, glance())).toEqual(await scanned(mailbox, undefined));
  });

  it("change nothing: mailboxes of all kinds of messages", async () => {
    const seed = seedOf("skimmed");
    const random = randomFrom(seed);
    for (let round = 0; round < 150; round += 1) {
      const mailbox = Buffer.from(Array.from({ length: 1 + random.below(60) }, () => message(random)).join(""));
      const skimmed = await scanned(mailbox, glance());
      expect(skimmed, `seed ${seed}, round ${round}`).toEqual(await scanned(mailbox, undefined));
    }
  });
});
