/** Attributes that hold words, and those that hold an address. */
export const WORD_ATTRIBUTES: ReadonlySet<string> = new Set([
  "alt",
  "title",
  "value",
  "placeholder",
  "content",
  "label",
  "summary",
  "datetime",
  "srcdoc",
  "aria-label",
  "aria-description",
]);
export const ADDRESS_ATTRIBUTES: ReadonlySet<string> = new Set([
  "href",
  "src",
  "action",
  "formaction",
  "cite",
  "background",
  "poster",
  "longdesc",
  "xlink:href",
]);
/** Attributes that say what the value beside them is. */
export const NAMING_ATTRIBUTES: readonly string[] = ["name", "property", "itemprop", "id"];

const LINES = 1;
const QUOTES = 2;
/** By length and first letter of a name: may it be one that is looked at, for its words or for a quotation? A name that fails is not made a string. */
const SHAPES = (() => {
  const table = new Uint8Array(1_024);
  const mark = (name: string, kind: number): void => {
    const shape = shapeOf(name.length, name.charCodeAt(0));
    table[shape] = (table[shape] as number) | kind;
  };
  for (const name of [...WORD_ATTRIBUTES, ...ADDRESS_ATTRIBUTES, ...NAMING_ATTRIBUTES]) mark(name, LINES);
  for (const name of ["class", "style"]) mark(name, QUOTES);
  return table;
})();

function shapeOf(length: number, first: number): number {
  return (Math.min(length, 31) << 5) | (first & 31);
}

/** May an attribute of this length and first letter say anything, in a tag that may hold a quotation or not? `data-` ones may always. */
export function mayMatter(length: number, first: number, quotes: boolean): boolean {
  const shape = SHAPES[shapeOf(length, first)] as number;
  return (quotes ? shape !== 0 : (shape & LINES) !== 0) || (length >= 5 && (first | 0x20) === 0x64);
}

const utf8 = new TextDecoder("utf-8");

/**
 * What the attributes of one tag say that a reader does not see, one a line; a form field's value
 * has the field's name before it; they are added to `lines`. Addresses are percent-decoded (RFC 3986 section 2.1).
 */
export function attributeLines(tag: string, names: readonly string[], values: readonly string[], lines: string[]): void {
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index] as string;
    const value = values[index] ?? "";
    if (value === "") continue;
    if (ADDRESS_ATTRIBUTES.has(name)) address(value.trim(), lines);
    else if ((name === "value" || name === "content") && tag !== "option") lines.push(named(names, values) + value);
    else if (WORD_ATTRIBUTES.has(name) || name.startsWith("data-")) lines.push(value);
  }
}

function named(names: readonly string[], values: readonly string[]): string {
  for (const wanted of NAMING_ATTRIBUTES) {
    const value = values[names.indexOf(wanted)];
    if (value !== undefined && value !== "") return `${value}: `;
  }
  return "";
}

/** A `mailto:` (RFC 6068) has its address and its header fields on lines of their own. */
function address(value: string, lines: string[]): void {
  const scheme = /^[a-z]{3,10}:/i.exec(value)?.[0].toLowerCase();
  if (scheme === "data:") return;
  if (scheme === "mailto:" || scheme === "tel:" || scheme === "sms:" || scheme === "callto:") {
    for (const part of value.slice(scheme.length).split(/[?&;]/)) if (part !== "") lines.push(percentDecode(part));
    return;
  }
  const decoded = percentDecode(value);
  if (decoded !== "") lines.push(decoded);
}

/** A percent sign that begins no escape stays. */
function percentDecode(value: string): string {
  if (!value.includes("%")) return value;
  return value.replace(/(?:%[0-9a-f]{2}){1,4096}/gi, (run) => {
    const bytes = new Uint8Array(run.length / 3);
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = Number.parseInt(run.slice(at * 3 + 1, at * 3 + 3), 16);
    return utf8.decode(bytes);
  });
}
