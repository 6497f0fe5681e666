/** A stretch of a mail's text; level 0 is the author's own, 1 what it answers or forwards, and so on. */
export interface QuotedRange {
  readonly start: number;
  /** Half-open. */
  readonly end: number;
  readonly level: number;
}

/** Longest line that can be a marker or an attribution. */
const MARKER_LENGTH = 1_000;
/** Lines over which an attribution may be wrapped. */
const ATTRIBUTION_LINES = 4;
/** Lines that an earlier message's header block may take up to its second field. */
const BLOCK_LINES = 12;

/** A line of dashes with words in it, as mail programs put above an earlier message. */
const DASHED =
  /^[ \t*]{0,8}-{2,60}[ \t]{0,8}(?:original message|original appointment|forwarded message|forwarded by\b.{1,200}|reply message|ursprüngliche nachricht|weitergeleitete nachricht|message d'origine|message transféré|mensaje original|mensaje reenviado|mensagem original|messaggio originale|原始邮件|原邮件|原始郵件|原始訊息|转发邮件|转发的邮件|轉寄郵件|轉寄的郵件|轉寄訊息|回复的原邮件|回复邮件)[ \t]{0,8}(?:-{1,60}|$)/i;
const PLAIN_MARKER = /^[ \t]{0,8}(?:begin forwarded message:|start of forwarded message|-{2,60} ?forwarded by)/i;
/** What a marker can begin with: dashes, rules, `*` of bold text, b and s. */
const MARKER_FIRST = new Set(Array.from("-_\u2014\u2500*bBsS", (character) => character.charCodeAt(0)));
const RULE = /^[ \t]{0,8}[_\u2014\u2500-]{20,200}[ \t]{0,8}$/;
const FROM = /^[ \t>*]{0,8}(?:from|von|de|发件人|發件人|寄件者|寄件人|差出人|보낸 사람)[ \t]{0,4}\*?[ \t]{0,4}[:：]/i;
const OTHER_FIELD =
  /^[ \t>*]{0,8}(?:sent|date|to|cc|bcc|subject|reply-to|importance|gesendet|datum|an|betreff|envoyé|à|objet|enviado(?: el)?|para|asunto|发送时间|發送時間|时间|日期|傳送時間|寄件日期|收件人|收件者|抄送|副本|主题|主題|主旨|送信日時|宛先|件名)[ \t]{0,4}\*?[ \t]{0,4}[:：]/i;
const ATTRIBUTION_START = /^[ \t]{0,8}(?:on|am|le|el|op|em|il|den|vào|pada|在|于|於)\s?\S/i;
const ATTRIBUTION_END =
  /(?:wrote|schrieb.{0,120}|a écrit|escribió|escreveu|ha scritto|schreef.{0,120}|napisał.{0,20}|menulis|写道|寫道|写到|来信|のメール)[ \t]{0,4}[:：]?[ \t]{0,8}$/i;

/**
 * Splits a mail's text into the author's own words and the history under them: lines with `>`
 * (RFC 3676 section 4.5), attributions (`On ... wrote:`), `-----Original Message-----` and its
 * like, header blocks as Outlook writes them, forwarded messages. The ranges cover the text in
 * order, a new one for each earlier message; the cost is linear.
 */
export function splitQuoted(text: string): readonly QuotedRange[] {
  const ranges: { start: number; end: number; level: number }[] = [];
  const put = (start: number, end: number, level: number, begins = false): void => {
    const last = ranges.at(-1);
    // Two messages of one level, one below the other, are of two authors.
    if (last !== undefined && last.level === level && !begins) last.end = end;
    else ranges.push({ start, end, level });
  };
  // Messages that were begun without a mark on each line: they go on to the end of the text.
  let base = 0;
  let level = 0;
  let at = 0;
  while (at < text.length) {
    const end = lineEnd(text, at);
    const first = firstVisible(text, at, end);
    if (first === end) {
      // An empty line belongs to what stands above it.
      put(at, end, level);
      at = end;
      continue;
    }
    const depth = quoteDepth(text, first, end);
    if (depth > 0) {
      level = base + depth;
      put(at, end, level);
      at = end;
      continue;
    }
    const opening = openingAt(text, at, first, end);
    if (opening === undefined) {
      level = base;
    } else if (opening.unmarked) {
      base += 1;
      level = base;
    } else {
      level = base + 1;
    }
    const to = opening?.end ?? end;
    put(at, to, level, opening !== undefined);
    at = to;
  }
  return ranges.length > 0 ? ranges : [{ start: 0, end: text.length, level: 0 }];
}

/** Does an earlier message without a mark on each line begin here: a marker or a header block? */
export function opensMessage(text: string, at: number): boolean {
  const end = lineEnd(text, at);
  return messageOpening(text, at, text.slice(at, Math.min(end, at + MARKER_LENGTH)).trimEnd(), end) !== undefined;
}

interface Opening {
  /** End of what introduces the earlier message. */
  readonly end: number;
  /** The earlier message has no `>` before its lines: all that follows is quoted. */
  readonly unmarked: boolean;
}

function openingAt(text: string, at: number, first: number, end: number): Opening | undefined {
  if (end - at > MARKER_LENGTH) return undefined;
  const code = text.charCodeAt(first);
  // Most lines begin with nothing that opens anything and end as sentences do: they are told apart without a copy.
  const kind = code < 0x80 ? (LINE_STARTS[code] as number) : MARKER | PHRASE;
  if ((kind & MARKER) !== 0) {
    const opened = messageOpening(text, at, text.slice(at, end).trimEnd(), end);
    if (opened !== undefined) return { end: opened, unmarked: true };
  }
  if ((kind & PHRASE) === 0 && !endsTelling(text, at, end)) return undefined;
  return attribution(text, at, end);
}

const MARKER = 1;
const PHRASE = 2;
/** What the first visible character of a line can begin: a marker or header block, the phrase of an attribution. */
const LINE_STARTS = (() => {
  const table = new Uint8Array(0x80);
  const mark = (letters: string, kind: number): void => {
    for (const letter of letters) {
      const code = letter.charCodeAt(0);
      table[code] = (table[code] as number) | kind;
    }
  };
  mark("-_*>fFvVdDbBsS", MARKER);
  mark("oOaAlLeEiIdDvVpP", PHRASE);
  return table;
})();

/** Does a line end as an attribution does: a colon, its wide form, or a character of East Asia? */
function endsTelling(text: string, at: number, end: number): boolean {
  let last = end;
  while (last > at && isEnding(text.charCodeAt(last - 1))) last -= 1;
  return last > at && isTelling(text.charCodeAt(last - 1));
}

function isTelling(code: number): boolean {
  return code === 0x3a || code === 0xff1a || code > 0x3000;
}

/** White space as `trimEnd` takes it, as far as it stands at the end of lines. */
function isEnding(code: number): boolean {
  return code <= 0x20 || code === 0xa0 || code === 0xfeff || (code >= 0x2000 && code <= 0x200a) || code === 0x3000;
}

/** End of the marker or header block that begins an earlier message here. */
function messageOpening(text: string, at: number, line: string, end: number): number | undefined {
  const block = headerBlock(text, at, line);
  if (block !== undefined) return block;
  const first = line.trimStart().charCodeAt(0);
  if (MARKER_FIRST.has(first)) {
    if (DASHED.test(line) || PLAIN_MARKER.test(line)) return blockAfter(text, end) ?? end;
    if (RULE.test(line)) return blockAfter(text, end);
  }
  return undefined;
}

/** End of a header block that begins behind at most two empty lines. */
function blockAfter(text: string, from: number): number | undefined {
  let at = from;
  for (let blank = 0; blank < 3 && at < text.length; blank += 1) {
    const end = lineEnd(text, at);
    if (firstVisible(text, at, end) < end)
      return headerBlock(text, at, text.slice(at, Math.min(end, at + MARKER_LENGTH)).trimEnd());
    at = end;
  }
  return undefined;
}

/** `From:` and two more fields: where the last of them ends. One field alone may be a form's. */
function headerBlock(text: string, at: number, line: string): number | undefined {
  if (!FROM.test(line)) return undefined;
  let fields = 0;
  let blockEnd = at;
  let next = lineEnd(text, at);
  for (let lines = 0; lines < BLOCK_LINES && next < text.length; lines += 1) {
    const end = lineEnd(text, next);
    const candidate = text.slice(next, Math.min(end, next + 200));
    if (OTHER_FIELD.test(candidate)) {
      fields += 1;
      blockEnd = end;
    } else if (fields >= 2 && candidate.trim() === "") {
      break;
    }
    next = end;
  }
  return fields >= 2 ? blockEnd : undefined;
}

/** `On <date>, <name> wrote:` on up to four lines, with a digit in it and something quoted behind it. */
function attribution(text: string, at: number, end: number): Opening | undefined {
  const starts = ATTRIBUTION_START.test(text.slice(at, Math.min(end, at + 20)));
  const most = starts ? ATTRIBUTION_LINES : 1;
  let last = end;
  let whole: string | undefined;
  for (let lines = 1, from = at; ; lines += 1) {
    if (endsTelling(text, from, last)) {
      whole = joinLines(text, at, last);
      if (endsAttribution(whole)) break;
    }
    if (lines >= most || last >= text.length) return undefined;
    const next = lineEnd(text, last);
    if (next - last > MARKER_LENGTH || firstVisible(text, last, next) === next) return undefined;
    from = last;
    last = next;
  }
  if (!/\d/.test(whole)) return undefined;
  const following = nextVisible(text, last);
  if (following >= text.length || text.charCodeAt(following) === 0x3e) return { end: last, unmarked: false };
  // Nothing is marked behind it: only a line that names a sender or a date is no sentence of the author.
  return (starts ? /@|\b(?:19|20)\d\d\b|年/ : /@|年/).test(whole) ? { end: last, unmarked: true } : undefined;
}

/** Lines as one, a space between them. */
function joinLines(text: string, from: number, to: number): string {
  const lines: string[] = [];
  for (let at = from; at < to; at = lineEnd(text, at)) lines.push(text.slice(at, lineEnd(text, at)).trimEnd());
  return lines.join(" ");
}

function endsAttribution(line: string): boolean {
  return isTelling(line.charCodeAt(line.length - 1)) && ATTRIBUTION_END.test(line.slice(-200));
}

/** Number of `>` before the text of a line; `>From` is a mailbox's escape and no quotation. */
function quoteDepth(text: string, first: number, end: number): number {
  let depth = 0;
  for (let at = first; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x3e) depth += 1;
    else if (code !== 0x20 && code !== 0x09) return depth === 1 && text.startsWith(">From ", first) ? 0 : depth;
  }
  return depth;
}

/** Behind the line feed of the line that begins at `at`. */
function lineEnd(text: string, at: number): number {
  const newline = text.indexOf("\n", at);
  return newline < 0 ? text.length : newline + 1;
}

/** The first character of a line that is no blank; `end` for an empty line. */
function firstVisible(text: string, at: number, end: number): number {
  let first = at;
  while (first < end && isBlank(text.charCodeAt(first))) first += 1;
  return first;
}

function nextVisible(text: string, at: number): number {
  let next = at;
  while (next < text.length && isBlank(text.charCodeAt(next))) next += 1;
  return next;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d || code === 0xa0 || code === 0x200b || code === 0xfeff;
}
