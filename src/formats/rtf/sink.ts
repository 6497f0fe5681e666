import { decodeCodepage, isDoubleByte, isLead } from "./charsets.ts";
import type { Fonts } from "./fonts.ts";
import type { GroupState } from "./groups.ts";
import { output, type Output } from "./output.ts";
import { DEST } from "./words.ts";

const LF = 10;
const TAB = 9;
const HELD_BYTES = 4_096;

/** Where characters go: the text, notes beside it, metadata; each in UTF-8. */
export interface TextSink {
  readonly outputs: readonly [text: Output, notes: Output, meta: Output];
  /** Characters that are still to be passed over: they repeat a Unicode one for readers that know none. */
  toSkip: number;
  /** HTML is read out of the text, in place of the text. */
  html: boolean;
  /** A byte in the code page of the group. */
  encoded(byte: number): void;
  /** The first byte of a character of two was the last that came. */
  isInside(): boolean;
  /** Plain ASCII. */
  run(bytes: Uint8Array, from: number, to: number): void;
  bytes(bytes: Uint8Array, from: number, to: number): void;
  text(value: string): void;
  /** A UTF-16 unit. */
  unit(unit: number): void;
  newline(): void;
  /** Ends a cell: its tab is written when something follows on its row. */
  cell(): void;
  row(): void;
  /** Decodes what is held back: before the code page or the destination changes. */
  settle(): void;
}

/** A sink for the text of a document; `now` is the state of the group at hand. */
export function textSink(now: GroupState, fonts: Fonts): TextSink {
  const outputs = [output(), output(), output()] as const;
  const [main, , meta] = outputs;
  // What is encoded is held back until something else comes: a character may be written as two escapes, or as one and a letter.
  const held = new Uint8Array(HELD_BYTES);
  let length = 0;
  let inside = false;
  let surrogate = 0;
  let tabs = 0;
  const target = (): Output | undefined => {
    if (sink.html) return now.dest === DEST.tag || (now.dest === DEST.text && now.off === 0) ? main : undefined;
    if (now.dest === DEST.text) return now.hidden === 0 ? main : meta;
    return now.dest === DEST.note || now.dest === DEST.meta ? outputs[now.dest] : undefined;
  };
  const begin = (into: Output): void => {
    if (length > 0) sink.settle();
    if (surrogate !== 0) {
      surrogate = 0;
      into.text("\ufffd");
    }
    if (tabs > 0 && into === main) for (; tabs > 0; tabs -= 1) into.byte(TAB);
  };
  const sink: TextSink = {
    outputs,
    toSkip: 0,
    html: false,
    encoded(byte) {
      if (sink.toSkip > 0) {
        sink.toSkip -= 1;
        return;
      }
      if (target() === undefined) return;
      if (length >= HELD_BYTES - 1 && !inside) sink.settle();
      held[length] = byte;
      length += 1;
      inside = !inside && isDoubleByte(now.codepage) && isLead(byte, now.codepage);
    },
    isInside: () => inside,
    run(bytes, from, to) {
      let at = from;
      if (sink.toSkip > 0) {
        const skipped = Math.min(sink.toSkip, to - at);
        sink.toSkip -= skipped;
        at += skipped;
      }
      if (inside && at < to) {
        sink.encoded(bytes[at] as number);
        at += 1;
      }
      if (at < to) sink.bytes(bytes, at, to);
    },
    bytes(bytes, from, to) {
      const into = target();
      if (into === undefined) return;
      if (length > 0 || tabs > 0 || surrogate !== 0) begin(into);
      into.run(bytes, from, to);
    },
    text(value) {
      const into = target();
      if (into === undefined) return;
      begin(into);
      into.text(value);
    },
    unit(unit) {
      const into = target();
      if (into === undefined) return;
      const high = surrogate;
      if (unit >= 0xdc00 && unit < 0xe000 && high !== 0 && length === 0) {
        surrogate = 0;
        into.text(String.fromCharCode(high, unit));
        return;
      }
      begin(into);
      if (unit >= 0xd800 && unit < 0xdc00) surrogate = unit;
      // Symbol fonts are moved to where nobody else's characters are.
      else into.text(String.fromCharCode(unit >= 0xf020 && unit <= 0xf0ff ? unit - 0xf000 : unit));
    },
    newline() {
      sink.settle();
      const into = target();
      if (into === undefined) return;
      if (into === main) tabs = 0;
      into.byte(LF);
    },
    cell() {
      sink.settle();
      if (!sink.html && target() === main) tabs += 1;
    },
    row() {
      sink.settle();
      if (sink.html || target() !== main) return;
      // The last cell of a row ends it; empty ones before it are cells all the same.
      for (; tabs > 1; tabs -= 1) main.byte(TAB);
      tabs = 0;
      main.byte(LF);
    },
    settle() {
      if (length === 0) return;
      const bytes = held.slice(0, length);
      length = 0;
      inside = false;
      const into = target();
      if (into === undefined) return;
      begin(into);
      into.text(decodeCodepage(bytes, now.codepage, fonts.document));
    },
  };
  return sink;
}
