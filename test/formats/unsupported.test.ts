import { describe, expect, it } from "vitest";
import { chosen, coreText, fileOf, gapsOf, partsOf, reasons, unfold } from "./unfold.ts";
import { randomBytes } from "./random.ts";

const rest = Buffer.alloc(64);
const ascii = (start: string, ...more: Uint8Array[]): Buffer => Buffer.concat([Buffer.from(start, "latin1"), ...more, rest]);
const hex = (start: string): Buffer => Buffer.concat([Buffer.from(start, "hex"), rest]);
const footed = (footer: string): Buffer =>
  Buffer.concat([Buffer.alloc(2_000, 7), Buffer.from(footer), Buffer.alloc(512 - footer.length)]);

describe("what no reader knows is named", () => {
  it.each<[string, Buffer, string]>([
    ["x.ace", ascii("1234567**ACE**"), "ace archive: not read by this version"],
    ["x.arj", hex("60ea2a001e080102"), "arj archive: not read by this version"],
    ["x.zpaq", hex("376b5374a03183d38cb228b0d3"), "zpaq archive: not read by this version"],
    ["x.sit", ascii("StuffIt (c)1997-2001"), "StuffIt archive: not read by this version"],
    ["x.xar", hex("7861722100 1c0001".replace(" ", "")), "xar archive: not read by this version"],
    ["x.vhd", footed("conectix"), "disc image (vhd): the files in it were not read"],
    ["x.dmg", footed("koly"), "disc image (dmg): the files in it were not read"],
    ["x.vhdx", ascii("vhdxfile"), "disc image (vhdx): the files in it were not read"],
    ["x.vmdk", hex("4b444d5601000000"), "disc image (vmdk): the files in it were not read"],
    ["x.qcow2", hex("514649fb00000003"), "disc image (qcow): the files in it were not read"],
    ["x.wim", ascii("MSWIM\0\0\0"), "disc image (wim): the files in it were not read"],
    ["x.e01", hex("4556 46090d0aff00".replace(" ", "")), "EnCase disc image: the files in it were not read"],
    ["x.exe", hex("4d5a900003000000"), "Windows program: a program or its data, not read"],
    [
      "core",
      Buffer.concat([hex("7f454c46020101000000000000000000").subarray(0, 16), Buffer.from([4, 0]), rest]),
      "memory dump: a program or its data, not read",
    ],
    ["x.mp3", ascii("ID3\x03\0"), "audio: not transcribed"],
    ["x.mp4", ascii("\0\0\0\x18ftypisom"), "video or audio: not transcribed"],
    ["x.wmv", hex("3026b2758e66cf11"), "video or audio: not transcribed"],
    ["x.ttf", hex("0001000000"), "font: a program or its data, not read"],
    ["x.zip.004", randomBytes(1, 3_000), "a later part of a split archive: not read without the parts before"],
    ["x.z03", randomBytes(1, 3_000), "a later part of a split archive: not read without the parts before"],
  ])("%s", async (name, bytes, detail) => {
    const items = await unfold(fileOf(name, bytes));
    expect(items).toEqual([{ kind: "gap", steps: [], reason: "unsupported", examined: "none", detail }]);
  });

  it.each<[string, Buffer, string, string]>([
    ["x.wk1", hex("00000200060406000800"), "unsupported", "Lotus 1-2-3 sheet: only what is printable in it was read"],
    ["._x.doc", hex("0005160700020000"), "unsupported", "macOS metadata of a file: only what is printable in it was read"],
    [
      "x.Z",
      hex("1f9dff"),
      "malformed",
      "begins as compress (.Z) data, but cannot be read as such: only what is printable in it was read",
    ],
  ])("%s is searched", async (name, bytes, reason, detail) => {
    const items = await unfold(fileOf(name, Buffer.concat([bytes, Buffer.from("Tan Ah Kow S1234567D")])));
    expect(coreText(partsOf(items))).toContain("S1234567D");
    expect(gapsOf(items).map((one) => [one.reason, one.detail])).toEqual([[reason, detail]]);
  });

  it("calls audio without a tag audio", async () => {
    const frames = Buffer.concat(
      Array.from({ length: 20 }, () => Buffer.concat([Buffer.from("fffb9064", "hex"), Buffer.alloc(413)])),
    );
    expect(gapsOf(await unfold(fileOf("x.mp3", frames))).map(({ detail }) => detail)).toEqual(["audio: not transcribed"]);
  });

  it.each<[string, Buffer]>([
    ["x.kdbx", hex("03d9a29a67fb4bb5")],
    ["x.luks", hex("4c554b53babe")],
    ["x.img", ascii("\xebX\x90-FVE-FS-")],
    ["x.age", ascii("age-encryption.org/v1\n", randomBytes(2, 500))],
    [
      "x.gpg, to a key",
      Buffer.concat([Buffer.from("85010c03 0123456789abcdef 01".replaceAll(" ", ""), "hex"), randomBytes(3, 400)]),
    ],
    ["x.gpg, by a password", Buffer.concat([Buffer.from("8c0d0409030a", "hex"), randomBytes(4, 400)])],
    ["x.hc", randomBytes(5, 3_000)],
  ])("%s is encrypted", async (name, bytes) => {
    expect(reasons(await unfold(fileOf(name, bytes)))).toEqual(["encrypted/none"]);
  });

  it.each([
    "AC1015, the order of Tan",
    "vhd files of Tan",
    "ZOO of Singapore",
    "SIT! said Tan",
    "AES is a cipher",
    "age-encryption is good",
    "PAGE DUMP",
  ])("a text that begins like one of them is text: %s", (content) => {
    expect(chosen(fileOf("x", content)).id).toBe("text");
  });
});

describe("what is printable in documents that no reader knows", () => {
  const noise = randomBytes(9, 9_000);
  const wide = Buffer.from("NRIC S1234567D", "utf16le");
  it.each<[string, Buffer, string]>([
    ["notes.one", hex("e4525c7b8cd8a74daeb15378d02996d3"), "OneNote section"],
    ["data.mdb", ascii("\0\x01\0\0Standard Jet DB\0"), "Access database"],
    ["plan.dwg", ascii("AC1032\0\0\0\0\0\0"), "AutoCAD drawing (dwg)"],
    ["priv.edb", hex("0102030 4efcdab89".replace(" ", "")), "Exchange or Windows database (ESE)"],
    ["book.qbw", Buffer.from([1, 2, 3, 4]), "QuickBooks company file"],
    ["blob", Buffer.from([1, 2, 3, 4]), "binary data"],
  ])("%s", async (name, start, kind) => {
    const items = await unfold(
      fileOf(name, Buffer.concat([start, noise, Buffer.from("\0phone 8123 4567\0"), noise, wide, Buffer.from([1, 0]), noise])),
    );
    const parts = partsOf(items);
    expect(coreText(parts)).toMatch(/^phone 8123 4567$/m);
    expect(coreText(parts)).toMatch(/^NRIC S1234567D$/m);
    expect(parts[0]).toMatchObject({ role: "metadata", record: "line" });
    expect(gapsOf(items)).toEqual([
      {
        kind: "gap",
        steps: [],
        reason: "unsupported",
        examined: "partly",
        detail: `${kind}: only what is printable in it was read`,
      },
    ]);
  });

  it("finds both widths at any place, also on the borders of what is read at once", async () => {
    for (let shift = 0; shift < 40; shift += 1) {
      const bytes = Buffer.alloc(8_192, 1);
      bytes.write("S1234567D", 4_076 + shift, "latin1");
      Buffer.from("F7654321X", "utf16le").copy(bytes, 8_192 - 60 + shift);
      const text = coreText(partsOf(await unfold(fileOf("x", Buffer.concat([bytes, Buffer.alloc(4_096, 1)])))));
      expect(text, `shift ${shift}`).toBe("S1234567D\nF7654321X\n");
    }
  });

  it("short runs are noise, and in even data longer ones are", async () => {
    const items = await unfold(fileOf("x", Buffer.from("\x01abcde\x02\x03\x01S1234\x01\x02abcdef\x01\x02\x03\x04", "latin1")));
    expect(coreText(partsOf(items))).toBe("abcdef\n");
    const even = coreText(partsOf(await unfold(fileOf("x", randomBytes(1, 4_000_000)))));
    expect(even.length).toBeLessThan(4_000_000 / 300);
    expect(even.split("\n").every((line) => line === "" || line.length >= 6)).toBe(true);
  });
});
