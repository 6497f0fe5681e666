import type { TextPart } from "../../src/model/document.ts";

/** A text as one part of an author's own words, with what a test wants to be different. */
export function partOf(text: string, more: Partial<TextPart> = {}): TextPart {
  const bytes = Buffer.from(text, "utf8");
  const core = { start: 0, end: bytes.length };
  return {
    kind: "text",
    steps: [],
    role: "body",
    record: "text",
    section: 0,
    bytes,
    core,
    origin: { line: 1, column: 1 },
    ...more,
  };
}
