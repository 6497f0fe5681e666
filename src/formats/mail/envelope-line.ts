/** Longest line that can be an envelope line: RFC 5321 section 4.5.3.1.3 allows 256 octets of path. */
export const ENVELOPE_LINE_BYTES = 1_000;

/**
 * `timed`: sender and a date with a time of day. `dated`: a date, or an address, a `-` or a
 * daemon's name, without a time. `bare`: nothing but `From`, as Thunderbird writes it.
 */
export type EnvelopeForm = "timed" | "dated" | "bare";

const WEEKDAY = /^(?:mon|tue|wed|thu|fri|sat|sun)(?:[a-z]{3,6})?$/;
const MONTH = /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:[a-z]{1,6})?$/;
const TIME = /^\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:[ap]m)?$/;
const ISO_DATE = /^\d{4}[-/]\d{1,2}[-/]\d{1,2}(?:t\d{2}:\d{2}(?::\d{2})?(?:\.\d{1,9})?(?:z|[+-]\d{2}:?\d{2})?)?$/;
const ZONE = /^(?:gmt|utc)?[+-]\d{2}:?\d{2}$/;
/** A list, since any short word would pass for a zone and prose for a date. */
const ZONES = new Set(
  (
    "z ut utc gmt am pm dst est edt cst cdt mst mdt pst pdt akst akdt hst ast adt nst ndt sgt myt hkt jst kst pht ict wib wita wit " +
    "ist pkt npt bdt bst wet west cet cest met mest mez mesz eet eest msk msd trt sast cat eat wat aest aedt acst acdt awst nzst nzdt brt art clt"
  ).split(" "),
);
const DAEMON = /^(?:-|\?{1,3}|mailer-daemon|postmaster|nobody|root|system|\?{3}@\?{3})$/;

/**
 * Which form of mbox envelope line this is (RFC 4155 section 2 and the forms that mail programs
 * write), or `undefined` for a line that only begins with the word. The line is given without
 * its line end.
 */
export function envelopeForm(line: string): EnvelopeForm | undefined {
  if (line.length > ENVELOPE_LINE_BYTES || !line.startsWith("From ")) return undefined;
  const rest = line.slice(5).trim().toLowerCase();
  if (rest === "") return "bare";
  const words = rest.split(/[ \t]+/, 40);
  const [sender = "", ...after] = joinQuoted(words);
  // A user name alone says nothing: "From Monday 12 Nov 10:30" is prose unless a weekday follows.
  const addressed = sender.includes("@") || DAEMON.test(sender);
  if (!addressed && !WEEKDAY.test(bare(after[0] ?? ""))) return undefined;
  return dateForm(after, addressed);
}

const SPACE = 0x20;
const ASCTIME_BYTES = 24;
const ZONE_BYTES = " +0000".length;
/** Three letters as a number. */
const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].map(lettersOf);
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"].map(lettersOf);

/**
 * Is the line `[at, end)`, which begins with `From `, one that `envelopeForm` calls timed, in the form that nearly every
 * program writes: an address, and a date as in RFC 4155 (that of C's `asctime`), maybe with a zone before the year?
 */
export function isTimedEnvelope(bytes: Uint8Array, at: number, end: number): boolean {
  const zoned = bytes[end - 10] === 0x2b || bytes[end - 10] === 0x2d;
  const date = end - ASCTIME_BYTES - (zoned ? ZONE_BYTES : 0);
  const sender = at + 5;
  if (date <= sender + 1 || end - at > ENVELOPE_LINE_BYTES || bytes[date - 1] !== SPACE) return false;
  if (!isDate(bytes, date) || !isYear(bytes, end)) return false;
  if (zoned && !(isNumber(bytes, end - 9, 4) && bytes[end - 11] === SPACE)) return false;
  let addressed = false;
  for (let index = sender; index < date - 1; index += 1) {
    const byte = bytes[index] as number;
    if (byte <= SPACE || byte >= 0x7f) return false;
    if (byte === 0x40) addressed = true;
  }
  return addressed;
}

/** `Thu Jan  2 00:00:00`. */
function isDate(bytes: Uint8Array, at: number): boolean {
  return (
    DAYS.includes(lettersAt(bytes, at)) &&
    bytes[at + 3] === SPACE &&
    MONTHS.includes(lettersAt(bytes, at + 4)) &&
    bytes[at + 7] === SPACE &&
    (bytes[at + 8] === SPACE || isNumber(bytes, at + 8, 1)) &&
    isNumber(bytes, at + 9, 1) &&
    bytes[at + 10] === SPACE &&
    isNumber(bytes, at + 11, 2) &&
    bytes[at + 13] === 0x3a &&
    isNumber(bytes, at + 14, 2) &&
    bytes[at + 16] === 0x3a &&
    isNumber(bytes, at + 17, 2)
  );
}

/** ` 2025` before `end`. */
function isYear(bytes: Uint8Array, end: number): boolean {
  return bytes[end - 5] === SPACE && isNumber(bytes, end - 4, 4);
}

function isNumber(bytes: Uint8Array, at: number, digits: number): boolean {
  for (let index = at; index < at + digits; index += 1) {
    const byte = bytes[index] as number;
    if (byte < 0x30 || byte > 0x39) return false;
  }
  return true;
}

function lettersAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at] as number) << 16) | ((bytes[at + 1] as number) << 8) | (bytes[at + 2] as number);
}

function lettersOf(word: string): number {
  return (word.charCodeAt(0) << 16) | (word.charCodeAt(1) << 8) | word.charCodeAt(2);
}

function dateForm(words: readonly string[], addressed: boolean): EnvelopeForm | undefined {
  const seen = { weekday: 0, month: 0, time: 0, number: 0, iso: 0, isoTime: 0, zone: 0 };
  for (const [index, word] of words.entries()) {
    // UUCP writes the relay after the date.
    if (word === "remote" && words[index + 1] === "from") break;
    const kind = kindOf(bare(word));
    if (kind === undefined) return undefined;
    seen[kind] += 1;
  }
  if (words.length === 0) return addressed ? "dated" : undefined;
  const hasDate = seen.iso + seen.isoTime > 0 || (seen.month > 0 && seen.number > 0);
  if (!hasDate || seen.zone > 2 || seen.number > 3) return undefined;
  return seen.time + seen.isoTime > 0 ? "timed" : "dated";
}

function kindOf(word: string): "weekday" | "month" | "time" | "number" | "iso" | "isoTime" | "zone" | undefined {
  if (WEEKDAY.test(word)) return "weekday";
  if (MONTH.test(word)) return "month";
  if (TIME.test(word)) return "time";
  if (/^\d{1,2}(?:\d{2})?$/.test(word)) return "number";
  if (ISO_DATE.test(word)) return word.includes(":") ? "isoTime" : "iso";
  if (ZONE.test(word) || ZONES.has(word.replace(/^\(|\)$/g, ""))) return "zone";
  return undefined;
}

function bare(word: string): string {
  return word.endsWith(",") ? word.slice(0, -1) : word;
}

/** A quoted local part may hold spaces (RFC 5321 section 4.1.2). */
function joinQuoted(words: readonly string[]): readonly string[] {
  if (words[0]?.startsWith('"') !== true) return words;
  const end = words.findIndex((word) => word.includes('"@'));
  return end <= 0 ? words : [words.slice(0, end + 1).join(" "), ...words.slice(end + 1)];
}
