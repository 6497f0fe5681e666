import type { ByteSource } from "../../model/bytes.ts";
import type { Unfolded, UnfoldedGap } from "../../model/document.ts";
import type { ExtractContext } from "../../model/extractor.ts";
import { gap } from "../gap.ts";
import { expandRtf } from "./compressed-rtf.ts";
import { rtfMessage } from "../rtf/message.ts";

/** The text of a compressed RTF body: what it encapsulates, else its own. */
export interface RtfBody {
  readonly kind: "html" | "plain" | "rtf";
  readonly text: Buffer;
  /** What else stands in it: notes, metadata, embedded objects. */
  readonly rest: readonly Unfolded[];
  readonly problem?: UnfoldedGap;
}

/** Reads PidTagRtfCompressed ([MS-OXRTFCP], [MS-OXRTFEX]); `undefined` when there is none. */
export function readRtf(source: ByteSource | undefined, { budget }: ExtractContext): RtfBody | undefined {
  if (source === undefined || source.size === 0) return undefined;
  const empty = { kind: "rtf", text: Buffer.alloc(0), rest: [] } as const;
  if (source.size > budget.maxDocumentBytes)
    return { ...empty, problem: gap("size-limit", "none", `RTF body is larger than ${budget.maxDocumentBytes} bytes`) };
  const { bytes, whole } = expandRtf(Buffer.from(source.read(0, source.size)), budget.maxDocumentBytes);
  const limit = budget.output(bytes.length, { produced: bytes.length, consumed: source.size });
  if (limit !== undefined) return { ...empty, problem: gap(limit, "none", "RTF body grows beyond the limit") };
  const { kind, text, rest } = rtfMessage(bytes, budget);
  const problem = whole
    ? {}
    : { problem: gap("malformed", bytes.length > 0 ? "partly" : "none", "compressed RTF body is damaged or cut off") };
  return { kind, text, rest, ...problem };
}
