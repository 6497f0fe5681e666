/** What kind of machine-made text a place lies in, if any. */
export type MachineText = "url" | "cid" | "message-id" | "encoded" | "uuid";

const TOKEN_REACH = 120;
/** ASCII characters that end a token; every other than ASCII does, too: Chinese needs no blank before a link. */
const ENDS = new Uint8Array(128).fill(1, 0, 33);
for (const sign of "\"'<>[](){}|,;\x7f") ENDS[sign.charCodeAt(0)] = 1;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const UUID_LENGTH = 36;
const ENCODED = /^[A-Za-z0-9+/=_-]{40,}$/;
const ID_HEADER = /^[> \t]*(?:message-id|in-reply-to|references|content-id|resent-message-id|x-[a-z-]{1,40}-id)\s{0,2}:/i;
const ID_OPENINGS = "> \tmircxMIRCX";
const ID_LABEL = /(?:^|[^a-z])(?:message[-_]?id|in-reply-to|references|content-id|x-[a-z-]{1,40}-id|uuid|guid|boundary|cid)$/;

/** Header name or key that holds identifiers of messages and parts, never of people; `label` is lower case. */
export function isMachineLabel(label: string): boolean {
  if (label === "") return false;
  if (label !== latest.label) {
    latest.label = label;
    latest.isMachine = ID_LABEL.test(label);
  }
  return latest.isMachine;
}

/** The last label asked about: a text or column is asked about for each number in it. */
const latest = { label: "", isMachine: false };

/**
 * True when the letter before `at` belongs to an escape, not to a word: `\n`, `\r` or `\t` of a
 * program's string (a log, JSON in JSON), or an octet that a link encodes (`%3D`, RFC 3986 section 2.1).
 */
export function isEscaped(text: string, at: number): boolean {
  const last = text.charCodeAt(at - 1);
  if (last === 0x6e || last === 0x72 || last === 0x74) return text.charCodeAt(at - 2) === BACKSLASH;
  return text.charCodeAt(at - 3) === PERCENT && isHex(last) && isHex(text.charCodeAt(at - 2));
}

const BACKSLASH = 0x5c;
const PERCENT = 0x25;

function isHex(code: number): boolean {
  const small = code | 0x20;
  return (code >= 0x30 && code <= 0x39) || (small >= 0x61 && small <= 0x66);
}

/** Start of the line that holds `at`. */
export function lineStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1;
}

/** End of the line that holds `at`, before its line break. */
export function lineEnd(text: string, at: number): number {
  const newline = text.indexOf("\n", at);
  if (newline < 0) return text.length;
  return text[newline - 1] === "\r" && newline > at ? newline - 1 : newline;
}

/** Quotation marks of a reply at the start of a line. */
const MARKS = /^(?:> ?){0,8}/;

/**
 * Start of the header line that holds `at`: lines that begin with a blank continue the one
 * before (RFC 5322 section 2.2.3), also behind the marks of a quotation.
 */
export function headerStart(text: string, at: number): number {
  let start = lineStart(text, at);
  for (let lines = 0; start > 0 && lines < 8; lines += 1) {
    const line = text.slice(start, lineEnd(text, start)).replace(MARKS, "");
    if (!/^[ \t]+\S/.test(line)) break;
    start = lineStart(text, start - 1);
  }
  return start;
}

/** The run of ASCII characters without blanks, quotes and brackets around `[start, end)`. */
export function tokenAround(text: string, start: number, end: number): { readonly start: number; readonly end: number } {
  let first = start;
  while (first > 0 && start - first < TOKEN_REACH && ENDS[text.charCodeAt(first - 1)] === 0) first -= 1;
  let last = end;
  while (last < text.length && last - end < TOKEN_REACH && ENDS[text.charCodeAt(last)] === 0) last += 1;
  return { start: first, end: last };
}

/**
 * Tells whether `[start, end)` is part of an address of the web, an identifier of a message
 * or part (RFC 5322 section 3.6.4, RFC 2392), a UUID (RFC 9562) or base64 text: digits in
 * there are nobody's number.
 */
export function machineText(text: string, start: number, end: number): MachineText | undefined {
  const token = tokenAround(text, start, end);
  if (start - token.start >= 3) {
    const before = text.slice(token.start, start).toLowerCase();
    if (before.includes("://") || before.startsWith("www.")) return "url";
    if (before.startsWith("cid:")) return "cid";
  }
  if (token.end - token.start >= UUID_LENGTH) {
    const whole = text.slice(token.start, token.end);
    for (const uuid of whole.matchAll(UUID)) {
      const from = token.start + uuid.index;
      if (from < end && from + uuid[0].length > start) return "uuid";
    }
    if (ENCODED.test(whole) && whole.length - (end - start) >= 24 && /[a-z]/.test(whole) && /[A-Z]/.test(whole)) return "encoded";
  }
  return isInIdHeader(text, start) ? "message-id" : undefined;
}

function isInIdHeader(text: string, start: number): boolean {
  // A line that begins with none of these letters, marks and blanks is no such header and continues none.
  if (!ID_OPENINGS.includes(text[lineStart(text, start)] ?? "x")) return false;
  return ID_HEADER.test(text.slice(headerStart(text, start), start));
}
