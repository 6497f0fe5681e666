import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ID, int32, text } from "../../../fixtures/make/mapi.mjs";
import { sampleStore } from "../../../fixtures/make/outlook-store.mjs";
import { pst, writePst, type Store as Made } from "../../../fixtures/make/pst.mjs";
import { openFile } from "../../../src/sources/file-source.ts";
import { chosen, fileOf } from "../unfold.ts";
import { allOf, readStore } from "./read.ts";
import { attached, counted, file, FORMS, mail, range } from "./stores.ts";

const LARGE = counted(200_000);

const STORE: Made = {
  name: "Store",
  folders: [
    {
      name: "Inbox",
      items: [
        ...range(20, (number) => mail(number)),
        mail(20, { attachments: [file("a.txt", Buffer.from("hello")), file("large.bin", LARGE)] }),
        mail(21, { attachments: [attached(mail(22, { attachments: [file("inner.txt", Buffer.from("innermost"))] }))] }),
        mail(23, { body: "long ".repeat(40_000) }),
      ],
      associated: [mail(30)],
      folders: [{ name: "Déjà", items: [mail(40)], orphans: [mail(41)] }],
    },
    { name: "Empty" },
  ],
};
/** Of the messages that are not attached to others. */
const NUMBERS = [...range(22, (number) => number), 23, 30, 40, 41];

describe.each(FORMS)("a file of the form $name", ({ how }) => {
  it.each([
    ["of few pages", {}],
    ["of many levels, with its tables in subnodes", { mostPerPage: 3, mostRowBytes: 64 }],
  ])("%s is read wholly", async (_name, more) => {
    const { bytes, messages: count } = pst(STORE, { ...how, ...more });
    const store = await readStore(bytes);
    expect(store.gaps).toEqual([]);
    expect(store.messages.flatMap(({ gaps, failed }) => [...gaps, ...(failed === undefined ? [] : [failed])])).toEqual([]);
    // The writer does not count the associated message.
    expect([store.expected, store.messages.length, count]).toEqual([26, 26, 25]);
    for (const number of NUMBERS) {
      const told = store.messages.filter(({ text: all }) => all.includes(`message ${number}.`));
      expect(told.map(({ messageId }) => messageId)).toEqual([`<${number}@mail.example>`]);
      expect(told[0]?.text).toContain(`to${number}@mail.example`);
      expect(told[0]?.text).toContain(`case of ${number}`);
      expect(told[0]?.folder).toBe(`Top of Personal Folders/Inbox${number < 40 ? "" : "/Déjà"}`);
    }
    expect(store.messages.map(({ index }) => index)).toEqual(range(26, (index) => index));
    expect(new Set(store.messages.map(({ nid }) => nid)).size).toBe(26);
    const files = store.messages.flatMap((one) => one.files);
    expect(files.map((one) => one.name)).toEqual(["a.txt", "large.bin", "inner.txt"]);
    expect(allOf(files[1]?.bytes ?? { size: 0, read: () => LARGE }).equals(LARGE)).toBe(true);
    expect(store.messages.some(({ text: all }) => all.includes("message 22."))).toBe(true);
    expect(store.messages.some(({ text: all }) => all.includes("long ".repeat(39_000)))).toBe(true);
    expect(store.names).toContain("Déjà");
  });
});

describe("a file", () => {
  it("gives random access to the data of an attachment", async () => {
    const { bytes } = pst({ name: "S", folders: [{ name: "F", items: [mail(1, { attachments: [file("x", LARGE)] })] }] });
    const source = (await readStore(bytes)).messages[0]?.files[0]?.bytes;
    for (const [offset, length] of [
      [0, 10],
      [8_170, 20],
      [8_176, 8_176],
      [100_000, 50_000],
      [199_990, 100],
      [200_000, 5],
      [0, 200_000],
    ] as const) {
      expect(Buffer.from(source?.read(offset, length) ?? [])).toEqual(LARGE.subarray(offset, offset + length));
    }
  });

  it("gives an attachment whose blocks are listed in two levels as one source", async () => {
    const large = counted(8_176 * 1_100);
    const { bytes } = pst({ name: "S", folders: [{ name: "F", items: [mail(1, { attachments: [file("x", large)] })] }] });
    const told = (await readStore(bytes)).messages[0];
    expect(told?.gaps).toEqual([]);
    expect(allOf(told?.files[0]?.bytes ?? { size: 0, read: () => large }).equals(large)).toBe(true);
  });

  it("decodes 8-bit texts by the code page of the message", async () => {
    const item = mail(1, { body: "陳大文的身份證" });
    const { bytes } = pst(
      { name: "S", folders: [{ name: "F", items: [item] }] },
      { format: "ansi", texts: { charset: "big5", codepage: 950 } },
    );
    expect((await readStore(bytes)).messages[0]?.text).toContain("陳大文的身份證");
  });

  it("is known by its signature, or by its pages where that is destroyed", () => {
    for (const { how } of FORMS) {
      const { bytes } = pst(STORE, how);
      expect(chosen(fileOf("x", bytes)).id).toBe("pst");
      bytes.fill(0, 0, 600);
      expect(chosen(fileOf("x.pst", bytes)).id).toBe("pst");
      expect(chosen(fileOf("x.bin", bytes)).id).not.toBe("pst");
    }
    expect(chosen(fileOf("x.pst", "From: somebody\n\nsome text\n")).id).not.toBe("pst");
  });

  it("with a password is read like any other", async () => {
    // The password is a checksum in the store's properties (PidTagPstPassword, [MS-PST] 2.4.3.3), which nothing asks for.
    const { bytes } = pst({
      name: "S",
      folders: [{ name: "F", items: [{ ...mail(1), properties: [...mail(1).properties, int32(0x67ff, 0x1234)] }] }],
    });
    expect((await readStore(bytes)).messages).toHaveLength(1);
  });

  it("states neither the prefix of a subject nor how long it is", async () => {
    const item = { ...mail(1), properties: [text(ID.messageClass, "IPM.Note"), text(ID.subject, "\u0001\u0005RE: hello")] };
    const { bytes } = pst({ name: "S", folders: [{ name: "F", items: [item] }] });
    const all = (await readStore(bytes)).messages[0]?.text ?? "";
    expect(all).toContain("RE: hello");
    // oxlint-disable-next-line no-control-regex
    expect(/[\u0001\u0005]/.test(all)).toBe(false);
  });

  it("of more than 4 GB is read where its pages and blocks are", async () => {
    const folder = mkdtempSync(join(tmpdir(), "pii-scan-pst-"));
    try {
      const path = join(folder, "large.pst");
      const items = range(4, (number) => mail(number, { attachments: [file(`${number}`, LARGE)] }));
      writePst(path, { name: "S", folders: [{ name: "F", items }] }, { skips: [2 ** 31 + 2 ** 20, 2 ** 32 + 2 ** 20] });
      const opened = openFile(path);
      try {
        expect(opened.size).toBeGreaterThan(2 ** 32);
        const { expected, messages, gaps } = await readStore(opened.source);
        expect(gaps).toEqual([]);
        expect(expected).toBe(4);
        expect(messages.map(({ messageId }) => messageId)).toEqual(range(4, (number) => `<${number}@mail.example>`));
        for (const { files } of messages)
          expect(allOf(files[0]?.bytes ?? { size: 0, read: () => LARGE }).equals(LARGE)).toBe(true);
      } finally {
        opened.close();
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each(["ansi", "unicode", "unicode-4k"] as const)(
    "of an Outlook profile (%s) gives everything that was planted",
    async (format) => {
      const { store, truth, messages } = sampleStore(7, 40);
      const { bytes } = pst(store, { format });
      const read = await readStore(bytes);
      expect(read.gaps).toEqual([]);
      expect(read.messages.length).toBe(read.expected);
      expect(read.messages.length).toBeGreaterThanOrEqual(messages);
      expect(read.messages.filter(({ failed }) => failed !== undefined)).toEqual([]);
      const all = read.messages
        .flatMap((one) => [one.text, ...one.files.map((each) => allOf(each.bytes).toString("latin1"))])
        .join("\n");
      const planted = truth.filter(({ type }) => type === "sg-nric");
      expect(planted.length).toBeGreaterThan(20);
      expect(planted.filter(({ value }) => !all.toUpperCase().includes(value))).toEqual([]);
    },
  );
});
