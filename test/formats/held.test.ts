import { describe, expect, it } from "vitest";
import { memorySource } from "../../src/bytes/memory.ts";
import { heldSource } from "../../src/formats/mail/held.ts";
import { textHead } from "../../src/formats/sniff.ts";
import { coreText, fileOf, partsOf, unfold } from "./unfold.ts";

const ROWS = Array.from({ length: 40 }, (_, row) => `${row},Tan Ah Kow,9123456${row % 10}\n`).join("");

describe("a text that lies in memory", () => {
  it.each([
    ["rows.csv", `No,Name,Mobile\n${ROWS}`],
    ["note.txt", "Please call 91234567.\nThank you.\n"],
    ["server.log", "2026-01-02 10:00:00 INFO start\n".repeat(5)],
    ["empty.txt", ""],
    ["late.txt", `${"a".repeat(40_000)} 陈大文`],
    ["marked.txt", "\ufeffMobile 91234567"],
    ["seven.txt", "\u001b$B4A;z\u001b(B 91234567"],
    ["quoted.csv", `No,Name\n1,"Tan, Ah Kow"\n2,Lim\n3,Ng\n`],
  ])("is shown as one that is read in pieces: %s", async (name, text) => {
    const bytes = new Uint8Array(Buffer.from(text));
    const lying = partsOf(await unfold({ ...fileOf(name, bytes), bytes: heldSource(bytes) }));
    const pieces = partsOf(await unfold({ ...fileOf(name, bytes), bytes: memorySource(bytes) }));
    expect(coreText(lying)).toBe(coreText(pieces));
    expect(lying.map((part) => ({ ...part, bytes: 0, table: 0 }))).toEqual(
      pieces.map((part) => ({ ...part, bytes: 0, table: 0 })),
    );
  });

  it("is not taken for another that lay in the same place", () => {
    const memory = new Uint8Array(Buffer.from("the first file"));
    expect(textHead(memory.subarray(0))).toBe("the first file");
    memory.set(Buffer.from("the other file"));
    expect(textHead(memory.subarray(0))).toBe("the other file");
  });
});
