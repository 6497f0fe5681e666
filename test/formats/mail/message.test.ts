import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { memorySource } from "../../../src/bytes/memory.ts";
import { message } from "../../../src/formats/mail/message.ts";
import { sniffedOf } from "../unfold.ts";
import { base64Lines, bytesOf, content, header, mail, readMessage, textsOf, type Seen } from "./read.ts";

const quotedPrintable = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) =>
    byte > 126 || byte === 61 ? `=${byte.toString(16).toUpperCase().padStart(2, "0")}` : String.fromCharCode(byte),
  ).join("");

const HEAD = "From: a@example.com\nTo: b@example.com\nSubject: x\nMIME-Version: 1.0\n";

const ESC = "\x1b";
/** 名前 in JIS X 0208 (RFC 1468). */
const JIS = Buffer.from(`NRIC S1234567D ${ESC}$BL>A0${ESC}(B end\n`, "latin1");

describe("charsets and transfer encodings", () => {
  const chinese = "NRIC S1234567D 陈伟明\n";
  const traditional = "NRIC S1234567D 陳偉明，身份證號碼在這裡，請查收附件\n";
  const japanese = "NRIC S1234567D 名前は田中です\n";
  const western = "NRIC S1234567D Zoë – “naïve”\n";
  const simplified = "NRIC S1234567D 陈伟明，身份证号码在这里，请查收附件\n";
  const cases: readonly (readonly [string, Buffer, string])[] = [
    ["utf-8", Buffer.from(chinese), chinese],
    ["gb18030", iconv.encode(simplified, "gb18030"), simplified],
    ["gb2312", iconv.encode(simplified, "gbk"), simplified],
    ["big5", iconv.encode(traditional, "big5"), traditional],
    ["iso-2022-jp", JIS, "NRIC S1234567D 名前 end\n"],
    ["shift_jis", iconv.encode(japanese, "shift_jis"), japanese],
    ["windows-1252", iconv.encode(western, "windows-1252"), western],
    ["utf-16", Buffer.concat([Buffer.from([0xff, 0xfe]), iconv.encode(chinese, "utf-16le")]), chinese],
    ["utf-16le", iconv.encode(chinese, "utf-16le"), chinese],
    ["utf-16be", iconv.encode(chinese, "utf-16be"), chinese],
  ];
  const rows = cases.flatMap(([charset, bytes, text]) =>
    (["8bit", "base64", "quoted-printable"] as const)
      // UTF-16 has bytes that no line of mail can hold.
      .filter((transfer) => transfer === "base64" || !charset.startsWith("utf-16"))
      .map((transfer) => [charset, transfer, bytes, text] as const),
  );

  it.each(rows)("%s in %s", async (charset, transfer, bytes, text) => {
    const head = `${HEAD}Content-Type: text/plain; charset="${charset}"\nContent-Transfer-Encoding: ${transfer}\n\n`;
    const body = transfer === "base64" ? base64Lines(bytes) : transfer === "quoted-printable" ? quotedPrintable(bytes) : bytes;
    const seen = await readMessage(Buffer.concat([Buffer.from(head), Buffer.from(body)]));
    expect(textsOf(seen, "body")).toEqual([text]);
    expect(seen.gaps).toEqual([]);
  });

  it.each([
    ["no label", "text/plain", iconv.encode(simplified, "gb18030"), simplified],
    ["no label", "text/plain", Buffer.from(chinese), chinese],
    ["an unknown label", "text/plain; charset=x-house", Buffer.from(chinese), chinese],
    ["a wrong label", "text/plain; charset=us-ascii", iconv.encode(simplified, "gb18030"), simplified],
    ["a wrong label", "text/plain; charset=iso-8859-1", Buffer.from(chinese), chinese],
    ["a wrong label", "text/plain; charset=utf-8", iconv.encode(traditional.repeat(3), "big5"), traditional.repeat(3)],
    [
      "only the page's own label",
      "text/html",
      iconv.encode(`<meta charset=gb2312><p>${simplified}</p>`, "gbk"),
      simplified.trim(),
    ],
  ])("reads a text with %s (%s)", async (_, type, bytes, text) => {
    for (const multipart of [false, true]) {
      const part = Buffer.concat([
        Buffer.from(`Content-Type: ${type}\nContent-Transfer-Encoding: base64\n\n`),
        Buffer.from(base64Lines(bytes)),
      ]);
      const wrapped = multipart
        ? Buffer.concat([
            Buffer.from(`${HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\n`),
            part,
            Buffer.from("\n--b--\n"),
          ])
        : Buffer.concat([Buffer.from(HEAD), part]);
      const seen = await readMessage(wrapped);
      expect(textsOf(seen, "body").join("").trimEnd()).toBe(text.trimEnd());
    }
  });

  it("joins a value over a soft line break, and one over flowed lines", async () => {
    const soft = await readMessage(`${HEAD}Content-Transfer-Encoding: quoted-printable\n\nNRIC S12345=\n67D=20\nnext =3D\n`);
    expect(textsOf(soft, "body")).toEqual(["NRIC S1234567D \nnext =\n"]);
    const flowed = await readMessage(`${HEAD}Content-Type: text/plain; format=flowed; delsp=yes\n\nBlk 12 Bedok \nNorth\nend\n`);
    expect(textsOf(flowed, "body").map((text) => text.trimEnd())).toEqual(["Blk 12 BedokNorth\nend"]);
  });
});

describe("headers", () => {
  it.each([
    ["Q", "=?utf-8?Q?caf=C3=A9_x?=", "café x"],
    ["B", "=?UTF-8?B?6ZmI5Lyf?= plain", "陈伟 plain"],
    ["a character split over two words", "=?utf-8?B?6Zk=?= =?utf-8?B?iOS8nw==?=", "陈伟"],
    ["folded words", "=?utf-8?Q?a?=\n =?utf-8?Q?b?=\n c", "ab c"],
    ["two charsets", "=?gb2312?B?s8I=?= =?big5?B?s68=?=", "陈陳"],
    ["a language", "=?utf-8*en?Q?a=20b?=", "a b"],
    ["an unknown charset", "=?x-house?Q?caf=C3=A9?=", "café"],
    ["a word that is none", "=?utf-8?X?abc?= and =?", "=?utf-8?X?abc?= and =?"],
  ])("decodes %s", async (_, raw, text) => {
    expect(header(await readMessage(`From: a@b.sg\nSubject: ${raw}\n\nbody\n`), "subject")).toBe(text);
    // The same word in a field that nobody knows.
    expect(header(await readMessage(`From: a@b.sg\nX-Anything: ${raw}\n\nbody\n`), "header")).toBe(`x-anything: ${text}`);
  });

  it.each([
    ["gbk", "陈伟明身份证号码"],
    ["big5", "陳偉明身份證號碼"],
    ["utf-8", "陈伟明"],
    ["latin1", "Zoë Müller"],
  ])("guesses the charset of a raw 8-bit field: %s", async (charset, text) => {
    const raw = Buffer.concat([Buffer.from("From: a@b.sg\nSubject: "), iconv.encode(text, charset), Buffer.from("\n\nx\n")]);
    expect(header(await readMessage(raw), "subject")).toBe(text);
  });

  it("has a text for each address field and the subject, one for the rest, none for noise", async () => {
    const seen = await readMessage(
      mail(
        "Received: from x by y; Thu, 12 Nov 2026 08:00:00 +0800",
        "From: Tan <a@example.com>",
        "To: b@example.com,",
        "\tc@example.com",
        "Cc: d@example.com",
        "Bcc: e@example.com",
        "Reply-To: f@example.com",
        "Sender: g@example.com",
        "Subject: hello",
        "Message-ID: <91234567@example.com>",
        "Date: Thu, 12 Nov 2026 08:00:00 +0800",
        "X-Case: S1234567D",
        "X-Phone: 91234567",
        "DKIM-Signature: v=1; b=12345678",
        "",
        "body",
        "",
      ),
    );
    const headers = seen.texts.filter(({ role }) => role === "header");
    expect(headers.map(({ label }) => label)).toEqual(["from", "to", "cc", "bcc", "reply-to", "sender", "subject", "header"]);
    expect(headers.every(({ section, record }) => section === 0 && record === "text")).toBe(true);
    expect(header(seen, "to")).toBe("b@example.com,\tc@example.com");
    expect(header(seen, "header")).toBe("x-case: S1234567D\nx-phone: 91234567");
  });
});

const multi = (...parts: readonly string[]): string =>
  `${HEAD}Content-Type: multipart/mixed; boundary="b1"\n\n${parts.map((part) => `--b1\n${part}\n`).join("")}--b1--\n`;

describe("parts", () => {
  it("marks twins, and numbers their quoted history alike", async () => {
    const seen = await readMessage(
      `${HEAD}Content-Type: multipart/alternative; boundary=b\n\n--b\n\nmine\n\n> theirs\n--b\nContent-Type: text/html\n\n` +
        `<p>mine <a href="https://example.com/S1234567D">x</a></p><blockquote>theirs</blockquote>\n--b--\n`,
    );
    const bodies = seen.texts.filter(({ role }) => role === "body" || role === "quoted");
    expect(bodies.map(({ role, section, alternative }) => [role, section, alternative])).toEqual([
      ["body", 0, "plain"],
      ["quoted", 1, "plain"],
      ["body", 0, "html"],
      ["quoted", 1, "html"],
    ]);
    expect(textsOf(seen, "metadata").join("")).toContain("S1234567D");
    expect(bodies[1]?.origin).toEqual({ line: 3, column: 1 });
  });

  it("marks no twins when two texts are no alternatives, and gives each its part", async () => {
    const seen = await readMessage(
      multi("Content-Type: text/plain\n\nfirst\n", "Content-Type: text/html\n\n<p>second</p>", "\nthird"),
    );
    expect(textsOf(seen, "body").map((text) => text.trim())).toEqual(["first", "second", "third"]);
    expect(seen.texts.some(({ alternative }) => alternative !== undefined)).toBe(false);
    const steps = seen.texts.filter(({ role }) => role === "body").map(({ steps }) => steps);
    expect(steps).toEqual([[{ kind: "mime", part: "1" }], [{ kind: "mime", part: "2" }], [{ kind: "mime", part: "3" }]]);
  });

  it.each([
    ["RFC 2231 continuations", `filename*0*=gb18030''%B3%C2%CE%B0; filename*1="-x.pdf"`, "陈伟-x.pdf"],
    ["RFC 2231", "filename*=utf-8'en'%e5%a7%93%20x.pdf", "姓 x.pdf"],
    ["encoded words", `filename="=?utf-8?B?5aeT?= =?utf-8?B?IHgucGRm?="`, "姓 x.pdf"],
    ["raw utf-8", `filename="姓 x.pdf"`, "姓 x.pdf"],
    ["quoted pairs and a semicolon", `filename="a \\"b\\"; c.pdf"`, 'a "b"; c.pdf'],
    ["no quotes", "filename=IC copy S1234567D.pdf", "IC copy S1234567D.pdf"],
  ])("names an attachment: %s", async (_, parameter, name) => {
    const seen = await readMessage(
      multi(
        "\ntext",
        `Content-Type: Application/PDF\nContent-Disposition: attachment; ${parameter}\nContent-Transfer-Encoding: base64\n\nJVBERg==`,
      ),
    );
    expect(seen.documents).toMatchObject([
      { name, declaredType: "application/pdf", steps: [{ kind: "mime", part: "2", name }], bytes: { size: 4 } },
    ]);
    expect(content(seen.documents[0])).toBe("%PDF");
  });

  it("gives a text with a file name, an invitation and a message as documents", async () => {
    const seen = await readMessage(
      multi(
        "Content-Type: text/plain; name=list.csv\n\na,b\n1,2",
        "Content-Type: text/calendar\n\nBEGIN:VCALENDAR",
        "Content-Type: message/rfc822\n\nFrom: c@example.com\nSubject: inner\n\nhello",
        "Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; x@example.com",
      ),
    );
    expect(seen.documents.map(({ declaredType, name, steps }) => [declaredType, name, steps[0]])).toEqual([
      ["text/plain", "list.csv", { kind: "mime", part: "1", name: "list.csv" }],
      ["text/calendar", "", { kind: "mime", part: "2" }],
      ["message/rfc822", "", { kind: "mime", part: "3" }],
      ["message/delivery-status", "", { kind: "mime", part: "4" }],
    ]);
    expect(content(seen.documents[0])).toBe("a,b\n1,2");
    expect(textsOf(seen, "body")).toEqual([]);
  });

  it("opens messages in messages, three deep, encoded or not", async () => {
    const deepest = "Subject: deepest\nFrom: a@b.sg\nTo: c@d.sg\n\nNRIC S1234567D\n";
    const second = multi(`Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n${base64Lines(deepest)}`);
    const first = multi(`Content-Type: message/rfc822\n\n${second.replaceAll("b1", "b3")}`)
      .replace('"b1"', '"b2"')
      .replace(/^--b1/gm, "--b2");
    let seen: Seen = await readMessage(
      multi(`Content-Type: message/rfc822; name=x.eml\nContent-Disposition: inline\n\n${first}`),
    );
    for (let depth = 0; depth < 3; depth += 1) {
      expect(seen.documents).toHaveLength(1);
      const [inner] = seen.documents;
      const head = bytesOf(content(inner));
      expect(message.accepts(sniffedOf({ name: "", declaredType: inner?.declaredType ?? "", bytes: memorySource(head) }))).toBe(
        true,
      );
      seen = await readMessage(head);
      expect(seen.gaps).toEqual([]);
    }
    expect(header(seen, "subject")).toBe("deepest");
    expect(textsOf(seen, "body")).toEqual(["NRIC S1234567D\n"]);
  });

  it("numbers parts as IMAP does", async () => {
    const inner =
      "Content-Type: multipart/related; boundary=b2\n\n--b2\n\ntext\n--b2\nContent-Type: image/png; name=i.png\n\nP\n--b2--\n";
    const seen = await readMessage(multi(inner, "Content-Type: application/zip; name=z.zip\n\nZ"));
    expect(seen.documents.map(({ steps }) => steps[0])).toEqual([
      { kind: "mime", part: "1.2", name: "i.png" },
      { kind: "mime", part: "2", name: "z.zip" },
    ]);
  });

  it("reads the same with LF, CRLF, CR and CR CR LF", async () => {
    const text = multi(
      "Content-Transfer-Encoding: quoted-printable\n\nfirst\nS12345=\n67D\n\n> old\n",
      `Content-Type: text/csv; name=a.csv\nContent-Transfer-Encoding: base64\n\n${base64Lines("a,b\n")}`,
    );
    const shape = async (lineEnd: string) => {
      const seen = await readMessage(text.replaceAll("\n", lineEnd));
      return {
        texts: seen.texts.map(({ role, section, origin, bytes }) => [role, section, origin, Buffer.from(bytes).toString()]),
        documents: seen.documents.map((one) => [one.name, content(one)]),
        gaps: seen.gaps,
      };
    };
    const expected = await shape("\n");
    expect(expected.documents).toEqual([["a.csv", "a,b\n"]]);
    for (const lineEnd of ["\r\n", "\r", "\r\r\n"]) expect(await shape(lineEnd)).toEqual(expected);
  });

  it("takes uuencoded files out of a text", async () => {
    // "#0V%T" is how uuencode writes "Cat".
    const seen = await readMessage(`${HEAD}\nSee below\nbegin 644 cat.txt\n#0V%T\n\`\nend\nafter S1234567D\n`);
    expect(seen.documents).toMatchObject([{ name: "cat.txt", steps: [{ kind: "mime", part: "1", name: "cat.txt" }] }]);
    expect(content(seen.documents[0])).toBe("Cat");
    expect(textsOf(seen, "body")).toEqual(["See below\n\n\n\n\nafter S1234567D\n"]);
    expect(seen.gaps).toEqual([]);
    const cut = await readMessage(`${HEAD}\nbegin 644 cat.txt\n#0V%T\n`);
    expect(content(cut.documents[0])).toBe("Cat");
    expect(cut.gaps).toMatchObject([{ reason: "malformed", examined: "partly" }]);
    const prose = await readMessage(`${HEAD}\nbegin 644 what follows is prose\nwith lower case\nend\n`);
    expect(prose.documents).toEqual([]);
  });

  it("reads a part whose transfer encoding is uuencode", async () => {
    const seen = await readMessage(
      multi("Content-Type: text/csv; name=c.csv\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 c.csv\n#0V%T\n`\nend"),
    );
    expect(seen.documents.map((one) => [one.name, content(one)])).toEqual([["c.csv", "Cat"]]);
  });
});

describe("what cannot be read is told", () => {
  it.each([
    [
      "multipart/encrypted",
      `${HEAD}Content-Type: multipart/encrypted; boundary=b\n\n--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b\nContent-Type: application/octet-stream\n\nx\n--b--\n`,
    ],
    [
      "S/MIME",
      `${HEAD}Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n\nMIIB\n`,
    ],
    [
      "S/MIME without its type",
      `${HEAD}Content-Type: application/x-pkcs7-mime\nContent-Transfer-Encoding: base64\n\n${base64Lines(Buffer.from("308006092a864886f70d010703a080", "hex"))}\n`,
    ],
    [
      "rights protection",
      multi("\nsee attachment", "Content-Type: application/x-microsoft-rpmsg-message; name=message.rpmsg\n\nx"),
    ],
    ["inline PGP", `${HEAD}\n-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----\n`],
  ])("encrypted: %s", async (_, text) => {
    const seen = await readMessage(text);
    expect(seen.gaps.map(({ reason }) => reason)).toEqual(["encrypted"]);
    expect(seen.documents).toEqual([]);
  });

  it("a signed message is no encrypted one", async () => {
    const der = Buffer.from("308006092a864886f70d010702a080", "hex");
    const seen = await readMessage(
      `${HEAD}Content-Type: application/pkcs7-mime; name=smime.p7m\nContent-Transfer-Encoding: base64\n\n${base64Lines(der)}\n`,
    );
    expect(seen.gaps).toEqual([]);
    expect(seen.documents).toHaveLength(1);
  });

  it("yEnc", async () => {
    const seen = await readMessage(`${HEAD}\n=ybegin line=128 size=3 name=x.bin\nabc\n=yend size=3\n`);
    expect(seen.gaps).toMatchObject([{ reason: "unsupported" }]);
  });

  it.each([
    ["base64", base64Lines(Buffer.alloc(5_000, "abc"))],
    ["base64 of uneven lines", base64Lines(Buffer.alloc(5_000, "abc")).replace("\n", "\n\n")],
    ["quoted-printable", "=61bc".repeat(1_666) + "=61b"],
  ])("an attachment larger than may be held is handed on as it lies: %s", async (transfer, body) => {
    const large = `Content-Type: application/zip; name=l.zip\nContent-Transfer-Encoding: ${transfer.split(" ")[0]}\n\n${body}`;
    const small = `Content-Type: application/zip; name=s.zip\nContent-Transfer-Encoding: base64\n\n${base64Lines("PK")}`;
    const seen = await readMessage(multi("\ntext", large, small), { documentBytes: 4_000 });
    expect(seen.gaps).toEqual([]);
    expect(seen.documents.map(({ name, bytes }) => [name, bytes.size])).toEqual([
      ["l.zip", 5_000],
      ["s.zip", 2],
    ]);
    const bytes = seen.documents[0]?.bytes;
    // Forward, across pieces, and back again.
    for (const [from, length] of [
      [0, 10],
      [7, 4_000],
      [4_990, 100],
      [1, 2],
      [3_333, 1],
      [0, 5_000],
    ] as const) {
      const expected = Buffer.alloc(5_000, "abc").subarray(from, from + length);
      expect(Buffer.from(bytes?.read(from, length) ?? []).equals(expected), `${from} ${length}`).toBe(true);
    }
  });

  it("a picture costs no more than is read of it", async () => {
    const jpeg = Buffer.concat([Buffer.from("ffd8ffe000104a464946", "hex"), Buffer.alloc(300_000, 7)]);
    const part = `Content-Type: image/jpeg; name=p.jpg\nContent-Transfer-Encoding: base64\n\n${base64Lines(jpeg)}`;
    const before = process.memoryUsage().arrayBuffers;
    const seen = await readMessage(multi("\ntext", part));
    const [document] = seen.documents;
    expect(document?.bytes.size).toBe(jpeg.length);
    expect(Buffer.from(document?.bytes.read(0, 4) ?? []).toString("hex")).toBe("ffd8ffe0");
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2_000_000);
    expect(content(document)).toBe(jpeg.toString("utf8"));
  });

  it("a text larger than may be held: it is scanned all the same", async () => {
    const line = `${"word ".repeat(12)}\n`;
    const text = `${line.repeat(60)}S1234567D\n`;
    const seen = await readMessage(`${HEAD}Content-Transfer-Encoding: base64\n\n${base64Lines(text)}\n`, {
      documentBytes: 1_000,
    });
    expect(seen.gaps).toMatchObject([{ reason: "size-limit", examined: "partly" }]);
    expect(textsOf(seen, "body")).toEqual([text]);
  });

  it("more parts than are allowed: one gap", async () => {
    const part = "Content-Type: application/zip; name=a.zip\n\nx";
    const seen = await readMessage(multi(part, part, part, part), { entries: 2 });
    expect(seen.documents).toHaveLength(2);
    expect(seen.gaps).toMatchObject([{ reason: "count-limit", examined: "partly" }]);
  });
});
