import { describe, expect, it } from "vitest";
import { createRandom } from "../../../fixtures/make/random.mjs";
import { oneOfEach } from "../../../fixtures/make/nric.mjs";
import { createdTable } from "../../../src/formats/sql/create-table.ts";
import { survivesDamage } from "../damage.ts";
import { cellsOf, chosen, coreText, documentsOf, everyPrefix, fileOf, partsOf, reasons, unfold } from "../unfold.ts";

const [ann = "", ben = ""] = oneOfEach(createRandom(14));
const JPEG = `ffd8ffe000104a464946${"07".repeat(40)}`;

type Told = [text: string, label: string, record: number, line: number, column: number];

const DUMPS: [name: string, dump: string, cells: Told[]][] = [
  [
    "MySQL",
    `-- MySQL dump\nCREATE TABLE \`p\` (\n \`id\` int COMMENT 'a;b, (c)',\n \`nric\` varchar(9),\n \`note\` text,\n PRIMARY KEY (\`id\`)\n) ENGINE=InnoDB;\nINSERT INTO \`p\` VALUES (1,'${ann}','O\\'Brien\\n9'),(2,'${ben}','it''s 2 ; (x');\n`,
    [
      ["1", "id", 0, 8, 25],
      [ann, "nric", 0, 8, 28],
      ["O'Brien\n9", "note", 0, 8, 40],
      ["2", "id", 1, 8, 55],
      [ben, "nric", 1, 8, 58],
      ["it's 2 ; (x", "note", 1, 8, 70],
    ],
  ],
  [
    "PostgreSQL",
    `SET x = 1;\nCOPY public.p (id, "N R I C", path) FROM stdin;\n1\t${ann}\tC:\\\\9\\n8\n2\t\\N\tö7\n\\.\nINSERT INTO public.p (id, path) VALUES (3, E'a\\'4'), (4, 'C:\\5\\');\n`,
    [
      ["1", "id", 0, 3, 1],
      [ann, "N R I C", 0, 3, 3],
      ["C:\\9\n8", "path", 0, 3, 13],
      ["2", "id", 1, 4, 1],
      ["ö7", "path", 1, 4, 6],
      ["3", "id", 2, 6, 41],
      ["a'4", "path", 2, 6, 46],
      ["4", "id", 3, 6, 55],
      ["C:\\5\\", "path", 3, 6, 59],
    ],
  ],
  [
    "SQL Server",
    `CREATE TABLE [dbo].[p]([Id] [int] NOT NULL, [Phone No] [nvarchar](20));\nINSERT [dbo].[p] ([Id], [Phone No]) VALUES (1, N'9123 4567')\nGO\nINSERT INTO [p] VALUES (CAST('2001-02-03' AS Date), N'8')\n`,
    [
      ["1", "Id", 0, 2, 45],
      ["9123 4567", "Phone No", 0, 2, 50],
      ["CAST('2001-02-03' AS Date)", "Id", 1, 4, 25],
      ["8", "Phone No", 1, 4, 55],
    ],
  ],
];

describe("a dump", () => {
  it.each(DUMPS)("of %s gives rows with the names of their columns", async (_, dump, cells) => {
    const file = fileOf("x.sql", dump);
    expect(chosen(file).id).toBe("sql");
    const items = await unfold(file);
    expect(cellsOf(partsOf(items))).toEqual(cells);
    expect(reasons(items)).toEqual([]);
  });

  it.each(DUMPS)("of %s is told the same in pieces of any size", async (_, dump, cells) => {
    for (const padding of [262_100, 262_130, 262_143, 262_144]) {
      const lead = `-- x\nCREATE TABLE zz (a int);\n${" ".repeat(padding)}\n`;
      // The dialect is told by what stands first.
      const items = await unfold(
        fileOf("x.sql", dump.slice(0, 13).startsWith("-- MySQL") ? `-- MySQL dump\n${lead}${dump}` : lead + dump),
      );
      expect(cellsOf(partsOf(items)).map(([text, label, record]) => [text, label, record])).toEqual(
        cells.map(([text, label, record]) => [text, label, record]),
      );
    }
  });

  it("keeps all else as text with its lines", async () => {
    const items = await unfold(fileOf("x.sql", `INSERT INTO t VALUES (1,2);\nUPDATE t SET a = '${ann}';\n`));
    const text = partsOf(items).find(({ table }) => table === undefined);
    expect(text?.origin.line).toBe(1);
    expect(Buffer.from(text?.bytes ?? []).toString()).toBe(`;\nUPDATE t SET a = '${ann}';\n`);
  });

  it.each([
    ["MySQL", `INSERT INTO t VALUES (1,0x${JPEG});`],
    ["SQLite", `INSERT INTO t VALUES (1,X'${JPEG}');`],
    ["PostgreSQL", `INSERT INTO t VALUES (1,'\\x${JPEG}');`],
    ["COPY", `COPY t (a, b) FROM stdin;\n1\t\\\\x${JPEG}\n\\.\n`],
  ])("opens files in binary values of %s", async (_, dump) => {
    expect(documentsOf(await unfold(fileOf("x.sql", dump))).map(({ bytes }) => bytes.size)).toEqual([50]);
  });

  it("reads a row without an end as text", async () => {
    const items = await unfold(fileOf("x.sql", `INSERT INTO t VALUES (1,'a'),(2,'${ann}\nUPDATE 3;\n`));
    expect(coreText(partsOf(items))).toContain(ann);
    expect(reasons(items)).toEqual(["malformed/partly"]);
  });

  it.each([
    ["text", "mail.txt", "Dear all,\nplease run\nINSERT INTO t VALUES (1);\n"],
    ["csv", "x.csv", "a,b,c\n1,2,3\n4,5,6\n7,8,9\n"],
    ["sql", "x", "CREATE TABLE a (b int);\n"],
  ])("is told from %s: %s", (format, name, content) => {
    expect(chosen(fileOf(name, content)).id).toBe(format);
  });

  it.each([
    "INSERT ",
    "INSERT\n",
    "CREATE TABLE x (\n",
    "COPY \n",
    "INSERT INTO t VALUES (\n",
    "INSERT INTO t VALUES ('\n",
    "(",
    "'",
  ])("of many times %j is read within seconds", async (piece) => {
    const started = performance.now();
    expect((await unfold(fileOf("x.sql", `CREATE TABLE a (b int);\n${piece.repeat(60_000)}`))).length).toBeGreaterThan(0);
    expect(performance.now() - started).toBeLessThan(6_000);
  });

  it("tells every prefix, and survives damage", async () => {
    for (const [name, dump] of DUMPS) {
      await everyPrefix("x.sql", Buffer.from(dump), 3);
      await survivesDamage(name, Buffer.from(dump), 40);
    }
  });
});

describe("a statement that creates a table", () => {
  it.each([
    ["create table a(b, c)", "a", ["b", "c"], []],
    [
      'CREATE TABLE IF NOT EXISTS "x"."my t" ("b c" TEXT PRIMARY KEY, `d` INT DEFAULT (1+(2)), [e] int, \'f\')',
      "my t",
      ["b c", "d", "e", "f"],
      ["b c"],
    ],
    [
      "CREATE TEMP TABLE t (key TEXT, index_no int, value, PRIMARY KEY (value, key)) WITHOUT ROWID",
      "t",
      ["key", "index_no", "value"],
      ["value", "key"],
    ],
    [
      "CREATE TABLE t (a int, -- b int,\n c /* d, */ text, CONSTRAINT x CHECK (a > 0), UNIQUE (a), FOREIGN KEY (c) REFERENCES u(v))",
      "t",
      ["a", "c"],
      [],
    ],
  ])("%s", (statement, name, columns, primaryKey) => {
    const created = createdTable(statement);
    expect([created?.name, created?.columns.map((column) => column.name), created?.primaryKey]).toEqual([
      name,
      columns,
      primaryKey,
    ]);
  });

  it("says which columns are not stored", () => {
    const created = createdTable("CREATE TABLE t (a, b AS (a + 1), c GENERATED ALWAYS AS (a) STORED) ");
    expect(created?.columns.map(({ virtual }) => virtual)).toEqual([false, true, false]);
  });
});
