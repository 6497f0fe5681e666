import { describe, expect, it } from "vitest";
import { personName } from "../../src/detectors/person-name.ts";
import { nricCheckLetter } from "../../src/validators/nric.ts";
import { randomFrom, seedOf } from "../random.ts";
import { ask } from "./ask.ts";

const names = (text: string, label = ""): string[] => ask(personName, text, { label }).map(({ value }) => value);

describe("person-name", () => {
  it.each([
    ["Name: Tan Ah Kow", "Tan Ah Kow"],
    ["NAME : TAN AH KOW", "TAN AH KOW"],
    ["Full Name: Lim Mei Ling\r\nNRIC: S1234567D", "Lim Mei Ling"],
    ["Name (as in NRIC): TAN  AH KOW", "TAN AH KOW"],
    ["Name as in NRIC/FIN: Muhammad Irfan bin Zulkifli", "Muhammad Irfan bin Zulkifli"],
    ["Name as per NRIC: Ravi s/o Rajan", "Ravi s/o Rajan"],
    ["Name of Applicant: Denise Pereira", "Denise Pereira"],
    ["Applicant's Name: Goh Boon Huat", "Goh Boon Huat"],
    ["Applicant: Goh Boon Huat", "Goh Boon Huat"],
    ["Patient: Mdm Siti Nurhaliza binte Tarudin, 45 years old", "Siti Nurhaliza binte Tarudin"],
    ["Insured: Vikram Nair", "Vikram Nair"],
    ["Customer name\tKoh Shu Fen", "Koh Shu Fen"],
    ["Client Name = Marcus de Souza", "Marcus de Souza"],
    ["Employee Name: Chua Zhi Wei Date Joined: 01/02/2020", "Chua Zhi Wei"],
    ["Next of Kin: Ong Siew Lan (wife)", "Ong Siew Lan"],
    ["Name: Dr. Teo Li Ting", "Teo Li Ting"],
    ["Name: TAN AH KOW (CHEN YAGAO)", "TAN AH KOW (CHEN YAGAO)"],
    ["Name: Wong Siew Ming @ Huang Xiaoming", "Wong Siew Ming @ Huang Xiaoming"],
    ["Name: Tan Ah Kow alias Tan Beng", "Tan Ah Kow alias Tan Beng"],
    ["Name: Lim Mei Ling, Jasmine", "Lim Mei Ling, Jasmine"],
    ["Name: S.D.P. Samy Vellu", "S.D.P. Samy Vellu"],
    ["Name: Patrick O'Brien", "Patrick O'Brien"],
    ["Name: Mary-Anne McDonald", "Mary-Anne McDonald"],
    ["Name: Kumaran a/l Muthusamy", "Kumaran a/l Muthusamy"],
    ["Name: tan ah kow", "tan ah kow"],
    ["Name:\n  Tan Ah Kow\n", "Tan Ah Kow"],
    ["Name\nTan Ah Kow\nNRIC\nS1234567D", "Tan Ah Kow"],
    ["Name     Tan Ah Kow     Class 4A", "Tan Ah Kow"],
    ["> Name: Tan Ah Kow", "Tan Ah Kow"],
    ["| Name | Tan Ah Kow |", "Tan Ah Kow"],
    ["*Name*: Tan Ah Kow", "Tan Ah Kow"],
    ["Name: Tan Ah Kow NRIC: S1234567D HP: 91234567", "Tan Ah Kow"],
    ["my name is Tan Ah Kow and I wish to complain", "Tan Ah Kow"],
    ["Nama: Siti Aminah binti Hassan", "Siti Aminah binti Hassan"],
    ["Nama penuh: Ahmad bin Ali", "Ahmad bin Ali"],
    ["Dear Mr Tan Ah Kow,", "Tan Ah Kow"],
    ["Dear Mdm. Lim Mei Ling:\n", "Lim Mei Ling"],
    ["Dear Encik Ahmad bin Ali\n", "Ahmad bin Ali"],
    ["Dear Tan Ah Kow,", "Tan Ah Kow"],
    ["The claim of Ahmad bin Ali was paid", "Ahmad bin Ali"],
    ["I met SITI NURHALIZA BINTE TARUDIN today", "SITI NURHALIZA BINTE TARUDIN"],
    ["Nur Aisyah Bte Rizal called", "Nur Aisyah Bte Rizal"],
    ["Encik Ahmad bin Haji Ali", "Ahmad bin Haji Ali"],
    ["Ibrahim Bin Hassan", "Ibrahim Bin Hassan"],
    ["Please refund Tan Ah Kow (S1234567D) today", "Tan Ah Kow"],
    ["TAN AH KOW, NRIC S1234567D", "TAN AH KOW"],
    ["Tan Ah Kow (NRIC No: S1234567D)", "Tan Ah Kow"],
    ["I, TAN AH KOW, holder of NRIC No. S1234567D, hereby", "TAN AH KOW"],
    ["Customer Tan Ah Kow S1234567D", "Tan Ah Kow"],
    ["TAN AH KOW (CHEN YAGAO), S1234567D", "TAN AH KOW (CHEN YAGAO)"],
    ["Raj s/o Kumar - S1234567D", "Raj s/o Kumar"],
    ["1\tTan Ah Kow\tS1234567D\t91234567", "Tan Ah Kow"],
    ["S1234567D\tTan Ah Kow\t91234567", "Tan Ah Kow"],
    ["S1234567D, Tan Ah Kow, 91234567", "Tan Ah Kow"],
    ["Mr Tan Ah Kow\nNRIC: S1234567D", "Tan Ah Kow"],
    ["IC_Tan_Ah_Kow_S1234567D.pdf", "Tan Ah Kow"],
    ["S1234567D_Tan Ah Kow, copy", "Tan Ah Kow"],
    ["姓名：陈大文", "陈大文"],
    ["姓名:陳大文 性别:男", "陳大文"],
    ["姓名 欧阳修文", "欧阳修文"],
    ["姓名：陈大文先生", "陈大文"],
    ["姓名：陈大文身份证：S1234567D", "陈大文"],
    ["病人：李　明", "李明"],
    ["客户姓名：林美玲，电话91234567", "林美玲"],
    ["姓名：Tan Ah Kow", "Tan Ah Kow"],
    ["陈大文（S1234567D）", "陈大文"],
    ["பெயர்: முருகன் குமார்", "முருகன் குமார்"],
    ["Ｎａｍｅ： Ｔａｎ　Ａｈ　Ｋｏｗ", "Tan Ah Kow"],
  ])("reads %j as %s", (text, name) => {
    expect(names(text)).toEqual([name]);
  });

  it.each([
    "Dear Mr Tan,",
    "Dear Sir/Madam,",
    "Dear Sir Madam,",
    "Dear Customer,",
    "Dear Valued Customer,",
    "Dear Hiring Manager,",
    "Dear HR Team,",
    "Dear All,",
    "Dear Mr and Mrs Tan,",
    "Dear Ms Lim",
    "oh dear Lord",
    "Name: N/A",
    "Name: NIL",
    "Name: -",
    "Name: ____________",
    "Name: (please print)",
    "Name: Please Print Clearly",
    "Name: tan01",
    "Name: Tan01 Ah",
    "Name: Tan",
    "Name: Mr Tan",
    "Name: S. Raj",
    "Name: HR Manager",
    "Name: Acme Trading Pte Ltd",
    "Name: Tan & Partners",
    "Name: Tan Brothers LLP",
    "Name: Lee Kim Bank",
    "Name: DBS Bank",
    "Name: Human Resource Department",
    "Name: Ang Mo Kio",
    "Name: Hong Kong",
    "Name: New York",
    "Name: United States",
    "Name: Jalan Besar",
    "Name: Orchard Road",
    "Name: JavaScript Parser",
    "Name: Tan Ah Kow.pdf",
    "Name: example.com",
    "Name: libfoo Version 2",
    "Name: react-dom",
    "Name\tNRIC\tContact Number",
    "Name, Address, Contact",
    "Name\nDate of Birth\nAddress",
    "Company name: Tan Ah Kow",
    "Name of company: Tan Ah Kow",
    "Name of school: Tan Kah Kee",
    "Account name: Tan Trading Pte Ltd",
    "File name: Tan Ah Kow",
    "filename: Tan Ah Kow",
    "Host name: Lim Mei Ling",
    "User name: Tan Ah Kow",
    "First name: Ah Kow",
    "Surname: Tan Lim",
    "in the name of God Almighty",
    "the name of the Lord Jesus",
    "The name Tan Ah Kow",
    "names of Tan Ah Kow and others",
    "Patient Tan Ah Kow was seen",
    "Attn: Finance Department",
    "Attn: Mr Tan",
    "Client: Microsoft Outlook",
    "/usr/bin/env node",
    "#!/bin/sh",
    "Recycle Bin Icon",
    "the bin is full",
    "Dust Bin Collection",
    "bin Ali",
    "Zhang Bin",
    "Invoice Tan Ah Kow (S1234567A)",
    "Singapore S1234567D",
    "Employment Pass S1234567D",
    "Please Note S1234567D",
    "NRIC Number: S1234567D",
    "Ang Mo Kio S1234567D",
    "S1234567D, Singapore Citizen",
    "Acme Holdings (S1234567D)",
    "the quick brown fox (S1234567D)",
    "姓名：",
    "姓名：不详",
    "姓名 电话 地址",
    "姓名：高级",
    "姓名：陈",
    "姓名：大华银行",
    "病人：先生",
    "这个病人马上出院了",
    "公司名字：陈大文公司",
  ])("finds nobody in %j", (text) => {
    expect(names(text)).toEqual([]);
  });

  it.each([
    ["name", "Tan Ah Kow"],
    ["Full Name", "TAN AH KOW"],
    ["full_name", "Tan Ah Kow"],
    ["customerName", "Tan Ah Kow"],
    ["customer.name", "Xzavier Quillfeather"],
    ["customers.name", "Xzavier Quillfeather"],
    ["3166-1.name", "Tan Ah Kow"],
    ["children.name.value", "SAMMY YEE"],
    ["aliasname.value", "TAN AH KOW"],
    ["hanyupinyinaliasname.value", "CHEN YA GAO"],
    ["Name (as in NRIC)", "Kalaivani Murugesan"],
    ["Patient Name", "Xzavier Quillfeather"],
    ["Staff", ""],
    ["name", "Wijeratne Mudiyanselage"],
    ["next of kin", "Ong Siew Lan"],
    ["姓名", "陈大文"],
    ["nama penuh", "Ahmad bin Ali"],
    ["cn", "Lim Mei Ling"],
  ])("reads a cell under %s: %j", (label, text) => {
    expect(names(text, label)).toEqual(text === "" ? [] : [text]);
  });

  it.each([
    ["first_name", "Ah Kow"],
    ["lastName", "Tan Lim"],
    ["filename", "Tan Ah Kow"],
    ["file name", "Tan Ah Kow"],
    ["company_name", "Tan Ah Kow"],
    ["packages.name", "Tan Ah Kow"],
    ["product.name", "Blue Kettle"],
    ["name", "vitest"],
    ["name", "@scope/package"],
    ["name", "Visual Studio Code"],
    ["name", "New York"],
    ["name", "Amazon Web Services"],
    ["name", "Content-Type"],
    ["3166-1.name", "Burkina Faso"],
    ["languages.name", "Meroitic Cursive"],
    ["name", "Tan"],
    ["name", "N/A"],
    ["name", "方法"],
    ["name", "管理员"],
    ["name", "Tan Ah Kow bought a new car for his family and went"],
    ["user_name", "tan01"],
    ["from", "Tan Ah Kow"],
  ])("finds nobody in a cell under %s: %j", (label, text) => {
    expect(names(text, label)).toEqual([]);
  });

  it("leaves the address fields of headers to the correspondents", () => {
    for (const label of ["from", "to", "cc", "reply-to"]) {
      const text = "Ahmad bin Ali <ahmad@example.com>";
      expect(ask(personName, text, { label, role: "header" })).toEqual([]);
    }
    expect(names("Ahmad bin Ali", "subject")).toEqual(["Ahmad bin Ali"]);
  });

  it("is never more than low, and says why", () => {
    expect(ask(personName, "Full name: Mr Ahmad bin Ali")).toMatchObject([
      {
        confidence: "low",
        covers: "Ahmad bin Ali",
        evidence: [
          { kind: "label", label: "full name" },
          { kind: "nearby", word: "title" },
          { kind: "shape", shape: "patronymic" },
          { kind: "shape", shape: "familiar name" },
        ],
      },
    ]);
  });

  it("reads the name of a number in any of its places, and one with a wrong letter has no bearer", () => {
    const first = seedOf("person-name");
    for (let seed = first; seed < first + 200; seed += 1) {
      const random = randomFrom(seed);
      const series = random.pick(["S", "T", "F", "G", "M"]);
      const digits = String(1_000_000 + random.below(8_999_999));
      const letter = nricCheckLetter(series, digits) ?? "";
      const wrong = letter === "X" ? "W" : "X";
      const name = random.pick(["Tan Ah Kow", "SITI AMINAH BINTE HASSAN", "Ravi s/o Rajan", "Denise Pereira", "陈大文"]);
      const write = random.pick([
        (number: string) => `${name} (${number})`,
        (number: string) => `${name}, ${number}`,
        (number: string) => `${name}\t${number}`,
        (number: string) => `the insured is ${name}, NRIC ${number}`,
        (number: string) => `${number}\t${name}`,
      ]);
      expect(names(write(series + digits + letter)), `seed ${seed}`).toEqual([name]);
      const relation = /bin|\/o/i.test(name);
      if (!relation) expect(names(write(series + digits + wrong)), `seed ${seed}`).toEqual([]);
    }
  });

  it("takes hostile text in its stride", () => {
    const started = performance.now();
    for (const piece of [
      "Name: ",
      "Tan ",
      "Tan.",
      "A. ",
      "A.B.",
      "bin ",
      "Ali bin ",
      "dear Mr ",
      "(Tan ",
      "姓名",
      "陈",
      "o'",
      "@ Tan",
      "s/o ",
      "name of the ",
    ]) {
      names(piece.repeat(Math.ceil(6_000 / piece.length)));
      names(`Name: ${piece.repeat(Math.ceil(300 / piece.length))}S1234567D `.repeat(40));
    }
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
