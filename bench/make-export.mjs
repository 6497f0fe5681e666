import { parseArgs } from "node:util";
import { makeExport } from "./make/export.mjs";

const USAGE = "usage: node bench/make-export.mjs <folder> [--messages 62000] [--bytes 2g] [--seed 1]\n";

/** @type {Readonly<Record<string, number>>} */
const UNITS = { "": 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    messages: { type: "string", default: "62000" },
    bytes: { type: "string", default: "2g" },
    seed: { type: "string", default: "1" },
  },
});
const [, amount = "", unit = ""] = /^(\d+)([kmg]?)$/.exec(values.bytes) ?? [];
const [folder = ""] = positionals;
const [messages, bytes, seed] = [Number(values.messages), Number(amount) * (UNITS[unit] ?? 0), Number(values.seed)];
if (folder === "" || bytes === 0 || !Number.isInteger(messages) || messages < 1 || !Number.isInteger(seed)) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else {
  makeExport(folder, messages, bytes, seed);
}
