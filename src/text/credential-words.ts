import { vocabulary } from "./labels.ts";

/** Columns and keys whose cells are secrets of any form. */
export const SECRET_COLUMNS = [
  "password",
  "passwords",
  "passwd",
  "pwd",
  "pword",
  "pw",
  "passcode",
  "passphrase",
  "kata laluan",
  "密码",
  "密碼",
  "口令",
  "கடவுச்சொல்",
] as const;

/** Columns whose cells are numbers to get in with. */
export const CODE_COLUMNS = [
  "pin",
  "pin no",
  "pin number",
  "atm pin",
  "otp",
  "tac",
  "one time password",
  "验证码",
  "驗證碼",
] as const;

/** Columns whose cells answer a question that stands in for a password. */
export const ANSWER_COLUMNS = [
  "secret answer",
  "security answer",
  "answer to security question",
  "mother maiden name",
  "mothers maiden name",
  "mother's maiden name",
] as const;

export const SECRET_COLUMN = vocabulary(SECRET_COLUMNS);
export const CODE_COLUMN = vocabulary(CODE_COLUMNS);
export const ANSWER_COLUMN = vocabulary(ANSWER_COLUMNS);

/** Column names that hold something about a password, not the password: `password_reset_at`, `pinCode`, `wifi password`. */
export const ABOUT_COLUMN =
  /hash|salt|digest|encrypt|chang|reset|expir|updat|last|date|time|[^a-z]at$|polic|requir|hint|strength|length|level|min|max|count|attempt|enabl|forgot|type|status|question|url|link|valid|rule|history|has[^a-z]|is[^a-z]|need|must|file|field|placeholder|confirm.?text|pin.?code|pin.?(?:type|out|mode)|wi-?fi|ssid|meeting|zoom|conference|number of/;

/** Numbers to get in with, by the label before them; the second list only names what may also be other things. */
const CODES = [
  "otp",
  "otp code",
  "sms otp",
  "tac code",
  "tac no",
  "tac number",
  "one time password",
  "one time passcode",
  "one time pin",
  "one time code",
  "verification code",
  "verification pin",
  "authentication code",
  "auth code",
  "authorisation code",
  "authorization code",
  "login code",
  "log in code",
  "sign in code",
  "security code",
  "2fa code",
  "验证码",
  "驗證碼",
  "动态密码",
  "動態密碼",
  "动态码",
  "一次性密码",
  "kod pengesahan",
  "kod tac",
  "nombor tac",
] as const;
const PINS = [
  "pin",
  "pin no",
  "pin number",
  "atm pin",
  "card pin",
  "no pin",
  "nombor pin",
  "personal identification number",
] as const;
const WEAK_CODES = ["access code", "activation code", "confirmation code", "door code", "entry code", "unlock code"] as const;
/** What holds the word and is none: the postal code of India. */
const NO_CODES = ["pin code", "pincode", "pin codes", "postal pin"] as const;

export const CODE_LABELS = vocabulary([...CODES, ...PINS, ...WEAK_CODES, ...NO_CODES]);

/** Phrases for the sweep: of which one stands before each such number. */
export const CODE_HEARS: readonly string[] = [
  "otp",
  "tac",
  "pin",
  "one-time",
  "one time",
  "verification",
  "authentication code",
  "auth code",
  "authorisation code",
  "authorization code",
  "log in code",
  "login code",
  "log-in code",
  "sign in code",
  "sign-in code",
  "security code",
  "2fa code",
  "personal identification number",
  "access code",
  "activation code",
  "confirmation code",
  "door code",
  "entry code",
  "unlock code",
  "验证码",
  "驗證碼",
  "动态密码",
  "動態密碼",
  "动态码",
  "一次性密码",
  "kod pengesahan",
];

/** What a label of a code says: a PIN, a code, perhaps one, or a postal code. */
export function codeKind(phrase: string): "pin" | "code" | "weak" | "none" {
  if ((NO_CODES as readonly string[]).includes(phrase)) return "none";
  if ((PINS as readonly string[]).includes(phrase)) return "pin";
  return (WEAK_CODES as readonly string[]).includes(phrase) ? "weak" : "code";
}

/** Contexts in which a password lets nobody into a person's account. */
export const SHARED_ACCESS = vocabulary([
  "wifi",
  "wi fi",
  "ssid",
  "wlan",
  "hotspot",
  "wireless",
  "guest network",
  "meeting",
  "meeting id",
  "zoom",
  "webex",
  "microsoft teams",
  "webinar",
  "conference",
  "dial in",
  "participant",
  "attendee",
  "video call",
]);

/** The same, where they stand right beside the label: a password that opens a file, or shows how it is done. */
export const SHARED_FILE = vocabulary([
  "file",
  "files",
  "pdf",
  "zip",
  "attachment",
  "attached",
  "document",
  "archive",
  "spreadsheet",
  "workbook",
  "statement",
  "for example",
  "e.g.",
  "such as",
  "sample",
  "demo",
]);

/** Plain words that follow a password's label in forms, manuals and programs, and are no password. */
export const NO_SECRET = new Set(
  (
    "string str text varchar char null nil none undefined true false required optional mandatory missing empty blank " +
    "invalid incorrect wrong expired reset change changed changing forgot forgotten forget enter confirm please the your my a an " +
    "here below above attached following same see not sent to be will must should can cannot may is are was were has have in " +
    "on off at by for from with via and or if it this that there these those as no yes username user login email name pin " +
    "submit remember show hide save cancel next continue sign click case minimum maximum strong weak valid protected " +
    "encrypted hashed hidden masked redacted removed withheld confidential unknown pending tba tbc tbd n/a na nil " +
    "unchanged default only also now still already set up provided given issued separately later verify update new old " +
    "current number boolean bool bytes buffer any object self this let const var def return func function input value " +
    "password passwd pwd passwords passcode passphrase secret security authentication auth account accounts policy type label field field. size length"
  ).split(" "),
);

/** What people write in place of a password when they show how it is done. */
export const PLACEHOLDER =
  /^(?:(?:your|my|the|a|an|some|new|old|user|db|admin|test|insert|enter)?[-_ ]?(?:password|passwd|passwort|pass|pwd|passphrase|secret|pw)[-_ ]?(?:here)?[0-9]{0,3}|change[-_]?(?:me|it|this)|replace[-_]?me|todo|foo|bar|baz|foobar|placeholder|example|sample|dummy|xxx.*|abc|test|testing)$/i;
