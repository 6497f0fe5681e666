import { describe, expect, it } from "vitest";
import { email } from "../../src/detectors/email.ts";
import { ask, type AskOptions } from "./ask.ts";

const one = (text: string, options?: AskOptions): string[] =>
  ask(email, text, options).map(({ value, correspondent }) => (correspondent === true ? `${value} correspondent` : value));

describe("email", () => {
  it.each([
    ["ann@example.com", "ann@example.com"],
    ["<Ann.Tan@EXAMPLE.COM>", "ann.tan@example.com"],
    ["ann@example.com.", "ann@example.com"],
    ["ann@example.com.Thank you", "ann@example.com"],
    ["..ann@example.com", "ann@example.com"],
    ["a..ann@example.com", "ann@example.com"],
    ["/home/ann@example.com", "ann@example.com"],
    ["**ann@example.com**", "ann@example.com"],
    ["mailto%3Aann@example.com", "ann@example.com"],
    ["user=ann@example.com", "ann@example.com"],
    ["bounce-ann=b.example@lists.example.org", "bounce-ann=b.example@lists.example.org"],
    ["ann_@sub.example.co.uk", "ann_@sub.example.co.uk"],
    ["1234@163.com", "1234@163.com"],
    ["https://example.com/?u=ann%40example.org&x=1", "ann@example.org"],
    ["to=Ann.Tan%40example.com", "ann.tan@example.com"],
    ["hello\\nann@example.com\\nbye", "ann@example.com"],
    ["CORP\\nancy@example.com", "nancy@example.com"],
    ["_ann@example.com_", "ann@example.com"],
    ["josé@example.com", "josé@example.com"],
    ["ann@example.comTel: 1", "ann@example.com"],
    ["ann@10.com", "ann@10.com"],
    ["联系：ann@example.com。", "ann@example.com"],
    ["ann@例子.com", "ann@例子.com"],
    [`${"a".repeat(64)}@example.com`, `${"a".repeat(64)}@example.com`],
    ["ann@example.com-", "ann@example.com"],
  ])("reads %j", (text, expected) => {
    expect(one(text)).toEqual([expected]);
  });

  it.each([
    "ann@",
    "@example.com",
    "ann@example",
    "ann.@example.com",
    "ann@-example.com",
    "ann@_example.com",
    "ann@example.c",
    "ann@example.123",
    "ann@exa..mple.com",
    `${"a".repeat(65)}@example.com`,
    `ann@${"a".repeat(64)}.com`,
    "ann@b@example",
    "logo@2x.png",
    "getty@tty1.service",
    "meet@10.am",
    "see 514B5D8A.6040705@example.org",
    "20160419091055.GF2345@example.org",
    "99b0adb6-26ba-293c-3a8f-679f59e7cb4d@example.org",
    "CAF=abcDEF123@mail.gmail.com",
    "ann%40example",
    "100%40.5",
    "sprite@3x.JPG",
    "image001.png@01DB7A3C.4F2E1A90",
    "cid:ann@example.com",
    "ftp://ann@example.com/",
    "https://ann:pw@example.com",
    "In-Reply-To: <ann@example.com>",
    "References: <x@example.com>\n\t<ann@example.com>",
    "> Message-ID: <ann@example.com>",
    "<AM0PR04MB1234.eurprd04@AM0PR04MB1234.eurprd04.prod.outlook.com>",
  ])("finds nothing in %j", (text) => {
    expect(one(text)).toEqual([]);
  });

  it("takes a long run of hostile signs in its stride", () => {
    expect(one("a@".repeat(300))).toEqual([]);
    expect(one(`${"a.".repeat(400)}@${"b.".repeat(400)}`)).toEqual([]);
  });

  it.each([
    ["from", "ann@example.com correspondent"],
    ["received", "ann@example.com correspondent"],
    ["subject", "ann@example.com"],
  ])("in the header %s", (label, expected) => {
    expect(one("ann@example.com", { role: "header", label })).toEqual([expected]);
  });

  it.each([
    "> From: Ann <ann@example.com>",
    "> > To: Bob <ann@example.com>",
    "Cc: ann@example.com",
    "发件人：ann@example.com",
    "*From:* Ann <ann@example.com>",
    "> To: Bob,\n>  ann@example.com",
    "On Mon, 2 Nov 2026 at 10:00, Ann <ann@example.com> wrote:",
    "> On Mon, Ann <ann@example.com>\n> wrote:",
  ])("is a correspondent in the quotation %j", (text) => {
    expect(one(text, { role: "quoted" })).toEqual(["ann@example.com correspondent"]);
  });

  it.each(["> write to ann@example.com", "> From here to there\n> ann@example.com", "> From: x\n>\n>  ann@example.com"])(
    "is a finding in the quotation %j",
    (text) => {
      expect(one(text, { role: "quoted" })).toEqual(["ann@example.com"]);
    },
  );

  it("is a finding in a body, whatever stands before it", () => {
    expect(one("To: ann@example.com", { role: "body" })).toEqual(["ann@example.com"]);
  });
});

describe("in the name of a file", () => {
  it.each([
    ["tan.ah.kow@example.com.pst", "tan.ah.kow@example.com"],
    ["mail of ann@example.com.sg.pdf", "ann@example.com.sg"],
    ["ann@example.org.tar.gz", "ann@example.org"],
    ["ann@example.org", "ann@example.org"],
    ["ann@example.zip", undefined],
    ["logo@2x.png", undefined],
  ])("%s", (text, value) => {
    const at = text.indexOf("@");
    const window = { text, at, atEnd: at + 1, label: "", role: "filename" as const, opensText: true, closesText: true };
    expect(email.examine(window)?.value).toBe(value);
  });
});
