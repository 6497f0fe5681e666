import { expect, it } from "vitest";
import { createRandom } from "../../fixtures/make/random.mjs";
import { oneOfEach } from "../../fixtures/make/nric.mjs";
import { survivesDamage } from "./damage.ts";
import { cellsOf, chosen, everyPrefix, fileOf, partsOf, unfold } from "./unfold.ts";

const [ann = "", ben = ""] = oneOfEach(createRandom(15));
const PEOPLE = `# made by 9123
people:
  - name: Tan
    nric: "${ann}"
    phones:
      - 91234567
      - '8123 4567'
    note: |
      first 9
      second
    home: {postal: 560123}
  - name: Lim
---
- nric: ${ben}
- 12345
plain 678
`;

it("gives values with the paths of their keys; items and documents are records", async () => {
  expect(cellsOf(partsOf(await unfold(fileOf("x.yml", PEOPLE))))).toEqual([
    ["# made by 9123", "", 0, 1, 1],
    ["Tan", "people.name", 1, 3, 11],
    [ann, "people.nric", 1, 4, 11],
    ["91234567", "people.phones", 1, 6, 9],
    ["8123 4567", "people.phones", 1, 7, 9],
    ["      first 9\n      second", "people.note", 1, 9, 1],
    ["{postal: 560123}", "people.home", 1, 11, 11],
    ["Lim", "people.name", 2, 12, 11],
    [ben, "nric", 4, 14, 9],
    ["12345", "", 3, 15, 3],
    ["plain 678", "", 3, 16, 1],
  ]);
});

it.each([
  ["yaml", "x.yaml", "a: 1\n"],
  ["yaml", "x", "---\na: 1\nb: 2\n"],
  ["text", "x.md", "---\ntitle: a\n---\nSome words of an author\n"],
  ["text", "x.txt", "name: a\nphone: b\n"],
])("is told from %s: %s", (format, name, content) => {
  expect(chosen(fileOf(name, content)).id).toBe(format);
});

it.each(["- ", "a:\n ", "- - - -\n", "'a'", " "])("reads many times %j within seconds", async (piece) => {
  const started = performance.now();
  expect((await unfold(fileOf("x.yml", `a: 1\n${piece.repeat(200_000)}`))).length).toBeGreaterThan(0);
  expect(performance.now() - started).toBeLessThan(4_000);
});

it("tells every prefix, and survives damage", async () => {
  await everyPrefix("x.yml", Buffer.from(PEOPLE), 3);
  await survivesDamage("yaml.yml", Buffer.from(PEOPLE), 60);
});
