import { describe, expect, it } from "vitest";
import { bankAccount } from "../../src/detectors/bank-account.ts";
import { ask } from "./ask.ts";

const one = (text: string, label = ""): string[] =>
  ask(bankAccount, text, { label }).map(({ value, confidence }) => `${value} ${confidence}`);

describe("bank-account", () => {
  it.each([
    ["DBS account no. 123-4-567890", "1234567890 high"],
    ["Account No: 123-4-567890\nBank: DBS", "1234567890 high"],
    ["UOB a/c 123-456-789-0", "1234567890 high"],
    ["DBS a/c 0031234567", "0031234567 high"],
    ["DBS a/c 00312345678", "00312345678 medium"],
    ["bank account: 0031234567", "0031234567 medium"],
    ["account no. 123-4-567890", "1234567890 medium"],
    ["account no. 0031234567", "0031234567 low"],
    ["Singtel account no. 0031234567, pay through your bank", "0031234567 low"],
    ["POSB 123-45678-9", "123456789 medium"],
    ["bank account: 91234567", "91234567 low"],
    ["银行账号 0031234567", "0031234567 medium"],
  ])("reads %j", (text, expected) => {
    expect(one(text)).toEqual([expected]);
  });

  it.each([
    ["bank_account_no", "medium"],
    ["payout.accountnumber", "medium"],
    ["acct_no", "low"],
  ])("in a column called %s is %s", (label, confidence) => {
    expect(one("0031234567", label)).toEqual([`0031234567 ${confidence}`]);
  });

  it.each([
    "123-4-567890",
    "bank account S1234567D",
    "bank account 53012345X",
    "bank account: $1234567",
    "bank account: 1234567.89",
    "bank account: 2026-11-23",
    "bank account: 0000000000",
    "bank account: +6591234567",
    "bank account: 4539578763621486",
    "order 0031234567",
    "database of dbs 123-456-7890",
  ])("finds nothing in %j", (text) => {
    expect(one(text)).toEqual([]);
  });
});
