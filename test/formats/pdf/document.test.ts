import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import { embedded, FIRST_EXTRA, line, lines, pdf, string } from "../../../fixtures/make/pdf.mjs";
import { contents, coreText, documentsOf, fileOf, gapsOf, partsOf, reasons, unfold } from "../unfold.ts";

const CONTENT = lines(50, 700, ["Dear Mr Tan", "your number is S7654321X"]);
const SAID = "Dear Mr Tan\nyour number is S7654321X";

/** Role and text of each part of a document. */
async function told(bytes: Buffer): Promise<string[]> {
  const parts = partsOf(await unfold(fileOf("a.pdf", bytes)));
  return parts.map((part) => `${part.role}: ${coreText([part]).trim()}`);
}

describe("layouts of a file", () => {
  it.each([
    ["a table of cross-references", { layout: "table" }, []],
    ["object and cross-reference streams", { layout: "streams" }, []],
    ["a table that points astray", { layout: "broken" }, ["malformed/partly"]],
    ["neither table nor trailer", { layout: "none" }, ["malformed/partly"]],
    ["junk before the header", { junk: Buffer.from("\x1b%-12345X@PJL ENTER LANGUAGE=PDF\r\n") }, []],
  ] as const)("%s", async (_, how, expected) => {
    const items = await unfold(fileOf("a.pdf", pdf([{ content: CONTENT }], {}, how)));
    expect(coreText(partsOf(items))).toContain(SAID);
    expect(reasons(items)).toEqual(expected);
  });

  it("finds what a font says by its map also where the file is damaged", async () => {
    const moved = line(50, 700, "your number is S7654321X", { font: "F2" });
    expect((await told(pdf([{ content: moved }], {}, { layout: "none" }))).join()).toContain("your number is S7654321X");
  });
});

describe("encryption", () => {
  const ciphers = ["rc4-40", "rc4-128", "aes-128", "aes-256"] as const;
  it.each(ciphers)("%s with a password of the owner alone is read", async (cipher) => {
    const bytes = pdf(
      [{ content: CONTENT }],
      { info: `/Author ${string("Tan Ah Kow")}` },
      { secure: { cipher, user: "", owner: "o" } },
    );
    expect(await told(bytes)).toEqual([`body: ${SAID}`, "metadata: Author: Tan Ah Kow"]);
  });
  it.each(ciphers)("%s with a password of the user is a gap", async (cipher) => {
    const items = await unfold(fileOf("a.pdf", pdf([{ content: CONTENT }], {}, { secure: { cipher, user: "u", owner: "o" } })));
    expect(items).toEqual([expect.objectContaining({ kind: "gap", reason: "encrypted", examined: "none" })]);
  });
  it("of a damaged file is a gap, and no text is made of what is encrypted", async () => {
    const whole = pdf([{ content: CONTENT }], {}, { secure: { cipher: "aes-128", user: "u", owner: "o" } });
    const items = await unfold(fileOf("a.pdf", Buffer.concat([whole.subarray(0, -20)])));
    expect(new Set(reasons(items))).toEqual(new Set(["encrypted/none"]));
    expect(partsOf(items)).toEqual([]);
  });
});

describe("what stands beside the text", () => {
  it("form fields with their labels, each once", async () => {
    const first = FIRST_EXTRA;
    const field = (name: string, value: string, more = ""): string =>
      `<< /Type /Annot /Subtype /Widget /FT /Tx /T ${string(name)} /V ${string(value)} /Rect [100 600 200 620] ${more} >>`;
    const bytes = pdf(
      [
        { content: CONTENT, more: `/Annots [${first} 0 R ${first + 1} 0 R]` },
        { content: CONTENT, more: `/Annots [${first} 0 R]` },
      ],
      {
        objects: [
          { text: field("form1[0].page[0].NRIC[0]", "S1111111X") },
          { text: field("f2", "Blk 12 Bedok", `/TU ${string("Home address")}`) },
        ],
        catalog: `/AcroForm << /Fields [${first} 0 R ${first + 1} 0 R] >>`,
      },
    );
    expect(await told(bytes)).toEqual([`body: ${SAID}`, "body: NRIC: S1111111X\nHome address: Blk 12 Bedok", `body: ${SAID}`]);
  });

  it("a value that the page shows stands beside its label, and once", async () => {
    const first = FIRST_EXTRA;
    const bytes = pdf([{ content: line(50, 605, "NRIC"), more: `/Annots [${first} 0 R]` }], {
      objects: [
        {
          text: `<< /Type /Annot /Subtype /Widget /FT /Tx /F 4 /T ${string("a")} /V ${string("S1111111X")} /Rect [100 600 200 620] /AP << /N ${first + 1} 0 R >> >>`,
        },
        {
          text: "/Type /XObject /Subtype /Form /BBox [0 0 100 20] /Resources << /Font << /F1 4 0 R >> >>",
          stream: Buffer.from("BT /F1 10 Tf 2 5 Td (S1111111X) Tj ET"),
        },
      ],
      catalog: `/AcroForm << /Fields [${first} 0 R] >>`,
    });
    expect(await told(bytes)).toEqual([expect.stringMatching(/^body: NRIC\sS1111111X$/)]);
  });

  it("packets of an XFA form", async () => {
    const bytes = pdf([{ content: CONTENT }], {
      objects: [{ text: "", stream: Buffer.from("<xfa:data><form><NRIC>S1111111X</NRIC></form></xfa:data>") }],
      catalog: `/AcroForm << /Fields [] /XFA [${string("datasets")} ${FIRST_EXTRA} 0 R] >>`,
    });
    expect(await told(bytes)).toContain("body: NRIC: S1111111X");
  });

  it("comments with their authors, and links", async () => {
    const annotations = [
      `<< /Type /Annot /Subtype /Text /Rect [10 10 20 20] /T ${string("Lim Bee Hoon")} /Contents ${string("call 9123 4567")} >>`,
      `<< /Type /Annot /Subtype /Link /Rect [10 10 20 20] /A << /S /URI /URI ${string("mailto:tan%40example.com")} >> >>`,
    ];
    const bytes = pdf([{ content: CONTENT, more: `/Annots [${annotations.join(" ")}]` }]);
    expect(await told(bytes)).toEqual([`body: ${SAID}`, "body: Lim Bee Hoon\ncall 9123 4567\nmailto:tan@example.com"]);
  });

  it("properties, bookmarks and XMP", async () => {
    const xmp = `<?xpacket begin="" id="W5M0"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description><dc:creator><rdf:Seq><rdf:li>Lim Bee Hoon</rdf:li></rdf:Seq></dc:creator><xmp:CreateDate>2020-01-01</xmp:CreateDate></rdf:Description></x:xmpmeta>`;
    const bytes = pdf([{ content: CONTENT }], {
      info: `/Author ${string("T\u00e4n")} /Badge ${string("number 12")} /CreationDate (D:20200101)`,
      objects: [
        { text: `<< /First ${FIRST_EXTRA + 1} 0 R /Last ${FIRST_EXTRA + 1} 0 R >>` },
        // Its next one is itself.
        { text: `<< /Title ${string("Case of Mr Tan")} /Parent ${FIRST_EXTRA} 0 R /Next ${FIRST_EXTRA + 1} 0 R >>` },
        { text: "/Type /Metadata /Subtype /XML", stream: Buffer.from(xmp), plain: true },
      ],
      catalog: `/Outlines ${FIRST_EXTRA} 0 R /Metadata ${FIRST_EXTRA + 2} 0 R`,
    });
    expect((await told(bytes)).slice(1)).toEqual([
      "metadata: Author: T\u00e4n\nBadge: number 12",
      "body: Case of Mr Tan",
      "metadata: li: Lim Bee Hoon",
    ]);
  });

  it("embedded files are documents", async () => {
    const files = [
      { name: "list.csv", bytes: Buffer.from("name,nric\nTan,S1111111X\n") },
      { name: "\u8868.txt", bytes: Buffer.from("more") },
    ];
    const { catalog, objects } = embedded(files, FIRST_EXTRA);
    const items = await unfold(fileOf("a.pdf", pdf([{ content: CONTENT }], { catalog, objects })));
    expect(contents(items)).toEqual(files.map(({ name, bytes }) => [name, bytes.toString()]));
    expect(documentsOf(items).map(({ steps }) => steps)).toEqual([
      [{ kind: "attachment", index: 0, name: "list.csv" }],
      [{ kind: "attachment", index: 1, name: "\u8868.txt" }],
    ]);
  });

  it("a file that hangs on an annotation is a document", async () => {
    const { objects } = embedded([{ name: "a.txt", bytes: Buffer.from("hung on") }], FIRST_EXTRA);
    const more = `/Annots [<< /Type /Annot /Subtype /FileAttachment /Rect [1 1 9 9] /FS ${FIRST_EXTRA} 0 R >>]`;
    expect(contents(await unfold(fileOf("a.pdf", pdf([{ content: CONTENT, more }], { objects }))))).toEqual([
      ["a.txt", "hung on"],
    ]);
  });
});

describe("limits", () => {
  it("an embedded file above the limit is a gap", async () => {
    const { catalog, objects } = embedded([{ name: "zeros", bytes: Buffer.alloc(100_000) }], FIRST_EXTRA);
    const items = await unfold(fileOf("a.pdf", pdf([{ content: CONTENT }], { catalog, objects })), { documentBytes: 50_000 });
    expect(reasons(items)).toEqual(["size-limit/none"]);
    expect(documentsOf(items)).toEqual([]);
  });
  it("pages above the count are a gap that says how many", async () => {
    const pages = Array.from({ length: 20 }, () => ({ content: CONTENT }));
    const items = await unfold(fileOf("a.pdf", pdf(pages)), { entries: 5 });
    expect(reasons(items)).toEqual(["count-limit/partly"]);
    expect(gapsOf(items)[0]?.detail).toBe("15 pages were not read");
    expect(partsOf(items)).toHaveLength(5);
  });
  it("a page count without pages ends soon", async () => {
    const bytes = Buffer.from(
      pdf([{ content: CONTENT }])
        .toString("latin1")
        .replace("/Count 1 ", "/Count 900000 "),
      "latin1",
    );
    const items = await unfold(fileOf("a.pdf", bytes));
    expect(coreText(partsOf(items))).toContain(SAID);
    expect(reasons(items).length).toBeGreaterThan(0);
  }, 5_000);
});
