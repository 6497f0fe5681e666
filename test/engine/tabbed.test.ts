import { describe, expect, it } from "vitest";
import { createHeads } from "../../src/engine/tabbed.ts";

/** What stands over each digit of a text. */
function over(text: string): string[] {
  const bytes = Buffer.from(text, "utf8");
  const heads = createHeads(bytes);
  return Array.from(bytes.toString("latin1").matchAll(/[0-9]+/g), ({ index }) => heads.over(index));
}

describe("heads of columns in a text", () => {
  it.each([
    ["a table", "Name\tMobile\tNRIC\nTan\t9123\tS123\nLim\t8123\tS456\n", ["mobile", "nric", "mobile", "nric"]],
    ["text before and behind it", "call 1\n\nName\tTel No\nTan\t2\n\nor 3", ["", "tel no", ""]],
    ["two tables", "A\tB\nx\t1\n\nC\tD\ny\t2\nz\t3", ["b", "d", "d"]],
    ["a first line with numbers", "Tan\t91234567\nLim\t81234567", ["", ""]],
    ["a number in the head", "Line 1\tTel\n5\t6\n7\t8", ["", "line 1", "tel", "line 1", "tel"]],
    ["more cells than heads", "Name\tTel\nTan\t1\t2", ["tel", ""]],
    ["a head in Chinese", "姓名\t电话\n陈\t91234567", ["电话"]],
    ["rows in between that hold nothing", "Name\tTel\nTan\tx\nLim\ty\nOng\t5", ["tel"]],
    ["no table", "1 2\n3", ["", "", ""]],
    ["one line", "a\t1", [""]],
  ])("%s", (_, text, heads) => {
    expect(over(text)).toEqual(heads);
  });

  it("takes lines without an end, and tables without one, in their stride", () => {
    const started = performance.now();
    over(`a\tb\n${"1\t2 ".repeat(200_000)}`);
    over(`a\tb\n${"1\t2\n".repeat(200_000)}`);
    over(`${"1 ".repeat(200_000)}\t`);
    over("\t\n1\n".repeat(100_000));
    expect(performance.now() - started).toBeLessThan(8_000);
  });
});
