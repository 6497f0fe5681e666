import { describe, expect, it } from "vitest";
import { olm, olmAddresses, olmList, olmMessage, olmRecord, type Letter } from "../../../fixtures/make/olm.mjs";
import { zip } from "../../../fixtures/make/archives.mjs";
import { ANN_NRIC, BEN_NRIC, CARA_NRIC, DAN_NRIC } from "../outlook/people.ts";
import { file, scan } from "../scan.ts";
import { chosen, documentsOf, fileOf, partsOf, unfold } from "../unfold.ts";
import type { Document, Unfolded } from "../../../src/model/document.ts";
import { eml, REPLY, TABLE } from "./letters.ts";

const FROM = { name: "Ann Tan", email: "ann@example.com" };
const TO = [{ name: "Ben Lim", email: "ben@example.org" }];

function letter(more: Partial<Letter> = {}): Letter {
  return { folder: "Inbox", from: FROM, to: TO, subject: "hello", id: "one@mail.example", text: "see below", ...more };
}

describe("the same text gives what it gives in an .eml", () => {
  it.each<[string, { text?: string; html?: string }]>([
    ["plain text", { text: REPLY }],
    ["HTML, which stands in both bodies", { html: TABLE }],
    ["plain text and HTML", { text: REPLY, html: TABLE }],
    ["a text of some thousand lines", { text: `${"nothing here\n".repeat(20_000)}${REPLY}` }],
  ])("%s", async (_name, body) => {
    const subject = `Application of ${ANN_NRIC}`;
    const [found, wanted] = [
      await scan(file("x.olm", olm([letter({ subject, ...body })]))),
      await scan(file("x.eml", eml(subject, body))),
    ];
    expect(wanted.findings.length).toBeGreaterThanOrEqual(3);
    expect(found.findings.toSorted()).toEqual(wanted.findings.toSorted());
    expect(found).toMatchObject({ format: "olm", expected: 1, messages: 1, gaps: [] });
  });
});

describe("an Outlook for Mac archive", () => {
  it("names folders and messages", async () => {
    const letters = [
      letter(),
      letter({ folder: "Archive/2024" }),
      letter({ account: "desk@example.com", id: "<two@mail.example>" }),
    ];
    const items = documentsOf(await unfold(fileOf("x", olm(letters))));
    expect(items.filter(({ steps }) => steps.some(({ kind }) => kind === "message")).map(({ steps }) => steps)).toEqual([
      [
        { kind: "folder", name: "Inbox" },
        { kind: "message", index: 0, messageId: "<one@mail.example>" },
      ],
      [
        { kind: "folder", name: "Archive" },
        { kind: "folder", name: "2024" },
        { kind: "message", index: 1, messageId: "<one@mail.example>" },
      ],
      [
        { kind: "folder", name: "desk@example.com" },
        { kind: "folder", name: "Inbox" },
        { kind: "message", index: 2, messageId: "<two@mail.example>" },
      ],
    ]);
  });

  it("opens attachments by the places that a message names, and those that none names", async () => {
    const note = (value: string) => Buffer.from(`my NRIC is ${value}\n`);
    const inner = eml("Inner", { text: `NRIC ${BEN_NRIC}` });
    const attachments = [
      { name: "ann.txt", bytes: note(ANN_NRIC), type: "text/plain" },
      { name: "inner.eml", bytes: inner, type: "message/rfc822" },
      {
        name: "dan.txt",
        bytes: note(DAN_NRIC),
        url: "Local/com.microsoft.__Messages/Inbox/com.microsoft.__Attachments/a%20b",
        stored: false,
      },
    ];
    const more = {
      "Local/com.microsoft.__Messages/Inbox/com.microsoft.__Attachments/a b": note(DAN_NRIC),
      "Local/com.microsoft.__Messages/Inbox/com.microsoft.__Attachments/orphan_0000": note(CARA_NRIC),
    };
    const { findings, gaps, expected, messages } = await scan(file("x", olm([letter({ attachments })], more)));
    expect(findings.toSorted()).toEqual([ANN_NRIC, BEN_NRIC, CARA_NRIC, DAN_NRIC].map((one) => `sg-nric ${one}`).toSorted());
    expect({ gaps, expected, messages }).toEqual({ gaps: [], expected: 1, messages: 1 });
  });

  it("tells who wrote and got a message as correspondents, in every list of addresses", async () => {
    const many = ["to", "cc", "reply"].map((name) => ({ name: `Person ${name}`, email: `${name}@example.net` }));
    const [to, cc, reply] = many as [(typeof many)[0], (typeof many)[0], (typeof many)[0]];
    const sender = { name: "Secretary", email: "secretary@example.net" };
    const bcc = olmAddresses("OPFMessageCopyBCCAddresses", [{ email: "bcc@example.net" }]);
    const bytes = olm([letter({ sender, to: [to], cc: [cc], replyTo: [reply], more: bcc })]);
    const items = documentsOf(await unfold(fileOf("x", bytes)));
    const headers = partsOf(readIn(items[0]));
    const told = Object.fromEntries(
      headers.filter(({ role }) => role === "header").map(({ label, bytes: text }) => [label, Buffer.from(text).toString()]),
    );
    expect(told).toMatchObject({
      from: "Ann Tan <ann@example.com>",
      sender: "Secretary <secretary@example.net>",
      to: "Person to <to@example.net>",
      cc: "Person cc <cc@example.net>",
      bcc: "bcc@example.net",
      subject: "hello",
    });
    expect(told["reply-to"]).toContain("reply@example.net");
    expect((await scan(file("x", bytes))).findings).toEqual([]);
  });

  it("shows a text that stands in both bodies once", async () => {
    const html = `<html><body>NRIC ${ANN_NRIC}</body></html>`;
    const bodies = async (one: Letter) =>
      partsOf(readIn(documentsOf(await unfold(fileOf("x", olm([one]))))[0])).filter(({ role }) => role === "body");
    expect((await bodies(letter({ text: html, html }))).map(({ alternative }) => alternative)).toEqual([undefined]);
    expect((await bodies(letter({ text: "other", html }))).map(({ alternative }) => alternative)).toEqual(["plain", "html"]);
  });

  it("shows every other text of a message", async () => {
    const more = `<OPFMessageCopyCategoryList><category OPFCategoryCopyName="NRIC ${ANN_NRIC}"/></OPFMessageCopyCategoryList><SomethingNew><deep>NRIC ${BEN_NRIC}</deep></SomethingNew><!-- NRIC ${CARA_NRIC} -->`;
    const { findings, gaps } = await scan(file("x", olm([letter({ more })])));
    expect(findings.toSorted()).toEqual([ANN_NRIC, BEN_NRIC, CARA_NRIC].map((one) => `sg-nric ${one}`).toSorted());
    expect(gaps).toEqual([]);
  });

  it("reads contacts and groups as records of labelled fields", async () => {
    const contact = (name: string, mobile: string, email: string) =>
      olmRecord("contact", {
        OPFContactCopyDisplayName: name,
        OPFContactCopyCellPhone: mobile,
        OPFContactCopyBirthday: "1980-05-05T16:00:00",
        OPFContactCopyModDate: "2018-06-16T18:44:58",
        OPFContactCopyHomeStreetAddress: "Blk 12 Toa Payoh Lorong 1 #04-05",
        OPFContactCopyHomeCity: "Singapore",
        OPFContactCopyHomeZip: "310012",
        OPFContactCopyEmailAddressList: `<contactEmailAddress OPFContactEmailAddressAddress="${email}" OPFContactEmailAddressType="0"></contactEmailAddress>`,
      });
    const members = olmAddresses("OPFGroupCopyMemberList", [{ name: "Cara", email: "cara@example.net" }]);
    const more = {
      "Local/Address Book/Contacts.xml": olmList("contacts", [
        contact("Ann Tan", "81234567", "ann@example.net"),
        contact("Ben Lim", "91234567", "ben@example.net"),
      ]),
      "Local/Address Book/Groups.xml": olmList("groups", [
        olmRecord("group", { OPFGroupCopyDisplayName: "team", OPFGroupCopyMemberList: members }),
      ]),
    };
    const bytes = olm([], more);
    const found = await scan(file("x", bytes));
    expect(found.findings.toSorted()).toEqual(
      [
        "date-of-birth 1980-05-06",
        "date-of-birth 1980-05-06",
        "email ann@example.net",
        "email ben@example.net",
        "email cara@example.net",
        "phone +6581234567",
        "phone +6591234567",
        "sg-address 310012",
        "sg-address 310012",
      ].toSorted(),
    );
    expect(found).toMatchObject({ format: "olm", expected: 0, messages: 0, gaps: [] });
    const list = documentsOf(await unfold(fileOf("x", bytes))).find(({ name }) => name === "Contacts.xml");
    const parts = partsOf(readIn(list));
    expect(parts.map(({ record }) => record)).toEqual(["contact"]);
    const { table, bytes: text } = parts[0] as (typeof parts)[0];
    const records = new Set(Array.from({ length: (table?.cells.length ?? 0) / 6 }, (_, cell) => table?.cells[cell * 6 + 3]));
    expect(records).toEqual(new Set([0, 1]));
    expect(Buffer.from(text).toString()).toContain("Blk 12 Toa Payoh Lorong 1 #04-05, Singapore 310012\n");
    expect(Buffer.from(text).toString()).toContain("1980-05-06\n");
    expect(Buffer.from(text).toString()).not.toContain("2018-06-16");
  });

  it("reads meetings, tasks and notes", async () => {
    const meeting = olmRecord("appointment", {
      OPFCalendarEventCopySummary: `Visit of ${ANN_NRIC}`,
      OPFCalendarEventCopyDescription: `<![CDATA[<html><body><p>NRIC ${BEN_NRIC}</p></body></html>]]>`,
      OPFCalendarEventCopyOrganizer: "desk@example.com",
      OPFCalendarEventCopyAttendeeList: `<appointmentAttendee OPFCalendarAttendeeAddress="ben@example.org" OPFCalendarAttendeeName="Ben"/>`,
    });
    const more = {
      "Local/Calendar/Calendar.xml": olmList("appointments", [meeting]),
      "Local/Tasks/Tasks.xml": olmList("tasks", [
        olmRecord("task", { OPFTaskCopyName: "call", OPFTaskCopyNotePlain: `NRIC ${CARA_NRIC}` }),
      ]),
      "Local/Notes/Notes.xml": olmList("notes", [
        olmRecord("note", { OPFNoteCopyTitle: "n", OPFNoteCopyText: `NRIC ${DAN_NRIC}` }),
      ]),
    };
    const found = await scan(file("x", olm([], more)));
    expect(found.findings.toSorted()).toEqual(
      [ANN_NRIC, BEN_NRIC, CARA_NRIC, DAN_NRIC].map((one) => `sg-nric ${one}`).toSorted(),
    );
    expect(found.gaps).toEqual([]);
  });

  it("is told from zip archives, and from one that holds it", () => {
    const inner = olm([letter()]);
    expect(chosen(fileOf("x.zip", inner)).id).toBe("olm");
    expect(chosen(fileOf("x.olm", zip([{ name: "a.txt", bytes: Buffer.from("text") }]))).id).toBe("zip");
    expect(chosen(fileOf("x.zip", zip([{ name: "mail.olm", bytes: inner, method: "stored" }]))).id).toBe("zip");
    const contacts = { "Local/Address Book/Contacts.xml": olmList("contacts", []) };
    expect(chosen(fileOf("x", olm([], contacts))).id).toBe("olm");
  });
});

/** What the reader of a document gives. */
function readIn(document: Document | undefined): Unfolded[] {
  const budget = { maxDocumentBytes: 1_000_000, output: () => undefined, entry: () => undefined };
  const items = document?.reader?.({ budget, insideMessage: true, depth: 1 });
  if (items === undefined || !(Symbol.iterator in items)) throw new Error("no such document, or not read at once");
  return [...items];
}

describe("what a generator writes", () => {
  it("states its messages", () => {
    expect(olmMessage(letter())).toMatch(/^<emails[^>]* elementCount="1"><email/);
  });
});
