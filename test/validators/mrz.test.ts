import { describe, expect, it } from "vitest";
import { mrzCheckDigit, readMrz } from "../../src/validators/mrz.ts";
import { randomFrom, seedOf } from "../random.ts";

/** The specimens of ICAO Doc 9303 parts 4 (TD3), 5 (TD1) and 6 (TD2), of this and of earlier editions. */
const TD3 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
const TD3_OLD = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C<3UTO6908061F9406236ZE184226B<<<<<14";
const TD2 = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6";
const TD2_OLD = "I<UTOSTEVENSON<<PETER<<<<<<<<<<<<<<<\nD231458907UTO3407127M9507122<<<<<<<2";
const TD1 = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
const TD1_LONG = "I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<<<<<<<<<<<<<<";

const read = (text: string): ReturnType<typeof readMrz> => readMrz(text, text.search(/(?<![0-9])[0-9]{7}[ ]?[MFX<]/i));

describe("mrz", () => {
  it.each([
    ["520727", "3"],
    ["AB2134<<<", "5"],
    ["D23145890", "7"],
    ["L898902C<", "3"],
    ["ZE184226B<<<<<", "1"],
    ["", "0"],
    ["<<<<<<<<<<<<<<", "0"],
  ])("gives the check digit of %s", (field, digit) => {
    expect(mrzCheckDigit(field)).toBe(digit);
  });

  it.each(["ab2134<<<", "AB 2134", "12-34", "É"])("gives none for %s", (field) => {
    expect(mrzCheckDigit(field)).toBeUndefined();
  });

  it.each([
    ["td3", TD3, "L898902C3", "740812", "P"],
    ["td3", TD3_OLD, "L898902C", "690806", "P"],
    ["td2", TD2, "D23145890", "740812", "I"],
    ["td2", TD2_OLD, "D23145890", "340712", "I"],
    ["td1", TD1, "D23145890", "740812", "I"],
    ["td1", TD1_LONG, "D23145890734", "340712", "I"],
  ])("reads a %s", (size, text, number, birth, kind) => {
    expect(read(text)).toEqual({ size, number, birth, kind, start: text.indexOf(number.slice(0, 8)) });
    expect(read(text.replaceAll("\n", "\r\n"))?.number).toBe(number);
  });

  it("needs no first line where the second proves itself", () => {
    for (const text of [TD3, TD3_OLD, TD2, TD2_OLD]) {
      const line = text.split("\n")[1] ?? "";
      expect(read(line)).toMatchObject({ kind: "", start: 0 });
    }
    expect(read(TD1.split("\n")[1] ?? "")).toBeUndefined();
  });

  it("takes small letters, blanks and lost fillers of bad recognition", () => {
    expect(read(TD3.toLowerCase())?.number).toBe("L898902C3");
    expect(read("L898902C3 6UTO 7408122F1204159 ZE184226B<<<<<1 0")?.number).toBe("L898902C3");
    expect(read("L 8 9 8 9 0 2 C 3 6 U T O 7408122 F 1 2 0 4 1 5 9 Z E 1 8 4 2 2 6 B < < < < < 1 0")?.number).toBe("L898902C3");
    expect(read("L898902C3UTO6908061F9406236ZE184226B<<<<<14")?.number).toBe("L898902C");
    expect(read(`MRZ: ${TD3.split("\n")[1]}`)).toMatchObject({ number: "L898902C3", start: 5 });
    expect(read(TD3.replace("\n", "\n\n"))?.kind).toBe("P");
    // Specimen numbers with nothing but fillers behind the expiry.
    const bare = "K1234567E";
    const head = `${bare}${mrzCheckDigit(bare)}`;
    const composite = mrzCheckDigit(`${head}74081221204159${"<".repeat(14)}0`);
    for (const fillers of [14, 13, 9]) {
      expect(read(`${head}SGP7408122F1204159${"<".repeat(fillers)}0${composite}`)?.number).toBe(bare);
    }
  });

  it("is not the owner of a line with any wrong digit", () => {
    const first = seedOf("mrz");
    let refused = 0;
    for (let seed = first; seed < first + 600; seed += 1) {
      const random = randomFrom(seed);
      const text = random.pick([TD3, TD2, TD1]);
      const digits = [...text.matchAll(/[0-9]/g)].map(({ index }) => index);
      const place = random.pick(digits);
      const wrong = String((Number(text[place]) + 1 + random.below(9)) % 10);
      const damaged = text.slice(0, place) + wrong + text.slice(place + 1);
      const at = text.search(/(?<![0-9])[0-9]{7}[MFX<]/);
      expect(readMrz(damaged, at), `seed ${seed}: ${damaged}`).toBeUndefined();
      refused += 1;
    }
    expect(refused).toBe(600);
  });

  it.each([
    "7408122F1204159",
    "UTO7408122F1204159",
    "L898902C36UTO7408122F1204159ZE184226B<<<<<1",
    "L898902C36UTO7408122F1204159ZE184226B<<<<<100",
    "L898902C36U1O7408122F1204159ZE184226B<<<<<10",
    "L898902C36UTO7408122A1204159ZE184226B<<<<<10",
    "L898902C36 UTO\n7408122F1204159ZE184226B<<<<<10",
  ])("reads nothing in %s", (text) => {
    expect(readMrz(text, text.indexOf("7408122"))).toBeUndefined();
  });
});
