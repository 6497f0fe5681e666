/** Elements that begin and end a line (HTML Standard section 15.3). */
export const BLOCKS: ReadonlySet<string> = new Set(
  (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form " +
    "frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup option p plaintext pre search " +
    "section select summary table tbody textarea tfoot thead title tr ul xmp button"
  ).split(" "),
);
/** Elements in which white space stays as it is. */
export const KEPT: ReadonlySet<string> = new Set(["pre", "textarea", "listing", "xmp", "plaintext"]);

/** Text laid out as a browser would, as it comes: nothing is read back. */
export interface Flow {
  open(tag: string): void;
  close(tag: string): void;
  text(piece: string): void;
  /** Length so far in UTF-16 code units, where the next character will stand at the earliest. */
  length(): number;
  end(): string;
}

/**
 * White space collapses (CSS Text section 4.1.1), blocks are lines, `br` is a line end, cells of a
 * row are separated by a tab: no tag joins digits that a reader sees apart.
 */
export function flow(): Flow {
  let out = "";
  let pending: "" | " " | "\t" | "\n" = "";
  let lineStart = true;
  let cells = 0;
  let kept = 0;

  const block = (tag: string): void => {
    const row = tag === "tr" || tag === "table";
    if (row) cells = 0;
    // Paragraphs inside a cell leave the cell on its line.
    if (row || pending !== "\t") pending = lineStart ? "" : "\n";
  };
  const put = (piece: string): void => {
    if (pending !== "") {
      out += pending;
      pending = "";
    }
    out += piece;
    lineStart = piece.endsWith("\n");
  };
  const lineBreak = (): void => {
    if (pending !== "\n") pending = "";
    put("\n");
  };
  const collapse = (piece: string): void => {
    let from = 0;
    for (let at = 0; at < piece.length; at += 1) {
      if (!isSpace(piece.charCodeAt(at))) continue;
      if (at > from) put(piece.slice(from, at));
      if (pending === "" && !lineStart) pending = " ";
      from = at + 1;
    }
    if (from < piece.length) put(from === 0 ? piece : piece.slice(from));
  };

  return {
    open(tag) {
      if (KEPT.has(tag)) kept += 1;
      if (tag === "br") lineBreak();
      else if (tag === "td" || tag === "th") {
        if (cells > 0) pending = "\t";
        cells += 1;
      } else if (BLOCKS.has(tag)) block(tag);
    },
    close(tag) {
      if (KEPT.has(tag) && kept > 0) kept -= 1;
      if (tag === "br") lineBreak();
      else if (BLOCKS.has(tag)) block(tag);
    },
    text(piece) {
      if (kept === 0) collapse(piece);
      else if (piece !== "") put(piece);
    },
    length: () => out.length,
    end: () => out,
  };
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13 && code !== 11);
}
