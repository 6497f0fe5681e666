import type { Document } from "../../model/document.ts";
import type { ExtractContext } from "../../model/extractor.ts";
import { htmlToUtf8 } from "../../text/html-bytes.ts";
import { contentSource, decodeContent, survey } from "./content.ts";
import { openMail, type Mail } from "./mail.ts";
import type { PartHeader } from "./part.ts";
import { SECOND_READ_BYTES } from "./second-reader.ts";
import { utf8Text } from "./text-bytes.ts";
import type { Leaf } from "./types.ts";

/** Two independent readings of one message, held against each other. Numbers only: no words of the evidence. */
export interface Verification {
  /** Both readers found the same words and the same files. */
  readonly agrees: boolean;
  /** False when the message is too large to be read twice, or the second reader gave up. */
  readonly compared: boolean;
  /** Words (runs of letters and digits) that only one reader found, counted with repetition. */
  readonly words: { readonly both: number; readonly onlyFirst: number; readonly onlySecond: number };
  /** Attached files, compared byte by byte; `onlySecond` are files that the first reader found nowhere. */
  readonly files: { readonly same: number; readonly different: number; readonly onlySecond: number };
}

const NOT_COMPARED: Verification = {
  agrees: false,
  compared: false,
  words: { both: 0, onlyFirst: 0, onlySecond: 0 },
  files: { same: 0, different: 0, onlySecond: 0 },
};

/**
 * Reads a message with our reader and with mailparser, and compares what they found: the words of
 * its texts, the bytes of its files. Throws what the source throws.
 */
export async function verifyMessage(document: Document, context: ExtractContext): Promise<Verification> {
  const mail = openMail(document.bytes, context.budget);
  if (mail.source.size - mail.start > SECOND_READ_BYTES) return NOT_COMPARED;
  const ours = oursOf(mail);
  const theirs: string[] = [];
  const counts = { same: 0, different: 0, onlySecond: 0 };
  try {
    const { parseMail } = await import("./parser.ts");
    for await (const item of parseMail(mail.source, mail.start, SECOND_READ_BYTES)) {
      if (item.kind === "text") {
        theirs.push(item.plain ?? "", item.html === undefined ? "" : pageWords(Buffer.from(item.html)));
      } else if (item.content !== undefined && item.content.length > 0) {
        const { content } = item;
        const leaf = ours.files.get(item.part);
        if (leaf !== undefined && isSame(fileOf(mail, leaf), content)) counts.same += 1;
        // What one reader takes for a text and the other for a file is compared as words.
        else if (ours.texts.has(item.part)) theirs.push(textOf(mail, ours.texts.get(item.part), content));
        else if (leaf !== undefined) counts.different += 1;
        else counts.onlySecond += 1;
        ours.files.delete(item.part);
      }
    }
  } catch {
    // The library's message may quote the evidence; that there was no second reading says enough.
    return NOT_COMPARED;
  }
  // Texts with file names, and messages in a digest, are files to us and texts to the other reader.
  for (const leaf of ours.files.values()) if (/^(?:text|message)\//.test(leaf.header.type)) ours.words.push(wordsOf(mail, leaf));
  const words = compare(ours.words.join("\n"), theirs.join("\n"));
  const agrees = words.onlyFirst === 0 && words.onlySecond === 0 && counts.different === 0 && counts.onlySecond === 0;
  return { agrees, compared: true, words, files: counts };
}

interface Ours {
  readonly words: string[];
  readonly texts: ReadonlyMap<string, Leaf>;
  readonly files: Map<string, Leaf>;
}

function oursOf(mail: Mail): Ours {
  const words: string[] = [];
  const texts = new Map<string, Leaf>();
  const files = new Map<string, Leaf>();
  for (const [index, leaf] of mail.plan.leaves.entries()) {
    const content = mail.contents[index];
    if (content === undefined) {
      files.set(leaf.part, leaf);
    } else {
      texts.set(leaf.part, leaf);
      words.push(textWords(content, leaf.header));
    }
  }
  return { words, texts, files };
}

function wordsOf(mail: Mail, leaf: Leaf): string {
  return textWords(decodeContent(mail.window, leaf).bytes, leaf.header);
}

function textWords(content: Buffer, header: PartHeader): string {
  const { bytes } = utf8Text(content, header);
  return header.type === "text/html" ? pageWords(bytes) : bytes.toString("utf8");
}

/** A page is compared by what it shows: readers put tags of their own between the texts of a message. */
function pageWords(page: Buffer): string {
  const { text, attributes } = htmlToUtf8(page);
  return `${text.toString("utf8")}\n${attributes.join("\n")}`;
}

function textOf(mail: Mail, leaf: Leaf | undefined, content: Uint8Array): string {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  return utf8Text(bytes, leaf?.header ?? mail.structure.header).bytes.toString("utf8");
}

function fileOf(mail: Mail, leaf: Leaf): Uint8Array {
  const source = contentSource(mail.source, mail.window, leaf, survey(mail.window, leaf, 0), SECOND_READ_BYTES);
  return source.read(0, source.size);
}

/** Line ends before a boundary belong to the part for one reader and to the boundary for the other. */
function isSame(left: Uint8Array, right: Uint8Array): boolean {
  const [ours, theirs] = [withoutLineEnd(left), withoutLineEnd(right)];
  return Buffer.compare(ours, theirs) === 0;
}

function withoutLineEnd(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 10 || bytes[end - 1] === 13)) end -= 1;
  return bytes.subarray(0, end);
}

function compare(ours: string, theirs: string): Verification["words"] {
  const counts = new Map<string, number>();
  let onlySecond = 0;
  let both = 0;
  for (const [word] of ours.matchAll(WORD)) counts.set(word, (counts.get(word) ?? 0) + 1);
  for (const [word] of theirs.matchAll(WORD)) {
    const left = counts.get(word) ?? 0;
    if (left === 0) onlySecond += 1;
    else both += 1;
    if (left > 0) counts.set(word, left - 1);
  }
  let onlyFirst = 0;
  for (const left of counts.values()) onlyFirst += left;
  return { both, onlyFirst, onlySecond };
}

const WORD = /[\p{L}\p{N}]+/gu;
