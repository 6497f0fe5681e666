/** Attributes that hold words, and those that hold an address. */
const WORDS = new Set([
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
const ADDRESSES = new Set(["href", "src", "action", "formaction", "cite", "background", "poster", "longdesc", "xlink:href"]);
/** Attributes that say what the value beside them is. */
const NAMES = ["name", "property", "itemprop", "id"];

/** Length and first letter of each name that is looked at; a name that fails is not made a string. */
const SHAPES = (() => {
  const table = new Uint8Array(1_024);
  for (const name of [...WORDS, ...ADDRESSES, ...NAMES, "class", "style"]) table[shapeOf(name.length, name.charCodeAt(0))] = 1;
  return table;
})();

function shapeOf(length: number, first: number): number {
  return (Math.min(length, 31) << 5) | (first & 31);
}

/** May an attribute of this length and first letter say anything? `data-` ones may always. */
export function mayMatter(length: number, first: number): boolean {
  return SHAPES[shapeOf(length, first)] === 1 || (length >= 5 && (first | 0x20) === 0x64);
}

const utf8 = new TextDecoder("utf-8");

/**
 * What the attributes of one tag say that a reader does not see, one a line; a form field's value
 * has the field's name before it. Addresses are percent-decoded (RFC 3986 section 2.1).
 */
export function attributeLines(tag: string, names: readonly string[], values: readonly string[]): string[] {
  const lines: string[] = [];
  for (const [index, name] of names.entries()) {
    const value = values[index] ?? "";
    if (value === "") continue;
    if (ADDRESSES.has(name)) for (const line of address(value.trim())) lines.push(line);
    else if ((name === "value" || name === "content") && tag !== "option") lines.push(named(names, values) + value);
    else if (WORDS.has(name) || name.startsWith("data-")) lines.push(value);
  }
  return lines;
}

function named(names: readonly string[], values: readonly string[]): string {
  for (const wanted of NAMES) {
    const value = values[names.indexOf(wanted)];
    if (value !== undefined && value !== "") return `${value}: `;
  }
  return "";
}

/** A `mailto:` (RFC 6068) has its address and its header fields on lines of their own. */
function address(value: string): string[] {
  const scheme = /^[a-z]{3,10}:/i.exec(value)?.[0].toLowerCase();
  if (scheme === "data:") return [];
  if (scheme === "mailto:" || scheme === "tel:" || scheme === "sms:" || scheme === "callto:") {
    return value
      .slice(scheme.length)
      .split(/[?&;]/)
      .filter((part) => part !== "")
      .map(percentDecode);
  }
  const decoded = percentDecode(value);
  return decoded === "" ? [] : [decoded];
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
