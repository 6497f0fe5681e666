import { NO_SECRET, PLACEHOLDER } from "../text/credential-words.ts";

/** A piece of text that stands where a secret would. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly value: string;
  readonly quoted: boolean;
}

/** What a token looks like: letters with digits or signs, digits only, a plain word, or what is written in place of one. */
export type SecretShape = "mixed" | "digits" | "word" | "placeholder";

const LENGTH_MAX = 64;
const QUOTES: Readonly<Record<string, string>> = { '"': '"', "'": "'", "`": "`", "“": "”", "‘": "’", "「": "」" };
/** Signs that end a token wherever they stand: blanks, bars, tags, and letters of the scripts of East Asia with their signs. */
const ENDS = /[\s|<>\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF]/;
/** What trails a token in a sentence or a program and is seldom the last sign of a secret. */
const TRAILING = /[.,;:\])}>"'`*”’]$/;

/** Reads the token at `at`: within quotation marks, or up to a blank; `glued` is that of a link or a list (`a=1&b=2`). */
export function readToken(text: string, at: number, glued: boolean): Token | undefined {
  const closing = QUOTES[text[at] ?? ""];
  if (closing !== undefined) {
    const end = text.indexOf(closing, at + 1);
    const value = end < 0 || end - at > LENGTH_MAX ? "" : text.slice(at + 1, end);
    return value === "" || /[\r\n]/.test(value) ? undefined : { start: at + 1, end, value, quoted: true };
  }
  let end = at;
  while (end < text.length && end - at <= LENGTH_MAX && !ENDS.test(text[end] as string)) {
    if (text[end] === "&" && /^&(?:quot|apos|amp|lt|gt|nbsp|#[0-9]{1,5});/.test(text.slice(end, end + 8))) break;
    if (glued && (text[end] === "&" || text[end] === ";")) break;
    // A list goes on: `abc123, tan02 / abc124`.
    if (/[,;]/.test(text[end] as string) && /[\s,;]|^$/.test(text[end + 1] ?? "")) break;
    end += 1;
  }
  if (end - at > LENGTH_MAX) return undefined;
  while (end > at && TRAILING.test(text[end - 1] as string) && !opens(text, at, end)) end -= 1;
  return end === at ? undefined : { start: at, end, value: text.slice(at, end), quoted: false };
}

/** True when the bracket at the end closes one that the token opened. */
function opens(text: string, at: number, end: number): boolean {
  return text[end - 1] === ")" && text.slice(at, end).includes("(");
}

/** Numbers with a unit, names of algorithms, days and times: `12-character`, `SHA-256`, `24hrs`. */
const UNIT =
  /^(?:[0-9]+[-. ]?(?:char|digit|letter|word|alpha|bit|byte|day|min|sec|hour|hr|time|month|week|year|attempt|step|factor|st$|nd$|rd$|th$|am$|pm$|kb$|mb$|x$).*|(?:sha|md|aes|des|base|utf|crypt|bcrypt|argon|scrypt|pbkdf|rc|win|windows|ms|pkcs|rsa|ldap|http|https|ipv|tls|ssl|v|ver|rfc|iso|section|no|day|step|q|h|p)[-_.]?[0-9]+.{0,6}|2fa|mfa|oauth2?|i18n|l10n|k8s|o365|m365|office365|[a-z]+[-_](?:sensitive|protected|based|only|free|less|encoded|hashed))$/i;
const ADDRESS =
  /^(?:[a-z][a-z0-9+.-]{1,15}:\/\/|www\.|mailto:|cid:|\.{0,2}\/|~\/|[a-z]:\\)|^[^@\s]{1,60}@[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,30}){1,4}$/i;
const DATE = /^[0-9]{1,4}[-./:][0-9]{1,2}(?:[-./:][0-9]{1,4})?$/;
/** Hashes are no secrets that open anything: crypt(3) and LDAP schemes, hexadecimal digests. */
const HASH = /^(?:\$[0-9a-z-]{1,10}\$|\{[A-Z0-9-]{2,12}\}|pbkdf2|(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56}|[0-9a-f]{64})$)/i;
/** Expressions of programs: calls, members, variables, templates. */
const CODE =
  /^[$%{[(<&]|[({[]$|[a-z_]\(|\(\)|\[[a-z"'0-9]|::|->|=>|==|\$\{|\{\{|%[sd]$|["'`][);,]|\.(?:password|passwd|pwd|pass|passphrase|value|text)$|^(?:os|process|self|this|config|env|settings|options|args|req|request|params|user|data|secrets|vars?|ctx|props|state)\./i;
const HIDDEN = /^(?:(.)\1{2,}|[*•●·∙xX.\-_#?…]{2,}.{0,2}|.{0,2}[*•●]{3,}.{0,3})$/;

/** What the token looks like; `undefined` where no secret looks so. */
export function shapeOf({ value, quoted }: Token): SecretShape | undefined {
  if (value.length < 4 || value.length > LENGTH_MAX || HIDDEN.test(value)) return undefined;
  if (ADDRESS.test(value) || HASH.test(value) || DATE.test(value) || UNIT.test(value)) return undefined;
  if (!quoted && CODE.test(value)) return undefined;
  if (/[|][a-z]+[)]/.test(value) || (quoted && /^[%${<[]/.test(value))) return undefined;
  if (value.split(" ").length > 5) return undefined;
  if (PLACEHOLDER.test(value)) return "placeholder";
  if (/^[0-9]+$/.test(value)) return "digits";
  const digit = /[0-9]/.test(value);
  const letter = /\p{L}/u.test(value);
  if (NO_SECRET.has(value.toLowerCase().replaceAll(/[^a-z0-9/]/g, ""))) return undefined;
  if ((digit && letter) || (/[!@#$%^&*+=~?\\]/.test(value) && (digit || letter))) return value.includes(" ") ? "word" : "mixed";
  return letter ? "word" : undefined;
}
