import { MailParser, type AttachmentStream } from "mailparser";
import type { ByteSource } from "../../model/bytes.ts";
import { pieces } from "../../bytes/memory.ts";

/** What the mail parser gives of a message. */
export type Parsed =
  /** `content` is absent when it is larger than allowed. */
  | { readonly kind: "attachment"; readonly part: string; readonly content: Uint8Array | undefined }
  | { readonly kind: "text"; readonly plain: string | undefined; readonly html: string | undefined };

/** Larger than any header block and any number of parts that is handed to it. */
const MAX_HEAD_BYTES = 64 * 1024 ** 2;
const MAX_PARTS = 200_000;
const PIECE_BYTES = 262_144;

/**
 * Reads a message with mailparser: attachments decoded in memory, texts last. It keeps texts whole
 * in memory, so the caller bounds them. Throws what the parser or the source throws.
 */
export async function* parseMail(source: ByteSource, start: number, maxBytes: number): AsyncGenerator<Parsed> {
  const parser = new MailParser({
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipTextLinks: true,
    skipImageLinks: true,
    keepDeliveryStatus: true,
    ignoreEmbedded: true,
    checksumAlgo: false,
    maxHeadSize: MAX_HEAD_BYTES,
    maxChildNodes: MAX_PARTS,
  });
  // An error that comes after the loop below has ended would have no listener and end the process.
  parser.on("error", ignore);
  const feeding = feed(parser, source, start);
  try {
    for await (const item of parser as AsyncIterable<AttachmentStream | { type: "text"; text?: string; html?: string }>) {
      if (item.type === "text") {
        yield { kind: "text", plain: item.text, html: item.html };
      } else {
        const content = await collect(item, maxBytes);
        item.release?.();
        yield { kind: "attachment", part: item.partId ?? "1", content };
      }
    }
    await feeding;
  } finally {
    parser.destroy();
  }
}

/** Writes the message as fast as the parser takes it; a source that fails ends the parser with its error. */
async function feed(parser: MailParser, source: ByteSource, start: number): Promise<void> {
  try {
    for (const piece of pieces(source, PIECE_BYTES, start)) {
      if (parser.destroyed) return;
      // The parser keeps views of what it is given; the source may use its memory again.
      if (!parser.write(Buffer.from(piece))) await drained(parser);
    }
    if (!parser.destroyed) parser.end();
  } catch (error) {
    // Told to the reader of the parser, which throws it on.
    parser.destroy(error instanceof Error ? error : new Error("source failed"));
  }
}

function drained(parser: MailParser): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      parser.off("drain", done);
      parser.off("close", done);
      parser.off("error", done);
      resolve();
    };
    parser.once("drain", done);
    parser.once("close", done);
    parser.once("error", done);
  });
}

async function collect(item: AttachmentStream, maxBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  item.content.on("error", ignore);
  for await (const chunk of item.content as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size <= maxBytes ? Buffer.concat(chunks) : undefined;
}

/** The error reaches the reader through the iterator; this only keeps it from being uncaught. */
function ignore(): void {}
