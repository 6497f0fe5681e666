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
