import type { Unfolded } from "../../model/document.ts";
import type { Extractor } from "../../model/extractor.ts";
import type { Step } from "../../model/location.ts";
import { gap, roleIn } from "../gap.ts";
import type { Part } from "../zip/package.ts";
import { packageKind } from "../zip/kind.ts";
import { flowListener } from "./flow.ts";
import { lineCollector } from "./lines.ts";
import { type NumberFormat, numberFormat } from "./number-format.ts";
import { mainMissing, type OpenXml, openXml, readFlow } from "./open-xml.ts";
import { partStep, readXml } from "./read-part.ts";
import { type SharedStrings, sharedStrings, stringsListener } from "./shared-strings.ts";
import { type CellValues, sheetListener, stylesListener } from "./sheet-listener.ts";
import { type RecordCount, type SheetTable, sheetTable } from "./sheet-table.ts";
import { readBinaryWorkbook } from "./xlsb.ts";
import { attribute, type XmlListener } from "./xml.ts";

/** Excel workbooks in Office Open XML (ECMA-376), and in its binary form. */
export const xlsx: Extractor = {
  id: "xlsx",
  description: "Excel workbooks (xlsx, xlsm, xltx, xlsb)",
  reads:
    "Every cell of every sheet, hidden ones too, as shown and as stored, with the head of its column; each row is a record. Comments, text boxes, headers, links, names, pivot caches, strings that no cell uses any more. Any size.",
  extensions: [".xlsx", ".xlsm", ".xltx", ".xltm", ".xlam", ".xlsb"],
  accepts: (sniffed) => packageKind(sniffed) === "excel",
  extract: (document, context) => openXml(document, context, readWorkbook),
};

interface Sheet {
  readonly name: string;
  readonly part: Part;
}

/** Style and name tables are small; a hostile one is not kept beyond this. */
const KEPT = 1_000_000;

function* readWorkbook(open: OpenXml): Generator<Unfolded> {
  const workbook = workbookPart(open);
  if (workbook?.name.toLowerCase().endsWith(".bin") === true) {
    const total = { bytes: 0 };
    return yield* readBinaryWorkbook(open, workbook, (table, end, steps) => counted(open, table, end, steps, total));
  }
  if (workbook === undefined) yield mainMissing();
  const named: { name: string; id: string }[] = [];
  let from1904 = false;
  if (workbook !== undefined) {
    const steps = partStep(workbook);
    const lines = metadata(open, steps);
    const flow = flowListener({ body: lines, deleted: lines, metadata: lines });
    const listener: XmlListener = {
      ...flow,
      open(name, tag) {
        if (name === "sheet" && named.length < KEPT)
          named.push({ name: attribute(tag, "name") ?? "", id: attribute(tag, "id") ?? "" });
        else if (name === "workbookPr") from1904 = /^(?:1|true|on)$/.test(attribute(tag, "date1904") ?? "");
        flow.open(name, tag);
      },
    };
    yield* readXml(open, workbook, steps, listener, [lines]);
  }
  const strings = yield* readStrings(open);
  const formats = yield* readStyles(open, from1904);
  const records: RecordCount = { next: 0 };
  for (const { name, part } of sheetsOf(open, workbook, named)) {
    if (open.done.has(part)) continue;
    const steps: readonly Step[] = [{ kind: "sheet", name }];
    yield* readSheet(open, part, steps, { strings, formats }, records);
    for (const { target, type } of open.relationships.get(part.name) ?? []) {
      const beside = /^(?:comments|threadedComment|drawing|vmlDrawing)$/.test(type) ? open.part(target) : undefined;
      if (beside !== undefined && !open.done.has(beside) && /\.(?:xml|vml)$/i.test(beside.name))
        yield* readFlow(open, beside, { steps: [...steps, ...partStep(beside)] });
    }
  }
  yield* unusedStrings(open, strings);
}

function* readSheet(
  open: OpenXml,
  part: Part,
  steps: readonly Step[],
  values: CellValues,
  records: RecordCount,
): Generator<Unfolded> {
  const role = roleIn(open.context);
  const table = sheetTable(steps, role, open.section(), records);
  const total = { bytes: 0 };
  const around = lineCollector({ steps: [...steps, ...partStep(part)], role: "metadata", section: open.section() });
  const other = flowListener({ body: around, deleted: around, metadata: around });
  yield* readXml(open, part, steps, sheetListener(table, values, other), [around], (end) =>
    counted(open, table, end, steps, total),
  );
}

/** Tells rows as long as the budget lets: a small sheet of cells that share a long string is as good as a zip bomb. */
function* counted(
  open: OpenXml,
  table: SheetTable,
  end: boolean,
  steps: readonly Step[],
  total: { bytes: number },
): Generator<Unfolded> {
  for (const part of table.take(end)) {
    total.bytes += part.bytes.length;
    const limit = open.context.budget.output(part.bytes.length, { produced: total.bytes, consumed: open.pack.source.size });
    if (limit !== undefined) {
      table.close();
      return yield gap(limit, "partly", "the cells of the sheet hold more text than is read", steps);
    }
    yield part;
  }
}

function* readStrings(open: OpenXml): Generator<Unfolded, SharedStrings> {
  const part = open.pack.parts.find(({ name }) => /^xl\/sharedStrings\.xml$/i.test(name));
  const steps = part === undefined ? [] : partStep(part);
  const beyond = lineCollector({ steps, role: roleIn(open.context), section: open.section() });
  const strings = sharedStrings(open.context.budget.maxDocumentBytes, beyond);
  if (part !== undefined) yield* readXml(open, part, steps, stringsListener(strings, beyond), [beyond]);
  if (strings.beyond() > 0)
    yield gap("size-limit", "partly", `${strings.beyond()} shared strings were read as text, not in their rows`, steps);
  return strings;
}

function* readStyles(open: OpenXml, from1904: boolean): Generator<Unfolded, readonly (NumberFormat | undefined)[]> {
  const part = open.pack.parts.find(({ name }) => /^xl\/styles\.xml$/i.test(name));
  const codes = new Map<number, string>();
  const styles: number[] = [];
  if (part !== undefined) {
    const lines = metadata(open, partStep(part));
    const flow = flowListener({ body: lines, deleted: lines, metadata: lines });
    const listener = stylesListener(
      (id, code) => {
        if (codes.size < KEPT) codes.set(id, code);
        // A literal text in a format is shown in each cell that has it.
        if (/[0-9]{4}|@/.test(code.replace(/[0#?]/g, ""))) lines.addOnce(code);
      },
      (format) => {
        if (styles.length < KEPT) styles.push(format);
      },
      flow,
    );
    yield* readXml(open, part, partStep(part), listener, [lines]);
  }
  const made = new Map<number, NumberFormat | undefined>();
  for (const id of new Set(styles)) made.set(id, numberFormat(id, codes.get(id), from1904));
  return styles.map((id) => made.get(id));
}

/** Sheets in the order of the workbook; then those that it does not name. */
function* sheetsOf(open: OpenXml, workbook: Part | undefined, named: readonly { name: string; id: string }[]): Generator<Sheet> {
  const relations = new Map((open.relationships.get(workbook?.name ?? "") ?? []).map((one) => [one.id, one.target]));
  for (const { name, id } of named) {
    const part = open.part(relations.get(id) ?? "");
    if (part !== undefined && part.name.endsWith(".xml")) yield { name, part };
  }
  for (const part of open.pack.parts) {
    const stem = /^xl\/(?:worksheets|chartsheets|dialogsheets|macrosheets)\/([^/]{1,200})\.xml$/i.exec(part.name)?.[1];
    if (stem !== undefined && !open.done.has(part)) yield { name: stem, part };
  }
}

function workbookPart(open: OpenXml): Part | undefined {
  const stated = (open.relationships.get("") ?? []).find(({ type }) => type === "officeDocument");
  return (
    (stated === undefined ? undefined : open.part(stated.target)) ?? open.part("xl/workbook.xml") ?? open.part("xl/workbook.bin")
  );
}

function* unusedStrings(open: OpenXml, strings: SharedStrings): Generator<Unfolded> {
  const lines = lineCollector({
    steps: [{ kind: "entry", name: "xl/sharedStrings.xml" }],
    role: "metadata",
    section: open.section(),
  });
  for (const text of strings.unused()) {
    lines.add(text);
    yield* lines.take(false);
  }
  yield* lines.take(true);
}

function metadata(open: OpenXml, steps: readonly Step[]): ReturnType<typeof lineCollector> {
  return lineCollector({ steps, role: "metadata", section: open.section() });
}
