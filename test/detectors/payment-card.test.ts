import { describe, expect, it } from "vitest";
import { paymentCard } from "../../src/detectors/payment-card.ts";
import { TEST_CARDS } from "../../src/validators/card.ts";
import { ask } from "./ask.ts";

const one = (text: string, label = ""): string[] =>
  ask(paymentCard, text, { label }).map(({ value, confidence, covers }) => `${value} ${confidence} ${covers}`);
const VISA = "4539578763621486";

describe("payment-card", () => {
  it.each([
    [`my number ${VISA} thanks`, `${VISA} medium ${VISA}`],
    [`card number: ${VISA}`, `${VISA} high ${VISA}`],
    [`${VISA}, exp 04/29`, `${VISA} high ${VISA}`],
    [`${VISA} 04/29`, `${VISA} high ${VISA}`],
    ["4539 5787 6362 1486", `${VISA} medium 4539 5787 6362 1486`],
    ["4539 5787 6362 1486 456", `${VISA} medium 4539 5787 6362 1486`],
    ["visa 4539-5787-6362-1486", `${VISA} high 4539-5787-6362-1486`],
    [`信用卡号${VISA}。`, `${VISA} high ${VISA}`],
    [`;${VISA}=27121011000000000000?`, `${VISA} high ${VISA}`],
    [`tracking ${VISA}`, `${VISA} low ${VISA}`],
    [`Invoice no. 4539 5787 6362 1486`, `${VISA} low 4539 5787 6362 1486`],
    [`Invoice 12, paid by Visa ${VISA}`, `${VISA} high ${VISA}`],
    [`In order to pay please use ${VISA}`, `${VISA} medium ${VISA}`],
    [`in order ${VISA}`, `${VISA} low ${VISA}`],
    [`cart_id=${VISA}`, `${VISA} low ${VISA}`],
    [`card id: ${VISA}`, `${VISA} high ${VISA}`],
    [`EZ-Link CAN ${VISA}`, `${VISA} low ${VISA}`],
    [`x\\n${VISA}\\ny`, `${VISA} medium ${VISA}`],
    [`q=%3D${VISA}`, `${VISA} medium ${VISA}`],
    ["2 Nov 2026 4539 5787 6362 1486", `${VISA} medium 4539 5787 6362 1486`],
    ["2665 2019 2020 2021", "2665201920202021 low 2665 2019 2020 2021"],
    [`fuzzer-${VISA}`, `${VISA} low ${VISA}`],
    [`Visa-${VISA}`, `${VISA} high ${VISA}`],
    [`in order to pay use 4539 5787 6362 1486`, `${VISA} medium 4539 5787 6362 1486`],
    [`card_${VISA}.pdf`, `${VISA} high ${VISA}`],
    [`scan_${VISA}.pdf`, `${VISA} low ${VISA}`],
    ["6212345678901265", "6212345678901265 medium 6212345678901265"],
    ["card 6212345678901234", "6212345678901234 medium 6212345678901234"],
  ])("reads %j", (text, expected) => {
    expect(one(text)).toEqual([expected]);
  });

  it.each([
    ["4012888888881881 4012-8888-8888-1881 4012 8888 8888 1881", 3],
    [`${VISA} / 5425233430109903`, 2],
    [`${VISA},5425233430109903`, 2],
    [`${VISA}\n5425233430109903\n4716258050958645\n`, 3],
  ])("finds all of %j", (text, count) => {
    expect(one(text)).toHaveLength(count);
  });

  it.each([
    "4539578763621487",
    `1${VISA}`,
    `${VISA}1`,
    `x${VISA}`,
    `${VISA}x`,
    `0.${VISA}`,
    `${VISA}.5`,
    `12-${VISA}`,
    "1234 4539 5787 6362 1486",
    "4539 5787 6362 1486 1234",
    "12-4539-5787-6362-1486",
    "4539-5787-6362-1486-9",
    "4539 5787  6362 1486",
    "45395787 63621486",
    "6212345678901234",
    "card no 4 5 3 9 5 7 8 7 6 3 6 2 1 4 8 6 1",
  ])("finds nothing in %j", (text) => {
    expect(one(text)).toEqual([]);
  });

  it.each([...TEST_CARDS])("%s is a test number, not a card", (digits) => {
    expect(ask(paymentCard, `charge ${digits}.`).map(({ type, confidence }) => `${type} ${confidence}`)).toEqual([
      "payment-card-test medium",
    ]);
  });

  it.each(["4444444444444448", "5454545454545454"])("%s is made up, not a card", (digits) => {
    expect(ask(paymentCard, `charge ${digits}.`).map(({ type }) => type)).toEqual(["payment-card-test"]);
  });

  it("takes a list most of which fails the check for other numbers, unless it says cards", () => {
    const list = `${VISA}\n4539578763621487\n1234567890123456\n5425233430109903\n9999000011112222\n`;
    expect(one(list).map((each) => each.split(" ")[1])).toEqual(["low", "low"]);
    expect(one(`Cards:\n${list}`)[0]).toBe(`${VISA} high ${VISA}`);
  });

  it.each(["id", "payload.id", "seq"])("in a column called %s a number is that", (label) => {
    expect(one(VISA, label)).toEqual([`${VISA} low ${VISA}`]);
  });

  it("holds thirteen digits for goods, two telephone numbers for what they are", () => {
    expect(one("4539578763628")).toEqual(["4539578763628 low 4539578763628"]);
    expect(one("Visa 4539578763628")).toEqual(["4539578763628 high 4539578763628"]);
    expect(one("Tel 6512 3456 9123 4568")).toEqual(["6512345691234568 low 6512 3456 9123 4568"]);
    expect(one("6512 3456 9123 4568")).toEqual(["6512345691234568 low 6512 3456 9123 4568"]);
    expect(one("6212 3456 1234 5678")).toEqual(["6212345612345678 medium 6212 3456 1234 5678"]);
    expect(one("Discover 6512 3456 9123 4568")).toEqual(["6512345691234568 high 6512 3456 9123 4568"]);
  });

  it.each([
    [`order ;${VISA}=27121011000000000000?`, "track-2"],
    [`order %B${VISA}^TAN/AH KOW^27121011000000000000?`, "track-1"],
    [`57 ${VISA}D27122011`, "track-2"],
    [`${VISA} CVV: 123`, "cvv"],
    [`${VISA} expiry 04/29`, "expiry"],
  ])("%s is high by its %s", (text, word) => {
    const [found] = ask(paymentCard, text);
    expect(found?.confidence).toBe("high");
    expect(found?.evidence).toContainEqual({ kind: "nearby", word });
  });

  it.each([
    ["Maestro 5018000000000009", ["5018000000000009 medium 5018000000000009"]],
    ["charge 5018000000000009", []],
    ["card in hand for job 5018000000000009", []],
    [`membership card no. ${VISA}`, [`${VISA} low ${VISA}`]],
    ["4000000000000000006", ["4000000000000000006 low 4000000000000000006"]],
    [`${VISA} a\n4539578763621487 b`, [`${VISA} low ${VISA}`]],
  ])("reads %j", (text, expected) => {
    expect(one(text)).toEqual(expected);
  });
});
