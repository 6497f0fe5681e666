import { describe, expect, it } from "vitest";
import { lines, pdf, picture } from "../../../fixtures/make/pdf.mjs";
import { pdf as format } from "../../../src/formats/pdf/pdf.ts";
import { createBudget } from "../../../src/limits/budget.ts";
import { DEFAULT_LIMITS } from "../../../src/limits/limits.ts";
import type { PictureReader } from "../../../src/model/context.ts";
import type { Unfolded } from "../../../src/model/document.ts";
import { coreText, fileOf, partsOf, reasons } from "../unfold.ts";

const PICTURE = { content: "q 400 0 0 500 100 200 cm /P1 Do Q\n" };
const TEXT = lines(50, 750, ["words around the picture"]);
const EXTRAS = { objects: [picture(400, 500)], resources: "/XObject << /P1 9 0 R >>" };

/** Reads every picture as these words, and keeps how dark the upper part of each was, where the text stands. */
function reader(text: string, confidence = 90): PictureReader & { readonly dark: number[] } {
  const dark: number[] = [];
  return {
    dark,
    read(bytes) {
      const start = Buffer.from(bytes).indexOf("\n255\n") + 5;
      const above = bytes.subarray(start, start + Math.floor((bytes.length - start) / 8));
      dark.push(above.filter((pixel) => pixel < 128).length);
      return Promise.resolve({ text, repaired: [], confidence });
    },
  };
}

async function read(bytes: Buffer, pictures?: PictureReader): Promise<Unfolded[]> {
  const items: Unfolded[] = [];
  const context = { budget: createBudget(DEFAULT_LIMITS), insideMessage: false, depth: 0, pictures };
  for await (const item of format.extract(fileOf("a.pdf", bytes), context)) items.push(item);
  return items;
}

describe("pages that are to be read as pictures", () => {
  it("are gaps without a reader", async () => {
    expect(reasons(await read(pdf([PICTURE], EXTRAS)))).toEqual(["image-not-read/none"]);
  });

  it("are texts that a machine read, each with its page and lines of its own", async () => {
    const items = await read(pdf([PICTURE, PICTURE], EXTRAS), reader("first line\nsecond line\n"));
    expect(reasons(items)).toEqual([]);
    const parts = partsOf(items);
    expect(parts.map(({ steps, origin, read: machine }) => [steps, origin.line, machine])).toEqual([
      [[{ kind: "page", page: 1 }], 1, { repaired: [] }],
      [[{ kind: "page", page: 2 }], 5, { repaired: [] }],
    ]);
    expect(coreText(parts.slice(0, 1))).toBe("first line\nsecond line\n");
  });

  it("show their pictures without the text around them, which is read already", async () => {
    const seen = reader("words of the picture");
    const items = await read(pdf([{ content: TEXT + PICTURE.content }], EXTRAS), seen);
    expect(partsOf(items).map((part) => coreText([part]).trim())).toEqual(["words around the picture", "words of the picture"]);
    expect(seen.dark).toEqual([0]);
    expect(reasons(items)).toEqual([]);
  });
});
