import { lineEnd } from "../text/surroundings.ts";
import { readToken, type Token } from "./credential-secret.ts";

/** How a secret is joined to its label. */
export type Joint = "sign" | "sentence" | "cell" | "dash" | "blank" | "next line";

/** A secret's place and how its label stands to it. */
export interface Labelled {
  readonly token: Token;
  readonly joint: Joint;
  /** The key itself stands in quotation marks (JSON). */
  readonly quotedKey: boolean;
  /** The text goes on in the same line with another word. */
  readonly goesOn: boolean;
}

/** What may touch the label: marks of emphasis, the end of a key in quotation marks, a bracket, a tag. */
const CLOSE = /["'”’`*_)\]]{0,3}/y;
/** A remark about the password: `(temporary)`, `for your account`, `/PIN`, `anda` (Malay: your). */
const REMARK =
  /(?:[ \t]{0,2}(?:\([^()\r\n]{1,30}\)|(?:for|to|of|untuk)[ \t][^\r\n:=.;,?!()]{1,40}?(?=[ \t]{0,2}[:=]|[ \t](?:is|ialah|adalah)[ \t])|\/[ \t]?(?:pin|passcode|pw)|no\.?|anda|saya|sementara|[12]))?/iy;
const SIGN = /[ \t]{0,3}(?:is|was)?[ \t]{0,2}(?:[:=]|:=)(?![:=>])[ \t*_]{0,12}/iy;
const SENTENCE =
  /(?:[ \t]{1,2}|[ \t]{0,2}\r?\n)(?:is|was|will be|has been set to|has been reset to|has been changed to|set to|reset to|changed to|ialah|adalah)[ \t]{1,2}(?:now[ \t]|currently[ \t])?(?::[ \t]{0,3})?[*_]{0,2}/iy;
const HAN_IS = /(?:是|为|為)[ \t]{0,2}:?[ \t]{0,2}/y;
const CELL = /(?:[ \t]{0,2}[\t|][ \t|]{0,8}|[ ]{3,40})/y;
const DASH = /[ \t]{1,3}(?:-{1,2}|~|->)[ \t]{1,3}/y;
const NEXT_LINE = /[ \t]{0,3}:[ \t*_]{0,4}\r?\n[> \t]{0,8}(?:\r?\n[> \t]{0,8})?/y;
const BLANK = /[ \t]{1,2}/y;

const JOINTS: readonly (readonly [Joint, RegExp])[] = [
  ["next line", NEXT_LINE],
  ["sign", SIGN],
  ["sentence", SENTENCE],
  ["sentence", HAN_IS],
  ["dash", DASH],
  ["cell", CELL],
  ["blank", BLANK],
];

/** A phrase of words is a secret behind this label only. */
const PHRASE = /[a-z]{2,14}(?: [a-z]{2,14}){2,7}(?=[ \t]*(?:$|[\r\n.]))/iy;

/** The secret of a `passphrase`: words to the end of the line. */
function readPhrase(text: string, at: number): Token | undefined {
  const end = skip(PHRASE, text, at);
  return end === at ? undefined : { start: at, end, value: text.slice(at, end), quoted: true };
}

/** Reads what stands behind a label that ends at `end`: a joint and a token; `undefined` where there is none. */
export function readBehind(text: string, end: number, isPhrase: boolean): Labelled | undefined {
  // An element of XML named as a key is.
  if (text[end] === ">") {
    const token = readToken(text, end + 1, false);
    return token === undefined || text[token.end] !== "<" ? undefined : { token, joint: "sign", quotedKey: true, goesOn: false };
  }
  const closed = skip(CLOSE, text, end);
  const quotedKey = /["'`]/.test(text.slice(end, closed));
  const remark = skip(REMARK, text, closed);
  for (const [joint, pattern] of JOINTS) {
    const at = skip(pattern, text, remark);
    if (at === remark) continue;
    const token =
      (isPhrase && joint === "sign" ? readPhrase(text, at) : undefined) ??
      readToken(text, at, joint === "sign" && /[:=]/.test(text[at - 1] ?? ""));
    return token === undefined ? undefined : { token, joint, quotedKey, goesOn: goesOn(text, token) };
  }
  return undefined;
}

/** End of what the (sticky) pattern reads at `at`; `at` itself where it reads nothing. */
function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}

/** True when a further word of the same sentence or line follows the token after one blank. */
function goesOn(text: string, token: Token): boolean {
  if (token.quoted) return false;
  const rest = text.slice(token.end, Math.min(lineEnd(text, token.end), token.end + 40));
  return (
    /^["'*_)]{0,2} [A-Za-z(]/.test(rest) && !/^ (?:\(|(?:user|login|e-?mail|pin|pw|otp|name|url|role|site)[ :=])/i.test(rest)
  );
}
