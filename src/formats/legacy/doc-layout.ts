/** The text of a Word document as it is seen, and what fields hold unseen. */
export interface LaidOut {
  readonly text: string;
  readonly codes: readonly string[];
}

const FIELD_BEGIN = 0x13;
const FIELD_RESULT = 0x14;
const FIELD_END = 0x15;
const CELL = 0x07;
const MOST_DEPTH = 64;

/**
 * Puts paragraphs, cells and rows where they are seen ([MS-DOC] 2.4.3, 2.4.4): cells are parted by tabs, rows by line ends.
 * Which mark ends a row is not stored in the text: the marks of the first row, which ends with two, tell how many cells a row has.
 */
export function layOut(stored: string): LaidOut {
  const out: string[] = [];
  const codes: string[] = [];
  // Of each open field: what was collected of its code; `undefined` once its result has begun.
  const fields: (string[] | undefined)[] = [];
  let columns = 0;
  let cells = 0;
  const put = (text: string): void => {
    const code = fields.findLast((field) => field !== undefined);
    if (code === undefined) out.push(text);
    else code.push(text);
  };
  for (let at = 0; at < stored.length; at += 1) {
    const unit = stored.charCodeAt(at);
    if (unit >= 0x20 || unit === 9) {
      // A run of plain characters at once.
      let end = at + 1;
      while (end < stored.length && stored.charCodeAt(end) >= 0x20) end += 1;
      put(stored.slice(at, end));
      at = end - 1;
      continue;
    }
    switch (unit) {
      case CELL: {
        const two = stored.charCodeAt(at + 1) === CELL;
        const full = columns > 0 && cells + 1 === columns;
        cells += 1;
        if (two && (columns === 0 || full || cells > columns)) {
          columns = cells;
          cells = 0;
          at += 1;
          put("\n");
        } else put("\t");
        break;
      }
      case 0x0d:
        // Inside a row a paragraph does not end the line.
        put(cells > 0 ? " " : "\n");
        // Outside a row the table is over, and the next one has columns of its own.
        if (cells === 0) columns = 0;
        break;
      case 0x0a:
      case 0x0b:
      case 0x0c:
      case 0x0e:
        put("\n");
        break;
      case 0x1e:
        put("-");
        break;
      case FIELD_BEGIN:
        if (fields.length < MOST_DEPTH) fields.push([]);
        break;
      case FIELD_RESULT:
      case FIELD_END: {
        const field = fields.at(-1);
        if (field !== undefined) {
          codes.push(field.join(""));
          fields[fields.length - 1] = undefined;
        }
        if (unit === FIELD_END) fields.pop();
        break;
      }
    }
  }
  // A field that is never closed: what stands in it is shown as well.
  for (const field of fields) if (field !== undefined) codes.push(field.join(""));
  return { text: out.join(""), codes: codes.filter((code) => /[@\d]/.test(code)) };
}
