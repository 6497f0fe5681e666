import { describe, expect, it } from "vitest";
import { sgAddress } from "../../src/detectors/sg-address.ts";
import { ask } from "./ask.ts";

const one = (text: string, label = ""): string[] =>
  ask(sgAddress, text, { label }).map(({ value, confidence, covers }) => `${value} ${confidence} ${covers}`);
const found = (text: string, label = ""): string[] => one(text, label).filter((each) => !each.includes(" low "));

describe("sg-address", () => {
  it.each([
    "Blk 252 Ang Mo Kio Ave 4 #10-1234 Singapore 560252",
    "BLOCK 252, ANG MO KIO AVENUE 4, #10-1234, S(560252)",
    "APT BLK 252 ANG MO KIO AVENUE 4\n#10-1234\nSINGAPORE 560252",
    "Blk 252A Ang Mo Kio Ave 4\r\nS'pore 560252",
    "252 Ang Mo Kio Ave 4 Singapore 560252",
    "31 Toa Payoh Lorong 8 #02-01 Singapore 319263",
    "10 Bayfront Avenue #B1-05 Singapore 018956",
    "71 Robinson Road #14-01 Robinson Tower Singapore 068895",
    "Blk 123 Jalan Bukit Merah #05-01/02 S 160123",
  ])("is sure of %j and covers it all", (text) => {
    const [answer, ...others] = ask(sgAddress, text);
    expect(others).toEqual([]);
    expect(answer?.confidence).toBe("high");
    expect(answer?.covers).toBe(text);
    expect(answer?.value).toMatch(/^[0-9]{6}$/);
  });

  it.each([
    ["she moved to 88 Geylang Bahru Singapore 339696 in May", "339696 medium 88 Geylang Bahru Singapore 339696"],
    ["12 Jalan Besar, S208787", "208787 medium 12 Jalan Besar, S208787"],
    ["at 123 ang mo kio ave 4, 560123.", "560123 high 123 ang mo kio ave 4, 560123"],
    ["Unit #10-1234, Singapore 560123", "560123 medium #10-1234, Singapore 560123"],
    ["Postal code: 560123", "560123 medium 560123"],
    [
      "Block: 252\nStreet: Ang Mo Kio Ave 4\nUnit: #10-1234\nPostal Code: 560252",
      "560252 high Block: 252\nStreet: Ang Mo Kio Ave 4\nUnit: #10-1234\nPostal Code: 560252",
    ],
    ["Blk 123 Bishan St 12 #10-1234, thanks", "123 BISHAN ST 12 #10-1234 medium Blk 123 Bishan St 12 #10-1234"],
    ["blk 5 Upper Boon Keng Rd #03 - 12", "5 UPPER BOON KENG RD #03-12 medium blk 5 Upper Boon Keng Rd #03 - 12"],
    ["> > Blk 147\n> > Tampines Ave 5\n> > Singapore 521147", "521147 high Blk 147\n> > Tampines Ave 5\n> > Singapore 521147"],
    ["Address: Singapore 560123", "560123 medium Singapore 560123"],
    ["16 loyang link, s'pore 508729", "508729 medium 16 loyang link, s'pore 508729"],
    ["27 Geylang Lrg 3, 389105", "389105 medium 27 Geylang Lrg 3, 389105"],
    ["134A JLN LIMAU PURUT, 468219", "468219 medium 134A JLN LIMAU PURUT, 468219"],
    ["147 gangsa gate, #42-48, casa merah, 670147", "670147 high 147 gangsa gate, #42-48, casa merah, 670147"],
    ["224 #b2-59 Sin Ming Estate, 575224", "575224 high 224 #b2-59 Sin Ming Estate, 575224"],
    ["Blk 123 #10-1234 Ang Mo Kio Ave 3", "123 ANG MO KIO AVE 3 #10-1234 medium Blk 123 #10-1234 Ang Mo Kio Ave 3"],
    ["#05-01,\n10 Bayfront Avenue", "10 BAYFRONT AVENUE #05-01 medium #05-01,\n10 Bayfront Avenue"],
    ["216 saujana loop, #29-191", "216 SAUJANA LOOP #29-191 medium 216 saujana loop, #29-191"],
    ["Address: 8 Geylang Bahru #02-07", "8 GEYLANG BAHRU #02-07 medium 8 Geylang Bahru #02-07"],
    ["Singapore 560123", "560123 low Singapore 560123"],
    ["Order S560123 shipped", "560123 low S560123"],
  ])("reads %j", (text, expected) => {
    expect(one(text)).toEqual([expected]);
  });

  it.each([
    ["postal", "560123"],
    ["address.postal_code", "560123"],
    ["zip", "560123"],
    ["postcode", "S560123"],
    ["postalcd", "560123"],
    ["home_address", "88 Geylang Bahru 339696"],
    ["address", "Blk 123 Ang Mo Kio Ave 3 #10-1234"],
    ["地址", "88 Geylang Bahru #02-07"],
  ])("a code in a column called %s is an address", (label, text) => {
    expect(found(text, label)).toHaveLength(1);
  });

  it.each([
    ["postal", "990123"],
    ["postal", "740123"],
    ["amount", "560123"],
    ["order_id", "S560123"],
    ["address", "560123"],
    ["ip_address", "88 Geylang Bahru 339696"],
    ["email address", "88 Geylang Bahru #02-07"],
  ])("in a column called %s, %s is none", (label, text) => {
    expect(found(text, label)).toEqual([]);
  });

  it("keeps two addresses apart", () => {
    const text = "Blk 252 Ang Mo Kio Ave 4 Singapore 560252; Blk 147 Tampines Ave 5 Singapore 521147";
    expect(ask(sgAddress, text).map(({ covers }) => covers)).toEqual(text.split("; "));
  });

  it.each([
    "Issue #12-345 fixed",
    "Blk 1 HOUGANG AVE 3",
    "Your OTP is 560123",
    "S$560123",
    "010203",
    "Singapore 990123",
    "Blk 5\n\nSingapore 560123",
    "on 5 May I went to the park, code 560123",
    "12:00:00.560123 INFO",
    "10 Orchard Road, 2385678",
    "5 Star Way to Success: fixed in issue #12-345",
    "release #10-57 of 10 Main Turn",
    "5 tickets to close #12-345",
    "4 hard drive 296432",
    "12 MG Road, Bangalore 560001",
    "4 x Garden chairs, code 076004",
    "report-560123.pdf",
  ])("finds nothing in %j", (text) => {
    expect(found(text)).toEqual([]);
  });
});
