import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { memorySource } from "../../../src/bytes/memory.ts";
import { message } from "../../../src/formats/mail/message.ts";
import { parseMail, type Parsed } from "../../../src/formats/mail/parser.ts";
import { decodeContent } from "../../../src/formats/mail/content.ts";
import { utf8Text } from "../../../src/formats/mail/text-bytes.ts";
import { openWindow } from "../../../src/formats/mail/window.ts";
import { readStructure } from "../../../src/formats/mail/structure.ts";
import { createBudget } from "../../../src/limits/budget.ts";
import { DEFAULT_LIMITS } from "../../../src/limits/limits.ts";
import type { ByteSource } from "../../../src/model/bytes.ts";
import { base64Lines } from "./read.ts";

async function parsed(source: ByteSource, maxBytes = 1_000_000): Promise<Parsed[]> {
  const items: Parsed[] = [];
  for await (const item of parseMail(source, 0, maxBytes)) items.push(item);
  return items;
}

const mail = (type: string, transfer: string, body: string | Uint8Array): Buffer =>
  Buffer.concat([
    Buffer.from(`From: a@b.sg\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: ${transfer}\r\n\r\n`),
    Buffer.from(body),
  ]);

describe("two readers", () => {
  it.each([
    ["plain", mail("text/plain; charset=utf-8", "8bit", "NRIC S1234567D 陈\r\n\r\n> quoted\r\n")],
    [
      "quoted-printable",
      mail("text/plain; charset=utf-8", "quoted-printable", "NRIC S12345=\r\n67D =E9=99=88 =3D=20\r\nend\r\n"),
    ],
    ["base64", mail("text/plain; charset=gb18030", "base64", base64Lines(iconv.encode("身份证 S1234567D\n", "gb18030")))],
    ["big5", mail("text/plain; charset=big5", "8bit", iconv.encode("身份證 S1234567D\n", "big5"))],
    ["shift_jis", mail("text/plain; charset=shift_jis", "8bit", iconv.encode("番号は S1234567D です\n", "shift_jis"))],
    ["windows-1252", mail("text/plain; charset=windows-1252", "quoted-printable", "Zo=EB =96 =93x=94\n")],
    ["flowed", mail("text/plain; charset=utf-8; format=flowed", "7bit", "one \r\ntwo\r\n> three \r\n> four\r\n five\r\nend\r\n")],
    ["html", mail("text/html; charset=utf-8", "7bit", "<p>a</p>\r\n")],
  ])("agree on a clean text: %s", async (_, bytes) => {
    const source = memorySource(bytes);
    const window = openWindow(source);
    const structure = readStructure(window);
    expect(structure.plain).toBe(true);
    const [leaf] = structure.leaves;
    const [item] = await parsed(source);
    const theirs = item?.kind === "text" ? (leaf?.header.type === "text/html" ? item.html : item.plain) : undefined;
    expect(theirs).toBeDefined();
    expect(leaf === undefined ? "" : utf8Text(decodeContent(window, leaf).bytes, leaf.header).bytes.toString().trimEnd()).toBe(
      theirs?.trimEnd(),
    );
  });

  it("agree on the numbers of the parts", async () => {
    const bytes = Buffer.from(
      "From: a@b.sg\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: multipart/mixed; boundary=y\n\n" +
        "--y\nContent-Type: a/b\n\n1\n--y\nContent-Type: a/c\n\n2\n--y--\n--x\nContent-Type: message/rfc822\n\nSubject: s\n\nb\n--x\nContent-Type: a/d\n\n3\n--x--\n",
    );
    const theirs = (await parsed(memorySource(bytes))).flatMap((item) => (item.kind === "attachment" ? [item.part] : []));
    expect(theirs).toEqual(["1.1", "1.2", "2", "3"]);
    expect(readStructure(openWindow(memorySource(bytes))).leaves.map(({ part }) => part)).toEqual(theirs);
  });
});

describe("parseMail", () => {
  const large = mail("application/zip", "base64", `${base64Lines(Buffer.alloc(3_000_000, 1))}\r\n`);

  it("lets go of content that is larger than allowed, and holds what is not", async () => {
    expect((await parsed(memorySource(large)))[0]).toEqual({ kind: "attachment", part: "1", content: undefined });
    const [item] = await parsed(memorySource(large), 3_000_000);
    expect(item?.kind === "attachment" ? item.content?.length : 0).toBe(3_000_000);
  });

  it("ends when its reader goes away", async () => {
    for await (const item of parseMail(memorySource(large), 0, 10)) {
      expect(item.kind).toBe("attachment");
      break;
    }
    for await (const item of message.extract(
      { kind: "document", steps: [], name: "", declaredType: "", bytes: memorySource(large) },
      { budget: createBudget(DEFAULT_LIMITS), insideMessage: false, depth: 0 },
    )) {
      expect(item.kind).toBe("text");
      break;
    }
  });

  it("throws what the source throws, at any place", async () => {
    for (const from of [0, 100, 600_000, 2_000_000]) {
      const failing: ByteSource = {
        size: large.length,
        read(offset, length) {
          if (offset + length > from && offset >= from) throw new RangeError("unreadable");
          return large.subarray(offset, Math.min(offset + length, from + 1));
        },
      };
      await expect(parsed(failing)).rejects.toThrow("unreadable");
    }
  });

  it("does not show the memory of its source to anybody later", async () => {
    const text = `${"x".repeat(70)}\r\n`.repeat(20_000);
    const bytes = mail("text/plain", "7bit", text);
    const buffer = Buffer.alloc(262_144);
    const reusing: ByteSource = {
      size: bytes.length,
      read(offset, length) {
        buffer.fill(0);
        return buffer.subarray(0, bytes.copy(buffer, 0, offset, Math.min(bytes.length, offset + length)));
      },
    };
    const [item] = await parsed(reusing);
    expect(item).toEqual({ kind: "text", plain: text.replaceAll("\r\n", "\n"), html: undefined });
  });
});
