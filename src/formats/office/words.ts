import type { Unfolded } from "../../model/document.ts";
import type { Part } from "../zip/package.ts";
import { partPieces, type PartEnd } from "../zip/package.ts";
import { lineCollector, type Lines } from "./lines.ts";
import { admitted, endGaps, partStep, type Reading } from "./read-part.ts";

const LEAST = 5;
const LONGEST = 4_096;

/** Reads runs of printable ASCII, in one byte or two bytes a character, out of a part in a binary form. */
export function* binaryWords(reading: Reading, part: Part): Generator<Unfolded> {
  const steps = partStep(part);
  if (!(yield* admitted(reading, part, steps))) return;
  const lines = lineCollector({ steps, role: "metadata", section: 1 });
  const words = [wordFinder(lines, 1), wordFinder(lines, 2)];
  const stream = partPieces(reading.pack, part, reading.context.budget);
  let end: PartEnd;
  for (;;) {
    const step = stream.next();
    if (step.done === true) {
      end = step.value;
      break;
    }
    for (const find of words) find(step.value);
    yield* lines.take(false);
  }
  for (const find of words) find(Uint8Array.of(0, 0, 0));
  yield* lines.take(true);
  yield* endGaps(reading, end, steps, "partly");
}

/** Finds words whose characters are `width` bytes long, the second of which is 0. */
function wordFinder(lines: Lines, width: 1 | 2): (bytes: Uint8Array) => void {
  let word = "";
  let zeros = 0;
  const tell = (): void => {
    if (word.length >= LEAST) lines.addOnce(word);
    word = "";
  };
  return (bytes) => {
    for (const byte of bytes) {
      const printable = byte >= 0x20 && byte < 0x7f;
      if (printable && (width === 1 || word === "" || zeros === 1)) word += String.fromCharCode(byte);
      else if (printable) {
        tell();
        word = String.fromCharCode(byte);
      } else if (byte !== 0 || width === 1 || zeros > 0) tell();
      zeros = byte === 0 ? zeros + 1 : 0;
      if (word.length >= LONGEST) tell();
    }
  };
}
