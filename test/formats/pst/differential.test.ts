import { openPst, type IPSTFolder, type IPSTMessage } from "@hiraokahypertools/pst-extractor";
import { describe, expect, it } from "vitest";
import { sampleStore } from "../../../fixtures/make/outlook-store.mjs";
import { pst } from "../../../fixtures/make/pst.mjs";
import { readStore } from "./read.ts";

/** What another reader says of a message. */
interface Other {
  readonly folder: string;
  readonly subject: string;
  readonly body: string;
  readonly files: number;
}

async function readByAnother(bytes: Buffer): Promise<Other[]> {
  const file = await openPst({
    readFile: (buffer, offset, length, position) => {
      const piece = bytes.subarray(position, position + length);
      new Uint8Array(buffer).set(piece, offset);
      return Promise.resolve(piece.length);
    },
    close: () => Promise.resolve(),
  });
  const found: Other[] = [];
  const walk = async (folder: IPSTFolder, above: string): Promise<void> => {
    for (const message of await folder.getEmails()) found.push({ folder: above, ...(await told(message)) });
    for (const below of await folder.getSubFolders())
      await walk(below, above === "" ? below.displayName : `${above}/${below.displayName}`);
  };
  await walk(await file.getRootFolder(), "");
  await file.close();
  return found;
}

/** Attachments with content, those of attached messages as well. */
async function told(message: IPSTMessage): Promise<Omit<Other, "folder">> {
  let files = 0;
  for (const attachment of await message.getAttachments()) {
    const inner = await attachment.getEmbeddedPSTMessage();
    if (inner !== null) files += (await told(inner)).files;
    else if (attachment.attachMethod === 1 || attachment.attachMethod === 6) files += 1;
  }
  return { subject: message.subject, body: message.body, files };
}

// The other reader refuses the third encoding.
const FORMS = (["ansi", "unicode", "unicode-4k"] as const).flatMap((format) =>
  (["none", "permute"] as const).map((crypt) => ({ format, crypt })),
);

describe.each(FORMS)("a file ($format, $crypt) read by another reader", ({ format, crypt }) => {
  it.each([1])("has no message, folder, text or attachment that ours does not tell (seed %i)", async (seed) => {
    const { store, messages } = sampleStore(seed, 40);
    const { bytes } = pst(store, { format, crypt, mostPerPage: 9, mostRowBytes: 500 });
    const ours = await readStore(bytes);
    const others = await readByAnother(bytes);
    expect(others.length).toBeGreaterThan(40);
    // Messages that no folder lists, and hidden ones, are told by ours alone.
    expect(ours.messages.length).toBeGreaterThanOrEqual(Math.max(messages, others.length));
    const left = [...ours.messages];
    for (const { folder, subject, body, files } of others) {
      const probe = body.split(/[\r\n]/, 1)[0] ?? "";
      const index = left.findIndex(
        (one) => one.folder === folder && one.text.includes(subject) && one.text.includes(probe) && one.files.length === files,
      );
      expect(index, `${folder}: a message with ${files} attachments`).toBeGreaterThanOrEqual(0);
      left.splice(index, 1);
    }
    const folders = new Set(others.map((one) => one.folder));
    expect(left.filter((one) => one.failed !== undefined)).toEqual([]);
    for (const folder of folders) expect(ours.messages.some((one) => one.folder === folder)).toBe(true);
  });
});
