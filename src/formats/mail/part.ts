import { parseStructured, type Field, type Structured } from "./fields.ts";
import { encodingOf, type Encoding } from "./transfer.ts";

/** What the header of a MIME part says of its content. */
export interface PartHeader {
  /** Of a message; a part has none that anybody reads. */
  readonly fields: readonly Field[];
  /** Media type, lower case; `text/plain` when there is none (RFC 2045 section 5.2). */
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly encoding: Encoding;
  readonly attachment: boolean;
  /** File name; empty when there is none. */
  readonly name: string;
  /** The media type is written as the standard has it, or not at all. */
  readonly plain: boolean;
}

const NO_FIELD: Structured = { value: "", usual: true, parameters: new Map() };

/** A header block as it was read. */
interface Stated {
  readonly fields: readonly Field[];
  /** Content-Type, Content-Disposition and Content-Transfer-Encoding as written; empty or `undefined` when there is none. */
  readonly type: string | undefined;
  readonly disposition: string | undefined;
  readonly transfer: string | undefined;
}

/** What a header block says of the content behind it. */
export function partHeader(block: Stated, inDigest: boolean): PartHeader {
  const { fields, type: stated = "", disposition: disposed = "", transfer = "" } = block;
  const type = stated === "" ? NO_FIELD : parseStructured(stated);
  const disposition = disposed === "" ? NO_FIELD : parseStructured(disposed);
  const name = disposition.parameters.get("filename") ?? type.parameters.get("name") ?? "";
  const attachment = disposition.value !== "" && disposition.value !== "inline";
  return {
    fields,
    type: type.usual && stated !== "" ? type.value : typeWithout(stated, type.value, inDigest, attachment),
    parameters: type.parameters,
    encoding: transfer === "" ? "identity" : encodingOf(transfer),
    attachment,
    name: name.trim(),
    plain: type.usual,
  };
}

function typeWithout(stated: string, value: string, inDigest: boolean, attachment: boolean): string {
  if (stated !== "" && value.startsWith("multipart")) return "multipart/mixed";
  if (stated !== "" && value.startsWith("html")) return "text/html";
  if (inDigest) return "message/rfc822";
  return attachment ? "application/octet-stream" : "text/plain";
}
