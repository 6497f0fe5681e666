import { describe, expect, it } from "vitest";
import { zip } from "../../../fixtures/make/archives.mjs";
import { olm, olmList, olmMessage, type Letter } from "../../../fixtures/make/olm.mjs";
import { ANN_NRIC, BEN_NRIC } from "../outlook/people.ts";
import { file, scan } from "../scan.ts";
import { memorySource } from "../../../src/bytes/memory.ts";
import { openArchive } from "../../../src/formats/olm/archive.ts";
import { messageDocument } from "../../../src/formats/olm/message-document.ts";
import type { Unfolded } from "../../../src/model/document.ts";
import { coreText, everyPrefix, partsOf } from "../unfold.ts";

const GOOD: Letter = { folder: "Inbox", from: { email: "ann@example.com" }, subject: "first", text: `NRIC ${ANN_NRIC}` };
const LAST: Letter = { folder: "Inbox", subject: "last", text: `NRIC ${BEN_NRIC}` };
const BOTH = [ANN_NRIC, BEN_NRIC].map((one) => `sg-nric ${one}`).toSorted();

describe("damage costs what it hits", () => {
  it.each<[string, string, string[]]>([
    ["no XML at all", "\u0000\u0001 nothing", ["malformed/none"]],
    ["another list", olmList("contacts", []), ["malformed/none"]],
    ["an empty part", "", ["malformed/none"]],
    ["cut before its message", '<emails elementCount="1"><ema', ["malformed/none"]],
    ["cut in its text", olmMessage({ ...GOOD, text: "cut here" }).split("cut here")[0] ?? "", ["malformed/partly"]],
    [
      "an element that is closed twice",
      olmMessage({ folder: "", text: "x" }).replace("</email>", "</b></email>"),
      ["malformed/partly"],
    ],
    [
      "text between its messages",
      olmMessage({ folder: "", text: "x" }).replace("</email>", "</email>hidden"),
      ["malformed/partly"],
    ],
    [
      "fewer messages than it states",
      olmMessage({ folder: "", text: "x" }).replace('elementCount="1"', 'elementCount="3"'),
      ["malformed/partly"],
    ],
    ["a bomb of elements", `<emails><email>${"<a>".repeat(200_000)}</email></emails>`, ["malformed/partly"]],
    [
      "more elements than are told apart",
      `<emails><email>${'<a b="c"/>'.repeat(200_000)}</email></emails>`,
      ["malformed/partly"],
    ],
    [
      "closed elements that were never open",
      `<emails><email>${"<a>".repeat(300_000)}${"</b>".repeat(300_000)}`,
      ["malformed/partly"],
    ],
    [
      "a declaration of entities",
      `<!DOCTYPE emails [<!ENTITY x "${"y".repeat(99)}">]><emails><email><OPFMessageCopyBody>&x;</OPFMessageCopyBody></email></emails>`,
      [],
    ],
  ])("a message of %s", async (_name, xml, gaps) => {
    const found = await scan(file("x", olm([GOOD, { folder: "Inbox", xml }, LAST])));
    expect(found).toMatchObject({ expected: 3, messages: 3, gaps });
    expect(found.findings.toSorted()).toEqual(BOTH);
  });

  it.each<[string, Letter["attachments"], string]>([
    ["lies nowhere", [{ name: "a.txt", bytes: Buffer.from("x"), stored: false }], "malformed/none"],
    ["has no place", [{ name: "a.txt", bytes: Buffer.from("x"), stored: false, url: "" }], "not-followed/none"],
  ])("an attachment that %s is told", async (_name, attachments, gap) => {
    const found = await scan(file("x", olm([{ ...GOOD, attachments: attachments ?? [] }, LAST])));
    expect(found.gaps).toEqual([gap]);
    expect(found.findings.toSorted()).toEqual(BOTH);
  });

  it("a message that the archive lists and does not hold is a failed one", async () => {
    const bytes = olm([GOOD, { folder: "Other", subject: "x", text: "y" }, LAST]);
    const name = Buffer.from("Local/com.microsoft.__Messages/Other/message_00000.xml");
    // The local header's signature is destroyed; the directory still names it.
    bytes[bytes.indexOf(name) - 30] = 0;
    const found = await scan(file("x", bytes));
    expect(found).toMatchObject({ expected: 3, messages: 3 });
    expect(found.gaps).toContain("malformed/none");
    expect(found.findings.toSorted()).toEqual(BOTH);
  });

  it("an encrypted message is told", async () => {
    const place = "Local/com.microsoft.__Messages/Inbox/message_0000";
    const entries = [GOOD, LAST].map((letter, index) => ({
      name: `${place}${index}.xml`,
      bytes: Buffer.from(olmMessage(letter)),
    }));
    const bytes = zip([{ ...(entries[0] as (typeof entries)[0]), password: "secret" }, entries[1] as (typeof entries)[0]]);
    expect(await scan(file("x", bytes))).toMatchObject({
      expected: 2,
      messages: 2,
      gaps: ["encrypted/none"],
      findings: [BOTH.find((one) => one.endsWith(BEN_NRIC))],
    });
  });

  it("an archive that is cut off gives the messages that are left", async () => {
    const filler: Letter[] = Array.from({ length: 40 }, (_, index) => ({
      folder: `F${index}`,
      subject: String(index),
      text: "x",
    }));
    const whole = olm([GOOD, ...filler]);
    const found = await scan(file("x", whole.subarray(0, whole.length / 2)));
    expect(found.findings).toEqual([`sg-nric ${ANN_NRIC}`]);
    expect(found.gaps).toContain("malformed/partly");
    expect(found.expected).toBeGreaterThan(5);
    expect(found.messages).toBe(found.expected);
  });

  it("messages that make more work than the archive allows are failed ones", async () => {
    const archive = await openArchive(memorySource(olm([GOOD])));
    const [part] = archive.pack.parts.filter(({ name }) => name.includes("message_"));
    if (part === undefined) throw new Error("no message");
    const told = () => messageDocument(archive, part, 0, 1_000_000);
    expect(told().steps.at(-1)).toMatchObject({ kind: "message", index: 0 });
    expect(archive.spent).toBeGreaterThan(0);
    expect(() => told().reader?.(undefined as never)).not.toThrow();
    archive.spent = archive.most + 1;
    expect(() => told().reader?.(undefined as never)).toThrow(expect.objectContaining({ gapReason: "work-limit" }));
  });

  it("a message larger than may be held in memory is told as far as it goes", async () => {
    const archive = await openArchive(memorySource(olm([{ ...GOOD, text: `NRIC ${ANN_NRIC}${" x".repeat(200_000)}` }])));
    const [part] = archive.pack.parts.filter(({ name }) => name.includes("message_"));
    if (part === undefined) throw new Error("no message");
    const budget = { maxDocumentBytes: 200_000, output: () => undefined, entry: () => undefined };
    const items = messageDocument(archive, part, 0, 200_000).reader?.({ budget, insideMessage: true, depth: 1 });
    const told = [...(items as Iterable<Unfolded>)];
    expect(told.filter((item) => item.kind === "gap").map(({ reason, examined }) => `${reason}/${examined}`)).toEqual([
      "size-limit/partly",
    ]);
    expect(coreText(partsOf(told))).toContain(ANN_NRIC);
  });

  it("every prefix is told", async () => {
    await everyPrefix("x.olm", olm([GOOD, LAST]), 7);
  });
});
