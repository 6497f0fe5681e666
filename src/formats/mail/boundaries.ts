/** The boundaries of the multiparts that are open, each with the places of its owners, outermost first. */
export type Boundaries = ReadonlyMap<string, readonly number[]>;

export const NO_BOUNDARIES: Boundaries = new Map();

/** Is a line, without its first two dashes and the blanks at its end, a delimiter of an open multipart (RFC 2046 section 5.1.1)? */
export function isOpen(text: string, open: Boundaries): boolean {
  if (has(text, open)) return true;
  return text.endsWith("--") && has(text.slice(0, -2), open);
}

function has(boundary: string, open: Boundaries): boolean {
  const owners = open.get(boundary);
  return owners !== undefined && owners.length > 0;
}

/** Is the line `[at, end)`, which begins with two dashes, a delimiter of an open multipart? */
export function isDelimiter(bytes: Buffer, at: number, end: number, open: Boundaries): boolean {
  return open.size > 0 && isOpen(bytes.toString("latin1", at + 2, end).trimEnd(), open);
}
