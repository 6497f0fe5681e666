import { memorySource } from "../../../src/bytes/memory.ts";
import { pst } from "../../../src/formats/pst/pst.ts";
import { createBudget } from "../../../src/limits/budget.ts";
import { DEFAULT_LIMITS } from "../../../src/limits/limits.ts";
import type { ByteSource } from "../../../src/model/bytes.ts";
import type { Document, Unfolded } from "../../../src/model/document.ts";
import type { ExtractContext } from "../../../src/model/extractor.ts";

/** A message of a file as it was told, with what is attached to it. */
export interface Told {
  /** Names of the folders that it is in. */
  readonly folder: string;
  readonly index: number;
  readonly nid: number;
  readonly messageId: string | undefined;
  /** All its texts, those of attached messages as well. */
  readonly text: string;
  /** Names and sizes of attachments, those of attached messages as well. */
  readonly files: readonly { readonly name: string; readonly bytes: ByteSource }[];
  readonly gaps: readonly string[];
  /** The gap that was thrown in place of the message. */
  readonly failed: string | undefined;
}

export interface Store {
  readonly expected: number;
  readonly messages: readonly Told[];
  /** Gaps of the file and its folders. */
  readonly gaps: readonly string[];
  /** Names of folders, as they are shown to the detectors. */
  readonly names: readonly string[];
}

export function contextOf(): ExtractContext {
  return { budget: createBudget(DEFAULT_LIMITS), insideMessage: false, depth: 0 };
}

/** Reads a whole file as the engine does: each message when it is met, all of its attachments. */
export async function readStore(bytes: Uint8Array | ByteSource): Promise<Store> {
  const source = bytes instanceof Uint8Array ? memorySource(bytes) : bytes;
  const document: Document = { kind: "document", steps: [], name: "x.pst", declaredType: "", bytes: source };
  let expected = 0;
  const messages: Told[] = [];
  const gaps: string[] = [];
  const names: string[] = [];
  for await (const item of pst.extract(document, contextOf())) {
    if (item.kind === "expected") expected += item.count;
    else if (item.kind === "gap") gaps.push(`${item.reason}/${item.examined}: ${item.detail}`);
    else if (item.kind === "text") names.push(Buffer.from(item.bytes).toString());
    else if (item.kind === "document") messages.push(await readMessage(item));
  }
  return { expected, messages, gaps, names };
}

async function readMessage(document: Document): Promise<Told> {
  const texts: string[] = [];
  const files: { name: string; bytes: ByteSource }[] = [];
  const gaps: string[] = [];
  let failed: string | undefined;
  try {
    for await (const item of unfolded(document)) {
      if (item.kind === "text") texts.push(Buffer.from(item.bytes).toString());
      else if (item.kind === "gap") gaps.push(`${item.reason}/${item.examined}: ${item.detail}`);
      else if (item.kind === "document") files.push({ name: item.name, bytes: item.bytes });
    }
  } catch (error) {
    if (!(error instanceof Error) || !("gapReason" in error)) throw error;
    failed = String(error.gapReason);
  }
  for (const { bytes } of files) for (let at = 0; at < bytes.size; at += 65_536) bytes.read(at, 65_536);
  const step = document.steps.at(-1);
  if (step?.kind !== "message") throw new Error("a document that is no message");
  const folder = document.steps.flatMap((one) => (one.kind === "folder" ? [one.name] : [])).join("/");
  const { index, offset = -1, messageId } = step;
  return { folder, index, nid: offset, messageId, text: texts.join("\n"), files, gaps, failed };
}

/** What a document gives, and in turn those in it that have readers of their own. */
async function* unfolded(document: Document): AsyncGenerator<Unfolded> {
  for await (const item of document.reader?.(contextOf()) ?? []) {
    if (item.kind === "document" && item.reader !== undefined) yield* unfolded(item);
    else yield item;
  }
}

/** All bytes of a source. */
export function allOf(source: ByteSource): Buffer {
  const whole = Buffer.alloc(source.size);
  for (let at = 0; at < source.size; at += 65_536) whole.set(source.read(at, 65_536), at);
  return whole;
}
