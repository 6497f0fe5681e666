import { createRequire } from "node:module";
import type { FieldsData } from "@kenjiuno/msgreader";
import { describe, expect, it } from "vitest";
import { fileAttachment, itemAttachment, mailItem } from "../../../fixtures/make/outlook-items.mjs";
import type { Item } from "../../../fixtures/make/mapi.mjs";
import { msg } from "../../../fixtures/make/msg.mjs";
import { randomFrom, seedOf } from "../../random.ts";
import { coreText, documentsOf, fileOf, partsOf, unfold } from "../unfold.ts";

const { default: MsgReader } = createRequire(import.meta.url)("@kenjiuno/msgreader") as {
  default: new (bytes: ArrayBuffer) => { getFileData(): FieldsData };
};

/** Another reader of the same format: what it finds must be told here, too. */
function read(bytes: Buffer): FieldsData {
  return new MsgReader(new Uint8Array(bytes).buffer).getFileData();
}

const seed = seedOf("oracle");
const random = randomFrom(seed);
const NAMES = ["Ann Tan", "Ben Lim", "陈伟明", "Zoë Müller", "Siti binti Osman"];
const one = (): { name: string; email: string } => ({ name: random.pick(NAMES), email: `p${random.below(1_000)}@example.com` });

function letter(depth: number): Item {
  return mailItem({
    from: one(),
    to: Array.from({ length: 1 + random.below(5) }, one),
    cc: Array.from({ length: random.below(3) }, one),
    subject: `Subject ${random.pick(NAMES)} ${random.below(9)}`,
    date: new Date("2026-03-04T05:06:07Z"),
    text: `Line one\r\n${random.pick(NAMES)}\r\n${"filler ".repeat(random.below(900))}`,
    attachments: Array.from({ length: random.below(4) }, (_, index) =>
      depth > 0 && random.below(3) === 0
        ? itemAttachment(`Inner ${index}`, letter(depth - 1))
        : fileAttachment(`file ${index} ${random.pick(NAMES)}.bin`, Buffer.alloc(random.below(9_000), index + 1)),
    ),
  });
}

describe("another reader of msg files", () => {
  it.each(Array.from({ length: 25 }, (_, index) => index))("finds nothing in sample %i that is not told here", async () => {
    const bytes = msg(letter(2), { version: random.pick([3, 4] as const) });
    const theirs = read(bytes);
    const items = await unfold(fileOf("x.msg", bytes));
    const parts = partsOf(items);
    const labelled = (wanted: string): string => coreText(parts.filter(({ label }) => label === wanted));
    expect(labelled("subject"), `seed ${seed}`).toBe(theirs.subject);
    expect(coreText(parts.filter(({ role }) => role === "body"))).toBe(theirs.body?.replaceAll("\r\n", "\n"));
    expect(labelled("from")).toContain(theirs.senderEmail);
    for (const { email, name, recipType } of theirs.recipients ?? []) {
      expect(labelled(recipType ?? "to")).toContain(email);
      expect(labelled(recipType ?? "to")).toContain(name);
    }
    const told = documentsOf(items).map(({ name, bytes: content, reader }) =>
      reader === undefined ? `${name} ${content.size}` : "item",
    );
    const found = (theirs.attachments ?? []).map((file) =>
      file.innerMsgContent === true ? "item" : `${file.fileName} ${file.contentLength}`,
    );
    expect(told).toEqual(found);
  });
});
