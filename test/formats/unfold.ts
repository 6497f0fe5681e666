import { memorySource } from "../../src/bytes/memory.ts";
import { EXTRACTORS } from "../../src/formats/index.ts";
import { createBudget } from "../../src/limits/budget.ts";
import { DEFAULT_LIMITS, type Limits } from "../../src/limits/limits.ts";
import type { Document, TextPart, Unfolded, UnfoldedGap } from "../../src/model/document.ts";
import { CELL_FIELDS } from "../../src/model/document.ts";
import { SNIFF_BYTES, type ExtractContext, type Extractor, type Sniffed } from "../../src/model/extractor.ts";

/** A document as the engine would hand it to an extractor. */
export function fileOf(name: string, content: string | Uint8Array, declaredType = ""): Document {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  return { kind: "document", steps: [], name, declaredType, bytes: memorySource(bytes) };
}

/** What an extractor is shown when it is asked whether it knows a document. */
export function sniffedOf({ name, declaredType, bytes }: Pick<Document, "name" | "declaredType" | "bytes">): Sniffed {
  const peek = (offset: number, length: number): Uint8Array => bytes.read(offset, length).slice();
  return { name, declaredType, head: peek(0, SNIFF_BYTES), size: bytes.size, peek };
}

/** The extractor that the list chooses. */
export function chosen(document: Document): Extractor {
  const extractor = EXTRACTORS.find((one) => one.accepts(sniffedOf(document)));
  if (extractor === undefined) throw new Error("nothing accepts this");
  return extractor;
}

/** One layer: what the chosen extractor yields. */
export async function unfold(document: Document, limits: Partial<Limits> = {}): Promise<Unfolded[]> {
  const context: ExtractContext = { budget: createBudget({ ...DEFAULT_LIMITS, ...limits }), insideMessage: false, depth: 0 };
  const items: Unfolded[] = [];
  for await (const item of chosen(document).extract(document, context)) {
    // What is given out is valid until the next item is asked for.
    if (item.kind === "document") items.push({ ...item, bytes: memorySource(item.bytes.read(0, item.bytes.size).slice()) });
    else items.push(item.kind === "text" ? { ...item, bytes: item.bytes.slice() } : item);
  }
  return items;
}

export function gapsOf(items: readonly Unfolded[]): UnfoldedGap[] {
  return items.filter((item) => item.kind === "gap");
}

export function partsOf(items: readonly Unfolded[]): TextPart[] {
  return items.filter((item) => item.kind === "text");
}

export function documentsOf(items: readonly Unfolded[]): Document[] {
  return items.filter((item) => item.kind === "document");
}

/** `reason/examined` of each gap. */
export function reasons(items: readonly Unfolded[]): string[] {
  return gapsOf(items).map((gap) => `${gap.reason}/${gap.examined}`);
}

/** The core bytes of all parts, joined: each byte of a text is in one core. */
export function coreText(parts: readonly TextPart[]): string {
  return Buffer.concat(parts.map((part) => part.bytes.slice(part.core.start, part.core.end))).toString();
}

/** The entries of an archive: name and content. */
export function contents(items: readonly Unfolded[]): [name: string, text: string][] {
  return documentsOf(items).map(({ name, bytes }) => [name, Buffer.from(bytes.read(0, bytes.size)).toString()]);
}

/** Each cell as `[text, label, record, line, column]`. */
export type Cell = [text: string, label: string, record: number, line: number, column: number];

export function cellsOf(parts: readonly TextPart[]): Cell[] {
  const found: Cell[] = [];
  for (const { bytes, table } of parts) {
    if (table === undefined) continue;
    for (let offset = 0; offset < bytes.length; offset += 1) table.seek?.(offset);
    for (let at = 0; at < table.cells.length; at += CELL_FIELDS) {
      const [start = 0, end = 0, label = 0, record = 0, line = 0, column = 0] = table.cells.subarray(at, at + CELL_FIELDS);
      found.push([Buffer.from(bytes.slice(start, end)).toString(), table.labels[label] ?? "?", record, line, column]);
    }
  }
  return found;
}

/** Bytes in pieces of one size. */
export function* cut(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Every prefix of a sample, from `first` bytes on, is told as something: a text, a document or a gap, never an exception. */
export async function everyPrefix(name: string, sample: Uint8Array, step = 1, first = 1): Promise<void> {
  for (let end = first; end <= sample.length; end += step) {
    const items = await unfold(fileOf(name, sample.subarray(0, end))).catch((error: unknown) => {
      throw new Error(`prefix of ${end} bytes`, { cause: error });
    });
    if (items.length === 0) throw new Error(`prefix of ${end} bytes is told as nothing`);
  }
}
