import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { BLOCK_BYTES } from "../../src/formats/blocks.ts";
import { randomBytes } from "./random.ts";
import { chosen, coreText, everyPrefix, fileOf, gapsOf, partsOf, reasons, unfold } from "./unfold.ts";

const CHINESE = "客户资料：姓名 陈大文，身份证号码 S1234567D，电话 8123 4567。\n地址：宏茂桥1道第123座\n";

describe("text", () => {
  it.each<[string, Uint8Array, string]>([
    ["UTF-8", Buffer.from(CHINESE), CHINESE],
    ["UTF-8 with BOM", Buffer.from(`\ufeff${CHINESE}`), CHINESE],
    ["UTF-16LE", iconv.encode(CHINESE, "utf-16le"), CHINESE],
    ["UTF-16BE with BOM", iconv.encode(CHINESE, "utf-16be", { addBOM: true }), CHINESE],
    ["UTF-32LE", iconv.encode(CHINESE, "utf-32le"), CHINESE],
    ["GB 18030", iconv.encode(CHINESE, "gb18030"), CHINESE],
    [
      "windows-1252",
      iconv.encode("Müller, Straße 5, S1234567D, café, für", "windows-1252"),
      "Müller, Straße 5, S1234567D, café, für",
    ],
    ["ISO-2022-JP", Buffer.from("S1234567D \x1b$B$*5RMM\x1b(B ok\n"), "S1234567D お客様 ok\n"],
    ["a NUL here and there", Buffer.from(`a\0${"S1234567D ".repeat(40)}`), `a\0${"S1234567D ".repeat(40)}`],
    ["terminal colours", Buffer.from("\x1b[31mS1234567D\x1b[0m\x1b(B\n"), "\x1b[31mS1234567D\x1b[0m\x1b(B\n"],
    ["old Macintosh line ends", Buffer.from("a\rb\r"), "a\rb\r"],
  ])("%s", async (_name, bytes, text) => {
    const document = fileOf("x.txt", bytes);
    expect(chosen(document).id).toBe("text");
    const items = await unfold(document);
    expect(coreText(partsOf(items))).toBe(text);
    expect(partsOf(items)[0]).toMatchObject({ role: "body", record: "text", section: 0 });
    expect(reasons(items)).toEqual([]);
  });

  it("an empty file is read, and nothing is in it", async () => {
    expect(await unfold(fileOf("x.bin", ""))).toEqual([]);
  });

  it("reads a text of several blocks, in a charset that shows late", async () => {
    const ascii = "2026 a line of plain words\n".repeat(60_000);
    const items = await unfold(fileOf("x", Buffer.concat([Buffer.from(ascii), iconv.encode(CHINESE.repeat(500), "gbk")])));
    expect(partsOf(items).length).toBeGreaterThan(1);
    for (const part of partsOf(items)) expect(part.core.end - part.core.start).toBeLessThanOrEqual(2 * BLOCK_BYTES);
    expect(coreText(partsOf(items)) === ascii + CHINESE.repeat(500)).toBe(true);
  });

  it("is read all the same when it cannot be decoded, and tells so when that is much", async () => {
    const some = Buffer.concat([Buffer.from(CHINESE.repeat(10)), Buffer.from([0xff]), Buffer.from("S1234567D")]);
    expect(reasons(await unfold(fileOf("x", some)))).toEqual([]);
    const utf8 = Buffer.from(CHINESE.repeat(20));
    for (let at = 60; at < utf8.length; at += 60) utf8[at] = 0xff;
    const items = await unfold(fileOf("x", utf8));
    expect(reasons(items)).toEqual(["malformed/partly"]);
    expect(coreText(partsOf(items))).toContain("S1234567D");
  });

  it.each<[string, string, "line" | "text"]>([
    ["ISO dates", "2026-01-02T10:00:00Z a\n2026-01-02T10:00:01Z b\n2026-01-02T10:00:02Z c\n", "line"],
    ["dates in brackets", "[2026-01-02 10:00:00] a\n[2026-01-02 10:00:01] b\n  at stack\n[2026-01-02 10:00:02] c\n", "line"],
    ["syslog", "<34>1 a\n<35>1 b\n<36>1 c\n", "line"],
    ["old syslog", "Jan  2 10:00:00 host a\nJan  2 10:00:01 host b\nJan 12 10:00:02 host c\n", "line"],
    ["web server", "10.0.0.1 - - [x] GET\n10.0.0.2 - - [x] GET\n10.0.0.3 - - [x] GET\n", "line"],
    ["severities", "INFO a\nWARN b\nERROR: c\n", "line"],
    ["pairs", "user=tan ic=S1 x\nuser=lim ic=S2\nlevel=info user=ong msg=x\n", "line"],
    ["a letter", "Dear Tan,\n\nyour IC is S1234567D.\nBlk 1\n", "text"],
    ["a list of numbers", "8123 4567\n9123 4567\n6123 4567\n", "text"],
    ["two lines", "2026-01-02T10:00:00Z a\n2026-01-02T10:00:01Z b\n", "text"],
  ])("records: %s", async (_name, content, record) => {
    expect(partsOf(await unfold(fileOf("x", content)))[0]?.record).toBe(record);
  });

  it.each<[string, string, string]>([
    ["PGP", "-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----\n", "encrypted/partly"],
  ])("tells that %s hides text", async (_name, content, gap) => {
    const items = await unfold(fileOf("x", content));
    expect(coreText(partsOf(items))).toBe(content);
    expect(reasons(items)).toEqual([gap]);
  });
});

describe("html", () => {
  it.each<[string, string, string]>([
    ["a page", "", "<!DOCTYPE html><html><title>T</title><body>S123<b>4567</b>D"],
    ["a fragment with the name", "x.htm", "<title>T</title><p>S123<b>4567</b>D</p>"],
    ["a table called xls", "x.xls", "\n<table><title>T</title><tr><td>S123<b>4567</b>D</table>"],
    ["after a comment", "", "<!-- saved --><html><title>T</title>S123<b>4567</b>D"],
    ["XHTML", "", '<?xml version="1.0"?>\n<html xmlns="x"><title>T</title>S123<b>4567</b>D'],
  ])("%s", async (_name, file, content) => {
    const document = fileOf(file, content);
    expect(chosen(document).id).toBe("html");
    expect(coreText(partsOf(await unfold(document)).filter((part) => part.role === "body"))).toBe("T\nS1234567D");
  });

  it("honours the charset that it states, and has what is not shown apart", async () => {
    const page = '<html><meta charset="koi8-r"><p title="S1234567D">Иван</p></html>';
    const [body, unseen] = partsOf(await unfold(fileOf("x.html", iconv.encode(page, "koi8-r"))));
    expect(body === undefined ? "" : coreText([body])).toBe("Иван");
    expect(unseen).toMatchObject({ role: "metadata", section: 1 });
    expect(unseen === undefined ? "" : coreText([unseen])).toBe("S1234567D");
  });

  it("is scanned as text when it is too large", async () => {
    const page = `<html>${"<p>S1234567D</p>".repeat(100)}`;
    const items = await unfold(fileOf("x.html", page), { documentBytes: 1_000 });
    expect(reasons(items)).toEqual(["size-limit/partly"]);
    expect(coreText(partsOf(items))).toBe(page);
  });
});

describe("what is not read is named", () => {
  it.each<[string, Uint8Array, string, string]>([
    ["JPEG", Buffer.from("ffd8ffe000104a464946", "hex"), "image-not-read", "a picture was not read"],
    ["PNG", Buffer.from("89504e470d0a1a0a0000000d", "hex"), "image-not-read", "a picture was not read"],
    ["WebP", Buffer.from("RIFF\x10\0\0\0WEBPVP8 "), "image-not-read", "a picture was not read"],
    ["BMP", Buffer.from("424d3600000000000000360000002800000001", "hex"), "image-not-read", "a picture was not read"],
    ["HEIC", Buffer.from("\0\0\0\x18ftypheic\0\0\0\0"), "image-not-read", "a picture was not read"],
    ["OpenSSL", Buffer.from("Salted__\x01\x02\x03\x04"), "encrypted", "OpenSSL encrypted file: not opened"],
    [
      "what only the library knows",
      Buffer.from("4c0000000114020000000000c000000000000046", "hex"),
      "unsupported",
      "lnk file: not read by this version",
    ],
  ])("%s", async (_name, bytes, reason, detail) => {
    const items = await unfold(fileOf("x", bytes));
    expect(gapsOf(items)).toEqual([{ kind: "gap", steps: [], reason, examined: "none", detail }]);
    expect(items).toHaveLength(1);
  });

  it.each<[string, string]>([
    ["BMW 320 of Tan", "text"],
    ["MM and II, S1234567D", "text"],
    ["PK is my name", "text"],
    ["%PD", "text"],
  ])("a text that begins like a binary file is text: %s", (content, id) => {
    expect(chosen(fileOf("x", content)).id).toBe(id);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])("noise never throws (seed %d)", async (seed) => {
    for (const start of ["", "PK\x03\x04", "\x1f\x8b\x08\0", "{", "<html", "%PDF-", "\ufeff", "GIF89a", "a,b\n"]) {
      const bytes = Buffer.concat([Buffer.from(start, start === "\ufeff" ? "utf8" : "latin1"), randomBytes(seed, 300 * seed)]);
      expect((await unfold(fileOf("x", bytes))).length).toBeGreaterThan(0);
    }
  });

  it("tells every prefix", async () => {
    await everyPrefix("x.txt", Buffer.from(CHINESE));
    await everyPrefix("x.html", Buffer.from('<!doctype html><html>x<p title="S1">S1234567D</p><!-- x'), 1, 22);
    await everyPrefix("x", Buffer.concat([Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), randomBytes(3, 100)]));
  });
});
