import { attributes, xmlReader } from "../office/xml.ts";

/** An element with what stands in it. */
export interface Node {
  readonly name: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly children: Node[];
  /** Its own text, without that of its children. */
  text: string;
}

/** What is wrong with the XML of a list of records; `undefined` when nothing is. */
export type Damage = "cut" | "tangled" | "crowded" | undefined;

/** Reads lists of records: `<emails>`, `<contacts>` ... with an element for each item. */
export interface RecordReader {
  write(text: string): void;
  /** The end of the text: a record that is not closed is given all the same. */
  end(): void;
  /** The records that are whole; each is given once. */
  take(): Node[];
  /** Name of the outermost element; empty when there is none. */
  root(): string;
  damage(): Damage;
  /** How many records fewer there are than the root states. */
  missing(): number;
}

/** Elements of one record, and how deep they are followed: more are the work of a hostile file. Their text goes to the element around them. */
const ELEMENTS = 100_000;
const DEPTH = 64;
/** Pieces of a text that are joined at once: millions of tiny ones would take more memory than what they say. */
const PIECES = 4_096;

/** The text of an element as it comes. */
function gathered(): { add(text: string): void; take(): string } {
  const joined: string[] = [];
  let pieces: string[] = [];
  return {
    add(text) {
      pieces.push(text);
      if (pieces.length < PIECES) return;
      joined.push(pieces.join(""));
      pieces = [];
    },
    take: () => [...joined, ...pieces].join(""),
  };
}

/** Records are the elements right below the root; only the one that is being read is held. */
export function recordReader(): RecordReader {
  const open: Node[] = [];
  const names: string[] = [];
  // Elements that are open and too deep to be told apart.
  let deeper = 0;
  let whole: Node[] = [];
  let root = "";
  let elements = 0;
  let given = 0;
  let stated: number | undefined;
  let damage: Damage;
  const texts: ReturnType<typeof gathered>[] = [];

  const settle = (): void => {
    const node = open.pop();
    if (node === undefined) return;
    node.text = texts.pop()?.take() ?? "";
    if (open.length > 0) return;
    whole.push(node);
    given += 1;
  };
  const reader = xmlReader({
    open(name, tag) {
      if (names.length === 0) {
        // A second root would hide what stands in it.
        if (root !== "") damage = "tangled";
        root ||= name;
        stated ??= countIn(attributes(tag));
        names.push(name);
        return;
      }
      if (names.length > DEPTH) deeper += 1;
      else names.push(name);
      if (names.length === 2) elements = 0;
      if (deeper > 0 || elements >= ELEMENTS) {
        damage = "crowded";
        for (const [, value] of attributes(tag)) texts.at(-1)?.add(` ${value} `);
        return;
      }
      elements += 1;
      const node: Node = { name, attributes: attributes(tag).filter(([key]) => key !== "space"), children: [], text: "" };
      open.at(-1)?.children.push(node);
      open.push(node);
      texts.push(gathered());
    },
    close(name) {
      if (deeper > 0) {
        deeper -= 1;
        return;
      }
      const at = names.lastIndexOf(name);
      if (at !== names.length - 1) damage ??= "tangled";
      if (at < 0) return;
      names.length = at;
      while (open.length > Math.max(0, at - 1)) settle();
    },
    text(text) {
      const here = texts.at(-1);
      if (here !== undefined) here.add(text);
      // Between records nothing stands.
      else if (text.trim() !== "") damage ??= "tangled";
    },
    aside(text) {
      const here = texts.at(-1);
      if (here !== undefined) here.add(text);
      else if (!text.startsWith("<!DOCTYPE")) damage ??= "tangled";
    },
  });
  return {
    write: (text) => reader.write(text),
    end() {
      if (!reader.end() || names.length > 0) damage = "cut";
      while (open.length > 0) settle();
      names.length = 0;
    },
    take() {
      const taken = whole;
      whole = [];
      return taken;
    },
    root: () => root,
    damage: () => damage,
    missing: () => Math.max(0, (stated ?? 0) - given),
  };
}

function countIn(list: readonly (readonly [name: string, value: string])[]): number | undefined {
  const count = Number(list.find(([name]) => name === "elementCount")?.[1]);
  return Number.isSafeInteger(count) ? count : undefined;
}

/** What to tell of damage, in our words. */
export function damageDetail(damage: Exclude<Damage, undefined>): string {
  if (damage === "cut") return "the XML ends in the middle of its elements";
  return damage === "tangled" ? "the XML is not well-formed" : "the XML has more elements than are told apart";
}

/** The text of a child, or of an attribute of that name; empty when there is none. */
export function valueIn(node: Node, name: string): string {
  for (const child of node.children) if (child.name === name) return child.text.trim();
  return node.attributes.find(([key]) => key === name)?.[1].trim() ?? "";
}

/** All texts and attributes below a node, those of the node first. */
export function* textsIn(node: Node): Generator<readonly [name: string, text: string]> {
  // Depth is limited where nodes are made.
  if (node.text.trim() !== "") yield [node.name, node.text.trim()];
  for (const [name, value] of node.attributes) if (value.trim() !== "") yield [name, value.trim()];
  for (const child of node.children) yield* textsIn(child);
}
