import type { TextLine } from "../text-lines.ts";

/** A property: `name;parameter=value:value` (RFC 6350 section 3.3, RFC 5545 section 3.1), unfolded. */
export interface Property {
  /** In capitals, without its group; empty for a line that is no property. */
  readonly name: string;
  /** Names in capitals; a bare parameter of vCard 2.1 (`HOME`) has its own name as value. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly value: string;
  /** Line on which it begins. */
  readonly line: number;
}

const NO_PARAMETERS: ReadonlyMap<string, string> = new Map();
const NAME = /^(?:[A-Za-z0-9-]{1,60}\.)?([A-Za-z0-9-]{1,60})(?=[;:])/;
const BASE64 = /^[A-Za-z0-9+/=]{4,}$/;

/** A property of which more lines may come: a string that grows by a line at a time needs many times its size. */
interface Held {
  joined: string[];
  pieces: string[];
  length: number;
  /** Its last line ended in a soft line break, which stands in no piece. */
  broken: boolean;
  readonly line: number;
  readonly soft: boolean;
  readonly base64: boolean;
}

const PIECES = 4_096;

function append(held: Held, text: string): void {
  held.broken = held.soft && text.endsWith("=");
  held.pieces.push(held.broken ? text.slice(0, -1) : text);
  held.length += text.length;
  if (held.pieces.length < PIECES) return;
  held.joined.push(held.pieces.join(""));
  held.pieces = [];
}

function wholeOf({ joined, pieces, broken }: Held): string {
  return `${joined.join("")}${pieces.join("")}${broken ? "=" : ""}`;
}

/**
 * Joins folded lines and soft line breaks of quoted-printable to properties. A property that is longer
 * than `most` characters ends there, and its rest is told as lines that are none.
 */
export function* properties(lines: Iterable<TextLine>, most: number): Generator<Property> {
  let held: Held | undefined;
  let version = "";
  const ended = function* (): Generator<Property> {
    if (held === undefined) return;
    const property = propertyOf(wholeOf(held), held.line);
    if (property.name === "VERSION") version = property.value.trim();
    if (property.name !== "" || property.value.trim() !== "") yield property;
    held = undefined;
  };
  for (const { text, line } of lines) {
    if (held !== undefined && held.length + text.length <= most) {
      if (held.broken) {
        append(held, text);
        continue;
      }
      if (/^[ \t]/.test(text) && text.trim() !== "") {
        // vCard 2.1 folds where a space stands anyway (section 2.1.3); later versions add one.
        append(held, held.base64 ? text.trim() : version === "2.1" ? text : text.slice(1));
        continue;
      }
      if (held.base64 && BASE64.test(text) && !NAME.test(text)) {
        append(held, text);
        continue;
      }
    }
    yield* ended();
    const head = text.slice(0, 300);
    held = {
      joined: [],
      pieces: [],
      length: 0,
      broken: false,
      line,
      soft: /^[^:]{0,200}QUOTED-PRINTABLE/i.test(head),
      base64: /^[^:]{0,200};(?:ENCODING=)?(?:B|BASE64)(?=[;:])/i.test(head) || /^[^:]{0,200}:data:[^,]{0,60};base64,/i.test(head),
    };
    append(held, text);
  }
  yield* ended();
}

function propertyOf(text: string, line: number): Property {
  const name = NAME.exec(text);
  if (name === null) return { name: "", parameters: NO_PARAMETERS, value: text, line };
  const parameters = new Map<string, string>();
  let at = name[0].length;
  while (text[at] === ";") {
    const end = parameterEnd(text, at + 1);
    const written = text.slice(at + 1, end);
    const equals = written.indexOf("=");
    const key = (equals < 0 ? written : written.slice(0, equals)).toUpperCase();
    const value = equals < 0 ? written : written.slice(equals + 1);
    const known = parameters.get(key);
    parameters.set(key, known === undefined ? unquoted(value) : `${known},${unquoted(value)}`);
    at = end;
  }
  if (text[at] !== ":") return { name: "", parameters: NO_PARAMETERS, value: text, line };
  return { name: (name[1] ?? "").toUpperCase(), parameters, value: text.slice(at + 1), line };
}

/** A quoted value of a parameter may hold `;` and `:`; it must not hold a quotation mark. */
function parameterEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') {
      const close = text.indexOf('"', at + 1);
      if (close < 0) return text.length;
      at = close;
    } else if (character === ";" || character === ":") return at;
  }
  return text.length;
}

/** RFC 6868: `^n`, `^^` and `^'`. */
function unquoted(value: string): string {
  return value.replaceAll('"', "").replace(/\^([n^'])/g, (_, sign: string) => (sign === "n" ? "\n" : sign === "^" ? "^" : '"'));
}
