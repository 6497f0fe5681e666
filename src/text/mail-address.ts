/** An address as it stands in a text; half-open indexes. */
export interface MailAddress {
  readonly start: number;
  readonly end: number;
  readonly local: string;
  readonly domain: string;
}

/** Octet limits of RFC 5321 sections 4.5.3.1.1 and 4.5.3.1.2, and of a label (RFC 1035 section 2.3.4). */
const LOCAL_MAX = 64;
const DOMAIN_MAX = 253;
const LABEL_MAX = 63;

/**
 * Signs that people's addresses hold. The other signs of RFC 5322 `atext` stand between an
 * address and its neighbours (`|a@b.sg`, `/a@b.sg`, `?a@b.sg`) far oftener than inside one.
 */
const ASCII_LOCAL = /[A-Za-z0-9._%+'&~=-]/;
/** With the underscore, which no host name has (RFC 1123 section 2.1) and people write all the same. */
const ASCII_DOMAIN = /[A-Za-z0-9._-]/;
const ASCII_LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$/;
const ASCII_TOP_LEVEL = /^(?:[A-Za-z]{2,63}|xn--[A-Za-z0-9-]{2,59})$/;
// Classes of Unicode take a millisecond each to make, and most texts need none.
const latin = lazily(() => /^\p{Script=Latin}/u);
const anyDomain = lazily(() => /[\p{L}\p{N}\p{M}.-]/u);
const anyLabel = lazily(() => /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}_-]{0,61}[\p{L}\p{N}\p{M}])?$/u);
const anyTopLevel = lazily(() => /^(?:[A-Za-z]{2,63}|xn--[A-Za-z0-9-]{2,59}|\p{L}{2,63})$/u);
/** Keys of forms and queries: `email=a@b.sg`. After another word `=` is part of the address (`bounce-ann=b.sg@lists.sg`). */
const KEY =
  /(?:^|[^a-z])(?:e-?mail|mail|mailto|address|addr|to|from|cc|bcc|user|username|login|account|contact|rcpt|mailfrom|q|id|i|d)$/i;

/**
 * Reads the address (RFC 5321 `Mailbox` with a dot-string) around the `@` at `at`, without the
 * punctuation that surrounds it. `undefined` when there is none, or when it is longer than the
 * standard allows.
 */
export function readMailAddress(text: string, at: number): MailAddress | undefined {
  const foreign = /[^\0-\x7f]/.test(text.slice(at + 1, at + 1 + LABEL_MAX));
  const domain = readDomain(text, at + 1, ASCII_DOMAIN) ?? (foreign ? readDomain(text, at + 1, anyDomain()) : undefined);
  if (domain === undefined) return undefined;
  const start = localStart(text, at);
  const local = text.slice(start, at);
  if (local === "" || local.endsWith(".") || !/[A-Za-z0-9]/.test(local)) return undefined;
  return { start, end: at + 1 + domain.length, local, domain };
}

function localStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && at - start <= LOCAL_MAX && isLocal(text[start - 1] ?? "")) start -= 1;
  if (at - start > LOCAL_MAX) return at;
  const equals = text.lastIndexOf("=", at - 1);
  if (equals >= start && (KEY.test(text.slice(Math.max(0, equals - 10), equals)) || !text.slice(equals, at).includes(".")))
    start = equals + 1;
  // What a link encodes (`mailto%3Aann@`) and two dots in a row end an address to the left.
  for (const cut of text.slice(start, at).matchAll(/%[0-9A-Fa-f]{2}|\.\./g))
    start = Math.max(start, text.indexOf(cut[0], start) + cut[0].length);
  // The letter of an escape (`\nann@b.sg`), but not of a name behind a domain (`CORP\nancy@b.sg`).
  if (/(?:^|[^A-Z0-9])\\[nrt]/.test(text.slice(Math.max(0, start - 2), start + 1)) && text[start - 1] === "\\") start += 1;
  // Marks of emphasis on both sides belong to neither.
  while (start < at && text[start] === "_" && /^@[^\s]{1,80}_(?![A-Za-z0-9])/.test(text.slice(at, at + 84))) start += 1;
  while (start < at && !isLatin(text[start] ?? "", /[A-Za-z0-9_+]/)) start += 1;
  return start;
}

function readDomain(text: string, from: number, allowed: RegExp): string | undefined {
  let end = from;
  while (end < text.length && end - from <= DOMAIN_MAX && allowed.test(text[end] ?? "")) end += 1;
  if (end - from > DOMAIN_MAX) return undefined;
  while (end > from && /[._-]/.test(text[end - 1] ?? "")) end -= 1;
  const labels = text.slice(from, end).split(".");
  // `ann@b.sg.Thank you`: a sentence that begins without a blank.
  if (labels.length > 2 && /^[A-Z][a-z]+$/.test(labels.at(-1) ?? "") && !/^[A-Z]/.test(labels.at(-2) ?? ""))
    end -= (labels.pop()?.length ?? 0) + 1;
  // `ann@b.comTel: 6123`: a word that begins without a blank.
  const glued = /^(?:com|net|org|edu|gov|sg|my|uk|au)(?=[A-Z][a-z])/.exec(labels.at(-1) ?? "");
  if (glued !== null && labels.length > 1) {
    end -= (labels.pop()?.length ?? 0) - glued[0].length;
    labels.push(glued[0]);
  }
  const domain = text.slice(from, end);
  const top = labels.at(-1) ?? "";
  const ascii = allowed === ASCII_DOMAIN;
  const sound = ascii ? ASCII_LABEL : anyLabel();
  if (labels.length < 2 || !(ascii ? ASCII_TOP_LEVEL : anyTopLevel()).test(top)) return undefined;
  if (!labels.every((label) => label.length <= LABEL_MAX && sound.test(label))) return undefined;
  // `ann@münchen.de` cut at the umlaut, `a@b.c@d`: not an address that ends here.
  if (glued !== null || (text[end] === "_" && /^_+(?![\p{L}\p{N}])/u.test(text.slice(end, end + 8)))) return domain;
  return isLatin(text[end] ?? "", /[A-Za-z_@]/) ? undefined : domain;
}

function isLocal(sign: string): boolean {
  return isLatin(sign, ASCII_LOCAL);
}

/** Is the sign one of these, or a Latin letter that is not ASCII? */
function isLatin(sign: string, ascii: RegExp): boolean {
  return sign < "\u0080" ? ascii.test(sign) : latin().test(sign);
}

function lazily(make: () => RegExp): () => RegExp {
  let made: RegExp | undefined;
  return () => (made ??= make());
}
