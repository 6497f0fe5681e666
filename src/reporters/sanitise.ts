/**
 * Characters that must not reach a terminal, a log or a spreadsheet as they are: control
 * characters (C0, DEL, C1), line and paragraph separators, bidirectional controls, lone
 * surrogates, noncharacters, and what shows nothing at all (zero-width spaces, fillers, tags).
 * CWE-150 for the terminal; Unicode Technical Report 36 for text that only looks right.
 * The joiners U+200C and U+200D stay: Persian, Indic scripts and emoji need them.
 */
const UNSAFE =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Noncharacter_Code_Point}\u00ad\u115f\u1160\u180e\u200b\u2060-\u2064\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** Printable ASCII, which nearly all of a report is, needs none of the work below. */
const NOT_PLAIN = /[^ -~]/;

/**
 * Makes a text from the evidence fit to be shown to people: every unsafe character is
 * replaced by its visible form, `\u{1b}` for ESC. The result is one line.
 */
export function visible(text: string): string {
  if (!NOT_PLAIN.test(text)) return text;
  return text.replace(UNSAFE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/**
 * Escapes in a JSON text the unsafe characters that `JSON.stringify` leaves as they are (DEL,
 * C1, U+2028, bidirectional controls ...), so that printing a report cannot drive a terminal.
 * They stand in strings only, and the text still parses to the same value.
 */
export function escapeJson(json: string): string {
  if (!NOT_PLAIN.test(json)) return json;
  return json.replace(UNSAFE, (character) => {
    let escaped = "";
    for (let unit = 0; unit < character.length; unit += 1) {
      escaped += `\\u${character.charCodeAt(unit).toString(16).padStart(4, "0")}`;
    }
    return escaped;
  });
}
