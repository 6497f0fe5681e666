import { parseStructured, rawField, type Field, type Structured } from "./fields.ts";
import { encodingOf, type Encoding } from "./transfer.ts";

/** What the header of a MIME part says of its content. */
export interface PartHeader {
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

const NO_FIELD: Structured = { value: "", parameters: new Map() };

export function partHeader(fields: readonly Field[], inDigest: boolean): PartHeader {
  const stated = rawField(fields, "content-type");
  const type = stated === "" ? NO_FIELD : parseStructured(stated);
  const disposed = rawField(fields, "content-disposition");
  const disposition = disposed === "" ? NO_FIELD : parseStructured(disposed);
  const name = disposition.parameters.get("filename") ?? type.parameters.get("name") ?? "";
  const transfer = rawField(fields, "content-transfer-encoding");
  const attachment = disposition.value !== "" && disposition.value !== "inline";
  const usual = stated === "" || /^[!-.0-~]{1,127}\/[!-.0-~]{1,127}$/.test(type.value);
  return {
    fields,
    type: usual && stated !== "" ? type.value : typeWithout(stated, type.value, inDigest, attachment),
    parameters: type.parameters,
    encoding: encodingOf(transfer),
    attachment,
    name: name.trim(),
    plain: usual,
  };
}

function typeWithout(stated: string, value: string, inDigest: boolean, attachment: boolean): string {
  if (stated !== "" && value.startsWith("multipart")) return "multipart/mixed";
  if (stated !== "" && value.startsWith("html")) return "text/html";
  if (inDigest) return "message/rfc822";
  return attachment ? "application/octet-stream" : "text/plain";
}
