/** Words that say what stands beside them, in the usual forms. */
const LABEL =
  /(?:^|[^a-z])(?:name|nric|fin|ic|passport|phone|tel|telephone|mobile|contact|handphone|hp|fax|e-?mail|address|postal(?: code)?|postcode|date of birth|birth|dob|account|card|gender|sex|nationality|race|occupation|employer|company|designation|remarks?)(?:$|[^a-z])|姓名|电话|電話|地址|身份证|邮箱|性别|生日|国籍/i;
const LABEL_BYTES = 60;

/**
 * Is this sheet a form: labels under each other and their values beside them, and not a table? Its
 * rows belong to one person then, and are no records of their own.
 */
export function isForm(bytes: Buffer, cells: Uint32Array): boolean {
  const byColumn = new Map<number, { texts: Set<string>; labels: number }>();
  for (let at = 0; at < cells.length; at += 6) {
    const [start = 0, end = 0, , , , column = 0] = cells.subarray(at, at + 6);
    const text = end - start > LABEL_BYTES ? "" : bytes.toString("utf8", start, end).trim().toLowerCase();
    const seen = byColumn.get(column) ?? { texts: new Set<string>(), labels: 0 };
    byColumn.set(column, seen);
    if (text === "" || /[0-9@]/.test(text) || seen.texts.has(text)) {
      seen.texts.add(`${at}`);
      continue;
    }
    seen.texts.add(text);
    if (LABEL.test(text)) seen.labels += 1;
  }
  return [...byColumn.values()].some(({ texts, labels }) => labels >= 2 && labels * 2 >= texts.size);
}
