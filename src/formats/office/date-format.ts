const DAY = 86_400_000;
/** Serial 0 is the last day of 1899; Excel counts a 29 February 1900 that never was (ECMA-376 part 1 section 18.17.4.1). */
const EPOCH = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** 31 December 9999. */
const LAST_SERIAL = 2_958_466;

const MONTHS = "January February March April May June July August September October November December".split(" ");
const DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

/** A serial number of a day as a date format shows it; `undefined` when it is no day. */
export function dateText(section: string, serial: number, from1904: boolean): string | undefined {
  if (!(serial >= 0 && serial < LAST_SERIAL)) return undefined;
  const shifted = !from1904 && serial < 60 ? serial + 1 : serial;
  const date = new Date((from1904 ? EPOCH_1904 : EPOCH) + Math.round(shifted * DAY));
  const half = /am\/pm|a\/p/i.test(section);
  const pattern =
    /"([^"]{0,255})"?|\\(.)|[_*].|\[([hms]{1,2})\]|\[[^\]]{0,255}\]|am\/pm|a\/p|y{1,4}|m{1,5}|d{1,4}|h{1,2}|s{1,2}|\.0{1,3}/gi;
  let out = "";
  let last = 0;
  let previous = "";
  for (const match of section.matchAll(pattern)) {
    out += section.slice(last, match.index);
    last = match.index + match[0].length;
    if (match[1] !== undefined || match[2] !== undefined) out += match[1] ?? match[2] ?? "";
    else if (match[3] !== undefined) {
      out += elapsed(match[3].toLowerCase(), serial);
      previous = match[3].toLowerCase().charAt(0);
    } else if (!/^[_*[.]/.test(match[0])) {
      const token = match[0].toLowerCase();
      // A month behind hours or before seconds is minutes.
      const minutes =
        token.startsWith("m") && token.length <= 2 && (previous === "h" || /^[^a-z]{0,3}s/i.test(section.slice(last)));
      out += minutes ? pad(date.getUTCMinutes(), token.length) : field(token, date, half);
      previous = token.charAt(0);
    }
  }
  return (out + section.slice(last)).trim();
}

function field(token: string, date: Date, half: boolean): string {
  const month = MONTHS[date.getUTCMonth()] ?? "";
  const day = DAYS[date.getUTCDay()] ?? "";
  const hours = date.getUTCHours();
  switch (token) {
    case "y":
    case "yy":
      return pad(date.getUTCFullYear() % 100, 2);
    case "yyy":
    case "yyyy":
      return String(date.getUTCFullYear());
    case "m":
    case "mm":
      return pad(date.getUTCMonth() + 1, token.length);
    case "mmm":
      return month.slice(0, 3);
    case "mmmm":
      return month;
    case "mmmmm":
      return month.slice(0, 1);
    case "d":
    case "dd":
      return pad(date.getUTCDate(), token.length);
    case "ddd":
      return day.slice(0, 3);
    case "dddd":
      return day;
    case "h":
    case "hh":
      return pad(half ? hours % 12 || 12 : hours, token.length);
    case "s":
    case "ss":
      return pad(date.getUTCSeconds(), token.length);
    default:
      return hours < 12 ? "AM" : "PM";
  }
}

function elapsed(unit: string, serial: number): string {
  const seconds = Math.round(serial * 86_400);
  return String(Math.floor(unit.startsWith("h") ? seconds / 3_600 : unit.startsWith("m") ? seconds / 60 : seconds));
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, "0");
}
