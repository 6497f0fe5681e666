import { hexAt, isReadable, literalAt } from "./strings.ts";

/** Text of a string that a font shows. */
export type Decode = (bytes: Buffer) => string;

/** A blank is left out where `TJ` moves on by more than this (thousandths of the font's height). */
const BLANK = 180;
/** Strings and numbers that wait for an operator; no operator takes as many. */
const MOST_SHOWN = 4_096;
const MOST_NUMBERS = 1_024;
/** Widths in heights of the font: of a letter, and of a gap that is a blank. */
const USUAL_WIDTH = 0.55;
const BLANK_AFTER = 0.3;

/**
 * The text of a content stream (ISO 32000-1 section 9.4): strings that are shown, with a line where the
 * text moves down, without a look at places. Empty where the bytes are no content stream.
 */
export function contentText(content: Buffer, fonts: ReadonlyMap<string, Decode>): string {
  if (!content.includes("BT") || !(content.includes("Tj") || content.includes("TJ") || content.includes("'"))) return "";
  // Pieces and the last character: asking a growing string for its end would copy it, and cost its square.
  const pieces: string[] = [];
  let last = "";
  const add = (piece: string): void => {
    if (piece === "") return;
    pieces.push(piece);
    last = piece.slice(-1);
  };
  let decode: Decode = simple;
  let shown: string[] = [];
  let numbers: number[] = [];
  let name = "";
  let inArray = false;
  let place = { x: 0, y: 0, size: 10 };
  let shownAt = { x: 0, y: Number.NaN, end: 0 };
  const show = (): void => {
    const said = shown.join("");
    if (place.y === shownAt.y && place.x > shownAt.x && last === "\n") {
      // The next word of a line, or its next letter: the widths of letters are not known.
      const ended = (pieces.pop() ?? "").slice(0, -1);
      last = ended === "" ? (pieces.at(-1)?.slice(-1) ?? "") : "";
      add(ended);
      add(place.x - shownAt.end > BLANK_AFTER * place.size ? " " : "");
    }
    add(said);
    shownAt = { x: place.x, y: place.y, end: place.x + said.length * USUAL_WIDTH * place.size };
  };
  const apart = (mark: string): void => {
    if (last !== "" && last !== "\n" && last !== mark) add(mark);
  };
  for (let at = 0; at < content.length;) {
    const byte = content[at] as number;
    if (shown.length > MOST_SHOWN) shown = [shown.join("")];
    if (numbers.length > MOST_NUMBERS) numbers = numbers.slice(-2);
    if (byte === 0x28) {
      const found = literalAt(content, at);
      shown.push(decode(found.bytes));
      at = found.end;
    } else if (byte === 0x3c && content[at + 1] !== 0x3c) {
      const found = hexAt(content, at);
      if (found !== undefined) shown.push(decode(found.bytes));
      at = found?.end ?? at + 1;
    } else if (byte === 0x5b) {
      inArray = true;
      at += 1;
    } else if (byte === 0x5d) {
      inArray = false;
      at += 1;
    } else if (byte === 0x25) {
      const end = content.indexOf(10, at);
      at = end < 0 ? content.length : end;
    } else if (isRegular(byte)) {
      let end = at + 1;
      while (end < content.length && end - at < 128 && isRegular(content[end] as number)) end += 1;
      const word = content.toString("latin1", at, end);
      at = end;
      const number = Number(word);
      if (Number.isFinite(number)) {
        if (inArray && -number > BLANK) shown.push(" ");
        else if (!inArray) numbers.push(number);
        continue;
      }
      if (inArray) continue;
      if (word === "Tj" || word === "TJ") show();
      else if (word === "'" || word === '"') {
        apart("\n");
        show();
      } else if (word === "Tm") {
        place = { ...place, x: numbers.at(-2) ?? 0, y: numbers.at(-1) ?? 0 };
        apart("\n");
      } else if (word === "T*" || word === "BT") {
        place = { ...place, x: 0, y: Number.NaN };
        apart("\n");
      } else if (word === "Td" || word === "TD") apart((numbers.at(-1) ?? 0) === 0 ? " " : "\n");
      else if (word === "Tf") {
        decode = fonts.get(name) ?? simple;
        place = { ...place, size: Math.abs(numbers.at(-1) ?? 10) };
      }
      shown = [];
      numbers = [];
    } else if (byte === 0x2f) {
      let end = at + 1;
      while (end < content.length && end - at < 128 && isRegular(content[end] as number)) end += 1;
      name = content.toString("latin1", at + 1, end);
      at = end;
    } else at += 1;
  }
  return pieces
    .join("")
    .split("\n")
    .filter((line) => line.trim() !== "" && isReadable(line))
    .join("\n");
}

/** Neither white space nor a delimiter (ISO 32000-1 section 7.2.2). */
function isRegular(byte: number): boolean {
  if (byte <= 0x20) return false;
  return !(
    byte === 0x28 ||
    byte === 0x29 ||
    byte === 0x3c ||
    byte === 0x3e ||
    byte === 0x5b ||
    byte === 0x5d ||
    byte === 0x2f ||
    byte === 0x25 ||
    byte === 0x7b ||
    byte === 0x7d
  );
}

const WINDOWS = new TextDecoder("windows-1252");

/** A font with an encoding as most have: Windows Latin. */
function simple(bytes: Buffer): string {
  return WINDOWS.decode(bytes);
}
