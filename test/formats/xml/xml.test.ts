import { describe, expect, it } from "vitest";
import { createRandom } from "../../../fixtures/make/random.mjs";
import { oneOfEach } from "../../../fixtures/make/nric.mjs";
import { survivesDamage } from "../damage.ts";
import { type Cell, cellsOf, chosen, coreText, documentsOf, everyPrefix, fileOf, partsOf, reasons, unfold } from "../unfold.ts";

const [ann = "", ben = ""] = oneOfEach(createRandom(13));
const CUSTOMERS = `<?xml version="1.0"?>
<c:customers xmlns:c="urn:c">
  <c:customer id="91" type="a>b"><name>Tan &amp; Co &#x41;</name><nric>${ann}</nric>
    <note>Call <b>9123</b> 4567</note></c:customer>
  <c:customer id="92"><name><![CDATA[<b>]]></name><nric>${ben}</nric></c:customer>
</c:customers>
`;

async function told(content: string | Uint8Array, name = "x.xml"): Promise<Cell[]> {
  return cellsOf(partsOf(await unfold(fileOf(name, content))));
}

describe("XML", () => {
  it("gives texts and attributes with their paths; repeated elements are records", async () => {
    expect(await told(CUSTOMERS)).toEqual([
      ["91", "customer.id", 1, 3, 3],
      ["a>b", "customer.type", 1, 3, 3],
      ["Tan & Co A", "customer.name", 1, 3, 40],
      [ann, "customer.nric", 1, 3, 72],
      ["Call 9123 4567", "customer.note", 1, 4, 11],
      ["92", "customer.id", 2, 5, 3],
      ["<b>", "customer.name", 2, 5, 29],
      [ben, "customer.nric", 2, 5, 57],
    ]);
  });

  it.each([
    [
      "rows of attributes",
      `<t><row Id="1" Phone="91234567"/><row Id="2" Phone="81234567"/></t>`,
      ["91234567", "row.Phone", 1],
      ["81234567", "row.Phone", 2],
    ],
    [
      "fields with names",
      `<r><f name="NRIC">${ann}</f><f name="Phone">91234567</f></r>`,
      [ann, "f.NRIC", 0],
      ["91234567", "f.Phone", 0],
    ],
    [
      "property lists",
      `<plist><array><dict><key>Phone</key><string>91234567</string></dict><dict><key>Phone</key><string>2</string></dict></array></plist>`,
      ["91234567", "array.dict.Phone", 1],
      ["2", "array.dict.Phone", 2],
    ],
    ["lists of texts", `<l><i>${ann}</i><i>${ben}</i></l>`, [ann, "i", 1], [ben, "i", 2]],
    ["comments", `<a><!-- call 91234567 --><b>1</b></a>`, ["call 91234567", "", 0], ["1", "b", 0]],
  ])("knows %s", async (_, content, first, second) => {
    const cells = (await told(content)).map(([text, label, record]) => [text, label, record]);
    expect(cells).toContainEqual(first);
    expect(cells).toContainEqual(second);
  });

  it("tells the first record apart although its sibling comes much later", async () => {
    const cells = await told(`<l><head>x</head><p><n>${ann}</n><t>${"y".repeat(600_000)}</t></p><p><n>${ben}</n></p></l>`);
    expect(cells.filter(([, label]) => label === "p.n").map(([, , record]) => record)).toEqual([1, 2]);
  });

  it.each(["<a>".repeat(5_000) + ann, `<?xml version="1.0"?>${"<a>".repeat(1_200)}${ann}${"</a>".repeat(1_200)}`])(
    "reads what is nested too deeply as text",
    async (content) => {
      const items = await unfold(fileOf("x.xml", content));
      expect(coreText(partsOf(items))).toContain(ann);
      expect(reasons(items)).toEqual(["depth-limit/partly"]);
    },
  );

  it.each([
    ["an end that is missing", `<a><b>1<c>${ann}</c>`],
    ["an end of nothing", `<a></b><c>${ann}</c></a>`],
    ["a sign that opens nothing", `<a>1 < 2 <c>${ann}</c></a>`],
    ["a section that does not end", `<a><c>${ann}</c><![CDATA[ x`],
    ["a quotation mark that does not end", `<a><b x="1>${ann}</b></a>`],
  ])("reads on behind %s", async (_, content) => {
    const items = await unfold(fileOf("x.xml", `<?xml version="1.0"?>${content}`));
    expect(coreText(partsOf(items))).toContain(ann);
    expect(reasons(items)).toEqual(["malformed/partly"]);
  });

  it("does not expand entities of its own", async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "${ann}"><!ENTITY b "&a;&a;">]><x>&b;&#0;&amp;amp;</x>`;
    const cells = await told(bomb);
    expect(cells.at(-1)?.[0]).toBe("&b;&#0;&amp;");
    expect(cells[0]?.[0]).toContain(ann);
  });

  it("decodes the charset that it declares", async () => {
    const big5 = Buffer.concat([
      Buffer.from(`<?xml version="1.0" encoding="Big5"?><a><b>`),
      Buffer.from("b3afa46aa4e5", "hex"),
      Buffer.from("</b></a>"),
    ]);
    expect((await told(big5))[0]?.[0]).toBe("陳大文");
    expect(
      (await told(Buffer.from(`\ufeff<?xml version="1.0" encoding="utf-16"?><a><b>${ann}</b></a>`, "utf16le")))[0]?.[0],
    ).toBe(ann);
  });

  it("opens files in base64", async () => {
    const file = Buffer.concat([Buffer.from("ffd8ffe000104a464946", "hex"), Buffer.alloc(400, 7)]);
    const items = await unfold(fileOf("x.xml", `<a><data>\n${file.toString("base64").replace(/.{60}/g, "$&\n")}</data></a>`));
    expect(documentsOf(items).map(({ bytes }) => bytes.size)).toEqual([410]);
  });

  it.each([
    ["html", "x.html", "<!doctype html><p>a"],
    ["html", "x", "<html><body>a</body></html>"],
    ["text", "x.txt", "<tan@example.com> wrote:\n> hello"],
    ["text", "x.php", "<?php echo 1; ?>"],
    ["xml", "x", "<a><b>1</b></a>"],
    ["xml", "x.svg", "<svg xmlns='http://www.w3.org/2000/svg'><text>1</text></svg>"],
  ])("leaves %s alone: %s", (format, name, content) => {
    expect(chosen(fileOf(name, content)).id).toBe(format);
  });

  it.each(["<", "<a ", "<!--", "<![CDATA[", "<!x ", "<?", "<a '>", "&#", "<a \"'>", "</"])(
    "reads a hundred thousand times %j within seconds",
    async (piece) => {
      const started = performance.now();
      const items = await unfold(fileOf("x.xml", `<?xml version="1.0"?><a>${piece.repeat(400_000)}`));
      expect(items.length).toBeGreaterThan(0);
      expect(performance.now() - started).toBeLessThan(4_000);
    },
  );

  it("tells every prefix, and survives damage", async () => {
    await everyPrefix("x.xml", Buffer.from(CUSTOMERS), 3, 8);
    await survivesDamage("xml", Buffer.from(CUSTOMERS), 100);
  });
});
