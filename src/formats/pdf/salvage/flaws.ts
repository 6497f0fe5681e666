import { constants, inflateSync } from "node:zlib";
import type { ByteSource } from "../../../model/bytes.ts";
import { contentText } from "./content.ts";
import { isText, rawStreams } from "./streams.ts";

/** Output of a stream that is looked at. */
const MOST_BYTES = 16 * 1024 ** 2;
const MOST_STREAMS = 20_000;
/** Larger files are taken for whole: nearly all of them are scans. */
const MOST_FILE_BYTES = 64 * 1024 ** 2;
const NO_FONTS = new Map<string, (bytes: Buffer) => string>();

/** What the compressed streams of a file tell that PDFium passes over in silence. */
export interface Flaws {
  /** Streams whose data are wrong: PDFium reads what comes before the damage. */
  readonly damaged: number;
  /** There is a stream that shows text. */
  readonly text: boolean;
}

/** Looks at all streams of a file that is not encrypted, up to 64 MiB; `wanted` asks whether there is text as well. */
export function flawsOf(source: ByteSource, wanted: boolean): Flaws {
  let damaged = 0;
  let text = false;
  let streams = 0;
  if (source.size > MOST_FILE_BYTES) return { damaged, text };
  const file = Buffer.from(source.read(0, source.size));
  for (const stream of rawStreams(file)) {
    streams += 1;
    if (streams > MOST_STREAMS) break;
    if (!isText(stream)) continue;
    let data = stream.data;
    if (/^\s*<<[^]*\/Filter\s*\[?\s*\/(?:FlateDecode|Fl)\b/.test(stream.dictionary)) {
      try {
        // The end of the data may be missed by a little: only wrong data are damage.
        data = inflateSync(data, { maxOutputLength: MOST_BYTES, finishFlush: constants.Z_SYNC_FLUSH });
      } catch (error) {
        if (!(error instanceof RangeError)) damaged += 1;
        continue;
      }
    }
    if (wanted && !text && !/\/Subtype\s*\/Form\b/.test(stream.dictionary) && contentText(data, NO_FONTS) !== "") text = true;
  }
  return { damaged, text };
}
