import { describe, expect, it } from "vitest";
import { ar, cab, cpio, rar4, rar5, sevenZip } from "../../../fixtures/make/containers.mjs";
import { iso } from "../../../fixtures/make/disc.mjs";
import { packedText } from "../../../fixtures/make/packed-text.mjs";
import { packed } from "../../../fixtures/make/packed.mjs";
import { tar } from "../../../fixtures/make/archives.mjs";
import { randomBytes } from "../random.ts";
import { chosen, contents, documentsOf, everyPrefix, fileOf, gapsOf, reasons, unfold } from "../unfold.ts";

const TWO = [
  { name: "a.txt", bytes: Buffer.from("NRIC S1234567D\n") },
  { name: "a-long-name-of-orders.txt", bytes: Buffer.from(packedText()) },
];
const WHOLE: [string, string][] = [
  ["a.txt", "NRIC S1234567D\n"],
  ["a-long-name-of-orders.txt", packedText()],
];
const LINK = { name: "link", bytes: Buffer.from("a.txt"), mode: 0o120_777 };

/** Each container with two files in it: name, bytes, format. */
const CONTAINERS: [name: string, bytes: Buffer, id: string][] = [
  ["x.7z", sevenZip(TWO), "7z"],
  ["x.rar (5)", rar5(TWO), "rar"],
  ["x.rar (4)", rar4(TWO), "rar"],
  ["x.cab", cab(TWO), "cab"],
  ["x.cpio", cpio(TWO), "cpio"],
  ["odc.cpio", cpio(TWO, "odc"), "cpio"],
  ["binary.cpio", cpio(TWO, "binary"), "cpio"],
  ["gnu.a", ar(TWO), "ar"],
  ["bsd.a", ar(TWO, "bsd"), "ar"],
  ["joliet.iso", iso(TWO, { joliet: true }), "iso"],
];

describe("containers", () => {
  it.each(CONTAINERS)("%s: every file", async (name, bytes, id) => {
    const document = fileOf(name, bytes);
    expect(chosen(document).id).toBe(id);
    const items = await unfold(document);
    expect(contents(items)).toEqual(WHOLE);
    expect(reasons(items)).toEqual([]);
    expect(documentsOf(items)[0]?.steps).toEqual([{ kind: "entry", name: "a.txt" }]);
  });

  it.each(CONTAINERS)("%s is known by its content alone", (_name, bytes, id) => {
    expect(chosen(fileOf("blob", bytes)).id).toBe(id);
  });

  it.each(CONTAINERS)("%s: every prefix is told", async (name, bytes, id) => {
    await everyPrefix(name, bytes, id === "iso" ? 4_099 : 397, 40);
  });

  it.each(CONTAINERS)("%s: damage is never thrown, and no file is lost in silence", async (name, bytes, id) => {
    const seed = Number(process.env["SEED"] ?? 3);
    const random = randomBytes(seed, 40 * 12);
    for (let round = 0; round < 40; round += 1) {
      const hurt = Buffer.from(bytes);
      for (let hit = round * 12; hit < round * 12 + 12; hit += 4)
        hurt[8 + (random.readUInt16LE(hit) % (bytes.length - 8))] = random[hit + 3] ?? 0;
      // Where the first header is hurt another reader shows what there is.
      if (chosen(fileOf(name, hurt)).id !== id) continue;
      const items = await unfold(fileOf(name, hurt));
      // Of 7z each checksum is checked; rar files that are stored come out as they are.
      const right = id === "7z" ? JSON.stringify(contents(items)) === JSON.stringify(WHOLE) : documentsOf(items).length === 2;
      if (!right && id !== "iso") expect(gapsOf(items).length, `seed ${seed} round ${round}`).toBeGreaterThan(0);
    }
  });

  it.each(CONTAINERS)("%s: stops at the limit of entries", async (name, bytes) => {
    const items = await unfold(fileOf(name, bytes), { entries: 1 });
    expect(contents(items)).toEqual(WHOLE.slice(0, 1));
    expect(reasons(items)).toEqual(["count-limit/partly"]);
  });

  it.each(CONTAINERS.filter(([, , id]) => id === "cab"))("%s: larger than may be held", async (name, bytes) => {
    expect(reasons(await unfold(fileOf(name, bytes), { documentBytes: 1_000 }))).toEqual(["size-limit/none"]);
  });

  it.each(CONTAINERS.filter(([, , id]) => ["7z", "rar"].includes(id)))("%s: read where it lies", async (name, bytes) => {
    const items = await unfold(fileOf(name, bytes), { documentBytes: 1_000 });
    expect(contents(items)).toEqual(WHOLE);
    expect(reasons(items)).toEqual([]);
  });
});

describe("7z, rar and cab of other programs", () => {
  it.each(["sevenZip", "sevenZipPpmd", "cab"])("%s", async (sample) => {
    const items = await unfold(fileOf("x", packed(sample)));
    expect(contents(items)).toEqual([["orders.txt", packedText()]]);
    expect(reasons(items)).toEqual([]);
  });

  it.each<[string, Buffer, string, string]>([
    ["a 7z entry", packed("sevenZipLockedEntry"), "encrypted/none", "the archive entry needs a password"],
    ["a 7z directory", packed("sevenZipLocked"), "encrypted/none", "the archive needs a password"],
    ["a rar entry", rar4(TWO.slice(0, 1), { fileFlags: 4 }), "encrypted/none", "the archive entry needs a password"],
    ["a rar directory", rar4(TWO, { flags: 0x80 }), "encrypted/none", "the archive needs a password"],
  ])("%s is encrypted", async (_name, bytes, expected, detail) => {
    const items = await unfold(fileOf("x", bytes));
    expect(reasons(items)).toEqual([expected]);
    expect(gapsOf(items)[0]?.detail).toBe(detail);
    expect(contents(items)).toEqual([]);
  });

  it.each<[string, string, Buffer, string, number]>([
    ["the first part of rar 5", "x.part1.rar", rar5(TWO, { volume: 0 }), "unsupported/partly", 2],
    ["the second part of rar 5", "x.part2.rar", rar5(TWO, { volume: 1 }), "unsupported/none", 0],
    ["the first part of rar 4", "x.rar", rar4(TWO, { flags: 0x101 }), "unsupported/partly", 2],
    ["the second part of rar 4", "x.r00", rar4(TWO, { flags: 1 }), "unsupported/none", 0],
    ["the first part of 7z", "x.7z.001", sevenZip(TWO).subarray(0, 5_000), "unsupported/partly", 1],
    ["a later part of 7z", "x.7z.002", sevenZip(TWO).subarray(5_000), "unsupported/none", 0],
  ])("%s", async (_name, file, bytes, expected, files) => {
    const items = await unfold(fileOf(file, bytes));
    expect(documentsOf(items)).toHaveLength(files);
    expect(reasons(items)).toEqual([expected]);
    expect(gapsOf(items)[0]?.detail).toMatch(/ part of a split /);
  });

  it.each<[string, Buffer]>([
    ["rar 4", rar4(TWO)],
    ["rar 5", rar5(TWO)],
  ])("%s: a cut between two files is told", async (_name, bytes) => {
    const second = bytes.indexOf("a-long-name") - (bytes[6] === 0 ? 32 : 22);
    const items = await unfold(fileOf("x.rar", bytes.subarray(0, second + 8)));
    expect(contents(items)).toEqual(WHOLE.slice(0, 1));
    expect(reasons(items)).toEqual(["malformed/partly"]);
  });

  it("an archive in which nothing is found is told", async () => {
    const empty = Buffer.concat([Buffer.from("377abcaf271c0004", "hex"), Buffer.alloc(200)]);
    expect(reasons(await unfold(fileOf("x.7z", empty)))).toEqual(["malformed/none"]);
  });
});

describe("cpio, ar and disc images", () => {
  it("a link is not followed", async () => {
    for (const kind of ["newc", "odc", "binary"] as const) {
      expect(reasons(await unfold(fileOf("x.cpio", cpio([LINK], kind))))).toEqual(["not-followed/none"]);
    }
    const disc = iso([{ name: "link", bytes: Buffer.alloc(0), link: true }]);
    expect(reasons(await unfold(fileOf("x.iso", disc)))).toEqual(["not-followed/none"]);
  });

  it.each<[string, Buffer]>([
    ["x.cpio", cpio(TWO)],
    ["x.a", ar(TWO)],
    ["x.iso", iso(TWO, { joliet: true })],
  ])("%s: a file that is cut off is read as far as it goes", async (name, bytes) => {
    // Both generators write the second file last, and an image pads it.
    const end = bytes.lastIndexOf("paid in full.");
    const items = await unfold(fileOf(name, bytes.subarray(0, end - 3_000)));
    const [, [, text] = ["", ""]] = contents(items);
    expect(text.length).toBeGreaterThan(5_000);
    expect(packedText().startsWith(text)).toBe(true);
    expect(reasons(items)[0]).toBe("malformed/partly");
  });

  it("a folder that holds itself has an end", async () => {
    const disc = iso([{ name: "folder/a.txt", bytes: Buffer.from("x") }], { circular: true });
    expect(contents(await unfold(fileOf("x.iso", disc)))).toEqual([["FOLDER/A.TXT", "x"]]);
  });

  it("cpio archives that follow each other", async () => {
    const bytes = Buffer.concat([cpio(TWO.slice(0, 1)), Buffer.alloc(512), cpio(TWO.slice(1), "odc")]);
    expect(contents(await unfold(fileOf("x", bytes)))).toEqual(WHOLE);
  });

  it("sizes that lie", async () => {
    const lying = cpio(TWO.slice(0, 1));
    lying.write("ffffffff", 54);
    const items = await unfold(fileOf("x.cpio", lying));
    expect(contents(items)[0]?.[1].startsWith("NRIC S1234567D\n")).toBe(true);
    expect(reasons(items)).toEqual(["malformed/partly"]);
    const damaged = ar(TWO);
    damaged.write("9999999999", 8 + 48);
    expect(reasons(await unfold(fileOf("x.a", damaged)))).toEqual(["malformed/partly"]);
  });

  it("a Debian package: archives in an archive", async () => {
    const inner = tar([{ name: "control", bytes: Buffer.from("S1234567D") }]);
    const items = await unfold(
      fileOf(
        "x.deb",
        ar([
          { name: "debian-binary", bytes: Buffer.from("2.0\n") },
          { name: "control.tar", bytes: inner },
        ]),
      ),
    );
    expect(documentsOf(items).map((document) => chosen(document).id)).toEqual(["text", "tar"]);
  });
});
