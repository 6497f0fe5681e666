import { describe, expect, it } from "vitest";
import { UsageError } from "../../src/config/errors.ts";
import { resolveFlags } from "../../src/config/flags.ts";
import { requirePack } from "../../src/config/options.ts";
import { scan } from "../../src/index.ts";
import { PACKS } from "../../src/model/detector.ts";

describe("--detectors", () => {
  it("is sg where nothing is said", () => {
    expect(resolveFlags({}, {}).detectors).toBe("sg");
  });

  it.each(PACKS)("takes %s", (pack) => {
    expect(resolveFlags({ detectors: pack }, {}).detectors).toBe(pack);
  });

  it.each(["", "SG", "sg ", "europe", "sg,asia"])("%j is wrong use that names the packs", (name) => {
    expect(() => requirePack(name)).toThrow(UsageError);
    expect(() => resolveFlags({ detectors: name }, {})).toThrow("known: sg, asia, world, all");
  });

  it("an unknown pack fails before the first event in the library, too", async () => {
    const events = scan(["package.json"], JSON.parse('{"detectors":"europe"}') as object)[Symbol.asyncIterator]();
    await expect(events.next()).rejects.toThrow(UsageError);
  });
});
