import type { Detector, TextWindow } from "../model/detector.ts";
import type { Candidate, Confidence, Evidence } from "../model/finding.ts";
import {
  ABOUT_COLUMN,
  ANSWER_COLUMN,
  ANSWER_COLUMNS,
  CODE_COLUMN,
  CODE_COLUMNS,
  CODE_HEARS,
  NO_SECRET,
  SECRET_COLUMN,
  SECRET_COLUMNS,
  SHARED_ACCESS,
  SHARED_FILE,
} from "../text/credential-words.ts";
import { firstAfter, inLabel, lastBefore } from "../text/labels.ts";
import { lineEnd, lineStart } from "../text/surroundings.ts";
import { CODE_BORDERS, readCode, readCodeBefore } from "./credential-code.ts";
import { readBehind, type Labelled } from "./credential-label.ts";
import { readToken, shapeOf, type SecretShape, type Token } from "./credential-secret.ts";

/** Our spelling of the words that the sweep finds. */
const WORDS: Readonly<Record<string, string>> = {
  password: "password",
  passwords: "password",
  passwd: "passwd",
  pwd: "pwd",
  passcode: "passcode",
  passphrase: "passphrase",
  laluan: "kata laluan",
  katalaluan: "kata laluan",
  login: "login",
  username: "username",
  userid: "user id",
  maiden: "mother's maiden name",
  otp: "otp",
  密码: "密码",
  密碼: "密码",
  口令: "口令",
  கடவுச்சொல்: "கடவுச்சொல்",
};

const SHARED_REACH = 160;
const FILE_REACH = 30;
const CONTEXT_AFTER = 40;

function examine(window: TextWindow): Candidate | undefined {
  const { text, at } = window;
  // Asked for a cell: its label says so.
  const cell = at === 0 && window.opensText ? readCell(window) : undefined;
  if (cell !== undefined) return cell;
  if (isDigit(text.charCodeAt(at))) return readCode(window);
  WORD.lastIndex = at;
  const word = WORD.exec(text)?.[0] ?? "";
  const label = WORDS[word.toLowerCase()];
  const end = at + word.length;
  if (label === undefined) return undefined;
  if (label === "otp") return readCodeBefore(text, at, end);
  if (label === "login" || label === "username" || label === "user id") return readLogin(text, at, end, label);
  if (label === "mother's maiden name") return readAnswer(text, at, end, label);
  return readSecret(text, at, end, label);
}

const WORD = new RegExp(
  Object.keys(WORDS)
    .toSorted((a, b) => b.length - a.length)
    .join("|"),
  "iy",
);

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** `Password: hunter2`, `your password is Xy7!k`, `密码：abc123`. */
function readSecret(text: string, at: number, atEnd: number, label: string): Candidate | undefined {
  if (isCodeBefore(text, at)) return undefined;
  if (
    label === "kata laluan" &&
    /^laluan/i.test(text.slice(at, atEnd)) &&
    !/kata[ _-]?$/i.test(text.slice(Math.max(0, at - 6), at))
  )
    return undefined;
  const found = readBehind(text, atEnd, label === "passphrase");
  if (found === undefined || isLabelItself(text, found.token)) return undefined;
  const token = isPairLabel(text, at) ? secondOfPair(text, found.token) : found.token;
  const shape = shapeOf(token);
  if (shape === undefined) return undefined;
  if (shape === "placeholder")
    return found.joint === "sign" ? candidate(at, token, label, "low", found.joint, "placeholder") : undefined;
  const confidence = weigh(text, at, label, { ...found, token }, shape);
  if (confidence === undefined) return undefined;
  const shared = confidence === "low" ? undefined : sharedAccess(text, at, token.end);
  return candidate(at, token, label, shared === undefined ? confidence : "low", found.joint, shared);
}

/** How far the way it is written can be trusted; `undefined` where it is prose. */
function weigh(text: string, at: number, label: string, found: Labelled, shape: SecretShape): Confidence | undefined {
  const { joint, token, goesOn, quotedKey } = found;
  const word = shape === "word";
  // The working directory of a shell, persons with disabilities: `pwd` alone says little.
  if ((label === "pwd" || label === "passwd") && joint !== "sign") return undefined;
  if (label === "pwd" && word) return undefined;
  if (joint === "sentence") {
    if (!word) return isImpersonal(text, at) && !token.quoted && shape !== "mixed" ? "low" : "medium";
    return token.quoted ? "medium" : goesOn ? undefined : "low";
  }
  if (joint === "blank") return shape === "mixed" && !goesOn && token.value.length >= 6 ? "low" : undefined;
  if (joint === "next line") return word || goesOn ? undefined : shape === "mixed" ? "medium" : "low";
  if (joint === "dash" || joint === "cell") return word ? undefined : goesOn ? "low" : "medium";
  if (isProgram(text, at, found)) return "low";
  const sure = quotedKey || isCapital(text, at) || hasLoginBefore(text, at);
  if (shape === "mixed") return sure && !goesOn ? "high" : "medium";
  if (shape === "digits") return "medium";
  return goesOn ? undefined : sure ? "medium" : "low";
}

/** `the password is`: what follows may as well be a rule as a secret. */
function isImpersonal(text: string, at: number): boolean {
  return /\b(?:a|any|no|each|every|if|when|whether)\s(?:\w{1,12}\s)?$/i.test(text.slice(Math.max(0, at - 24), at));
}

/** `--password`, `$password`, `.password`, `getPassword`: names in programs, not labels. */
function isCodeBefore(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 24), at);
  return /(?:--?|[$.@%\\[]|->|::|<\/)$/.test(before) && !/(?:^|\s)(?:-|[<>]{1,3}|\\[nrt])$/.test(before);
}

/** A key and a value as programs and settings of machines write them. */
function isProgram(text: string, at: number, { token, quotedKey }: Labelled): boolean {
  const line = text.slice(lineStart(text, at), at);
  const rest = text.slice(token.end, lineEnd(text, token.end)).trimEnd();
  if (/[A-Za-z0-9]_$/.test(line))
    return !/(?:user|login|account|mail|email|web|temp|temporary|new|old|initial|default|your|my|portal|app)_$/i.test(line);
  if (quotedKey) return /[({[]\s{0,4}['"]$/.test(line) && line.length > 40 && /[)]/.test(rest);
  if (token.quoted && !isCapital(text, at)) return true;
  if (
    /(?:^|[^A-Za-z])(?:const|let|var|def|return|if|else|import|public|private|static|export|set|echo|assert|expect|self)\s[^:]{0,40}$/.test(
      line,
    )
  )
    return true;
  return /[{;]$/.test(rest) || /^\s*(?:\/\/|#|\*\s|\/\*|%|<!--|--)\s?/.test(line) || /\+\s*$/.test(rest);
}

function isCapital(text: string, at: number): boolean {
  const first = text.charCodeAt(at);
  return (first >= 0x41 && first <= 0x5a) || first > 0x7f;
}

const LOGIN_BEFORE =
  /(?:user(?:name| ?id)?|login(?: id| name)?|log-?in|e-?mail|account|acct|uid|id|账号|帐号|用户名|pengguna)\s{0,2}["'*]{0,2}\s{0,2}[:=]/i;

/** The label of the account stands before the secret. */
function hasLoginBefore(text: string, at: number): boolean {
  return LOGIN_BEFORE.test(text.slice(Math.max(0, at - 90), at));
}

/** A form's next label stands where the value would: `Username: Password: Remember me`. */
function isLabelItself(text: string, token: Token): boolean {
  if (token.quoted) return false;
  return (
    /^[a-z_-]+=$/i.test(token.value) || (/^\s{0,2}[:=]/.test(text.slice(token.end, token.end + 3)) && !/[0-9]/.test(token.value))
  );
}

/** `User ID / Password: tan01 / abc123`. */
function isPairLabel(text: string, at: number): boolean {
  return /(?:login|user ?id|user ?name|user|id|account|e-?mail)(?: id| name)?\s?(?:\/|&|\+|and)\s?$/i.test(
    text.slice(Math.max(0, at - 24), at),
  );
}

function secondOfPair(text: string, first: Token): Token {
  const inside = first.value.indexOf("/");
  if (inside > 0) return { ...first, start: first.start + inside + 1, value: first.value.slice(inside + 1) };
  const between = /^\s{0,2}(?:\/|,|;|\||&)\s{0,2}/.exec(text.slice(first.end, first.end + 6));
  return (between === null ? undefined : readToken(text, first.end + between[0].length, false)) ?? first;
}

/** `Login: tan01  PW: abc123`: the short label is found from the account's. */
const SHORT_LABEL = /(?<![A-Za-z0-9])(?:p\/?w|pass|pword|psw|pswd)["']?\s?[:=]\s{0,4}/i;

function readLogin(text: string, at: number, atEnd: number, label: string): Candidate | undefined {
  const reach = text.slice(atEnd, atEnd + 100);
  const short = SHORT_LABEL.exec(reach);
  const between = short === null ? "" : reach.slice(0, short.index);
  // A joint of its own, at most one line between the two.
  if (short === null || !/^(?:[ _-]?(?:id|name|no))?["'*]{0,2}\s?[:=-]?\s/i.test(between) || between.split("\n").length > 2)
    return undefined;
  const token = readToken(text, atEnd + short.index + short[0].length, false);
  const shape = token === undefined || isLabelItself(text, token) ? undefined : shapeOf(token);
  if (token === undefined || shape === undefined || shape === "placeholder") return undefined;
  const shared = sharedAccess(text, at, token.end);
  const confidence = shared !== undefined || token.quoted ? "low" : shape === "mixed" ? "high" : "medium";
  return candidate(at, token, label, confidence, "sign", shared);
}

/** `Security question: mother's maiden name  Answer: Lim`, `Mother's maiden name: Lim`. */
const ANSWER =
  /^\s{1,2}name["'*_)?]{0,3}\s{0,4}(?:[|,;-]\s{0,3})?(?:[:=]\s{0,4})?(?:(?:security |secret )?(?:answer|ans)["'*_]{0,2}\s?[:=]\s{0,4})?/i;

function readAnswer(text: string, at: number, atEnd: number, label: string): Candidate | undefined {
  if (!/mother(?:['’]?s)?\s$/i.test(text.slice(Math.max(0, at - 12), at))) return undefined;
  const joint = ANSWER.exec(text.slice(atEnd, atEnd + 70))?.[0];
  if (joint === undefined || !/[:=]\s*$/.test(joint)) return undefined;
  const end = lineEnd(text, atEnd + joint.length);
  const name = /^[\p{L}][\p{L}'’ -]{1,29}(?=$|[.,;|/<(\t]|\s{2})/u.exec(text.slice(atEnd + joint.length, end).trimEnd())?.[0];
  if (name === undefined || NO_SECRET.has(name.toLowerCase()) || name.split(" ").length > 4) return undefined;
  const start = atEnd + joint.length;
  const token = { start, end: start + name.length, value: name, quoted: false };
  return candidate(at, token, label, "medium", "sign", undefined);
}

/** A cell of a column of secrets; `undefined` where the column is about something else. */
function readCell({ text, at, atEnd, label, closesText }: TextWindow): Candidate | undefined {
  if (label === "" || !closesText || atEnd !== text.length || ABOUT_COLUMN.test(label)) return undefined;
  const start = at + (text.slice(at).length - text.slice(at).trimStart().length);
  const value = text.slice(start).trim();
  const token = { start, end: start + value.length, value, quoted: !value.includes(" ") };
  const code = inLabel(label, CODE_COLUMN);
  const secret = inLabel(label, SECRET_COLUMN);
  const answer = inLabel(label, ANSWER_COLUMN);
  if (answer !== undefined) {
    const fits =
      value.length >= 2 && value.length <= 60 && !/[*•]{2}|^[-?xX.]+$/.test(value) && !NO_SECRET.has(value.toLowerCase());
    return fits ? cell(token, "secret answer", "medium") : undefined;
  }
  if (code !== undefined && secret === undefined) return /^[0-9]{4,8}$/.test(value) ? cell(token, code, "medium") : undefined;
  if (secret === undefined) return undefined;
  const shape = shapeOf(token);
  if (shape === undefined) return undefined;
  if (shape === "placeholder") return cell(token, secret, "low");
  if (shape === "mixed") return cell(token, secret, "high");
  // A remark, not a secret, has blanks.
  return cell(token, secret, value.includes(" ") && secret !== "passphrase" ? "low" : "medium");
}

function cell(token: Token, label: string, confidence: Confidence): Candidate {
  return candidate(token.start, token, label, confidence, "cell", undefined);
}

/** The word of a context in which the secret is no person's: a network's, a meeting's, a file's. */
function sharedAccess(text: string, at: number, end: number): string | undefined {
  const near =
    lastBefore(text, end, SHARED_FILE, end - at + FILE_REACH) ?? lastBefore(text, end, SHARED_ACCESS, end - at + SHARED_REACH);
  return (near ?? firstAfter(text, end, SHARED_ACCESS, CONTEXT_AFTER))?.phrase;
}

function candidate(
  start: number,
  token: Token,
  label: string,
  confidence: Confidence,
  joint: string,
  against: string | undefined,
): Candidate {
  const evidence: Evidence[] = [
    { kind: "label", label },
    { kind: "shape", shape: joint },
    ...(against === undefined ? [] : [{ kind: "against", word: against } as const]),
  ];
  return { type: "credential", start, end: token.end, value: token.value, confidence, evidence };
}

/** Passwords, PINs, one-time codes and answers to security questions, as messages and lists hold them. */
export const credential: Detector = {
  id: "credential",
  pack: "sg",
  types: ["credential"],
  description: "Passwords, PINs, one-time codes and security answers by label, in messages, forms and columns",
  references: [
    "Personal Data Protection (Notification of Data Breaches) Regulations 2021 (Singapore), regulation 3(1)(b): account with password, security code, access code or security answer",
    "NIST SP 800-63B (memorised secrets, one-time codes)",
  ],
  anchors: [
    { kind: "word", words: Object.keys(WORDS) },
    { kind: "cell", labels: [...SECRET_COLUMNS, ...CODE_COLUMNS, ...ANSWER_COLUMNS] },
    { kind: "digits", run: [4, 8], ...CODE_BORDERS, hears: CODE_HEARS },
    { kind: "digits", run: [3, 3], total: [6, 6], ...CODE_BORDERS, after: " -", hears: CODE_HEARS },
  ],
  examine,
  examples: {
    match: [
      { text: "Password: hunter2", values: ["hunter2"] },
      { text: "User ID: tan01 / Password: abc123", values: ["abc123"] },
      { text: "your password is Xy7!k", values: ["Xy7!k"] },
      { text: "Login: tan01  PW: rahsia88", values: ["rahsia88"] },
      { text: "PIN: 1234", values: ["1234"] },
      { text: "Your OTP is 483920. It is valid for 5 minutes.", values: ["483920"] },
      { text: "Your verification code: 483 920", values: ["483920"] },
      { text: "Security question: mother's maiden name  Answer: Lim", values: ["Lim"] },
      { text: "密码：abc123，请勿转发", values: ["abc123"] },
      { text: "Kata laluan: rahsia1", values: ["rahsia1"] },
      { text: '{"email": "x", "password": "hunter2"}', values: ["hunter2"] },
      { text: "correcthorse", label: "user.password", values: ["correcthorse"] },
      { text: "4821", label: "pin", values: ["4821"] },
      { text: "Rover", label: "secret_answer", values: ["Rover"] },
    ],
    reject: [
      { text: "Password: ********", values: [] },
      { text: "Password: [redacted]", values: [] },
      { text: "Your password is required and must be at least 8 characters", values: [] },
      { text: "Forgot your password? Reset it here: https://example.com/reset/Ab12", values: [] },
      { text: "password = os.environ['DB_PASSWORD']", values: [] },
      { text: "password: string;", values: [] },
      { text: "Bangalore, PIN code 560123", values: [] },
      { text: "Your OTP is valid for 5 minutes", values: [] },
      { text: "Zoom meeting ID: 812 3456 7890 Passcode: 483920", values: [] },
      { text: "WiFi password: guest2026", values: [] },
      { text: "The password is 12-characters long", values: [] },
      { text: "2026-11-23 08:00", label: "password_changed_at", values: [] },
      { text: '<input type="password" name="password" value="">', values: [] },
    ],
  },
};
