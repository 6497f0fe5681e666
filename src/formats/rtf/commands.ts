import { hexData, type HexData } from "./data.ts";
import type { PictureType, RtfEvent, Wanted } from "./events.ts";
import { createFonts } from "./fonts.ts";
import { createGroups, type Groups } from "./groups.ts";
import { textSink, type TextSink } from "./sink.ts";
import { DEST, type Action, type Destination } from "./words.ts";

/** What control words do, and what groups hold at their end. */
export interface Commands {
  readonly sink: TextSink;
  readonly groups: Groups;
  readonly data: HexData;
  readonly events: RtfEvent[];
  /** Bytes that follow as they are (\bin). */
  binary: number;
  act(action: Action, parameter: number | undefined): void;
  /** Makes the group a destination. */
  enter(dest: Destination, label: Uint8Array | undefined): void;
  /** Ends a group. */
  close(): void;
  /** Gives out what is left of the texts. */
  flush(): void;
  origin(): "html" | "plain" | "rtf";
}

/** The state of a document that is read. */
export function createCommands(wanted: Wanted): Commands {
  const groups = createGroups();
  const { now } = groups;
  const fonts = createFonts();
  const sink = textSink(now, fonts);
  const [main, notes, meta] = sink.outputs;
  const data = hexData(wanted.data);
  const events: RtfEvent[] = [];
  let picture: PictureType = "unknown";
  let defaultFont = 0;
  let inTable = false;
  let fromText = false;

  const lineDone = (): void => {
    if (main.length() > wanted.piece) events.push({ kind: "text", bytes: main.take(main.lastLine()) });
  };
  const setDocument = (codepage: number): void => {
    sink.settle();
    if (codepage > 0) fonts.document = codepage;
    now.codepage = fonts.document;
  };

  const commands: Commands = {
    sink,
    groups,
    data,
    events,
    binary: 0,
    enter(dest, label) {
      sink.settle();
      // What is left out is left out with all that is in it.
      if (now.dest === DEST.skip) return;
      if (now.dest === DEST.twice) {
        now.dest = DEST.skip;
        return;
      }
      // Shown in whatever it stands in.
      if (dest === DEST.text) return;
      if (dest === DEST.tag ? !sink.html : sink.html && (dest === DEST.note || dest === DEST.meta)) {
        now.dest = DEST.skip;
        return;
      }
      if (dest === DEST.note && now.dest === DEST.note) return;
      if (dest === DEST.twice) now.outer = now.dest;
      if (dest === DEST.object || dest === DEST.picture) {
        data.take();
        picture = "unknown";
      }
      if (dest === DEST.meta && label !== undefined) meta.run(label, 0, label.length);
      now.dest = dest;
      now.entered = 1;
    },
    close() {
      sink.settle();
      sink.toSkip = 0;
      const { dest, entered } = now;
      if (!groups.close() || entered === 0) return;
      const whole = !data.isFull();
      if (dest === DEST.note) notes.byte(10);
      else if (dest === DEST.meta) meta.byte(10);
      else if (dest === DEST.fonts) now.codepage = fonts.of(defaultFont);
      else if (dest === DEST.object && data.size() > 0) events.push({ kind: "object", bytes: data.take(), whole });
      else if (dest === DEST.picture && data.size() > 0)
        events.push({ kind: "picture", type: picture, bytes: data.take(), whole });
      if (notes.length() > wanted.piece) events.push({ kind: "notes", bytes: notes.take() });
      if (meta.length() > wanted.piece) events.push({ kind: "meta", bytes: meta.take() });
    },
    flush() {
      sink.settle();
      for (const [index, kind] of (["text", "notes", "meta"] as const).entries()) {
        const bytes = sink.outputs[index]?.take() ?? Buffer.alloc(0);
        if (bytes.length > 0) events.push({ kind, bytes });
      }
    },
    origin: () => (sink.html ? "html" : fromText ? "plain" : "rtf"),
    act(action, parameter) {
      switch (action.kind) {
        case "put":
          sink.bytes(action.bytes, 0, action.bytes.length);
          return;
        case "into":
          commands.enter(action.dest, action.label);
          return;
        case "par":
          // A paragraph in a cell: the row stays on its line.
          if (inTable && !sink.html && now.dest === DEST.text) sink.text(" ");
          else sink.newline();
          lineDone();
          return;
        case "row":
          inTable = false;
          sink.row();
          lineDone();
          return;
        case "cell":
          sink.cell();
          return;
        case "unicode":
          if (parameter === undefined) return;
          // A character that is itself passed over has nothing behind it.
          sink.unit(parameter & 0xffff);
          sink.toSkip = now.skipped;
          return;
        case "skipped":
          now.skipped = Math.max(0, Math.min(16, parameter ?? 1));
          return;
        case "font":
          sink.settle();
          if (now.dest === DEST.fonts) fonts.define(parameter ?? 0);
          else now.codepage = fonts.of(parameter ?? 0);
          return;
        case "default-font":
          defaultFont = parameter ?? 0;
          return;
        case "plain":
          sink.settle();
          now.codepage = fonts.of(defaultFont);
          now.hidden = 0;
          return;
        case "codepage":
          setDocument(parameter ?? 0);
          return;
        case "mac":
          setDocument(10_000);
          return;
        case "pc":
          setDocument(437);
          return;
        case "pca":
          setDocument(850);
          return;
        case "font-charset":
          if (now.dest === DEST.fonts) fonts.charset(parameter ?? 1);
          return;
        case "font-codepage":
          if (now.dest === DEST.fonts) fonts.codepage(parameter ?? 0);
          return;
        case "bin":
          commands.binary = Math.max(0, parameter ?? 0);
          return;
        case "hidden":
          sink.settle();
          // What is hidden is told apart, each piece of it on its line.
          if (now.dest === DEST.text && !sink.html) meta.byte(10);
          now.hidden = parameter === 0 ? 0 : 1;
          return;
        case "in-table":
          inTable = true;
          return;
        case "paragraph":
          inTable = false;
          return;
        case "newest":
          if (now.dest === DEST.twice) now.dest = now.outer;
          return;
        case "html":
          sink.html = wanted.encapsulated && parameter !== 0;
          return;
        case "html-off":
          sink.settle();
          now.off = parameter === 0 ? 0 : 1;
          return;
        case "from-text":
          fromText = true;
          return;
        case "png":
        case "jpeg":
        case "drawing":
        case "metafile":
          picture = action.kind;
          return;
        default:
          action satisfies never;
      }
    },
  };
  return commands;
}
