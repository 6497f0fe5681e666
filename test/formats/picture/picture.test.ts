import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { bmp, chunk, png, tiff } from "../../../fixtures/make/written.mjs";
import { tinyJpeg } from "../../../fixtures/make/pictures.mjs";
import { picture } from "../../../src/formats/picture/picture.ts";
import { createBudget } from "../../../src/limits/budget.ts";
import { DEFAULT_LIMITS } from "../../../src/limits/limits.ts";
import type { PictureReader } from "../../../src/model/context.ts";
import type { Unfolded } from "../../../src/model/document.ts";
import { coreText, everyPrefix, fileOf, partsOf, reasons, sniffedOf } from "../unfold.ts";

const GREY = { width: 64, height: 40, pixels: Buffer.alloc(64 * 40, 200) };

async function opened(bytes: Uint8Array, pictures?: PictureReader): Promise<Unfolded[]> {
  const document = fileOf("scan", bytes);
  expect(picture.accepts(sniffedOf(document))).toBe(true);
  const items: Unfolded[] = [];
  const context = { budget: createBudget(DEFAULT_LIMITS), insideMessage: false, depth: 0, pictures };
  for await (const item of picture.extract(document, context)) items.push(item);
  return items;
}

/** Reads every picture as the same words, and keeps what it was shown. */
function reader(text: string, confidence = 90): PictureReader & { readonly shown: { bytes: Uint8Array; orientation: number }[] } {
  const shown: { bytes: Uint8Array; orientation: number }[] = [];
  return {
    shown,
    read(bytes, orientation) {
      shown.push({ bytes, orientation });
      return Promise.resolve({ text, repaired: [{ start: 3, end: 5 }], confidence });
    },
  };
}

function jpegWith(marker: number, body: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255]);
  const jpeg = tinyJpeg();
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

const XMP =
  '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description photoshop:CaptionWriter="ah.kow@example.com"><dc:creator><rdf:li>Tan &amp; Sons</rdf:li></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>';
const EXIF = Buffer.concat([Buffer.from("Exif\0\0"), tiff([GREY], [[0x010e, "IC of S1234567D"]], 6)]);

/** IPTC-IIM data sets of record 2. */
function iptc(...values: string[]): Buffer {
  const sets = values.map((value) => {
    const head = Buffer.from([0x1c, 2, 120, 0, Buffer.byteLength(value)]);
    return Buffer.concat([head, Buffer.from(value)]);
  });
  return Buffer.concat(sets);
}

function resources(data: Buffer): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(data.length);
  return Buffer.concat([Buffer.from("Photoshop 3.0\x008BIM\x04\x04\0\0", "latin1"), size, data]);
}

function gif(comment: string): Buffer {
  const sub = Buffer.from(comment);
  return Buffer.concat([
    Buffer.from("GIF89a\x40\0\x28\0\x80\0\0\0\0\0\xff\xff\xff", "latin1"),
    Buffer.from([0x21, 0xfe, sub.length]),
    sub,
    Buffer.from([0, 0x3b]),
  ]);
}

function webp(type: string, data: Buffer): Buffer {
  const vp8x = Buffer.from("VP8X\x0a\0\0\0\x0c\0\0\0\x3f\0\0\x27\0\0", "latin1");
  const size = Buffer.alloc(4);
  size.writeUInt32LE(data.length);
  const body = Buffer.concat([Buffer.from("WEBP"), vp8x, Buffer.from(type), size, data, Buffer.alloc(data.length & 1)]);
  const all = Buffer.alloc(4);
  all.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from("RIFF"), all, body]);
}

function windowsComment(text: string): Buffer {
  const value = Buffer.from(`${text}\0`, "utf16le");
  const out = Buffer.alloc(8 + 2 + 12 + 4 + value.length);
  out.write("II*\0");
  out.writeUInt32LE(8, 4);
  out.writeUInt16LE(1, 8);
  out.writeUInt16LE(0x9c9c, 10);
  out.writeUInt16LE(1, 12);
  out.writeUInt32LE(value.length, 14);
  out.writeUInt32LE(26, 18);
  value.copy(out, 26);
  return out;
}

describe("texts beside the pixels", () => {
  it.each([
    ["Exif of a JPEG", jpegWith(0xe1, EXIF), "Description: IC of S1234567D"],
    ["XMP of a JPEG", jpegWith(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${XMP}`)), "ah.kow@example.com\nTan & Sons"],
    ["IPTC of a JPEG", jpegWith(0xed, resources(iptc("caption S1234567D"))), "caption S1234567D"],
    ["a comment of a JPEG", jpegWith(0xfe, Buffer.from("S1234567D")), "S1234567D"],
    ["tEXt", png(GREY, [chunk("tEXt", Buffer.from("Author\0Tan Ah Kow"))]), "Author: Tan Ah Kow"],
    [
      "zTXt",
      png(GREY, [chunk("zTXt", Buffer.concat([Buffer.from("Comment\0\0"), deflateSync("S1234567D")]))]),
      "Comment: S1234567D",
    ],
    ["iTXt", png(GREY, [chunk("iTXt", Buffer.from("Title\0\0\0en\0Titel\0陈 S1234567D"))]), "Title: 陈 S1234567D"],
    ["XMP of a PNG", png(GREY, [chunk("iTXt", Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${XMP}`))]), "Tan & Sons"],
    ["eXIf of a PNG", png(GREY, [chunk("eXIf", windowsComment("IC S1234567D 陈"))]), "Comment: IC S1234567D 陈"],
    ["a TIFF's own", tiff([GREY], [[0x013b, "Tan Ah Kow"]]), "Artist: Tan Ah Kow"],
    ["a comment of a GIF", gif("S1234567D"), "S1234567D"],
    ["Exif of a WebP", webp("EXIF", EXIF.subarray(6)), "Description: IC of S1234567D"],
    ["XMP of a WebP", webp("XMP ", Buffer.from(XMP)), "Tan & Sons"],
    ["XMP of a HEIC", Buffer.from(`\0\0\0\x18ftypheic\0\0\0\0mif1heic....${XMP}`, "latin1"), "Tan & Sons"],
  ])("%s", async (_, bytes, text) => {
    const items = await opened(bytes);
    const [part] = partsOf(items);
    expect(coreText(part === undefined ? [] : [part])).toContain(text);
    expect(part?.role).toBe("metadata");
    expect(reasons(items)).toEqual(["image-not-read/none"]);
  });

  it.each([
    ["damaged", (packed: Buffer) => packed.fill(0xff, packed.length - 12)],
    ["cut off", (packed: Buffer) => packed.subarray(0, packed.length - 12)],
  ])("tells a compressed text that is %s, and what stands before the damage", async (_, spoil) => {
    const text = Array.from({ length: 300 }, (_item, at) => `row ${(at * 7919) % 1000} `).join("");
    const packed = spoil(deflateSync(`NRIC S1234567D ${text}`));
    const items = await opened(png(GREY, [chunk("zTXt", Buffer.concat([Buffer.from("Comment\0\0"), packed]))]));
    expect(coreText(partsOf(items))).toContain("NRIC S1234567D");
    expect(reasons(items)).toEqual(["malformed/partly", "image-not-read/none"]);
  });

  it("does not follow directories that lead to each other, and none that lie outside", async () => {
    const loop = tiff([GREY, GREY]);
    const view = new DataView(loop.buffer, loop.byteOffset);
    const first = view.getUint32(4, true);
    view.setUint32(first + 2 + view.getUint16(first, true) * 12, first, true);
    expect(reasons(await opened(loop, reader("words")))).toEqual([]);
    view.setUint32(4, 0xfffffff0, true);
    expect(reasons(await opened(loop))).toEqual(["image-not-read/none"]);
  });

  it("tells every prefix of a picture", async () => {
    await everyPrefix("a.jpg", jpegWith(0xe1, EXIF).subarray(0, 2_000), 1, 4);
    await everyPrefix("a.webp", webp("EXIF", windowsComment("S1234567D")), 1, 12);
    await everyPrefix("a.gif", gif("S1234567D"), 1, 6);
    await everyPrefix("a.png", png(GREY, [chunk("tEXt", Buffer.from("Author\0Tan Ah Kow"))]), 1, 8);
  });
});

describe("words in the pixels", () => {
  it("are a text that a machine read, with what it put right in bytes", async () => {
    const items = await opened(png(GREY), reader("陈 S1"));
    expect(partsOf(items).map(({ role, read }) => ({ role, read }))).toEqual([
      { role: "body", read: { repaired: [{ start: 5, end: 6 }] } },
    ]);
    expect(reasons(items)).toEqual([]);
  });

  it("are read on every page of a TIFF, each with its number, turned as the file says", async () => {
    const pages = [GREY, { ...GREY, pixels: Buffer.alloc(64 * 40, 9) }, GREY];
    const seen = reader("words");
    const items = await opened(tiff(pages, [], 6), seen);
    expect(partsOf(items).map(({ steps }) => steps)).toEqual([1, 2, 3].map((page) => [{ kind: "page", page }]));
    expect(seen.shown.map(({ orientation }) => orientation)).toEqual([6, 6, 6]);
    const starts = seen.shown.map(({ bytes }) => Buffer.from(bytes).readUInt32LE(4));
    expect(new Set(starts).size).toBe(3);
  });

  it("are read of a bitmap as a portable map", async () => {
    const seen = reader("words");
    await opened(bmp(GREY, 32), seen);
    expect(Buffer.from(seen.shown[0]?.bytes ?? []).toString("latin1", 0, 15)).toBe("P6\n64 40\n255\n\xc8\xc8");
  });

  it.each([
    ["hardly be made out", reader("x x x", 10), png(GREY), ["image-not-read/partly"]],
    ["be decoded", { read: () => Promise.resolve(undefined) }, png(GREY), ["image-not-read/none"]],
    [
      "be decoded by anybody",
      reader("words"),
      Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1"),
      ["image-not-read/none"],
    ],
    ["fit in memory", reader("words"), png({ ...GREY, width: 64 }).fill(0x7f, 16, 24), ["size-limit/none"]],
    ["be words, because it is too small", reader("words"), png({ width: 8, height: 8, pixels: Buffer.alloc(64) }), []],
  ])("that cannot %s are told", async (_, pictures, bytes, expected) => {
    expect(reasons(await opened(bytes, pictures))).toEqual(expected);
  });
});
