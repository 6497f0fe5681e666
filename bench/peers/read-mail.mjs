/* Reads every message of a mailbox with a library: `node read-mail.mjs mailparser|postal-mime <mbox>`. */
import { readFileSync } from "node:fs";

const [, , library = "", path = ""] = process.argv;
const NEXT = "\n\nFrom ";

/** @type {Readonly<Record<string, () => Promise<(message: Uint8Array) => Promise<{ text?: string | undefined, html?: string | false | undefined }>>>>} */
const READERS = {
  async mailparser() {
    const { simpleParser } = await import("mailparser");
    const off = { skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true, skipImageLinks: true };
    return (message) => simpleParser(Buffer.from(message.buffer, message.byteOffset, message.length), off);
  },
  async "postal-mime"() {
    const name = "postal-mime";
    const { default: PostalMime } = await import(name);
    return (message) => PostalMime.parse(message);
  },
};

const read = await READERS[library]?.();
if (read === undefined) throw new RangeError(`no such reader: ${library}`);
const mailbox = readFileSync(path);
let [messages, characters] = [0, 0];
for (let start = 0; start < mailbox.length;) {
  const next = mailbox.indexOf(NEXT, start);
  const end = next < 0 ? mailbox.length : next + 2;
  const { text, html } = await read(mailbox.subarray(mailbox.indexOf(10, start) + 1, end));
  messages += 1;
  characters += (text ?? "").length + (html || "").length;
  start = end;
}
process.stdout.write(`${messages} messages, ${characters} characters of text\n`);
