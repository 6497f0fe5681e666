import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { gzip, tar, zip } from "../../fixtures/make/archives.mjs";
import { writeFiles } from "../../fixtures/make/disk.mjs";
import { createLedger } from "../../fixtures/make/ledger.mjs";
import { createLetters } from "../../fixtures/make/letters.mjs";
import { mbox } from "../../fixtures/make/mailbox.mjs";
import { attachment, message, multipart, textPart } from "../../fixtures/make/mime.mjs";
import { msg } from "../../fixtures/make/msg.mjs";
import { makeDocx, makeXlsx, sheetRows, wordParagraph } from "../../fixtures/make/office.mjs";
import { fileAttachment, itemAttachment, mailItem, type Letter } from "../../fixtures/make/outlook-items.mjs";
import { lines, pdf } from "../../fixtures/make/pdf.mjs";
import { createPeople } from "../../fixtures/make/people.mjs";
import { sampleStore } from "../../fixtures/make/outlook-store.mjs";
import { pst, writePst } from "../../fixtures/make/pst.mjs";
import { createRandom } from "../../fixtures/make/random.mjs";
import { rtfOfHtml, rtfOfText, storeRtf } from "../../fixtures/make/rtf.mjs";
import { csv, escapeHtml } from "../../fixtures/make/tables.mjs";
import { tnef } from "../../fixtures/make/tnef.mjs";
import { scan } from "../../src/index.ts";
import type { Event, SummaryEvent } from "../../src/model/events.ts";
import { findingsOf, gapsOf, summaryOf, temporaryFolder } from "../cli/command.ts";
import { file, scan as scanBytes } from "../formats/scan.ts";
import { seedOf } from "../random.ts";

interface Held {
  readonly name: string;
  readonly bytes: Buffer;
}

const seed = seedOf("containers");
const folder = temporaryFolder();
const caseKey = Buffer.from("a case key of these tests alone.");
const DATE = new Date(Date.UTC(2026, 0, 5, 1));
const DESK = { name: "Service Desk", email: "desk@example.org" };

const random = createRandom(seed);
const ledger = createLedger();
const letters = createLetters(random, ledger);
const nextPerson = createPeople(random);
const LETTER = [letters.form(nextPerson()), letters.enquiry(nextPerson()), letters.payment(nextPerson())].join("\n");
const ROWS = letters.list(Array.from({ length: 12 }, () => nextPerson()));
const HTML = `<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>${paragraphs(LETTER)}</body></html>`;

/** The same document in every container; a row here is a column there. */
const DOCUMENTS: readonly Held[] = [
  { name: "letter.txt", bytes: Buffer.from(LETTER) },
  { name: "list.csv", bytes: Buffer.from(csv(ROWS)) },
  { name: "letter.html", bytes: Buffer.from(HTML) },
  {
    name: "letter.docx",
    bytes: makeDocx(
      LETTER.split("\n")
        .map((line) => wordParagraph(line))
        .join(""),
    ),
  },
  { name: "list.xlsx", bytes: makeXlsx([{ name: "People", data: sheetRows(ROWS) }]) },
  { name: "letter.pdf", bytes: pdf([{ content: lines(40, 780, LETTER.split("\n")) }]) },
];

function paragraphs(text: string): string {
  return text
    .split("\n")
    .map((line) => `<p>${escapeHtml(line)}</p>`)
    .join("\n");
}

/** Text of a message that holds nothing of anybody. */
const QUIET = "Please see what is attached.";
const letterOf = (more: Partial<Letter>): Letter => ({
  from: DESK,
  to: [DESK],
  subject: "papers",
  date: DATE,
  text: QUIET,
  ...more,
});
const itemWith = ({ name, bytes }: Held) => mailItem(letterOf({ attachments: [fileAttachment(name, bytes)] }));
const mailWith = ({ name, bytes }: Held, type = "application/octet-stream"): Buffer =>
  message(
    { from: DESK.email, to: DESK.email, subject: "papers", date: DATE, id: "one@mail.example" },
    multipart("mixed", [textPart(QUIET), attachment(bytes, name, { type })]),
  );
const storeOf = (item: ReturnType<typeof mailItem>) => ({ name: "Archive", folders: [{ name: "Inbox", items: [item] }] });

const CONTAINERS: readonly (readonly [name: string, make: (held: Held) => Held])[] = [
  ["a zip", (held) => ({ name: "a.zip", bytes: zip([held]) })],
  ["a zip in a tar.gz", (held) => ({ name: "a.tar.gz", bytes: gzip(tar([{ name: "a.zip", bytes: zip([held]) }])) })],
  ["a mail", (held) => ({ name: "a.eml", bytes: mailWith(held) })],
  ["a mailbox", (held) => ({ name: "a.mbox", bytes: mbox([{ bytes: mailWith(held), sender: DESK.email, date: DATE }]) })],
  ["a message file of Outlook", (held) => ({ name: "a.msg", bytes: msg(itemWith(held)) })],
  [
    "the same, without Unicode",
    (held) => ({ name: "a.msg", bytes: msg(itemWith(held), { texts: { charset: "iso-8859-1", codepage: 28591 } }) }),
  ],
  ["the same with large sectors", (held) => ({ name: "a.msg", bytes: msg(itemWith(held), { version: 4 }) })],
  [
    "a message in a message of Outlook",
    (held) => ({ name: "a.msg", bytes: msg(mailItem(letterOf({ attachments: [itemAttachment("inner", itemWith(held))] }))) }),
  ],
  ["winmail.dat", (held) => ({ name: "winmail.dat", bytes: tnef(itemWith(held)) })],
  [
    "winmail.dat in a mail",
    (held) => ({ name: "a.eml", bytes: mailWith({ name: "winmail.dat", bytes: tnef(itemWith(held)) }, "application/ms-tnef") }),
  ],
  [
    "a message in winmail.dat",
    (held) => ({
      name: "winmail.dat",
      bytes: tnef(mailItem(letterOf({ attachments: [itemAttachment("inner", itemWith(held))] }))),
    }),
  ],
  ["a store", (held) => ({ name: "a.pst", bytes: pst(storeOf(itemWith(held))).bytes })],
  [
    "a store without Unicode",
    (held) => ({ name: "a.pst", bytes: pst(storeOf(itemWith(held)), { format: "ansi", crypt: "permute" }).bytes }),
  ],
  [
    "a store with cyclic encryption",
    (held) => ({ name: "a.pst", bytes: pst(storeOf(itemWith(held)), { crypt: "cyclic" }).bytes }),
  ],
  ["an offline store", (held) => ({ name: "a.ost", bytes: pst(storeOf(itemWith(held)), { format: "unicode-4k" }).bytes })],
  [
    "a message in a message in a store",
    (held) => ({
      name: "a.pst",
      bytes: pst(storeOf(mailItem(letterOf({ attachments: [itemAttachment("inner", itemWith(held))] })))).bytes,
    }),
  ],
  [
    "a mail in a store",
    (held) => ({ name: "a.pst", bytes: pst(storeOf(itemWith({ name: "a.eml", bytes: mailWith(held) }))).bytes }),
  ],
  ["a store in a zip", (held) => ({ name: "a.zip", bytes: zip([{ name: "a.pst", bytes: pst(storeOf(itemWith(held))).bytes }]) })],
];

let scans = 0;

async function scanned({ name, bytes }: Held): Promise<Event[]> {
  scans += 1;
  const place = join(folder, String(scans));
  writeFiles(place, [{ path: name, bytes }]);
  const events: Event[] = [];
  for await (const event of scan([place], { caseKey }, { inline: true })) events.push(JSON.parse(JSON.stringify(event)) as Event);
  return events;
}

/** Type and keyed value of each finding; the same value twice is told twice. */
function told(events: readonly Event[]): string[] {
  return findingsOf([...events])
    .map(({ type, key, confidence }) => `${type} ${key} ${confidence}`)
    .toSorted();
}

function people({ individuals }: SummaryEvent): number[] {
  return [individuals.atLeast, individuals.estimate, individuals.atMost];
}

const bare = new Map<string, Promise<Event[]>>();
function bareScan(held: Held): Promise<Event[]> {
  const known = bare.get(held.name) ?? scanned(held);
  bare.set(held.name, known);
  return known;
}

describe(`a document is the same document everywhere (seed ${seed})`, () => {
  it.each(DOCUMENTS.map((one) => [one.name, one] as const))("%s: has findings to compare", async (_, held) => {
    const events = await bareScan(held);
    expect(gapsOf([...events])).toEqual([]);
    const types = new Set(findingsOf([...events]).map(({ type }) => type));
    expect([...types]).toEqual(expect.arrayContaining(["sg-nric", "phone", "email", "sg-address"]));
  });

  describe.each(CONTAINERS)("in %s", (_, make) => {
    it.each(DOCUMENTS.map((one) => [one.name, one] as const))("%s", async (__, held) => {
      const [alone, inside] = await Promise.all([bareScan(held), scanned(make(held))]);
      expect(told(inside)).toEqual(told(alone));
      expect(gapsOf([...inside])).toEqual([]);
      expect(people(summaryOf([...inside]))).toEqual(people(summaryOf([...alone])));
    });
  });
});

const BODIES: readonly (readonly [name: string, letter: Partial<Letter>])[] = [
  ["text", { text: LETTER }],
  ["HTML in bytes", { html: Buffer.from(HTML) }],
  ["HTML as a text", { html: HTML }],
  ["text and HTML", { text: LETTER, html: Buffer.from(HTML) }],
  ["text in RTF", { rtf: storeRtf(rtfOfText(LETTER)) }],
  ["text in RTF, not compressed", { rtf: storeRtf(rtfOfText(LETTER), "MELA") }],
  ["HTML in RTF", { rtf: storeRtf(rtfOfHtml(HTML)) }],
  ["text, and HTML in RTF", { text: LETTER, rtf: storeRtf(rtfOfHtml(HTML)) }],
];

const ITEM_FILES: readonly (readonly [name: string, make: (item: ReturnType<typeof mailItem>) => Held])[] = [
  ["a.msg", (item) => ({ name: "a.msg", bytes: msg(item) })],
  ["winmail.dat", (item) => ({ name: "winmail.dat", bytes: tnef(item) })],
  ["a.pst", (item) => ({ name: "a.pst", bytes: pst(storeOf(item)).bytes })],
];

describe("a letter is the same letter in every form of a body", () => {
  describe.each(BODIES)("%s", (_, letter) => {
    it.each(ITEM_FILES)("in %s", async (__, make) => {
      const alone = await bareScan(DOCUMENTS[0] as Held);
      const inside = await scanned(make(mailItem({ from: DESK, to: [DESK], subject: "papers", date: DATE, ...letter })));
      const values = (events: readonly Event[]) => new Set(findingsOf([...events]).map(({ type, key }) => `${type} ${key}`));
      expect(values(inside)).toEqual(values(alone));
      expect(gapsOf([...inside])).toEqual([]);
    });
  });
});

describe("messages are counted", () => {
  it.each([
    ["Unicode", {}],
    ["ANSI", { format: "ansi" as const }],
    ["large pages", { format: "unicode-4k" as const }],
  ])("%s: as many as were written, in read, partly and failed", async (_, how) => {
    const items = Array.from({ length: 25 }, (__, index) =>
      mailItem(letterOf({ text: index % 2 === 0 ? QUIET : LETTER, id: `${index}@mail.example` })),
    );
    const store = {
      name: "Archive",
      folders: [
        {
          name: "Inbox",
          items: items.slice(0, 15),
          orphans: items.slice(15, 18),
          folders: [{ name: "Below", items: items.slice(18, 22) }],
        },
      ],
      hidden: [{ name: "Recoverable Items", folders: [{ name: "Deletions", items: items.slice(22) }] }],
    };
    const made = pst(store, how);
    expect(made.messages).toBe(25);
    const { messages } = summaryOf(await scanned({ name: "a.pst", bytes: made.bytes })).coverage;
    expect(messages).toEqual({ expected: 25, read: 25, partly: 0, failed: 0 });
  });

  it("one whose attachment cannot be opened is read partly", async () => {
    const locked = zip([{ name: "list.csv", bytes: Buffer.from(csv(ROWS)), password: "open sesame" }]);
    const items = [mailItem(letterOf({})), mailItem(letterOf({ attachments: [fileAttachment("a.zip", locked)] }))];
    const store = { name: "Archive", folders: [{ name: "Inbox", items }], searches: ["Unread Mail"] };
    const events = await scanned({ name: "a.pst", bytes: pst(store).bytes });
    expect(summaryOf(events).coverage.messages).toEqual({ expected: 2, read: 1, partly: 1, failed: 0 });
    expect(gapsOf(events).map(({ reason }) => reason)).toEqual(["encrypted"]);
  });

  it("a file of one message counts as one", async () => {
    const { messages } = summaryOf(await scanned({ name: "a.msg", bytes: msg(mailItem(letterOf({ text: LETTER }))) })).coverage;
    expect(messages).toEqual({ expected: 1, read: 1, partly: 0, failed: 0 });
  });
});

describe("a store past 4 GB", () => {
  it("gives what the same store gives in one piece", async () => {
    const { store, messages, truth } = sampleStore(seed, 40);
    const made = pst(store);
    const compact = await scanBytes(file("a.pst", made.bytes));
    const found = new Set(compact.findings);
    expect(truth.filter(({ type, value }) => !found.has(`${type} ${value}`))).toEqual([]);
    expect([compact.expected, compact.messages]).toEqual([messages + made.associated, messages + made.associated]);

    const path = join(folder, "sparse.pst");
    const { size } = writePst(path, store, { skips: [2 ** 31 - 40_000, 3_000_000_000, 2 ** 32 + 1_000_000] });
    const handle = openSync(path, "r");
    try {
      const read = (offset: number, length: number): Uint8Array => {
        const bytes = Buffer.alloc(Math.max(0, Math.min(length, size - offset)));
        readSync(handle, bytes, 0, bytes.length, offset);
        return bytes;
      };
      const sparse = await scanBytes({ ...file("a.pst", Buffer.alloc(0)), bytes: { size, read } });
      expect(sparse).toEqual(compact);
    } finally {
      closeSync(handle);
    }
  });
});
