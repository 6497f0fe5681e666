import { describe, expect, it } from "vitest";
import { rar4, rar5 } from "../../../fixtures/make/containers.mjs";
import { packedText } from "../../../fixtures/make/packed-text.mjs";
import { randomBytes } from "../random.ts";
import { contents, documentsOf, everyPrefix, fileOf, gapsOf, reasons, unfold } from "../unfold.ts";

const TWO = [
  { name: "a.txt", bytes: Buffer.from("NRIC S1234567D\n") },
  { name: "sub/orders.txt", bytes: Buffer.from(packedText()) },
];
const WHOLE = TWO.map(({ name, bytes }) => [name, bytes.toString()]);
/** So that all archives are larger than may be held. */
const SMALL = { documentBytes: 100 };
const BOTH: [string, Buffer][] = [
  ["rar 4", rar4(TWO)],
  ["rar 5", rar5(TWO)],
];

/** The byte that states the method of the first file. */
function methodAt(bytes: Buffer): number {
  const name = bytes.indexOf("a.txt");
  // Version 4: seven bytes before the name; version 5: before the system and the length of the name.
  return bytes[6] === 0 ? name - 7 : name - 3;
}

describe("rar archives that are larger than may be held", () => {
  it.each(BOTH)("%s: stored files are read where they lie", async (_name, bytes) => {
    const items = await unfold(fileOf("x.rar", bytes), SMALL);
    expect(contents(items)).toEqual(WHOLE);
    expect(reasons(items)).toEqual([]);
    expect(documentsOf(items)[1]?.steps).toEqual([{ kind: "entry", name: "sub/orders.txt" }]);
  });

  it.each(BOTH)("%s: compressed files are counted in one gap", async (_name, bytes) => {
    const one = Buffer.from(bytes);
    // In version 5 the number goes on in the next byte, which holds a 1: method 1.
    one[methodAt(one)] = one[6] === 0 ? 0x33 : 0x80;
    const items = await unfold(fileOf("x.rar", one), SMALL);
    expect(contents(items)).toEqual(WHOLE.slice(1));
    const details = gapsOf(items)
      .filter(({ reason }) => reason === "size-limit")
      .map(({ detail }) => detail);
    expect(details).toEqual([expect.stringMatching(/1 compressed .* 1 stored/)]);
    // The checksum of the header that was changed.
    expect(reasons(items)).toContain("malformed/partly");
  });

  it.each<[string, Buffer, string[]]>([
    ["a password for each file", rar4(TWO, { fileFlags: 4 }), ["encrypted/none", "encrypted/none"]],
    ["a password for the archive", rar4(TWO, { flags: 0x80 }), ["encrypted/none"]],
    [
      "files that go on in another part",
      rar4(TWO, { flags: 0x101, fileFlags: 2 }),
      ["unsupported/partly", "unsupported/partly", "unsupported/partly"],
    ],
    ["a first part", rar5(TWO, { volume: 0 }), ["unsupported/partly"]],
  ])("%s", async (_name, bytes, expected) => {
    expect(reasons(await unfold(fileOf("x.rar", bytes), SMALL))).toEqual(expected);
  });

  it.each(BOTH)("%s: a checksum is wrong", async (_name, bytes) => {
    const hurt = Buffer.from(bytes);
    hurt[hurt.indexOf("S1234567D") + 3] = 0x39;
    expect(gapsOf(await unfold(fileOf("x.rar", hurt), SMALL)).map(({ detail }) => detail)).toEqual([
      "the checksum of this entry is wrong",
    ]);
  });

  it.each(BOTH)("%s: cut off", async (_name, bytes) => {
    const items = await unfold(fileOf("x.rar", bytes.subarray(0, 4_000)), SMALL);
    expect(contents(items)).toHaveLength(2);
    expect(packedText().startsWith(contents(items)[1]?.[1] ?? "-")).toBe(true);
    expect(reasons(items)).toContain("malformed/partly");
    await everyPrefix("x.rar", bytes, 397, 40);
  });

  it.each(BOTH)("%s: damage is never thrown, and no file is lost in silence", async (_name, bytes) => {
    const seed = Number(process.env["SEED"] ?? 5);
    const random = randomBytes(seed, 80 * 4);
    for (let round = 0; round < 80; round += 1) {
      const hurt = Buffer.from(bytes);
      hurt[8 + (random.readUInt16LE(round * 4) % (round % 2 === 0 ? 100 : bytes.length - 8))] = random[round * 4 + 3] ?? 0;
      const items = await unfold(fileOf("x.rar", hurt), SMALL);
      if (contents(items).length < 2) expect(gapsOf(items).length, `seed ${seed} round ${round}`).toBeGreaterThan(0);
    }
  });
});
