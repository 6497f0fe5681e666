import { inLabel, vocabulary } from "./labels.ts";

const set = (words: string): ReadonlySet<string> => new Set(words.split(" "));

/** Whose name the label says it is: a `person`'s; that of `some` person or thing; or that of something unknown, where it is `doubtful`. */
export interface NameLabel {
  readonly strength: "person" | "some" | "doubtful";
  /** Our own spelling. */
  readonly phrase: string;
}

/** Words before (or, with `of`, behind) `name` that make it a person's. */
const PEOPLE = set(
  "full legal applicant patient insured assured policyholder policyowner holder customer client employee staff member student pupil child baby parent guardian spouse father mother kin nok contact person cardholder beneficiary nominee payee payer claimant tenant landlord borrower guarantor donor witness driver passenger guest candidate participant attendee visitor doctor physician teacher tutor trainee resident individual recipient sender buyer seller purchaser debtor creditor victim accused complainant deceased voter subscriber customer's nric passport ic alias married pinyin hanyupinyin hanyupinyinalias chinese english preferred official actual real their your my his her our helper maid worker nurse signatory director shareholder officer manager consultant agent adviser advisor coordinator",
);

/** Words before (or, with `of`, behind) `name` that make it a thing's, or a part of a person's name, which is no full name. */
const THINGS = set(
  "file host user company comp co firm business biz organisation organization org corporate corp school bank brand domain event first last given middle family sur fore nick maiden short branch street road building block project team group sheet table tab column col field class package pkg country city town state model course job page tag function func method variable var font drug medicine medication plan policy scheme fund stock item merchant vendor supplier vessel ship product service server database db schema index key attribute attr property prop parameter type code login logon screen path folder directory dir bucket cluster node pod namespace module library lib plugin extension application app program programme tool task process queue topic channel stream category department dept division unit position role title subject report form template document doc entity trade trading pet place location area region district estate hotel hospital clinic institution institute university college employer agency site store shop outlet restaurant network interface port protocol bot robot computer machine pc resource image img icon color colour layer theme style element node param arg argument option opt setting config test suite case step rule metric label feature flag repo repository commit release version artifact vm instance game song album artist movie book series track playlist animal species gene protein compound chemical material ingredient recipe food dish " +
    "device hardware software system sys os env environment container volume disk drive partition mount group realm zone record dns ssid cookie header session token cert certificate command cmd script macro action handler hook callback event signal slot trigger view window widget control button menu dialog panel filter query dataset data dimension measure model tensor layer operator signature author's alternate display screen common canonical qualified internal external display generic technical long base root parent global local remote source target destination output input default temp new old original exact import export symbol struct enum union trait interface constant macro object obj member's identifier id variable value string text log appender logger level provider vendor client-id engine driver adapter connection pool thread worker-pool pipe socket mailbox list mailing newsgroup forum board thread zip archive entry attachment part section chapter article journal magazine newspaper publication publisher conference meeting room floor tower lot parcel village province county postal station airport line route bus train flight aircraft vehicle car make ship yard facility plant factory warehouse depot market segment currency fee charge tax account-type transaction txn order invoice payment fund portfolio security bond index exchange bourse mutual scheme benefit rider clause contract agreement licence license permit award grant scholarship degree diploma major module exam paper assessment quiz survey question answer topic subject skill language race religion month day week holiday season quarter year period shift",
);

/** Labels without the word `name`. */
const PLAIN: ReadonlyMap<string, NameLabel["strength"]> = new Map([
  ...[
    "next of kin",
    "nok",
    "contact person",
    "person in charge",
    "emergency contact",
    "cardholder",
    "card holder",
    "account holder",
    "fullname",
    "nama penuh",
    "nama pemohon",
    "nama pesakit",
    "nama pelanggan",
    "nama pekerja",
    "nama pelajar",
    "nama waris",
    "姓名",
    "名字",
    "全名",
    "病人",
    "患者",
    "申请人",
    "申請人",
    "投保人",
    "受保人",
    "联系人",
    "聯繫人",
    "聯絡人",
    "பெயர்",
  ].map((phrase) => [phrase, "person"] as const),
  ...[
    "nama",
    "applicant",
    "patient",
    "insured",
    "policyholder",
    "policy holder",
    "life assured",
    "claimant",
    "customer",
    "client",
    "employee",
    "tenant",
    "landlord",
    "borrower",
    "beneficiary",
    "nominee",
    "payee",
    "attn",
    "attention",
    "deceased",
    "displayname",
    "cn",
    "客户",
    "客戶",
  ].map((phrase) => [phrase, "some"] as const),
]);

/** Malay names of things: `nama syarikat`. */
const MALAY_THINGS = set("syarikat fail pengguna bank sekolah jalan produk projek domain hos bangunan kursus program majikan");

const COLUMNS = vocabulary(["name", "names", ...PLAIN.keys()]);
const JOINED = /^(.{2,20}?)names?$/;

/** What the labels of cells must say for a name to be looked for there. */
export const CELL_LABELS: readonly string[] = [
  "name",
  ...PLAIN.keys(),
  ...[...PEOPLE].filter((word) => /^[a-z]+$/.test(word)).map((word) => `${word} name`),
];

/** What a column head or key path (lower case) says about whose name its cells hold; `undefined` for things and parts of names. */
export function columnLabel(label: string): NameLabel | undefined {
  const squeezed = label.split(/[^a-z]+/).findLast((word) => word.endsWith("name") || word.endsWith("names"));
  const joined = JOINED.exec(squeezed ?? "")?.[1];
  if (joined !== undefined) return qualified(joined);
  if (squeezed === undefined) {
    const heard = inLabel(label, COLUMNS);
    const strength = heard === undefined ? undefined : PLAIN.get(heard);
    return heard === undefined || strength === undefined ? undefined : { strength, phrase: heard };
  }
  const at = label.lastIndexOf(squeezed);
  const said = nameLabel(label, at, at + squeezed.length);
  // `3166-1.name`: a key under another that says nothing of people.
  return said?.strength === "some" && label[at - 1] === "." ? { ...said, strength: "doubtful" } : said;
}

function qualified(word: string): NameLabel | undefined {
  const one = word.endsWith("s") ? word.slice(0, -1) : word;
  if (PEOPLE.has(word) || PEOPLE.has(one)) return { strength: "person", phrase: `${PEOPLE.has(word) ? word : one} name` };
  return THINGS.has(word) || THINGS.has(one) ? undefined : { strength: "doubtful", phrase: "name" };
}

const BEFORE = /([a-z']{2,20})[ \t_.-]{1,2}$/i;
const BEHIND = /^[ \t_-]{1,2}of[ \t_-]{1,2}(?:the[ \t_-]{1,2})?([a-z]{2,20})/i;
/** `Applicant's Full Name`: the word before the qualifier is looked at, too. */
const BEFORE_LAST = /([a-z']{2,20})[ \t_.-]{1,2}[a-z']{2,20}[ \t_.-]{1,2}$/i;

/** The same for a word of PLAIN, or `name` with its qualifiers, which stands at `[at, end)` of a text or label. */
export function nameLabel(text: string, at: number, end: number): NameLabel | undefined {
  const word = text.slice(at, end).toLowerCase();
  if (word !== "name" && word !== "names") {
    const strength = PLAIN.get(word);
    if (strength === undefined) return word === "kin" ? { strength: "person", phrase: "next of kin" } : undefined;
    if (word !== "nama") return { strength, phrase: word };
    const behind = /^[ \t]([a-z]{2,20})/i.exec(text.slice(end, end + 24))?.[1]?.toLowerCase();
    if (behind !== undefined && MALAY_THINGS.has(behind)) return undefined;
    return { strength: behind !== undefined && PLAIN.has(`nama ${behind}`) ? "person" : strength, phrase: word };
  }
  const shown = text.slice(Math.max(0, at - 48), at);
  const before = singular(BEFORE.exec(shown)?.[1]);
  const behind = singular(BEHIND.exec(text.slice(end, end + 40))?.[1]);
  if (behind !== undefined) return qualified(behind);
  if (before === undefined || GRAMMAR.has(before)) return { strength: "some", phrase: "name" };
  if (!PEOPLE.has(before)) return qualified(before);
  const earlier = singular(BEFORE_LAST.exec(shown)?.[1]);
  // `Company legal name`, `Project contact name`: the nearer word decides unless it only says how much of a name.
  if (FORMS.has(before) && earlier !== undefined && THINGS.has(earlier)) return undefined;
  return { strength: "person", phrase: `${before} name` };
}

const FORMS = set("full legal english chinese preferred official actual real alias my your his her our their");
const GRAMMAR = set("the by in of and or as is to a an with under print this that please enter for");

function singular(word: string | undefined): string | undefined {
  return word?.toLowerCase().replace(/'s$/, "");
}
