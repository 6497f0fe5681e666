import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { oneOfEach } from "../../../fixtures/make/nric.mjs";
import { line, pdf } from "../../../fixtures/make/pdf.mjs";
import { createRandom } from "../../../fixtures/make/random.mjs";
import { contents, coreText, fileOf, gapsOf, partsOf, unfold } from "../unfold.ts";

const [ann = "", ben = ""] = oneOfEach(createRandom(31));
const FIRST = 9;

/** A PDF with embedded files: a bomb that is larger than the memory of PDFium, and a small one behind it. */
function withBomb(): Buffer {
  const bomb = deflateSync(deflateSync(Buffer.alloc(900 * 1024 ** 2)));
  const names = `/Names << /EmbeddedFiles << /Names [(a) ${FIRST} 0 R (b) ${FIRST + 2} 0 R] >> >>`;
  const objects = [
    { text: `<< /Type /Filespec /F (a.txt) /EF << /F ${FIRST + 1} 0 R >> >>` },
    { text: "/Type /EmbeddedFile /Filter [/FlateDecode /FlateDecode]", stream: bomb, plain: true as const },
    { text: `<< /Type /Filespec /F (b.txt) /EF << /F ${FIRST + 3} 0 R >> >>` },
    { text: "/Type /EmbeddedFile", stream: Buffer.from(`NRIC ${ben}`), plain: true as const },
  ];
  return pdf([{ content: line(50, 700, `NRIC ${ann}`) }], { objects, catalog: names });
}

describe("an embedded file that PDFium breaks down over", () => {
  it("costs itself: the pages are told once, and so is the file behind it", async () => {
    const items = await unfold(fileOf("x.pdf", withBomb()));
    expect(coreText(partsOf(items)).split(ann).length - 1).toBe(1);
    expect(contents(items)).toEqual([["b.txt", `NRIC ${ben}`]]);
    expect(gapsOf(items).map(({ detail }) => detail)).toContain("the reader of PDF broke down beside the pages");
  }, 30_000);
});
