/* Reads every row of the workbooks in a folder with a library: `node read-workbooks.mjs <folder>`. */
import { readdirSync, readFileSync } from "node:fs";
import * as xlsx from "@e965/xlsx";

const [, , folder = "."] = process.argv;
let rows = 0;
for (const name of readdirSync(folder).toSorted()) {
  const book = xlsx.read(readFileSync(`${folder}/${name}`), { dense: true });
  for (const sheet of Object.values(book.Sheets)) rows += xlsx.utils.sheet_to_json(sheet, { header: 1 }).length;
}
process.stdout.write(`${rows} rows\n`);
