/** Lines looked at, and how many must look like a log's. */
const LINES = 50;
const LEAST_LINES = 3;
const SHARE = 0.6;

/** How log lines begin: ISO 8601, syslog (RFC 3164, RFC 5424), Common Log Format, severities, epoch seconds. */
const BEGINNINGS: readonly RegExp[] = [
  /^[[(]?\d{4}[-/.]\d\d[-/.]\d\d[T ,]{1,2}\d\d?:\d\d/,
  /^[[(]?\d\d?[-/.]\d\d?[-/.]\d{2,4}[T ,]{1,2}\d\d?:\d\d/,
  /^[[(]?\d\d:\d\d:\d\d/,
  /^<\d{1,3}>/,
  /^[[(]?(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d /,
  /^[[(]?\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}[\s\])]/,
  /^[[(]?\s{0,4}\d{9,13}(?:\.\d{1,9})?[\s\])]/,
  /^[[(]?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL|SEVERE)\b/i,
];
/** At least two `key=value` pairs. */
const PAIRS = /(?:^|\s)[\w.-]{1,40}=\S{1,200}\s(?:.{0,200}\s)?[\w.-]{1,40}=\S/;

/** Does a text look like a log, where each line is a record of its own? */
export function looksLikeLog(text: string): boolean {
  const lines = text
    .slice(0, 65_536)
    .split(/\r?\n/, LINES + 20)
    .filter((line) => line.trim() !== "")
    .slice(0, LINES);
  if (lines.length < LEAST_LINES) return false;
  const alike = lines.filter((line) => isLogLine(line.slice(0, 500)));
  return alike.length >= lines.length * SHARE;
}

function isLogLine(line: string): boolean {
  return BEGINNINGS.some((beginning) => beginning.test(line)) || PAIRS.test(line);
}
