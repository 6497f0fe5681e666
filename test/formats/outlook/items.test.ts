import { describe, expect, it } from "vitest";
import {
  appointmentItem,
  contactItem,
  fileAttachment,
  itemAttachment,
  linkAttachment,
  mailItem,
  oleAttachment,
} from "../../../fixtures/make/outlook-items.mjs";
import { ID, SET, text, TYPE, type Item } from "../../../fixtures/make/mapi.mjs";
import { msg } from "../../../fixtures/make/msg.mjs";
import { tnef } from "../../../fixtures/make/tnef.mjs";
import { openCompound, streamIn } from "../../../src/formats/cfb/compound.ts";
import { msg as extractor } from "../../../src/formats/msg/msg.ts";
import { createBudget } from "../../../src/limits/budget.ts";
import { DEFAULT_LIMITS } from "../../../src/limits/limits.ts";
import type { Unfolded } from "../../../src/model/document.ts";
import { randomFrom, seedOf } from "../../random.ts";
import { file, scan } from "../scan.ts";
import { cellsOf, chosen, coreText, documentsOf, everyPrefix, fileOf, gapsOf, partsOf, reasons, unfold } from "../unfold.ts";
import { ANN_NRIC, BEN_NRIC, CARA_NRIC, DAN_NRIC, EVE_NRIC } from "./people.ts";

const DATE = new Date("2026-03-04T05:06:07Z");
const BASE = {
  from: { name: "Ann Tan", email: "ann@example.com" },
  to: [
    { name: "Ben Lim", email: "ben@example.org" },
    { name: "Cara Ng", email: "cara@example.net" },
  ],
  cc: [{ name: "", email: "dan@example.com" }],
  subject: "Plan",
  date: DATE,
  text: "hello",
};
const BIRTHDAY = 0x3a42;

/** Both containers must say the same. */
const CONTAINERS: readonly (readonly [string, (item: Item) => Buffer])[] = [
  ["msg", (item) => msg(item)],
  ["tnef", (item) => tnef(item)],
];

describe.each(CONTAINERS)("%s", (_kind, pack) => {
  const opened = (item: Item): ReturnType<typeof unfold> => unfold(fileOf("x", pack(item)));

  it("tells sender and recipients in the fields of a header", async () => {
    const headers = partsOf(await opened(mailItem(BASE))).filter(({ role }) => role === "header");
    expect(headers.map(({ label, bytes }) => [label, Buffer.from(bytes).toString()])).toEqual([
      ["from", "Ann Tan <ann@example.com>"],
      ["to", "Ben Lim <ben@example.org>, Cara Ng <cara@example.net>"],
      ["cc", "dan@example.com"],
      ["subject", "Plan"],
    ]);
  });

  it("shows the header that a message came with, and beside it only what it lacks", async () => {
    const transported =
      "Received: from x by y\r\nFrom: =?utf-8?B?QW5u?= <ann@example.com>\r\nTo: ben@example.org\r\nSubject: Plan\r\nX-Note: see\r\n two\r\n";
    const headers = partsOf(await opened(mailItem({ ...BASE, headers: transported }))).filter(({ role }) => role === "header");
    expect(headers.map(({ label, bytes }) => [label, Buffer.from(bytes).toString()])).toEqual([
      ["from", "Ann <ann@example.com>"],
      ["to", "ben@example.org\nCara Ng <cara@example.net>"],
      ["cc", "dan@example.com"],
      ["subject", "Plan"],
      ["header", "x-note: see two"],
    ]);
  });

  it("tells a contact as one record with labels", async () => {
    const item = contactItem({
      given: "Ann",
      family: "Tan",
      email: "ann@example.com",
      phone: "81234567",
      home: "1 Example Road",
      date: DATE,
      note: `NRIC ${ANN_NRIC}`,
    });
    const birthday = { id: BIRTHDAY, type: TYPE.time, value: new Date("1980-05-02T16:00:00Z") };
    const parts = partsOf(await opened({ ...item, properties: [...item.properties, birthday] }));
    expect(parts.every(({ record, role }) => record === "contact" && role === "metadata")).toBe(true);
    const cells = new Map(cellsOf(parts).map(([value, label]) => [label, value]));
    expect(Object.fromEntries(cells)).toMatchObject({
      "Given name": "Ann",
      "Family name": "Tan",
      "Mobile phone": "81234567",
      Email: "ann@example.com",
      Birthday: "1980-05-03",
      Notes: `NRIC ${ANN_NRIC}`,
    });
    expect(new Set(cellsOf(parts).map(([, , record]) => record))).toEqual(new Set([0]));
    expect((await scan(file("x", pack(item)))).findings).toEqual(
      expect.arrayContaining([`phone +6581234567`, "email ann@example.com"]),
    );
  });

  it("tells the properties of an appointment, and lists of words", async () => {
    const item = appointmentItem({
      subject: "Visit",
      place: `Home of ${BEN_NRIC}`,
      from: DATE,
      to: DATE,
      note: "bring it",
      organiser: BASE.from,
      invited: BASE.to,
    });
    const meta = coreText(partsOf(await opened(item)).filter(({ role }) => role === "metadata"));
    expect(meta.split("\n")).toEqual([`Location: Home of ${BEN_NRIC}`, "Keywords: Family", "Keywords: Clinic"]);
  });

  it("tells named texts by their names, and no identifiers of machines", async () => {
    const named = (name: string | number, value: string) => ({ name: { set: SET.publicStrings, name }, type: TYPE.text, value });
    const more = [
      named("Employee NRIC", CARA_NRIC),
      named("ConversationIndexTrackingEx", "II=81234567"),
      text(0x1042, "<81234567@x>"),
    ];
    const meta = coreText(
      partsOf(await opened(mailItem({ ...BASE, id: "81234567@x.example", more }))).filter(({ role }) => role === "metadata"),
    );
    expect(meta).toBe(`Conversation topic: Plan\nEmployee NRIC: ${CARA_NRIC}`.replace("Conversation topic: Plan\n", ""));
  });

  it("gives attachments with their names and types, links and rights-protected ones as gaps", async () => {
    const item = mailItem({
      ...BASE,
      attachments: [
        fileAttachment("a long name.txt", Buffer.from("one"), "text/plain; charset=utf-8"),
        linkAttachment("\\\\server\\share\\Ann Tan.docx", 4),
        fileAttachment("message.rpmsg", Buffer.from("xx")),
        fileAttachment("smime.p7m", Buffer.from("two"), "multipart/signed"),
        itemAttachment("Inner", mailItem({ ...BASE, subject: "Inner" })),
      ],
    });
    const items = await opened(item);
    expect(
      documentsOf(items).map(({ name, declaredType, steps, reader }) => [name, declaredType, steps, reader !== undefined]),
    ).toEqual([
      ["a long name.txt", "text/plain", [{ kind: "attachment", index: 0, name: "a long name.txt" }], false],
      ["smime.p7m", "multipart/signed", [{ kind: "attachment", index: 3, name: "smime.p7m" }], false],
      ["", "", [{ kind: "attachment", index: 4, name: "Inner" }], true],
    ]);
    expect(gapsOf(items).map(({ reason, steps }) => [reason, steps[0]])).toEqual([
      ["not-followed", { kind: "attachment", index: 1, name: "Ann Tan.docx" }],
      ["encrypted", { kind: "attachment", index: 2, name: "message.rpmsg" }],
    ]);
  });

  it("reads a contact in place of a file, with all of its properties", async () => {
    const contact = contactItem({
      given: "Ann",
      family: "Tan",
      email: "ann@example.com",
      phone: "81234567",
      home: "x",
      date: DATE,
    });
    const birthday = { id: BIRTHDAY, type: TYPE.time, value: new Date("1980-05-03T00:00:00Z") };
    const item = { ...contact, properties: [birthday, ...contact.properties] };
    const [document] = documentsOf(await opened(mailItem({ ...BASE, attachments: [itemAttachment("Ann", item)] })));
    const context = { budget: createBudget(DEFAULT_LIMITS), insideMessage: true, depth: 1 };
    const items: Unfolded[] = [];
    for await (const one of document?.reader?.(context) ?? []) items.push(one);
    expect(cellsOf(partsOf(items))).toContainEqual(["1980-05-03", "Birthday", 0, expect.any(Number), 1]);
    expect(gapsOf(items)).toEqual([]);
  });

  it("gives an OLE object as a compound file", async () => {
    const storage = [
      { name: "CONTENTS", bytes: Buffer.alloc(5_000, DAN_NRIC) },
      { name: "part", children: [{ name: "s", bytes: Buffer.from(EVE_NRIC) }] },
    ];
    const [document] = documentsOf(await opened(mailItem({ ...BASE, attachments: [oleAttachment("Object", storage)] })));
    const compound = document === undefined ? undefined : openCompound(document.bytes);
    expect(compound?.damaged).toBe(false);
    expect(compound === undefined ? 0 : streamIn(compound.root, "CONTENTS")?.open().bytes.size).toBe(5_000);
  });

  it("stops at the limit of entries", async () => {
    const attachments = Array.from({ length: 9 }, (_, index) => fileAttachment(`${index}.txt`, Buffer.from("x")));
    const items = await unfold(fileOf("x", pack(mailItem({ ...BASE, attachments }))), { entries: 3 });
    expect(documentsOf(items).length).toBe(3);
    expect(reasons(items)).toEqual(["count-limit/partly"]);
  });

  it("with random bytes in it is told as something, and costs nobody else", async () => {
    const seed = seedOf("items");
    const random = randomFrom(seed);
    const item = mailItem({
      ...BASE,
      html: "<p>hi</p>",
      attachments: [fileAttachment("a.txt", Buffer.from("x")), itemAttachment("I", mailItem(BASE))],
    });
    const sample = pack(item);
    for (let round = 0; round < 60; round += 1) {
      const bytes = Buffer.from(sample);
      for (let hits = 1 + random.below(20); hits > 0; hits -= 1) bytes[8 + random.below(bytes.length - 8)] = random.below(256);
      const { gaps } = await scan(file("x", bytes));
      expect(
        gaps.filter((one) => one.startsWith("work") || one.startsWith("unreadable")),
        `seed ${seed}, round ${round}`,
      ).toEqual([]);
    }
  });
});

describe("damage", () => {
  const item = mailItem({
    ...BASE,
    html: Buffer.from("<p>hi</p>"),
    attachments: [fileAttachment("a.txt", Buffer.alloc(6_000, "x"))],
  });

  it("to a msg is told at every length", async () => {
    await everyPrefix("x.msg", msg(item), 511);
  });

  it("to a winmail.dat is told at every length", async () => {
    await everyPrefix("winmail.dat", tnef(item), 13);
  });

  it("of a cut winmail.dat leaves what stands before it", async () => {
    const sample = tnef(item);
    const items = await unfold(fileOf("winmail.dat", sample.subarray(0, sample.length - 3_000)));
    expect(coreText(partsOf(items).filter(({ alternative }) => alternative === "plain"))).toBe("hello");
    expect(reasons(items)).toContain("malformed/partly");
  });

  it("of a table of recipients that states more rows than it has is told", async () => {
    const rows = Buffer.from([0xff, 0xff, 0xff, 0x7f, 0, 0, 0, 0]);
    const head = Buffer.from("789f3e22010001049006000800000000".slice(0, 30), "hex");
    const items = await unfold(fileOf("winmail.dat", Buffer.concat([head, rows, Buffer.alloc(2)])));
    expect(reasons(items)).toEqual(["malformed/partly"]);
  });

  it("of a msg whose directory has lost its root leaves all of it", async () => {
    const bytes = msg(mailItem(BASE));
    bytes.writeUInt32LE(0xffffffff, 512 * (1 + bytes.readUInt32LE(48)) + 76);
    const items = await unfold(fileOf("x.msg", bytes));
    expect(coreText(partsOf(items).filter(({ role }) => role === "body"))).toBe("hello");
    expect(reasons(items)).toContain("malformed/partly");
  });

  it("of a count is told", async () => {
    const bytes = msg(mailItem(BASE));
    const at = bytes.indexOf(Buffer.from([3, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0]));
    bytes.writeUInt32LE(9, at + 8);
    const items = await unfold(fileOf("x.msg", bytes));
    expect(gapsOf(items).map(({ detail }) => detail)).toEqual(["3 of 9 recipients were found"]);
  });
});

describe("a msg", () => {
  it("is known by its streams, not by its name", () => {
    expect(chosen(fileOf("a.doc", msg(mailItem(BASE)))).id).toBe("msg");
    expect(chosen(fileOf("a.pdf", tnef(mailItem(BASE)))).id).toBe("tnef");
  });

  it("has the Message-ID of its mail", () => {
    const sample = msg(mailItem({ ...BASE, id: "one@example.com" }));
    expect(extractor.messageIdOf?.(sample.subarray(0, 32_768))).toBe("<one@example.com>");
    expect(extractor.messageIdOf?.(msg(mailItem(BASE)))).toBeUndefined();
    expect(extractor.messageIdOf?.(Buffer.from("no"))).toBeUndefined();
  });

  it("shows no property twice, and its body once", async () => {
    const parts = partsOf(
      await unfold(fileOf("x", msg(mailItem({ ...BASE, text: ANN_NRIC, more: [text(ID.displayName, "Plan")] })))),
    );
    expect(parts.filter(({ bytes }) => Buffer.from(bytes).includes(ANN_NRIC)).length).toBe(1);
  });
});
