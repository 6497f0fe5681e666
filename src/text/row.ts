import { lineEnd, lineStart } from "./surroundings.ts";

const NRIC = /(?<![A-Za-z0-9])[STFGM][0-9]{7}[A-Z](?![A-Za-z0-9])/gi;
const MAIL = /[A-Za-z0-9]@[A-Za-z0-9-]{1,63}\.[A-Za-z]/;
/** Borders of cells: tab and bar; where the row names a person by number also comma, semicolon and wide gaps. */
const BAR_BEFORE = /(?:^|[\t|])["' ]{0,3}$/;
const BAR_AFTER = /^["' ]{0,3}(?:$|[\t|])/;
const ANY_BEFORE = /(?:^|[\t|,;]|\s{2})["' ]{0,2}$/;
const ANY_AFTER = /^["' ]{0,2}(?:$|[\t|,;)]|\s{2})/;

/**
 * Tells what makes the line around `[start, end)` a row of a table about a person, when these
 * characters are a whole cell of it: a valid identity number (`isNumber` checks it, capitals),
 * or a mail address where tabs or bars part the cells. `undefined` when neither does.
 */
export function rowPartner(
  text: string,
  start: number,
  end: number,
  isNumber: (value: string) => boolean,
): "nric" | "email" | undefined {
  const first = lineStart(text, start);
  const line = text.slice(first, lineEnd(text, end));
  const before = line.slice(0, start - first);
  const after = line.slice(end - first);
  if (before.trim() === "" && after.trim() === "") return undefined;
  if (!ANY_BEFORE.test(before.slice(-4)) || !ANY_AFTER.test(after.slice(0, 5))) return undefined;
  for (const [shape] of line.matchAll(NRIC)) if (isNumber(shape.toUpperCase())) return "nric";
  const barred = BAR_BEFORE.test(before.slice(-4)) && BAR_AFTER.test(after.slice(0, 4)) && /[\t|]/.test(line);
  return barred && MAIL.test(line) ? "email" : undefined;
}
