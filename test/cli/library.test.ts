import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { SAMPLE } from "./command.ts";

const LIBRARY = fileURLToPath(new URL("../../dist/index.js", import.meta.url));

describe("the library", () => {
  it("scans from any program, also one that was given on the command line", () => {
    const program = `
      import { scan } from ${JSON.stringify(LIBRARY)};
      for await (const event of scan([process.argv[1]])) if (event.event === "summary") console.log(JSON.stringify(event.coverage));
    `;
    const out = execFileSync(process.execPath, ["--input-type=module", "-e", program, SAMPLE], { encoding: "utf8" });
    expect(JSON.parse(out)).toMatchObject({ files: { found: 9 }, gaps: { byReason: { encrypted: 1, "image-not-read": 2 } } });
  });

  it("says what is missing before the first event", () => {
    const program = `
      import { scan, UsageError } from ${JSON.stringify(LIBRARY)};
      try { for await (const event of scan(["no/such/path"])) console.log(event.event); } catch (error) { console.log(error instanceof UsageError); }
    `;
    expect(execFileSync(process.execPath, ["--input-type=module", "-e", program], { encoding: "utf8" })).toBe("true\n");
  });
});
