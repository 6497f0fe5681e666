/** Numbers of shapes: colours, sizes, places. */
const SHAPE_NUMBER = /^sv: -?\d{0,20}$/;

/** Metadata of a document without what are only numbers of drawings, which look like those of people; empty when nothing is left. */
export function metaText(bytes: Buffer): Buffer {
  const lines = bytes.toString("utf8").split("\n");
  const kept = lines.filter((line) => line.trim() !== "" && line !== "revtbl: Unknown;" && !SHAPE_NUMBER.test(line));
  return Buffer.from(kept.join("\n"));
}
