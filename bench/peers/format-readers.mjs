import { mkdirSync, rmSync } from "node:fs";
import { projectFile } from "../measure/process.mjs";
import { missingProgram } from "./peer.mjs";

/** @typedef {import("./peer.mjs").Peer} Peer */

/** @type {Peer} */
export const pdftotext = {
  id: "pdftotext",
  title: "pdftotext",
  does: "writes the text of each document, one process a document; looks for nothing",
  on: ["pdf"],
  missing: () => missingProgram("pdftotext", ["-v"]),
  command: (corpus) => ({
    program: "find",
    args: [corpus, "-name", "*.pdf", "-exec", "pdftotext", "-q", "{}", "/dev/null", ";"],
  }),
};

/** @type {Peer} */
export const readpst = {
  id: "readpst",
  title: "readpst",
  does: "writes the messages of a store as mailboxes, one job; looks for nothing and opens no attachment",
  on: ["pst"],
  missing: () => missingProgram("readpst", ["-V"]),
  before(scratch) {
    rmSync(`${scratch}/readpst`, { recursive: true, force: true });
    mkdirSync(`${scratch}/readpst`);
  },
  command: (corpus, scratch) => ({
    program: "readpst",
    args: ["-q", "-j", "0", "-o", `${scratch}/readpst`, `${corpus}/store.pst`],
  }),
};

/** @type {Peer} */
export const sheetjs = {
  id: "sheetjs",
  title: "@e965/xlsx",
  does: "reads each workbook into memory, all of its rows as arrays; looks for nothing",
  on: ["xlsx"],
  missing() {
    try {
      import.meta.resolve("@e965/xlsx");
      return undefined;
    } catch {
      return "not installed";
    }
  },
  command: (corpus) => ({
    program: process.execPath,
    args: ["--max-old-space-size=8192", projectFile("bench/peers/read-workbooks.mjs"), corpus],
  }),
};
