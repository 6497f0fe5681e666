/** A column as CREATE TABLE writes it. */
export interface Column {
  readonly name: string;
  /** Its declared type, in capitals; empty when there is none. */
  readonly type: string;
  /** PRIMARY KEY stands with the column itself. */
  readonly primary: boolean;
  /** A generated column whose values are not stored. */
  readonly virtual: boolean;
}

export interface CreatedTable {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Columns of the primary key in its order. */
  readonly primaryKey: readonly string[];
  readonly withoutRowid: boolean;
  /** Characters that were looked at. */
  readonly length: number;
}

/** Longer statements are cut: no schema of a real table is longer. */
const STATEMENT = 1_048_576;
const COLUMNS = 32_767;
/** Words behind the list of columns that are looked at. */
const OPTIONS = 40;
const CONSTRAINTS = new Set([
  "CONSTRAINT",
  "PRIMARY",
  "UNIQUE",
  "CHECK",
  "FOREIGN",
  "KEY",
  "INDEX",
  "FULLTEXT",
  "SPATIAL",
  "EXCLUDE",
  "LIKE",
  "PERIOD",
]);
const TOKEN =
  /--[^\n]*|\/\*[^*]*(?:\*(?!\/)[^*]*)*(?:\*\/)?|"(?:[^"]|"")*"?|`(?:[^`]|``)*`?|\[[^\]]*\]?|'(?:[^']|'')*'?|[^\s(),.;"'`[\]]+|[(),.;]/gy;

interface Token {
  readonly text: string;
  readonly quoted: boolean;
}

/** What a CREATE TABLE statement of any usual dialect says; `undefined` when it is none. */
export function createdTable(sql: string): CreatedTable | undefined {
  const { tokens, length } = tokensOf(sql.slice(0, STATEMENT));
  const open = tokens.findIndex(({ text, quoted }) => !quoted && text === "(");
  const words = tokens.slice(0, open < 0 ? tokens.length : open);
  if (words[0]?.text.toUpperCase() !== "CREATE" || !words.some(({ text, quoted }) => !quoted && text.toUpperCase() === "TABLE"))
    return undefined;
  const name = words.findLast(({ text, quoted }) => quoted || !/^(?:\.|IF|NOT|EXISTS|TABLE|AS)$/i.test(text))?.text ?? "";
  if (open < 0) return undefined;
  const columns: Column[] = [];
  let primaryKey: string[] = [];
  let depth = 0;
  let item: Token[] = [];
  let at = open + 1;
  for (; at < tokens.length && depth >= 0; at += 1) {
    const token = tokens[at] as Token;
    const sign = token.quoted ? "" : token.text;
    if (sign === "(") depth += 1;
    if (sign === ")") depth -= 1;
    if (depth < 0 || (depth === 0 && sign === ",")) {
      primaryKey = [...primaryKey, ...endItem(item, columns)];
      item = [];
    } else item.push(token);
  }
  if (item.length > 0) endItem(item, columns);
  const rest = tokens
    .slice(at)
    .map(({ text }) => text.toUpperCase())
    .join(" ");
  const own = columns.filter(({ primary }) => primary).map(({ name }) => name);
  return { name, columns, primaryKey: own.length > 0 ? own : primaryKey, withoutRowid: /\bWITHOUT ROWID\b/.test(rest), length };
}

/** Takes one item between commas: a column, or the columns of a primary key. */
function endItem(item: readonly Token[], columns: Column[]): string[] {
  const [first] = item;
  if (first === undefined || columns.length >= COLUMNS) return [];
  const words = item.map(({ text, quoted }) => (quoted ? "" : text.toUpperCase()));
  if (!first.quoted && CONSTRAINTS.has(first.text.toUpperCase()) && item.length > 1 && isConstraint(words)) {
    const key = words.indexOf("PRIMARY");
    if (key < 0 || words[key + 1] !== "KEY") return [];
    const names: string[] = [];
    let starts = true;
    for (const { text, quoted } of item.slice(words.indexOf("(", key) + 1)) {
      if (!quoted && text === ")") break;
      if (starts) names.push(text);
      starts = !quoted && text === ",";
    }
    return names;
  }
  const generated = words.indexOf("AS");
  columns.push({
    name: first.text,
    type: words[1] ?? "",
    primary: words.some((word, index) => word === "PRIMARY" && words[index + 1] === "KEY"),
    virtual: generated > 0 && words[generated + 1] === "(" && !words.includes("STORED") && !words.includes("PERSISTED"),
  });
  return [];
}

/** A column may be called `key` or `index`: then a type follows, and no list or name of a constraint. */
function isConstraint(words: readonly string[]): boolean {
  const [first = "", second = ""] = words;
  if (first === "KEY" || first === "INDEX" || first === "LIKE" || first === "PERIOD" || first === "UNIQUE")
    return words.includes("(") && !/^(?:TEXT|INT\w*|BIGINT|VARCHAR|N?VARCHAR2?|CHAR|BLOB|REAL|NUMERIC)$/.test(second);
  return true;
}

function tokensOf(sql: string): { tokens: Token[]; length: number } {
  const tokens: Token[] = [];
  const pattern = new RegExp(TOKEN);
  let depth = 0;
  let after = -1;
  let at = 0;
  while (at < sql.length) {
    pattern.lastIndex = at;
    const found = pattern.exec(sql)?.[0];
    if (found === undefined) {
      at += 1;
      continue;
    }
    at += found.length;
    if (found.startsWith("--") || found.startsWith("/*")) continue;
    tokens.push(unquoted(found));
    if (found === "(") depth += 1;
    else if (found === ")") depth -= 1;
    // What follows the list of columns is a few words.
    if (depth === 0 && found === ")") after = 0;
    else if (after >= 0) after += 1;
    if (after > OPTIONS || (depth === 0 && found === ";")) break;
  }
  return { tokens, length: at };
}

function unquoted(found: string): Token {
  const quote = found.charAt(0);
  if (!`"'\`[`.includes(quote)) return { text: found, quoted: false };
  const close = quote === "[" ? "]" : quote;
  const text = found.slice(1, found.endsWith(close) && found.length > 1 ? -1 : undefined);
  return { text: quote === "[" ? text : text.replaceAll(quote + quote, quote), quoted: true };
}
