import { currentText, deletedTexts, type Stretch } from "./changes.ts";
import { LINE_CHARACTERS, type Lines, oneLine } from "./lines.ts";

/** Where the lines of a document go. */
export interface FlowTargets {
  /** Paragraphs and rows of tables. */
  readonly body: Lines;
  /** Deletions that were tracked. */
  readonly deleted: Lines;
  /** Field codes, alternative texts, authors, comments in the XML. */
  readonly metadata: Lines;
  /** Lines that were told elsewhere and are left out; lines that are told are added. */
  readonly known?: Set<string>;
}

/** Paragraphs, tables and boxes of a document, as they are opened and closed in any order. */
export interface Layout {
  startParagraph(): void;
  endParagraph(): void;
  /** Is a paragraph open? Text is loose otherwise, and a line by itself. */
  inParagraph(): boolean;
  /** Is there loose text that goes on? */
  hasLoose(): boolean;
  text(text: string, kind?: Stretch["kind"]): void;
  endLoose(): void;
  startTable(): void;
  /** How many columns the cell at hand reaches over. */
  span(columns: number): void;
  endCell(): void;
  endRow(): void;
  endTable(): void;
  /** A text that stands inside a paragraph and is told behind it. */
  startBox(): void;
  endBox(): void;
  /** Several forms of one text: what a fallback repeats of the choice is left out. */
  startAlternatives(): void;
  startFallback(): void;
  endAlternatives(): void;
  finish(): void;
}

/** Deeper tables and boxes are read as if they were not nested. */
const DEPTH = 64;
/** Lines of a choice that its fallback is held against. */
const COMPARED = 10_000;

interface Table {
  row: string[];
  cell: string[];
  span: number;
  readonly nested: boolean;
}

interface Frame {
  readonly stretches: Stretch[] | undefined;
  readonly tables: Table[];
  readonly lines: string[] | undefined;
  readonly boxes: string[];
  readonly fallback: boolean;
}

/** Lays out what is heard of a document as lines; rows of tables are lines with tabs. */
export function createLayout({ body, deleted, known }: FlowTargets): Layout {
  let stretches: Stretch[] | undefined;
  let tables: Table[] = [];
  let tooDeep = 0;
  /** Lines of the box at hand; `undefined` outside of boxes. */
  let lines: string[] | undefined;
  let boxes: string[] = [];
  const frames: Frame[] = [];
  let unopened = 0;
  let loose = "";
  /** Lines of the choices around, the innermost last. */
  const choices: string[][] = [];
  let unlisted = 0;

  const tell = (line: string): void => {
    if (known !== undefined) {
      if (known.has(line)) return;
      known.add(line);
    }
    if (lines !== undefined) lines.push(line);
    else body.add(line);
  };
  const tellParagraph = (text: string): void => {
    const cell = tables.at(-1)?.cell;
    if (cell === undefined) tell(text);
    else if (text.trim() !== "") cell.push(text);
  };
  const endLoose = (): void => {
    const text = loose.trim();
    loose = "";
    if (text !== "") tellParagraph(text);
  };
  const endParagraph = (): void => {
    if (stretches === undefined) return;
    const ended = stretches;
    stretches = undefined;
    const text = currentText(ended);
    for (const old of deletedTexts(ended)) deleted.add(old);
    if (text !== "" || ended.length === 0) tellParagraph(text);
    const told = boxes;
    boxes = [];
    for (const line of told) tellParagraph(line);
  };
  const endCell = (): void => {
    const table = tables.at(-1);
    if (table === undefined) return;
    table.row.push(table.cell.join("\n"));
    // The other cells of the row stay under their heads.
    for (; table.span > 1; table.span -= 1) table.row.push("");
    table.cell = [];
  };
  const endRow = (): void => {
    const table = tables.at(-1);
    if (table === undefined) return;
    if (table.cell.length > 0) endCell();
    const { row } = table;
    table.row = [];
    if (row.every((cell) => cell.trim() === "")) return;
    // A label and its value: lines of the value stay lines.
    const line = row.length < 3 ? row.map((cell) => cell.replaceAll("\t", " ")).join("\t") : row.map(oneLine).join("\t");
    if (table.nested) tables.at(-2)?.cell.push(line.replaceAll("\t", "; "));
    else tell(line);
  };
  const enter = (fallback: boolean): void => {
    if (frames.length >= DEPTH) {
      unopened += 1;
      return;
    }
    endLoose();
    frames.push({ stretches, tables, lines, boxes, fallback });
    stretches = fallback ? [] : undefined;
    tables = [];
    lines = [];
    boxes = [];
  };
  const leave = (): void => {
    if (unopened > 0) {
      unopened -= 1;
      return;
    }
    const frame = frames.pop();
    if (frame === undefined) return;
    endLoose();
    endParagraph();
    while (tables.length > 0) endTable();
    const told = (lines ?? []).filter((line) => line.trim() !== "");
    ({ stretches, tables, lines, boxes } = frame);
    const around = frame.fallback ? currentText(stretches ?? []) : "";
    const chosen = choices.at(-1);
    const fresh = frame.fallback ? told.filter((line) => !(chosen ?? []).includes(line) && !around.includes(line)) : told;
    if (stretches === undefined) for (const line of fresh) tellParagraph(line);
    else boxes.push(...fresh);
    const inFallback = frame.fallback || frames.some(({ fallback }) => fallback);
    if (!inFallback && chosen !== undefined && chosen.length < COMPARED) chosen.push(...told);
  };
  const endTable = (): void => {
    if (tooDeep > 0) {
      tooDeep -= 1;
      return;
    }
    endRow();
    tables.pop();
  };
  return {
    startParagraph() {
      endLoose();
      // Inside another (a comment holds paragraphs), it ends what was read.
      if (stretches !== undefined && stretches.length > 0) endParagraph();
      stretches = [];
    },
    endParagraph,
    inParagraph: () => stretches !== undefined,
    hasLoose: () => loose !== "",
    text(text, kind = "same") {
      if (stretches === undefined) {
        loose += text;
        if (loose.length > LINE_CHARACTERS) endLoose();
        return;
      }
      const last = stretches.at(-1);
      if (last?.kind !== kind) stretches.push({ text, kind });
      else {
        last.text += text;
        if (last.text.length <= LINE_CHARACTERS) return;
        endParagraph();
        stretches = [];
      }
    },
    endLoose,
    startTable() {
      if (tables.length < DEPTH) tables.push({ row: [], cell: [], span: 1, nested: tables.length > 0 });
      else tooDeep += 1;
    },
    span(columns) {
      const table = tables.at(-1);
      // A row is made as wide as it says: bounded.
      if (table !== undefined && columns > 1) table.span = Math.min(64, columns);
    },
    endCell,
    endRow,
    endTable,
    startBox: () => enter(false),
    endBox: leave,
    startAlternatives() {
      if (choices.length < DEPTH) choices.push([]);
      else unlisted += 1;
    },
    startFallback: () => enter(true),
    endAlternatives() {
      if (unlisted > 0) unlisted -= 1;
      else choices.pop();
    },
    finish() {
      endLoose();
      endParagraph();
      unopened = 0;
      while (frames.length > 0) leave();
      endParagraph();
      tooDeep = 0;
      while (tables.length > 0) endTable();
    },
  };
}
