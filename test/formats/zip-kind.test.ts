import { describe, expect, it } from "vitest";
import { zip } from "../../fixtures/make/archives.mjs";
import { makeDocx, wordParagraph } from "../../fixtures/make/office.mjs";
import { olm } from "../../fixtures/make/olm.mjs";
import { chosen, fileOf } from "./unfold.ts";

const NOTE = { name: "b.txt", bytes: Buffer.from("text") };

describe("an archive that holds a document is no document", () => {
  it.each<[string, Buffer, string]>([
    ["docx", makeDocx(wordParagraph("hello")), "docx"],
    ["olm", olm([{ folder: "Inbox", subject: "x", text: "y" }]), "olm"],
  ])("%s, stored and deflated", (name, bytes, format) => {
    expect(chosen(fileOf("x", bytes)).id).toBe(format);
    for (const method of ["stored", "deflated"] as const) {
      expect(chosen(fileOf("x.zip", zip([{ name: `a.${name}`, bytes, method }, NOTE]))).id).toBe("zip");
      expect(chosen(fileOf("x.zip", zip([NOTE, { name: `a.${name}`, bytes, method }]))).id).toBe("zip");
    }
  });
});
