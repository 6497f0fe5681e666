import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { decodeText, firstHigh, toUtf8 } from "../../src/text/charset.ts";
import { isUtf8 } from "../../src/text/charset-utf8.ts";

const CHINESE = "客户资料：姓名 陈大文，身份证号码 S1234567D，电话 8123 4567。\n地址：宏茂桥1道第123座\n";
const TRADITIONAL = "客戶資料：姓名 陳大文，身份證號碼 S1234567D，電話 8123 4567。\n地址：宏茂橋1道第123座\n";
const JAPANESE = "お客様の情報：氏名 やまだ たろう、番号 S1234567D、電話 8123 4567。\nカタカナもあります\n";
const KOREAN = "고객 정보: 이름 김철수, 신분증 번호 S1234567D, 전화 8123 4567.\n주소는 서울입니다\n";
const LATIN = "Das Geschäft für Müller & Söhne: Straße 5, café, NRIC S1234567D – “ja”\n";
/** Texts in encodings that no library at hand can write. */
const ISO_2022_JP = Buffer.from("NRIC S1234567D \x1b$B$*5RMM\x1b(B ok\n", "latin1");
const ISO_2022_KR = Buffer.from("\x1b$)CNRIC S1234567D \x0e0m04\x0f ok\n", "latin1");
const HZ = Buffer.from("NRIC S1234567D ~{?M;'~} ok ~~\n", "latin1");

const bom = (bytes: number[], text: string, charset: string): Buffer =>
  Buffer.concat([Buffer.from(bytes), iconv.encode(text, charset)]);

const SAMPLES: [name: string, bytes: Uint8Array, hint: string | undefined, text: string][] = [
  ["ASCII", Buffer.from("NRIC S1234567D\n"), undefined, "NRIC S1234567D\n"],
  ["UTF-8", Buffer.from(CHINESE), undefined, CHINESE],
  ["UTF-8 with BOM", Buffer.from(`\ufeff${CHINESE}`), undefined, CHINESE],
  ["UTF-8 called latin1", Buffer.from(CHINESE), "iso-8859-1", CHINESE],
  ["UTF-8 called gb2312", Buffer.from(CHINESE), "gb2312", CHINESE],
  ["UTF-16LE with BOM", bom([0xff, 0xfe], CHINESE, "utf-16le"), undefined, CHINESE],
  ["UTF-16BE with BOM", bom([0xfe, 0xff], CHINESE, "utf-16be"), undefined, CHINESE],
  ["UTF-16LE", iconv.encode(CHINESE, "utf-16le"), undefined, CHINESE],
  ["UTF-16BE", iconv.encode(CHINESE, "utf-16be"), undefined, CHINESE],
  ["UTF-16LE of ASCII", iconv.encode("S1234567D\n", "utf-16le"), "us-ascii", "S1234567D\n"],
  ["UTF-32LE with BOM", bom([0xff, 0xfe, 0, 0], CHINESE, "utf-32le"), undefined, CHINESE],
  ["UTF-32BE with BOM", bom([0, 0, 0xfe, 0xff], CHINESE, "utf-32be"), undefined, CHINESE],
  ["UTF-32LE", iconv.encode(CHINESE, "utf-32le"), undefined, CHINESE],
  ["UTF-32BE", iconv.encode(CHINESE, "utf-32be"), undefined, CHINESE],
  ["GB 18030", iconv.encode(`${CHINESE}𠀀`, "gb18030"), undefined, `${CHINESE}𠀀`],
  ["GB 2312", iconv.encode(CHINESE, "gb2312"), "gb2312", CHINESE],
  ["GBK called UTF-8", iconv.encode(CHINESE, "gbk"), "utf-8", CHINESE],
  ["GBK called latin1", iconv.encode(CHINESE, "gbk"), "iso-8859-1", CHINESE],
  ["Big5", iconv.encode(TRADITIONAL, "big5"), undefined, TRADITIONAL],
  ["Big5 as stated", iconv.encode("陳大文 S1234567D", "big5"), "cp950", "陳大文 S1234567D"],
  ["Shift_JIS", iconv.encode(JAPANESE, "shift_jis"), undefined, JAPANESE],
  ["Shift_JIS as stated", iconv.encode("①山田", "cp932"), "windows-31j", "①山田"],
  ["EUC-JP", iconv.encode(JAPANESE, "euc-jp"), undefined, JAPANESE],
  ["ISO-2022-JP", ISO_2022_JP, undefined, "NRIC S1234567D お客様 ok\n"],
  ["ISO-2022-KR", ISO_2022_KR, "iso-2022-kr", "NRIC S1234567D 고객 ok\n"],
  ["ISO-2022-KR unstated", ISO_2022_KR, undefined, "NRIC S1234567D 고객 ok\n"],
  ["HZ-GB-2312", HZ, "hz-gb-2312", "NRIC S1234567D 客户 ok ~\n"],
  ["UTF-7", Buffer.from("S1234567D +ZeVnLIqe-"), "utf-7", "S1234567D 日本語"],
  ["EUC-KR", iconv.encode(KOREAN, "euc-kr"), undefined, KOREAN],
  ["UHC called EUC-KR", iconv.encode("똠방각하 8123 4567", "cp949"), "euc-kr", "똠방각하 8123 4567"],
  ["windows-1252", iconv.encode(LATIN, "windows-1252"), undefined, LATIN],
  ["windows-1252 called ISO-8859-1", iconv.encode(LATIN, "windows-1252"), "ISO-8859-1", LATIN],
  ["windows-1252 called UTF-8", iconv.encode("caf\u00e9 S1234567D", "windows-1252"), "utf-8", "café S1234567D"],
  ["an unknown label", iconv.encode(LATIN, "windows-1252"), "x-nonsense", LATIN],
  ["code page 437 as stated", iconv.encode("Müller ║ S1234567D", "cp437"), "cp437", "Müller ║ S1234567D"],
  ["KOI8-R as stated", iconv.encode("Привет S1234567D", "koi8-r"), "koi8-r", "Привет S1234567D"],
  ["a NUL in UTF-8", Buffer.from("a\0b 8123 4567 and more"), undefined, "a\0b 8123 4567 and more"],
  ["a terminal's escape", Buffer.from("\x1b(B\x1b[31mS1234567D"), undefined, "\x1b(B\x1b[31mS1234567D"],
  ["nothing", new Uint8Array(0), "gbk", ""],
];

describe("decodeText", () => {
  it.each(SAMPLES)("%s", (_name, bytes, hint, text) => {
    expect(decodeText(bytes, hint)).toMatchObject({ text, damaged: false });
  });

  it("keeps UTF-8 that is broken in one place", () => {
    const bytes = Buffer.concat([Buffer.from(CHINESE), Buffer.from([0xff]), Buffer.from(" S1234567D")]);
    expect(decodeText(bytes, "utf-8")).toEqual({ text: `${CHINESE}\ufffd S1234567D`, charset: "utf-8", damaged: true });
  });

  it("does not read past the view", () => {
    const whole = Buffer.from("xxS1234567Dyy");
    expect(decodeText(whole.subarray(2, 11)).text).toBe("S1234567D");
  });
});

describe("toUtf8", () => {
  it.each(SAMPLES)("gives the same in pieces of any size: %s", (_name, bytes, hint, text) => {
    for (const size of [1, 2, 3, 131, 997, 4096, 65_536]) {
      const stream = toUtf8(cut(bytes, size), bytes.subarray(0, 65_536), hint);
      expect(Buffer.concat([...stream.pieces]).toString(), `pieces of ${size}`).toBe(text);
      expect(stream.damaged()).toBe(false);
    }
  });

  it.each([1, 131, 65_536])("decides at the first byte that is not ASCII, wherever it stands (%d)", (size) => {
    const ascii = "2026-01-01 line without names\n".repeat(4_000);
    const bytes = Buffer.concat([Buffer.from(ascii), iconv.encode(CHINESE.repeat(3_000), "gbk")]);
    const stream = toUtf8(cut(bytes, size), bytes.subarray(0, 65_536));
    expect(Buffer.concat([...stream.pieces]).toString()).toBe(ascii + CHINESE.repeat(3_000));
    expect(stream.charset).toBe("gb18030");
  });

  it("counts what cannot be decoded", () => {
    const bytes = Buffer.concat([Buffer.from(CHINESE), Buffer.from([0xff, 0xc3]), Buffer.from(CHINESE), Buffer.from([0xe5])]);
    const stream = toUtf8(cut(bytes, 7), bytes);
    expect(Buffer.concat([...stream.pieces]).toString()).toBe(`${CHINESE}\ufffd\ufffd${CHINESE}\ufffd`);
    expect(stream.replaced()).toBe(3);
  });

  it("says something of every prefix", () => {
    for (const [, bytes, hint] of SAMPLES) {
      for (let end = 0; end <= bytes.length; end += 1) {
        const part = bytes.subarray(0, end);
        expect(() => decodeText(part, hint)).not.toThrow();
        expect(() => [...toUtf8(cut(part, 5), part, hint).pieces]).not.toThrow();
      }
    }
  });
});

it.each([0, 1, 2, 3, 4, 5, 8, 11])("firstHigh finds the byte from an unaligned start (%d)", (at) => {
  const bytes = new Uint8Array(16).subarray(3, 15);
  expect(firstHigh(bytes)).toBe(12);
  bytes[at] = 0x80;
  expect(firstHigh(bytes)).toBe(at);
});

function* cut(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe("isUtf8", () => {
  it("agrees with a strict decoder on every lead, second and last byte, and on what is cut off", () => {
    const strict = new TextDecoder("utf-8", { fatal: true });
    const decodes = (bytes: Uint8Array): boolean => {
      try {
        strict.decode(bytes);
        return true;
      } catch {
        return false;
      }
    };
    const edges = [0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff];
    for (let lead = 0; lead < 256; lead += 1) {
      for (const second of edges) {
        for (const third of edges) {
          for (const rest of [[], [0x80], [0xbf, 0x41]]) {
            for (const length of [1, 2, 3, 5]) {
              const bytes = Uint8Array.of(...[lead, second, third, ...rest].slice(0, length));
              if (isUtf8(bytes) !== decodes(bytes)) expect.fail(`differs on ${Buffer.from(bytes).toString("hex")}`);
            }
          }
        }
      }
    }
    expect(isUtf8(new Uint8Array(0))).toBe(true);
  });
});
