import { slice } from "../../bytes/slice.ts";
import type { ByteSource } from "../../model/bytes.ts";
import type { Budget } from "../../model/extractor.ts";
import type { Flow } from "../archive/flow.ts";
import { flowOf } from "./decode.ts";
import type { Folder } from "./folder.ts";
import { isCopy } from "./methods.ts";
import type { Packed } from "./streams.ts";

/** A folder whose files are being read, in their order. */
export interface Block {
  readonly folder: Folder;
  /** Its content as it lies in the archive, when nothing is to be decoded. */
  readonly plain: ByteSource | undefined;
  /** Its content, decoded; begins when it is first asked for. */
  readonly flow: () => Flow;
  /** Number of the next file, and where its content begins. */
  next: number;
  start: number;
}

export function openBlock(source: ByteSource, folder: Folder, packed: readonly Packed[], budget: Budget): Block {
  const [only = { offset: 0, size: 0 }] = packed;
  let flow: Flow | undefined;
  return {
    folder,
    plain: isCopy(folder.coders) ? slice(source, only.offset, only.offset + only.size) : undefined,
    flow: () => (flow ??= flowOf(source, folder, packed, budget)),
    next: 0,
    start: 0,
  };
}
