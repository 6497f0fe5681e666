import { expect, it } from "vitest";
import { cellsOf, chosen, everyPrefix, fileOf, partsOf, unfold } from "./unfold.ts";

const LOG = `#Software: Microsoft Internet Information Services 10.0
#Version: 1.0
#Fields: date time c-ip cs-uri-query cs-username
2026-01-02 00:00:01 10.0.0.1 phone=91234567 tan@example.com
2026-01-02 00:00:02 10.0.0.1 a - 
`;

it("gives the fields of each line with their names", async () => {
  const file = fileOf("u_ex260102.log", LOG);
  expect(chosen(file).id).toBe("w3c-log");
  const cells = cellsOf(partsOf(await unfold(file)));
  expect(cells.filter(([, , , line]) => line === 4)).toEqual([
    ["2026-01-02", "date", 3, 4, 1],
    ["00:00:01", "time", 3, 4, 12],
    ["10.0.0.1", "c-ip", 3, 4, 21],
    ["phone=91234567", "cs-uri-query", 3, 4, 30],
    ["tan@example.com", "cs-username", 3, 4, 45],
  ]);
});

it.each([
  ["text", "# Fields: of gold\nwords\n"],
  ["text", "#Comment: one\nwords 1\n"],
])("is told from %s", (format, content) => {
  expect(chosen(fileOf("x.log", content)).id).toBe(format);
});

it("tells every prefix", async () => {
  await everyPrefix("x.log", Buffer.from(LOG));
});
