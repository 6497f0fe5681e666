import { memorySource } from "../../src/bytes/memory.ts";
import { DETECTORS } from "../../src/detectors/index.ts";
import { createDispatch } from "../../src/engine/dispatch.ts";
import { scanDocument, type Engine } from "../../src/engine/unfold.ts";
import { finish } from "../../src/engine/work.ts";
import { EXTRACTORS } from "../../src/formats/index.ts";
import { createWasmKernel, typescriptKernel } from "../../src/kernel/index.ts";
import { DEFAULT_LIMITS } from "../../src/limits/limits.ts";
import type { Document, Unfolded } from "../../src/model/document.ts";

const engine: Engine = {
  extractors: EXTRACTORS,
  // As a scan has it that was told nothing, but with what is doubtful: names are in nearly everything.
  dispatch: createDispatch(DETECTORS.filter(({ pack, most }) => pack === "sg" && most !== "low")),
  kernel: createWasmKernel() ?? typescriptKernel,
  limits: DEFAULT_LIMITS,
  wanted: () => true,
  untied: "keep",
  alive: () => {},
};

/** What a scan told. */
export interface Scanned {
  /** `type value` of each finding. */
  readonly findings: readonly string[];
  /** `reason/examined` of each gap. */
  readonly gaps: readonly string[];
  readonly format: string;
  readonly expected: number;
  /** Messages that were told, in all. */
  readonly messages: number;
}

/** Scans a document and everything in it. Throws what the engine throws, which is never. */
export async function scan(document: Document): Promise<Scanned> {
  const findings: string[] = [];
  const gaps: string[] = [];
  let format = "";
  let expected = 0;
  let messages = 0;
  const work = scanDocument(document, { file: "f", steps: [] }, engine, {
    finding: ({ type, value }) => findings.push(`${type} ${value}`),
    gap: ({ reason, examined }) => gaps.push(`${reason}/${examined}`),
    expected: (count) => (expected += count),
    message: (_, count) => (messages += count),
    correspondent: () => {},
    format: (id) => (format = id),
  });
  await finish(work);
  return { findings, gaps, format, expected, messages };
}

/** A file of this name and content. */
export function file(name: string, bytes: Uint8Array): Document {
  return { kind: "document", steps: [], name, declaredType: "", bytes: memorySource(bytes) };
}

/** A container of documents, of which none may cost another. */
export function folder(...documents: readonly Document[]): Document {
  const items: Unfolded[] = documents.map((one, index) => ({ ...one, steps: [{ kind: "entry", name: String(index) }] }));
  return { ...file("folder", Buffer.alloc(1)), reader: () => items };
}
