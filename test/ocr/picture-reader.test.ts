import { describe, expect, it } from "vitest";
import { bmp, png, tiff, turned, written } from "../../fixtures/make/written.mjs";
import { bitmapToPixmap } from "../../src/formats/picture/bitmap.ts";
import { canReadPictures } from "../../src/ocr/core.ts";
import { createPictureReader } from "../../src/ocr/picture-reader.ts";

const LINES = ["Application form", "NRIC No: S1234567D", "Card: 4111 1111 1111 1111", "Tel: 9123 4567"];
const reader = createPictureReader();
const sheet = await written(LINES);

const squeezed = (text: string | undefined): string => (text ?? "").replaceAll(/\s/g, "");

describe("createPictureReader", () => {
  it("finds its packages", () => {
    expect(canReadPictures()).toBe(true);
  });

  it.each([
    ["a sheet", () => png(sheet), 1],
    ["a TIFF", () => tiff([sheet]), 1],
    ["a bitmap with a palette", () => bitmapToPixmap(bmp(sheet, 8)), 1],
    ["a bitmap of 24 bits from the top", () => bitmapToPixmap(bmp(sheet, 24)), 1],
    ["a bitmap of 32 bits", () => bitmapToPixmap(bmp(sheet, 32)), 1],
    ["a sheet on its left side", () => png(turned(sheet, 3)), 1],
    ["a sheet on its right side", () => png(turned(sheet, 1)), 1],
    ["a sheet upside down", () => png(turned(sheet, 2)), 1],
    ["a sheet that says how it is to be turned", () => png(turned(sheet, 3)), 6],
  ])(
    "reads %s",
    async (_, picture, orientation) => {
      const read = await reader.read(picture() ?? Buffer.alloc(0), orientation);
      for (const line of LINES) expect(squeezed(read?.text)).toContain(squeezed(line));
      expect(read?.confidence).toBeGreaterThan(70);
    },
    30_000,
  );

  it("says of what is no picture, or is cut off before its pixels, that it cannot be decoded, and goes on", async () => {
    expect(await reader.read(Buffer.from("no picture"), 1)).toBeUndefined();
    expect(await reader.read(png(sheet).subarray(0, 60), 1)).toBeUndefined();
    expect((await reader.read(png(sheet), 1))?.text).toContain("Application");
  });

  it("finds no words on an empty sheet", async () => {
    const empty = { ...sheet, pixels: Buffer.alloc(sheet.pixels.length, 255) };
    expect(squeezed((await reader.read(png(empty), 1))?.text)).toBe("");
  });
});
