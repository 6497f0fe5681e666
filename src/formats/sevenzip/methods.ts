import type { ByteSource } from "../../model/bytes.ts";
import { unbcj2 } from "../archive/filters/bcj2.ts";
import { pieces } from "../../bytes/memory.ts";
import { Broken } from "../archive/broken.ts";
import { bunzip2 } from "../archive/bzip2.ts";
import { unfiltered } from "../archive/filters/filter.ts";
import { filterOf } from "../archive/filters/index.ts";
import { inflate, inflate64, type Inflated } from "../archive/inflate.ts";
import { unlz4 } from "../archive/lz4.ts";
import { unlzma2Alone } from "../archive/lzma2-stream.ts";
import { unlzma } from "../archive/lzma-stream.ts";
import { unzstd } from "../archive/zstd.ts";
import type { Coder } from "./folder.ts";

/** What a method needs: its inputs, its properties, how many bytes come out, and the largest window that is held. */
export interface Task {
  readonly inputs: readonly ByteSource[];
  readonly properties: Uint8Array;
  readonly size: number;
  readonly most: number;
}

type Method = (task: Task) => Generator<Uint8Array, Inflated>;

export const AES = 0x06f1_0701;
const COPY = 0;
const BCJ2 = 0x0303_011b;

/** 7-Zip's method ids (Methods.txt) of decompressors. */
const METHODS: Readonly<Record<number, Method>> = {
  [COPY]: copied,
  0x21: lzma2,
  0x03_0101: lzma,
  0x04_0108: ({ inputs: [input] }) => inflate(sure(input), 0),
  0x04_0109: ({ inputs: [input] }) => inflate64(sure(input), 0),
  0x04_0202: ({ inputs: [input] }) => bunzip2(sure(input), 0),
  [BCJ2]: ({ inputs, size }) => unbcj2(inputs, size),
  // Of builds with more methods.
  0x04f7_1101: ({ inputs: [input], most }) => unzstd(sure(input), 0, most),
  0x04f7_1104: ({ inputs: [input] }) => unlz4(sure(input), 0),
};

/** The ids that filters had before they got those of xz. */
const OLD_FILTERS: Readonly<Record<number, number>> = {
  0x0303_0103: 4,
  0x0303_0205: 5,
  0x0303_0401: 6,
  0x0303_0501: 7,
  0x0303_0701: 8,
  0x0303_0805: 9,
};

const NAMES: Readonly<Record<number, string>> = {
  0x03_0401: "PPMd",
  0x0b: "a filter for RISC-V programs",
  0x04f7_1102: "Brotli",
  0x04f7_1105: "LZ5",
  0x04f7_1106: "Lizard",
};

/** Is there nothing to decode? */
export function isCopy(coders: readonly Coder[]): boolean {
  return coders.length === 1 && coders[0]?.method === COPY;
}

/** The name of a method that is not read; `undefined` when it is. */
export function missingMethod({ method }: Coder): string | undefined {
  if (METHODS[method] !== undefined || filterId(method) !== undefined) return undefined;
  return NAMES[method] ?? "a method that is not known";
}

/** What a coder gives, cut at the size that is stated for it. */
export function* decoded({ method }: Coder, task: Task): Generator<Uint8Array, Inflated> {
  const open = METHODS[method] ?? filtered(filterId(method) ?? 0);
  const stream = open(task);
  let left = task.size;
  while (left > 0) {
    const step = stream.next();
    if (step.done === true) {
      const { end, consumed } = step.value;
      // A stream that ends in order, but too soon.
      return { end: end === "whole" || end === "trailing" ? "truncated" : end, consumed };
    }
    const piece = step.value.length > left ? step.value.subarray(0, left) : step.value;
    left -= piece.length;
    yield piece;
  }
  return { end: "whole", consumed: 0 };
}

function filterId(method: number): number | undefined {
  const id = OLD_FILTERS[method] ?? method;
  return id >= 3 && id <= 10 ? id : undefined;
}

function filtered(id: number): Method {
  return function* undone(task) {
    const filter = filterOf(id, task.properties);
    if (filter === undefined) return { end: "unsupported", consumed: 0 };
    return yield* unfiltered(copied(task), filter);
  };
}

function* copied({ inputs: [input], size }: Task): Generator<Uint8Array, Inflated> {
  const source = sure(input);
  yield* pieces(source, 131_072);
  return { end: source.size < size ? "truncated" : "whole", consumed: source.size };
}

/** Properties: lc, lp and pb in one byte, the size of the window in four. */
function* lzma({ inputs: [input], properties, size, most }: Task): Generator<Uint8Array, Inflated> {
  if (properties.length < 5) return { end: "corrupt", consumed: 0 };
  const window = new DataView(properties.buffer, properties.byteOffset).getUint32(1, true);
  return yield* unlzma(sure(input), { start: 0, properties: properties[0] as number, window, size }, most);
}

/** Property: the size of the window. */
function lzma2({ inputs: [input], properties, size, most }: Task): Generator<Uint8Array, Inflated> {
  return unlzma2Alone(sure(input), 0, { property: properties[0] ?? 255, size }, most);
}

function sure(input: ByteSource | undefined): ByteSource {
  if (input === undefined) throw new Broken("corrupt");
  return input;
}
