import { describe, expect, it } from "vitest";
import { paymentCardPartial } from "../../src/detectors/payment-card-partial.ts";
import { ask } from "./ask.ts";

const one = (text: string, label = ""): string[] =>
  ask(paymentCardPartial, text, { label }).map(({ value, confidence }) => `${value} ${confidence}`);

describe("payment-card-partial", () => {
  it.each([
    ["411111******1111", "4111111111 medium"],
    ["Visa 4111 11** **** 1111", "4111111111 high"],
    ["XXXX XXXX XXXX 1234", "1234 medium"],
    ["card XXXX-XXXX-XXXX-1234", "1234 high"],
    ["card ****1234", "1234 medium"],
    ["card ending with 1234", "1234 medium"],
    ["尾号1234的信用卡", "1234 medium"],
    ["account XXXX-XXXX-XXXX-1234", "1234 low"],
  ])("reads %j", (text, expected) => {
    expect(one(text)).toEqual([expected]);
  });

  it.each([
    "****1234",
    "ending in 1234",
    "account ending 1234",
    "HP ****1234",
    "NRIC *****567D",
    "card ****1234A",
    "fax 1234",
    "0x1234",
    "membership card ending 1234",
    "************ 2019 ************",
    "* 1234 cards",
    "手机尾号1234的信用卡",
  ])("finds nothing in %j", (text) => {
    expect(one(text)).toEqual([]);
  });
});
