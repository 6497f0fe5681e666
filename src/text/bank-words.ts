import { vocabulary } from "./labels.ts";

/** How a bank writes its account numbers; `lengths` and `shapes` are empty where it has no one way. */
export interface Bank {
  /** Our own name of it. */
  readonly name: string;
  readonly phrases: readonly string[];
  /** Digits of an account number. */
  readonly lengths: readonly number[];
  /** Sizes of the groups, joined by hyphens: `3-1-6`. */
  readonly shapes: readonly string[];
}

const bank = (
  name: string,
  phrases: readonly string[],
  lengths: readonly number[] = [],
  shapes: readonly string[] = [],
): Bank => ({
  name,
  phrases: [name, ...phrases],
  lengths,
  shapes,
});

/**
 * Banks by the names that people give them. Those of Singapore come with the lengths and groups
 * that they print (the banks' own guides to payment by GIRO and FAST); none has a check digit.
 */
const BANKS: readonly Bank[] = [
  bank("dbs", ["dbs bank", "dbs multiplier", "星展", "星展银行"], [10, 12], ["3-1-6", "3-6-1", "3-7"]),
  bank("posb", ["posb savings", "posbank", "储蓄银行"], [9, 10], ["3-5-1", "3-1-5", "3-6", "3-1-6", "3-6-1"]),
  bank("dbs/posb", ["posb/dbs", "dbs posb", "posb dbs"], [9, 10], ["3-5-1", "3-1-5", "3-6", "3-1-6", "3-6-1", "3-7"]),
  bank("ocbc", ["ocbc bank", "ocbc 360", "华侨银行", "華僑銀行"], [7, 10, 12], ["3-7", "3-6-1", "3-1-6", "3-6-3", "3-9"]),
  bank(
    "uob",
    ["uob bank", "uob one", "united overseas bank", "大华银行", "大華銀行"],
    [10],
    ["3-3-3-1", "3-6-1", "3-1-6", "3-7"],
  ),
  bank("hsbc", ["hsbc bank", "汇丰", "滙豐"], [9, 10, 12], ["3-6-3", "3-6-2", "3-6", "3-9"]),
  bank(
    "standard chartered",
    ["standard chartered bank", "stanchart", "stan chart", "scb", "渣打"],
    [10],
    ["2-1-6-1", "3-6-1", "2-8"],
  ),
  bank("citibank", ["citi", "citi bank", "花旗"], [10, 9], ["1-6-3", "1-3-3-3"]),
  bank("maybank", ["malayan banking", "马来亚银行"], [10, 11, 12], ["1-4-6", "4-7", "4-4-4", "4-8"]),
  bank("cimb", ["cimb bank"], [10, 14], ["4-6", "2-10"]),
  bank("bank of china", ["boc", "中国银行", "中國銀行"], [12, 14, 15, 17], []),
  bank("trust bank", ["trust bank singapore"], [10, 12], []),
  bank("gxs", ["gxs bank"], [10, 12], []),
  bank("maribank", ["mari bank"], [10, 12], []),
  bank("rhb", ["rhb bank"], [11, 14], []),
  bank("icbc", ["工商银行", "工商銀行"], [10, 12, 15, 19], []),
  ...["anz bank", "state bank of india", "icici", "hong leong", "sing investments", "singapura finance", "public bank"].map(
    (name) => bank(name, []),
  ),
  ...["ambank", "bank rakyat", "bank islam", "affin bank", "bank mandiri", "bank central asia", "bangkok bank"].map((name) =>
    bank(name, []),
  ),
  ...["kasikornbank", "siam commercial bank", "vietcombank", "techcombank", "bdo unibank", "metrobank", "hdfc", "axis bank"].map(
    (name) => bank(name, []),
  ),
  ...["barclays", "lloyds", "natwest", "monzo", "wells fargo", "jpmorgan chase", "bank of america", "westpac", "commbank"].map(
    (name) => bank(name, []),
  ),
  ...["commonwealth bank", "deutsche bank", "bnp paribas", "建设银行", "农业银行", "招商银行", "交通银行"].map((name) =>
    bank(name, []),
  ),
];

/** Names of banks, in every language. */
export const BANK_NAMES = vocabulary(BANKS.flatMap(({ phrases }) => phrases));

const BY_PHRASE = new Map(BANKS.flatMap((one) => one.phrases.map((phrase) => [phrase, one] as const)));

/** The bank that a phrase of `BANK_NAMES` names. */
export function bankOf(phrase: string): Bank | undefined {
  return BY_PHRASE.get(phrase);
}

/** Groups in which Singapore's banks print an account number, and hardly anybody anything else. */
export const ACCOUNT_SHAPES: ReadonlySet<string> = new Set(["3-1-6", "3-5-1", "3-6-1", "3-6-3", "2-1-6-1", "3-3-3-1", "1-6-3"]);

/** Labels that only a bank's account has. */
export const BANK_LABELS = [
  "bank account",
  "bank accounts",
  "bank account no",
  "bank account number",
  "bank account details",
  "bank acct",
  "bank acct no",
  "bank acc",
  "bank acc no",
  "bank a/c",
  "bank a/c no",
  "bank ac no",
  "bank details",
  "savings account",
  "savings account no",
  "savings account number",
  "saving account",
  "savings a/c",
  "savings acct",
  "current account",
  "current account no",
  "current account number",
  "current a/c",
  "current acct",
  "checking account",
  "checking account number",
  "deposit account",
  "fixed deposit account",
  "joint account",
  "giro account",
  "giro account no",
  "giro a/c",
  "giro acct",
  "payout account",
  "payout account no",
  "salary account",
  "salary crediting account",
  "payroll account",
  "crediting account",
  "credit to account",
  "credit account",
  "debit account",
  "debiting account",
  "beneficiary account",
  "beneficiary account no",
  "beneficiary account number",
  "beneficiary a/c",
  "beneficiary acct",
  "beneficiary's account",
  "payee account",
  "payee account no",
  "payee a/c",
  "recipient account",
  "refund account",
  "srs account",
  "loan account",
  "mortgage account",
  "akaun bank",
  "no akaun bank",
  "nombor akaun bank",
  "akaun simpanan",
  "akaun semasa",
  "no rekening",
  "nomor rekening",
  "rekening bank",
  "银行账号",
  "银行帐号",
  "銀行帳號",
  "銀行賬號",
  "银行账户",
  "銀行帳戶",
  "银行户口",
  "銀行戶口",
  "储蓄户口",
  "储蓄账户",
  "收款账号",
  "收款帳號",
  "口座番号",
  "계좌번호",
  "வங்கி கணக்கு எண்",
  "வங்கி கணக்கு",
] as const;

/** Labels that the accounts of shops, utilities and offices have, too. */
export const BARE_LABELS = [
  "account",
  "accounts",
  "account no",
  "account nos",
  "account num",
  "account number",
  "account numbers",
  "account #",
  "acct",
  "acct no",
  "acct num",
  "acct number",
  "acct #",
  "accnt no",
  "acc no",
  "acc number",
  "acc num",
  "a/c",
  "a/c no",
  "a/c number",
  "a/c #",
  "ac no",
  "akaun",
  "no akaun",
  "nombor akaun",
  "paynow no",
  "paynow number",
  "paynow account",
  "账号",
  "帐号",
  "賬號",
  "帳號",
  "账户",
  "帐户",
  "帳戶",
  "账户号码",
  "账户号",
  "帳戶號碼",
  "户口",
  "户口号码",
  "戶口號碼",
  "கணக்கு எண்",
] as const;

/** Both kinds: the longest phrase at a place decides which it is. */
export const ACCOUNT_LABELS = vocabulary([...BANK_LABELS, ...BARE_LABELS]);

const OF_BANKS: ReadonlySet<string> = new Set(BANK_LABELS);

/** True for a phrase of `ACCOUNT_LABELS` that says of itself that the account is one with a bank. */
export function saysBank(phrase: string): boolean {
  return OF_BANKS.has(phrase);
}

/** Words that stand where payments to and from banks are spoken of. */
export const BANK_CONTEXT = vocabulary([
  "bank",
  "banks",
  "bank name",
  "name of bank",
  "bank code",
  "branch code",
  "swift",
  "swift code",
  "bic",
  "giro",
  "sort code",
  "routing",
  "routing number",
  "aba",
  "bsb",
  "ifsc",
  "iban",
  "payout",
  "beneficiary",
  "payee",
  "remit",
  "remittance",
  "telegraphic transfer",
  "bank transfer",
  "fund transfer",
  "funds transfer",
  "wire transfer",
  "fast transfer",
  "transfer to",
  "savings",
  "paynow",
  "banking",
  "salary",
  "payroll",
  "pindahan",
  "simpanan",
  "银行",
  "銀行",
  "开户行",
  "转账",
  "轉賬",
  "வங்கி",
]);
