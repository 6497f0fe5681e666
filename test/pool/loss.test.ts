import { describe, expect, it } from "vitest";
import { UNOPENED } from "../../src/engine/trace.ts";
import { jobAfter, MOST_LOST, patience, readLost, type Lost } from "../../src/pool/loss.ts";
import { MAILBOX, newJob, NOT_BEGUN, PROGRESS, WHOLE_FILE, type Job, type Skip } from "../../src/pool/protocol.ts";

const job: Job = newJob(3, { kind: "memory", file: { file: "a" }, bytes: new Uint8Array(0), truncated: false });
const lost: Lost = { position: WHOLE_FILE, ordinal: 4, given: 2, told: 5, through: 0, dropping: false };
const skip: Skip = { position: WHOLE_FILE, ordinal: 4, given: 2, ends: false, told: false };

describe("the job after a loss", () => {
  it("gives up the document that was open where it was, and forgets what was told behind that", () => {
    expect(jobAfter({ ...job, ahead: 9 }, lost)).toEqual({ ...job, ahead: 5, skips: [skip] });
    expect(jobAfter({ ...job, ahead: 3 }, lost)).toEqual({ ...job, ahead: 3, skips: [skip] });
  });

  it("drops as much as before when another document was lost than the one that was half told", () => {
    expect(jobAfter({ ...job, ahead: 9 }, { ...lost, position: 700, through: 650 })).toMatchObject({ ahead: 9 });
  });

  it("blames no document for what came out once, and tries again, but not for ever", () => {
    let next: Job | undefined = { ...job, ahead: 9 };
    for (let retries = 1; retries <= 3; retries += 1) {
      next = jobAfter(next as Job, { ...lost, dropping: true });
      expect(next).toEqual({ ...job, ahead: 9, retries });
    }
    const unopened = { position: WHOLE_FILE, ordinal: 0, given: UNOPENED, ends: false, told: true };
    expect(jobAfter(next as Job, { ...lost, dropping: true })).toMatchObject({ ahead: 0, skips: [unopened] });
  });

  it("does not open the outer document when the same place costs two workers, and then leaves the file", () => {
    const once = jobAfter(job, lost) as Job;
    const twice = jobAfter(once, lost) as Job;
    expect(twice.skips).toEqual([{ position: WHOLE_FILE, ordinal: 0, given: UNOPENED, ends: false, told: false }]);
    expect(jobAfter(twice, { ...lost, ordinal: 0, given: UNOPENED })).toBeUndefined();
  });

  it("counts places for each outer document", () => {
    let next: Job = job;
    for (let index = 0; index < MOST_LOST - 1; index += 1) next = jobAfter(next, { ...lost, ordinal: index }) as Job;
    expect(next.skips.some(({ ends }) => ends)).toBe(false);
    expect(jobAfter(next, { ...lost, position: 10 })?.skips.at(-1)).toMatchObject({ position: 10, ends: false });
    expect(jobAfter(next, { ...lost, ordinal: 99 })?.skips.at(-1)).toMatchObject({ ordinal: 99, ends: true });
  });

  it("reads a mailbox message by message when it is lost between two, and then leaves it", () => {
    const next = jobAfter(job, { ...lost, position: MAILBOX }) as Job;
    expect(next.skips).toHaveLength(1);
    expect(jobAfter(next, { ...lost, position: MAILBOX })).toBeUndefined();
  });

  it("tries again when no document was open, and then leaves the file", () => {
    let next: Job | undefined = job;
    for (let tries = 0; tries < 3; tries += 1) next = jobAfter(next as Job, { ...lost, position: NOT_BEGUN });
    expect(next).toEqual({ ...job, retries: 3 });
    expect(jobAfter(next as Job, { ...lost, position: NOT_BEGUN })).toBeUndefined();
  });

  it("stands in the shared array", () => {
    const progress = new Float64Array(PROGRESS.length);
    for (const [name, value] of Object.entries({ ...lost, dropping: 1 })) progress[PROGRESS[name as keyof Lost]] = value;
    expect(readLost(progress)).toEqual({ ...lost, dropping: true });
  });
});

describe("patience", () => {
  it("is whole for the first stalls, and then less and less", () => {
    expect([0, 4, 9, 99, 10_000].map((stalls) => patience(120_000, stalls))).toEqual([120_000, 120_000, 60_000, 6_000, 2_000]);
  });

  it("adds up to little over an hour for a thousand documents that hang", () => {
    const all = Array.from({ length: 1_000 }, (_, stalls) => patience(120_000, stalls));
    expect(all.reduce((sum, one) => sum + one, 0)).toBeLessThan(80 * 60_000);
  });
});
