import { pack, type Header } from "tar-stream";
import { describe, expect, it } from "vitest";
import { contents, documentsOf, everyPrefix, fileOf, reasons, unfold } from "./unfold.ts";

/** An archive as another program writes it. */
async function makeTar(entries: readonly (readonly [Partial<Header> & { name: string }, string])[]): Promise<Buffer> {
  const archive = pack();
  for (const [header, content] of entries) archive.entry(header, content);
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

/** One block as old programs write it: no `ustar`, or a type of one's own. */
function header(name: string, size: number | string, type: string, ustar = true): Buffer {
  const block = Buffer.alloc(512);
  block.write(name, 0);
  block.write("0000644\0", 100);
  block.write(typeof size === "string" ? size : `${size.toString(8).padStart(11, "0")}\0`, 124, "latin1");
  block.write("        ", 148);
  block.write(type, 156);
  if (ustar) block.write("ustar\x0000", 257);
  block.write(
    `${block
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, "0")}\0 `,
    148,
  );
  return block;
}

/** A header whose name was changed after its checksum was made. */
function changed(name: string): Buffer {
  const bytes = header(name, 1, "0");
  bytes.write("!", 0);
  return bytes;
}

function block(content: string): Buffer {
  const bytes = Buffer.alloc(Math.ceil(Buffer.byteLength(content) / 512) * 512);
  bytes.write(content);
  return bytes;
}

const LONG = `${"folder/".repeat(40)}陈大文.txt`;
const END = Buffer.alloc(1_024);

describe("tar", () => {
  it("reads what another program writes", async () => {
    const bytes = await makeTar([
      [{ name: "a.txt" }, "NRIC S1234567D"],
      [{ name: "folder", type: "directory" }, ""],
      [{ name: LONG }, "x".repeat(2_000)],
      [{ name: "empty" }, ""],
      [{ name: "b.txt" }, "b"],
    ]);
    const items = await unfold(fileOf("x.tar", bytes));
    expect(contents(items)).toEqual([
      ["a.txt", "NRIC S1234567D"],
      [LONG, "x".repeat(2_000)],
      ["b.txt", "b"],
    ]);
    expect(reasons(items)).toEqual([]);
    expect(documentsOf(items)[0]?.steps).toEqual([{ kind: "entry", name: "a.txt" }]);
  });

  it.each<[string, Buffer[], [string, string][], string[]]>([
    ["v7", [header("a", 1, "\0", false), block("a"), END], [["a", "a"]], []],
    [
      "GNU long name",
      [header("././@LongLink", 150, "L"), block("n".repeat(149)), header("n", 1, "0"), block("a"), END],
      [["n".repeat(149), "a"]],
      [],
    ],
    ["a size in base 256", [header("a", "\x80\0\0\0\0\0\0\0\0\0\0\x01", "0"), block("a"), END], [["a", "a"]], []],
    ["no end", [header("a", 1, "0"), block("a")], [["a", "a"]], []],
    [
      "two archives, one after the other",
      [header("a", 1, "0"), block("a"), END, header("b", 1, "0"), block("b"), END],
      [
        ["a", "a"],
        ["b", "b"],
      ],
      [],
    ],
    ["a link", [header("a", 0, "2"), header("b", 1, "0"), block("b"), END], [["b", "b"]], ["not-followed/none"]],
    [
      "a sparse file",
      [header("a", 1, "S"), block("a"), header("b", 1, "0"), block("b"), END],
      [["b", "b"]],
      ["unsupported/none"],
    ],
    [
      "a pax sparse file",
      [header("p", 22, "x"), block("22 GNU.sparse.major=1\n"), header("a", 1, "0"), block("a"), END],
      [],
      ["unsupported/none"],
    ],
    [
      "a damaged header",
      [header("a", 1, "0"), block("a"), Buffer.alloc(512, "x"), block("b"), header("c", 1, "0"), block("c"), END],
      [
        ["a", "a"],
        ["c", "c"],
      ],
      ["malformed/partly"],
    ],
    ["a header with a wrong checksum", [header("a", 1, "0"), block("a"), changed("b"), END], [["a", "a"]], ["malformed/partly"]],
    [
      "cut off in an entry",
      [header("a", 5_000, "0"), block("a".repeat(900))],
      [["a", "a".repeat(900) + "\0".repeat(124)]],
      ["malformed/partly"],
    ],
    ["a size beyond all", [header("a", "77777777777\0", "0"), block("a")], [["a", `a${"\0".repeat(511)}`]], ["malformed/partly"]],
  ])("%s", async (_name, blocks, entries, gaps) => {
    const items = await unfold(fileOf("", Buffer.concat(blocks)));
    expect(contents(items)).toEqual(entries);
    expect(reasons(items)).toEqual(gaps);
  });

  it("is known by its name when its first header is damaged", async () => {
    const items = await unfold(fileOf("x.tar", Buffer.concat([Buffer.alloc(512, "x"), header("a", 1, "0"), block("a"), END])));
    expect(contents(items)).toEqual([["a", "a"]]);
    expect(reasons(items)).toEqual(["malformed/partly"]);
  });

  it("stops at the limit of entries", async () => {
    const bytes = Buffer.concat(Array.from({ length: 9 }, () => Buffer.concat([header("a", 1, "0"), block("a")])));
    const items = await unfold(fileOf("x.tar", bytes), { entries: 3 });
    expect(documentsOf(items)).toHaveLength(3);
    expect(reasons(items)).toEqual(["count-limit/partly"]);
  });

  it("tells every prefix", async () => {
    await everyPrefix(
      "x.tar",
      Buffer.concat([header("a", 600, "0"), block("S1234567D ".repeat(60)), header("b", 1, "0"), block("b"), END]),
      7,
    );
  });
});
