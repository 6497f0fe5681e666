import type { FileResult, UnitOutput } from "../engine/ledger.ts";
import { placeIn } from "../engine/place-in.ts";
import type { MessageCounts } from "../model/events.ts";
import type { Evidence, ReportedFinding } from "../model/finding.ts";
import type { Location } from "../model/location.ts";

/** What the findings of a batch share: kinds repeat, and all findings of a document stand in one place. */
type Shape = Pick<ReportedFinding, "type" | "detector" | "confidence" | "role" | "recordKind" | "evidence">;
type Place = Pick<Location, "input" | "file" | "steps">;
type Cell = string | number | undefined;

/**
 * Outputs on their way between threads. Copying costs by the field, on both sides, and a finding has
 * twenty: what findings share goes once a batch, the rest as one flat list. What closes a file goes
 * as a row of the order, for small files come by the thousand. Other outputs go as they are.
 */
export interface Packed {
  readonly shapes: readonly Shape[];
  readonly places: readonly Place[];
  /** CELLS of each finding. */
  readonly cells: readonly Cell[];
  /** In the order of the outputs; a number stands for as many findings, or (below 0) for the row behind it. */
  readonly order: readonly (Exclude<UnitOutput, { kind: "finding" }> | Cell | boolean)[];
  /** Further places, by the number of the finding. */
  readonly further: ReadonlyMap<number, readonly Location[]>;
}

/** Shape, place, id, display, key, record, line, column, value. */
const CELLS = 9;

/** Path, format, bytes, fingerprint, unexamined, input. */
const FILE = -1;
/** Expected, read, partly, failed. */
const MESSAGES = -2;
/** Their number, then the keys. */
const CORRESPONDENTS = -3;

/** A field that is added to findings has to be carried, too. */
type Carried = keyof Shape | "id" | "display" | "key" | "record" | "location" | "places" | "value";
type Lost = Exclude<keyof ReportedFinding, Carried>;
type LostOfFile = Exclude<keyof FileResult, "path" | "format" | "bytes" | "sha256" | "unexamined" | "input">;
type LostOfCounts = Exclude<keyof MessageCounts, "expected" | "read" | "partly" | "failed" | "verified" | "disagreed">;
const NOTHING_LOST: [Lost, LostOfFile, LostOfCounts] extends [never, never, never] ? true : false = true;
void NOTHING_LOST;

/** See `Packed`. */
export function pack(outputs: readonly UnitOutput[]): Packed {
  const shapes: Shape[] = [];
  const shapeIndex = new Map<string, number>();
  const places: Place[] = [];
  const cells: Cell[] = [];
  const order: Packed["order"][number][] = [];
  const further = new Map<number, readonly Location[]>();
  let run = 0;
  let findings = 0;
  for (const output of outputs) {
    if (output.kind !== "finding") {
      if (run > 0) order.push(run);
      run = 0;
      putOther(output, order);
      continue;
    }
    const { finding } = output;
    const { type, detector, confidence, role, recordKind, evidence, location } = finding;
    const key = `${type} ${detector} ${confidence} ${role} ${recordKind}${evidenceKey(evidence)}`;
    let shape = shapeIndex.get(key);
    if (shape === undefined) {
      shape = shapes.push({ type, detector, confidence, role, recordKind, evidence }) - 1;
      shapeIndex.set(key, shape);
    }
    const last = places.at(-1);
    if (last === undefined || last.steps !== location.steps || last.file !== location.file || last.input !== location.input) {
      const { input, file, steps } = location;
      places.push(input === undefined ? { file, steps } : { input, file, steps });
    }
    const { id, display, record, value } = finding;
    cells.push(shape, places.length - 1, id, display, finding.key, record, location.line, location.column, value);
    if (finding.places !== undefined) further.set(findings, finding.places);
    findings += 1;
    run += 1;
  }
  if (run > 0) order.push(run);
  return { shapes, places, cells, order, further };
}

function putOther(output: Exclude<UnitOutput, { kind: "finding" }>, order: Packed["order"][number][]): void {
  if (output.kind === "file" && output.unhashed !== true) {
    const { path, format, bytes, sha256, unexamined, input } = output.file;
    order.push(FILE, path, format, bytes, sha256, unexamined, input);
  } else if (output.kind === "messages" && output.counts.verified === undefined && output.counts.disagreed === undefined) {
    const { expected, read, partly, failed } = output.counts;
    order.push(MESSAGES, expected, read, partly, failed);
  } else if (output.kind === "correspondents") {
    order.push(CORRESPONDENTS, output.keys.length);
    for (const key of output.keys) order.push(key);
  } else order.push(output);
}

function evidenceKey(evidence: readonly Evidence[]): string {
  let key = "";
  for (const one of evidence) key += `\n${one.kind}\t${wordOf(one)}`;
  return key;
}

function wordOf(evidence: Evidence): string {
  switch (evidence.kind) {
    case "checksum":
      return evidence.rule;
    case "issuer-range":
      return evidence.range;
    case "label":
      return evidence.label;
    case "nearby":
    case "against":
      return evidence.word;
    case "shape":
      return evidence.shape;
    case "reading":
      return evidence.reading;
  }
}

/** The outputs that were packed; findings share what they shared. */
export function unpack({ shapes, places, cells, order, further }: Packed): UnitOutput[] {
  const outputs: UnitOutput[] = [];
  let finding = 0;
  for (let at = 0; at < order.length; at += 1) {
    const one = order[at];
    if (typeof one === "object") outputs.push(one);
    else if (one === FILE) {
      outputs.push({ kind: "file", file: fileAt(order, at + 1) });
      at += 6;
    } else if (one === MESSAGES) {
      const [expected, read, partly, failed] = order.slice(at + 1, at + 5) as [number, number, number, number];
      outputs.push({ kind: "messages", counts: { expected, read, partly, failed } });
      at += 4;
    } else if (one === CORRESPONDENTS) {
      const end = at + 2 + (order[at + 1] as number);
      outputs.push({ kind: "correspondents", keys: order.slice(at + 2, end) as string[] });
      at = end - 1;
    } else
      for (const end = finding + (one as number); finding < end; finding += 1) {
        const more = further.size === 0 ? undefined : further.get(finding);
        outputs.push({ kind: "finding", finding: findingAt(cells, finding * CELLS, shapes, places, more) });
      }
  }
  return outputs;
}

function fileAt(order: Packed["order"], at: number): FileResult {
  const [path, format, bytes] = [order[at] as string, order[at + 1] as string, order[at + 2] as number];
  const sha256 = order[at + 3] as string | undefined;
  const unexamined = order[at + 4] as boolean;
  const input = order[at + 5] as number | undefined;
  return {
    ...(input === undefined ? {} : { input }),
    path,
    format,
    bytes,
    ...(sha256 === undefined ? {} : { sha256 }),
    unexamined,
  };
}

/** The fields in the order in which the discloser gives them: reports print them so. */
function findingAt(
  cells: readonly Cell[],
  at: number,
  shapes: readonly Shape[],
  places: readonly Place[],
  more: readonly Location[] | undefined,
): ReportedFinding {
  const { type, detector, confidence, role, recordKind, evidence } = shapes[cells[at] as number] as Shape;
  const id = cells[at + 2] as string;
  const display = cells[at + 3] as string;
  const key = cells[at + 4] as string;
  const record = cells[at + 5] as string;
  const value = cells[at + 8] as string | undefined;
  const location = placeIn(
    places[cells[at + 1] as number] as Place,
    cells[at + 6] as number | undefined,
    cells[at + 7] as number | undefined,
  );
  if (value === undefined && more === undefined)
    return { id, type, detector, confidence, display, key, role, record, recordKind, location, evidence };
  return {
    id,
    type,
    detector,
    confidence,
    display,
    key,
    ...(value === undefined ? {} : { value }),
    role,
    record,
    recordKind,
    location,
    ...(more === undefined ? {} : { places: more }),
    evidence,
  };
}
