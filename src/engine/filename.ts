import { Buffer } from "node:buffer";
import type { TextPart } from "../model/document.ts";

/** A file name as a text: names are data (`IC copy S1234567D.pdf`). Its record is its own. */
export function filenamePart(name: string): TextPart {
  const bytes = Buffer.from(name, "utf8");
  return {
    kind: "text",
    steps: [],
    role: "filename",
    record: "text",
    section: -1,
    bytes,
    core: { start: 0, end: bytes.length },
    origin: { line: 1, column: 1 },
  };
}
