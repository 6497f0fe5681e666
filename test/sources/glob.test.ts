import fastGlob from "fast-glob";
import { describe, expect, it } from "vitest";
import { globTree } from "../../src/sources/glob.ts";
import type { Glob } from "../../src/sources/glob.ts";
import { compilePatterns } from "../../src/sources/patterns.ts";

const SOME = compilePatterns({ include: ["*.eml"], exclude: [] });
const readFolder = async (): Promise<readonly []> => [];

describe("globTree", () => {
  it("rejects when fast-glob asks for a folder that it was not shown", async () => {
    const leaving: Glob = (_patterns, options) => fastGlob(["**", "../out/*"], options);
    await expect(globTree(readFolder, SOME, leaving)).rejects.toThrow("not in the tree");
  });

  it("rejects when fast-glob itself fails", async () => {
    await expect(globTree(readFolder, SOME, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  });
});
