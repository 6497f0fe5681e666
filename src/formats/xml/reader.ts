import { type KeyPath, labelTree } from "../json/labels.ts";
import type { RecordParts } from "../record-parts.ts";
import { readTag, type Tag } from "./attributes.ts";
import { replaced } from "./references.ts";
import { xmlTokens, type XmlTokens } from "./tokens.ts";

/** Elements inside elements that are followed. */
const DEPTH = 1_000;
/** Text of an element that is written at once; and how much of it may be joined over inline elements. */
const TEXT_LENGTH = 8_388_608;
const INLINE_LENGTH = 65_536;
/** Attributes that name what their element holds: `<field name="NRIC">`. */
const NAMING = new Set(["name", "key", "field", "label", "column"]);
const NAME_LENGTH = 60;

interface Path {
  readonly key: KeyPath;
  readonly children: Map<string, Path>;
  /** The element around the last one on this path. */
  parent: number;
  /** An element has had a sibling of its name. */
  repeats: boolean;
  /** An element has had elements in it, or attributes alone. */
  holds: boolean;
  /** It is an element's, not an attribute's. */
  element: boolean;
  /** Different names of elements in it. */
  names: number;
}

interface Open {
  readonly name: string;
  readonly path: Path;
  readonly ordinal: number;
  readonly record: number;
  /** The text of the last `key` element (property lists): it labels the next element. */
  keyed: string;
}

/** What is read of a document, and where it stopped. */
export interface XmlReader extends XmlTokens {
  /** True when elements were nested too deeply: nothing is read any more. */
  stopped(): boolean;
  /** Line of the token at hand. */
  line(): number;
  /** Elements that are open, and end tags that closed nothing. */
  unclosed(): number;
  elements(): number;
  /** Forgets what was read but for what was learned of the document's shape. */
  restart(parts: RecordParts): void;
  readonly labels: readonly string[];
}

/** A file in base64; true when it was taken. */
export type HearFile = (text: string, line: number) => boolean;

/**
 * Writes each text and attribute with the path of its names below the root as label. The innermost element
 * that has siblings of its name and holds more than a text is a record, else the document is one.
 */
export function xmlReader(hearFile: HearFile): XmlReader {
  const tree = labelTree();
  const root: Path = path(tree.root);
  let parts: RecordParts | undefined;
  let open: Open[] = [];
  let ordinals = 0;
  let records = 0;
  let line = 1;
  let column = 1;
  let stray = 0;
  // The next line end in what the tokens are read from.
  let newline = 0;
  let stopped = false;
  let wrongBefore = 0;
  // The text that is being read, the element that it belongs to and where it began.
  let pending = "";
  let pendingDepth = -1;
  let [pendingLine, pendingColumn] = [1, 1];

  const here = (): Path => open.at(-1)?.path ?? root;
  const recordHere = (): number => open.at(-1)?.record ?? 0;
  const keep = (): void => {
    const text = pending.trim();
    pending = "";
    if (text === "") return;
    const owner = open[pendingDepth];
    if (text.length > 256 && hearFile(text, pendingLine)) return;
    const around = open[pendingDepth - 1];
    if (owner?.name === "key" && around !== undefined) around.keyed = nameIn(text);
    parts?.text(text, owner?.path.key.index ?? 1, owner?.record ?? 0, pendingLine, pendingColumn);
  };
  /** Line and column of the first character that is no blank. */
  const placeOf = (text: string, start: number, end: number): [number, number] => {
    let [atLine, atColumn] = [line, column];
    for (let at = start; at < end && text.charCodeAt(at) <= 0x20; at += 1) {
      atColumn += 1;
      if (text.charCodeAt(at) !== 0x0a) continue;
      atLine += 1;
      atColumn = 1;
    }
    return [atLine, atColumn];
  };
  const begin = (tag: Tag, empty: boolean): void => {
    const around = open.at(-1);
    const name = around !== undefined && around.keyed !== "" ? around.keyed : tag.name;
    if (around !== undefined) around.keyed = "";
    const above = here();
    above.holds = true;
    let own = childOf(above, name, open.length === 0);
    if (own.parent === ordinal()) own.repeats = true;
    own.parent = ordinal();
    if (empty && tag.attributes.length > 1) own.holds = true;
    if (!own.element) above.names += 1;
    own.element = true;
    // A list of nothing but texts right below the root has one record a text.
    const isNamed = tag.attributes.some(([attribute]) => NAMING.has(attribute));
    const isRecord = own.repeats && (own.holds || (open.length < 2 && above.names === 1 && !isNamed));
    if (pending.trim() === "" || isRecord || pending.length > INLINE_LENGTH) keep();
    ordinals += 1;
    if (isRecord) records += 1;
    const record = isRecord ? records : recordHere();
    for (const [attribute, value] of tag.attributes) {
      const label = NAMING.has(attribute) ? nameIn(value) : "";
      if (label !== "" && !isRecord) own = childOf(own, label, false);
      else parts?.text(value, childOf(own, attribute, false).key.index, record, line, column);
    }
    if (empty) return;
    open.push({ name: tag.name, path: own, ordinal: ordinals, record, keyed: "" });
    if (open.length > DEPTH) stopped = true;
  };
  const ordinal = (): number => open.at(-1)?.ordinal ?? 0;
  const childOf = (above: Path, name: string, isRoot: boolean): Path => {
    let found = above.children.get(name);
    if (found !== undefined) return found;
    // The root's own name tells nothing of its values.
    const key = isRoot ? tree.root : tree.child(above.key, name);
    if (key === above.key && !isRoot) return above;
    found = path(key);
    above.children.set(name, found);
    return found;
  };
  const close = (name: string): void => {
    const from = open.findLastIndex((one) => one.name === name);
    if (from < 0) {
      stray += 1;
      return;
    }
    stray += open.length - 1 - from;
    if (pendingDepth >= from) keep();
    open.length = from;
  };
  const tokens = xmlTokens(
    {
      tag(text, start, end) {
        if (stopped) return;
        if (text.charCodeAt(start) === 0x2f) {
          close(readTag(text, start + 1, end).name);
          return;
        }
        const empty = text.charCodeAt(end - 1) === 0x2f;
        begin(readTag(text, start, empty ? end - 1 : end), empty);
      },
      text(text, start, end, literal) {
        if (stopped || (pending === "" && isBlank(text, start, end))) return;
        if (pending === "") {
          pendingDepth = open.length - 1;
          [pendingLine, pendingColumn] = placeOf(text, start, end);
        }
        pending += literal ? text.slice(start, end) : replaced(text.slice(start, end));
        if (pending.length > TEXT_LENGTH) keep();
      },
      other(text, start, end) {
        if (stopped || text.startsWith("xml ", start)) return;
        parts?.text(text.slice(start, end).trim(), here().key.index, recordHere(), line, column);
      },
    },
    (text, from, to) => {
      if (from === 0) newline = newlineFrom(text, 0);
      let start = from;
      for (; newline < to; newline = newlineFrom(text, newline + 1)) {
        line += 1;
        column = 1;
        start = newline + 1;
      }
      column += to - start;
    },
  );
  return {
    labels: tree.labels,
    write: (piece) => {
      if (!stopped) tokens.write(piece);
    },
    end() {
      tokens.end();
      if (!stopped) keep();
    },
    wrong: () => tokens.wrong() - wrongBefore,
    stopped: () => stopped,
    line: () => line,
    unclosed: () => open.length + stray,
    elements: () => ordinals,
    restart(next) {
      // What the end of the piece cut off is not to be told twice.
      tokens.end();
      parts = next;
      wrongBefore = tokens.wrong();
      open = [];
      pending = "";
      [ordinals, records, line, column, stray] = [0, 0, 1, 1, 0];
      stopped = false;
      forgetParents(root);
    },
  };
}

function newlineFrom(text: string, from: number): number {
  const found = text.indexOf("\n", from);
  return found < 0 ? Number.MAX_SAFE_INTEGER : found;
}

/** Ordinals begin anew: an element must not be taken for a sibling of one that was read before. */
function forgetParents(from: Path): void {
  const waiting = [from];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    next.parent = -1;
    waiting.push(...next.children.values());
  }
}

function path(key: KeyPath): Path {
  return { key, children: new Map(), parent: -1, repeats: false, holds: false, element: false, names: 0 };
}

/** A short name; a value is none. */
function nameIn(text: string): string {
  return text.length <= NAME_LENGTH && !/[0-9@\n]/.test(text) ? text.trim() : "";
}

function isBlank(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (text.charCodeAt(at) > 0x20) return false;
  return true;
}
