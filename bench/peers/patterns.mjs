/**
 * What a user of a pattern search would write to get what this scanner's detectors look for: the shapes without check
 * digits, ranges and context. In the syntax that Rust's regex and JavaScript share.
 *
 * @type {readonly { type: string, pattern: string }[]}
 */
export const PATTERNS = [
  { type: "sg-nric", pattern: String.raw`\b[STFGMstfgm][ /-]?[0-9]{7}[ /-]?[A-Za-z]\b` },
  { type: "sg-nric", pattern: String.raw`\b[STFGM] ?[0-9]{3}[ -][0-9]{4} ?[A-Z]\b` },
  { type: "payment-card", pattern: String.raw`\b[2-68][0-9]{12,18}\b` },
  { type: "payment-card", pattern: String.raw`\b[2-68][0-9]{3}[ -][0-9]{4}[ -][0-9]{4}[ -][0-9]{4}(?:[ -][0-9]{3})?\b` },
  { type: "payment-card", pattern: String.raw`\b3[0-9]{3}[ -][0-9]{6}[ -][0-9]{4,5}\b` },
  { type: "payment-card", pattern: String.raw`\b[2-6](?: [0-9]){13,18}\b` },
  { type: "sg-address", pattern: String.raw`(?:Singapore|SINGAPORE|singapore|S'pore|S\(|\(S\))[ ,.:(]{0,3}[0-9]{6}\b` },
  { type: "sg-address", pattern: String.raw`(?:[Pp]ostal|[Pp]ost|[Zz]ip)[ -]?[Cc]ode:? {0,2}[0-9]{6}\b` },
  { type: "sg-address", pattern: String.raw`#[0-9BL]{1,3}-[0-9]{1,5}\b` },
  { type: "phone", pattern: String.raw`\+[0-9]{1,3}[ .-]?\(?[0-9]{1,4}\)?(?:[ .-]?[0-9]{2,4}){2,4}\b` },
  { type: "phone", pattern: String.raw`\b(?:65[ -]?)?[3689][0-9]{3}[ -]?[0-9]{4}\b` },
  { type: "phone", pattern: String.raw`\b1800[ -][0-9]{3}[ -][0-9]{4}\b` },
  { type: "email", pattern: String.raw`[A-Za-z0-9._%+'-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,24}\b` },
];

const WHOLE = PATTERNS.map(({ type, pattern }) => ({ type, whole: new RegExp(`^(?:${pattern})$`) }));

/**
 * Which type a text is that one of the patterns has matched.
 *
 * @param {string} text
 */
export function typeOf(text) {
  return WHOLE.find(({ whole }) => whole.test(text))?.type;
}
