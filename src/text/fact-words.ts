/** Labels of a class of amounts, by how much they say alone. Lower case, a blank also stands for `_`, `-` or nothing. */
export interface AmountWords {
  /** Hardly ever of anything but money of a person. */
  readonly plain: readonly string[];
  /** Of money only where a currency, cents or thousands say so. */
  readonly money: readonly string[];
  /** Of prices, companies and offers as often as of a person: never more than a hint. */
  readonly weak: readonly string[];
}

/** Pay of any kind. */
export const PAY: AmountWords = {
  plain: (
    "salary|basic salary|monthly salary|gross salary|net salary|annual salary|base salary|current salary|last drawn salary|" +
    "last drawn pay|monthly basic salary|gross monthly salary|basic pay|gross pay|net pay|take home pay|monthly pay|base pay|" +
    "overtime pay|ot pay|gross wages|gross wage|basic wage|net wages|monthly wage|wages|monthly income|annual income|" +
    "gross monthly income|household income|cpf contribution|cpf contributions|employee cpf|employer cpf|cpf employee|cpf employer|" +
    "employee's cpf|employer's cpf|employee cpf contribution|employer cpf contribution|transport allowance|housing allowance|" +
    "meal allowance|shift allowance|remuneration|gratuity|director fee|director's fee|directors fees|severance pay|" +
    "retrenchment benefit|annual wage supplement|13th month bonus|performance bonus|annual bonus|variable bonus|year end bonus|" +
    "薪水|薪金|工资|工資|月薪|年薪|底薪|基本工资|薪资|薪資|薪酬|奖金|花红|" +
    "gaji|gaji pokok|gaji bulanan|gaji kasar|gaji bersih|pendapatan bulanan|pendapatan tahunan|caruman kwsp|சம்பளம்"
  ).split("|"),
  money: [
    "wage",
    "allowance",
    "bonus",
    "commission",
    "commission earned",
    "gross income",
    "elaun",
    "komisen",
    "津贴",
    "佣金",
    "收入",
    "pendapatan",
    "pay",
  ],
  weak: ["expected salary", "asking salary", "salary expectation", "starting salary", "net income", "income"],
};

/** What a person owns, and the deposits and sales that it comes from. */
export const WEALTH: AmountWords = {
  plain:
    "net worth|fixed deposit|time deposit|deposit balance|sale proceeds|sales proceeds|net sale proceeds|净资产|資產淨值|存款|定期存款|定存|deposit tetap".split(
      "|",
    ),
  money: ["deposit amount", "amount deposited", "withdrawal amount", "amount withdrawn", "savings", "simpanan", "nilai bersih"],
  weak: ["deposit", "deposits", "withdrawal"],
};

export const ACCOUNT_BALANCE: AmountWords = {
  plain: (
    "account balance|available balance|current balance|ledger balance|closing balance|opening balance|bank balance|savings balance|" +
    "savings account balance|cpf balance|medisave balance|balance in account|oa balance|sa balance|ma balance|" +
    "账户余额|帐户余额|帳戶餘額|可用余额|余额|餘額|结余|baki akaun|baki semasa|baki bank"
  ).split("|"),
  money: ["baki", "ordinary account", "special account", "medisave account", "balance"],
  weak: ["balance b/f", "balance c/f", "wallet balance"],
};

export const LOAN: AmountWords = {
  plain: (
    "loan|outstanding loan|outstanding loan amount|loan amount|loan balance|loan outstanding|outstanding loan balance|housing loan|home loan|" +
    "car loan|personal loan|study loan|education loan|renovation loan|bank loan|mortgage loan|mortgage|mortgage balance|loan principal|" +
    "outstanding principal|monthly instalment|monthly installment|loan instalment|monthly repayment|" +
    "贷款|貸款|贷款额|贷款余额|房贷|车贷|pinjaman|jumlah pinjaman|baki pinjaman|pinjaman perumahan"
  ).split("|"),
  money: ["credit limit", "overdraft", "overdraft limit", "信用额度"],
  weak: ["instalment", "installment"],
};

export const DEBT: AmountWords = {
  plain: (
    "arrears|in arrears|arrears of|outstanding debt|total debt|amount owing|amount owed|outstanding arrears|overdue amount|amount overdue|you owe|" +
    "amount in arrears|rental arrears|debt owed|欠款|欠债|债务|債務|拖欠|hutang|tunggakan|jumlah tertunggak|jumlah hutang"
  ).split("|"),
  money: [
    "debt",
    "owes",
    "owed",
    "owing",
    "owe",
    "outstanding balance",
    "outstanding amount",
    "amount outstanding",
    "total outstanding",
  ],
  weak: ["amount due", "total due", "total amount due", "payment due", "balance due", "amount payable"],
};

export const INVESTMENT: AmountWords = {
  plain:
    "portfolio value|investment value|investment amount|amount invested|total investment|value of holdings|unit trust|unit trusts|投资额|投资金额|投資金額|nilai pelaburan|jumlah pelaburan".split(
      "|",
    ),
  money: ["investment", "investments", "holdings", "shareholding value", "pelaburan", "投资"],
  weak: ["portfolio"],
};

export const INSURANCE: AmountWords = {
  plain: (
    "sum assured|sum insured|annual premium|monthly premium|yearly premium|premium payable|premium due|premium amount|surrender value|" +
    "claim amount|amount claimed|claim payout|death benefit|保费|保費|保额|保額|理赔金额|jumlah diinsuranskan|premium bulanan|premium tahunan"
  ).split("|"),
  money: ["insured amount", "coverage amount", "amount paid on claim"],
  weak: ["premium", "claim"],
};

/** Labels of what is no amount. */
export const POLICY_NUMBERS: readonly string[] = (
  "policy no|policy nos|policy number|policy num|insurance policy no|insurance policy number|insurance no|life policy|" +
  "certificate of insurance no|保单号|保单号码|保單號|保單號碼|保单编号|no polisi|nombor polisi"
).split("|");
export const CLAIM_NUMBERS: readonly string[] = ["insurance claim no", "claim no", "claim number", "理赔号", "no tuntutan"];
export const CREDIT_SCORES: readonly string[] = [
  "credit score",
  "credit bureau score",
  "cbs score",
  "fico score",
  "credit rating score",
  "risk score",
  "信用评分",
  "信用分数",
  "skor kredit",
];

/** Words that take the nearest label's place: an amount behind them is none of a fact's. */
export const OTHER_AMOUNTS: readonly string[] = (
  "price|cost|fee|fees|fare|rent|rental|subtotal|sub total|grand total|gst|tax|invoice|invoice no|order|qty|quantity|unit price|discount|" +
  "postage|shipping|budget|revenue|turnover|sales|expenses|purchase|leave balance|annual leave balance|points|points balance|" +
  "date|page|tel|phone|mobile|nric|postal code|ref|ref no|reference|account no|account number|loan no|loan number|" +
  "loan account no|loan id|salary code|pay period|pay date|payment date|due date|价格|费用|单价|harga|yuran"
).split("|");
