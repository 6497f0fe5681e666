import { memorySource } from "../bytes/memory.ts";
import type { Unfolded } from "../model/document.ts";
import type { ExtractContext } from "../model/extractor.ts";
import { blobKind } from "./blob.ts";
import { gap } from "./gap.ts";
import type { KeyPath, LabelTree } from "./json/labels.ts";
import type { RecordParts } from "./record-parts.ts";

/** Lists and structures inside one another that are followed. */
const DEPTH = 64;

/** Writes decoded values, whatever they hold, as cells with the paths of their names. */
export interface ValueWriter {
  /** Files in binary values come out as documents. */
  write(name: string, value: unknown, record: number, line: number, column: number): Generator<Unfolded>;
  /** What could not be read. */
  end(): Generator<Unfolded>;
}

/** A writer below the root of `tree`. */
export function valueWriter(tree: LabelTree, parts: RecordParts, context: ExtractContext): ValueWriter {
  let unknown = 0;
  let refused = 0;
  let deep = 0;
  const walk = function* (
    value: unknown,
    path: KeyPath,
    record: number,
    line: number,
    column: number,
    depth: number,
  ): Generator<Unfolded> {
    if (value === null || value === undefined || typeof value === "boolean") return;
    if (typeof value === "string") return parts.text(value, path.index, record, line, column);
    if (typeof value === "number" || typeof value === "bigint")
      return parts.text(String(value), path.index, record, line, column);
    if (value instanceof Date) {
      const time = value.getTime();
      if (!Number.isNaN(time)) parts.text(value.toISOString(), path.index, record, line, column);
      return;
    }
    if (value instanceof Uint8Array) return yield* binary(value, path, record, line, column);
    if (depth >= DEPTH) {
      deep += 1;
      return;
    }
    if (Array.isArray(value)) {
      for (const one of value) yield* walk(one, path, record, line, column, depth + 1);
      return;
    }
    const entries: Iterable<[unknown, unknown]> = value instanceof Map ? value : Object.entries(value);
    for (const [key, one] of entries) {
      const text = String(key);
      // Keys of a map may be people's numbers.
      if (/[0-9@]/.test(text)) parts.text(text, 0, record, line, column);
      yield* walk(one, tree.child(path, text), record, line, column, depth + 1);
    }
  };
  const binary = function* (bytes: Uint8Array, path: KeyPath, record: number, line: number, column: number): Generator<Unfolded> {
    if (bytes.length === 0) return;
    const blob = blobKind(bytes);
    if (blob.kind !== "document" || bytes.length < 16) {
      parts.bytes(blob.kind === "document" ? bytes : blob.bytes, path.index, record, line, column);
      if (blob.kind === "binary" && blob.notable) unknown += 1;
      return;
    }
    if (context.budget.entry() !== undefined) refused += 1;
    else {
      const steps = [{ kind: "entry", name: `row ${line} column ${column}` } as const];
      yield { kind: "document", steps, name: "", declaredType: "", bytes: memorySource(bytes.slice()) };
    }
  };
  return {
    *write(name, value, record, line, column) {
      yield* walk(value, tree.child(tree.root, name), record, line, column, 0);
    },
    *end() {
      if (unknown > 0)
        yield gap("unsupported", "partly", `${unknown} binary values of an unknown type: only printable text in them was read`);
      if (refused > 0) yield gap("count-limit", "partly", `${refused} files in binary values were not opened`);
      if (deep > 0) yield gap("depth-limit", "partly", `${deep} values are nested too deeply`);
    },
  };
}
