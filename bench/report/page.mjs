import { isFormat } from "../make/corpora.mjs";
import { corpusTable, markdownTable, startupTable } from "./table.mjs";

/** @typedef {import("../measure-corpus.mjs").Measured} Measured */
/** @typedef {import("../measure/rounds.mjs").Result} Result */
/** @typedef {import("../peers/peer.mjs").Peer} Peer */
/** @typedef {import("../gate.mjs").Check} Check */

/**
 * All that a run has brought, for `docs/performance.md`.
 *
 * @typedef {object} Run
 * @property {string} size
 * @property {number} seed
 * @property {string} date
 * @property {string} version of the product
 * @property {readonly string[]} detectors
 * @property {readonly string[]} machine
 * @property {ReadonlyMap<string, Result>} startup
 * @property {readonly Measured[]} measured
 * @property {readonly Peer[]} peers
 * @property {readonly { title: string, why: string }[]} skipped
 * @property {readonly Check[]} checks
 */

/** What the corpora are. @type {Readonly<Record<string, string>>} */
const ABOUT = {
  mail: "one mbox; a third of the bytes attachments, an HTML twin in 40 of 100 messages, personal data in 3 of 100",
  logs: "server logs, CSV and JSON lines of 240 KB each; two fifths of the bytes are digits",
  prose: "wrapped English, four files, little personal data",
  eml: "such messages as in the mailbox, each in a file of its own, CRLF",
  export: "mailboxes, a Maildir and loose files of a service desk; larger messages, and footers with telephone numbers",
  wide: "UTF-16 in both byte orders, full-width forms, Chinese in GB 18030",
  hostile: "digits only, `a@a@a@`, lines without end, base64 soup, card numbers with wrong check digits",
  "mail-part": "a shorter mailbox of the same kind, for programs that are slower by far",
  "text-part": "few files of logs and prose, for programs that are slower by far",
  xlsx: "two workbooks of eight columns, strings in their cells and strings that are shared; somebody's values in one row of 110",
  pdf: "letters, tables, forms, pages with a picture and documents encrypted for nobody, cross-reference tables and streams; a value on each page",
  pst: "a Unicode store in compressible encryption, plain and HTML messages, text files and lists attached to a quarter of them",
  "pst-sparse": "a store of 200 messages that lie far apart; most of the file is a hole, of which only the fingerprint knows",
  archives: "prose in zip, tar.gz, 7z (stored) and, where there are programs that pack them, bz2, xz and zst",
  database: "a table of eight columns in a SQLite database and in a dump in SQL; somebody's values in one row of 110",
};

/** @param {Run} run */
export function performancePage(run) {
  const { size, seed, date, version, detectors, machine } = run;
  return `${[
    "# Performance",
    "This page is written by `npm run bench -- --size medium --write`; figures in it are never typed by hand. Absolute figures are those of one machine: what carries over to others are the ratios, which come from runs side by side.",
    "## What it was run on",
    [`pii-scan ${version}, detectors ${detectors.join(", ")}; size \`${size}\`, seed ${seed}; ${date.slice(0, 10)}`, ...machine]
      .map((line) => `- ${line}`)
      .join("\n"),
    "## How it is measured",
    [
      "Whole processes as a user starts them: `node bin/pii-scan.js <corpus> -q -f table -o ndjson:<file> -j 1`, start-up, findings, individuals, masking and a complete NDJSON report in a file included.",
      "All programs take turns (A B C A B C ...); figures are medians, `time against -j 1` is the median of the ratios of neighbouring runs. MB are 1,000,000 bytes of the files as they lie on disk, not of decoded text.",
      "Recall is the share of the planted values that are found, precision the share of the values found that were planted; each value counts once however often it stands there. Another program's own types are compared where they are the same; what it does not look for counts as missed.",
      "`cat` and `wc -l` are the yardstick: what reading alone costs.",
    ]
      .map((line) => `- ${line}`)
      .join("\n"),
    "## Start-up",
    markdownTable(startupTable(run.startup)),
    "## Corpora",
    ...run.measured.filter(({ corpus }) => !isFormat(corpus.id)).flatMap((measured) => corpusSection(measured)),
    "## Formats",
    "Rates are of rows, pages or messages, or of what comes out of archives; all of a format that is read is in the time: unpacking, layout, tables, attachments.",
    ...run.measured.filter(({ corpus }) => isFormat(corpus.id)).flatMap((measured) => corpusSection(measured)),
    "## The other programs",
    run.peers.length === 0 ? "None was installed." : run.peers.map(({ title, does }) => `- **${title}**: ${does}`).join("\n"),
    run.skipped.length === 0
      ? "None was skipped."
      : `Skipped in this run: ${run.skipped.map(({ title, why }) => `${title} (${why})`).join(", ")}.`,
    "## What was asked and what was seen",
    markdownTable({
      head: ["asked", "seen", ""],
      rows: run.checks.map(({ name, holds, seen }) => [name, seen, holds ? "holds" : "**missed**"]),
    }),
    "## Run it yourself",
    "```sh\nnpm ci && npm run build\nnpm run bench -- --size small          # 10 MB of mail, a minute\nnpm run bench -- --size medium         # 500 MB of mail, 300 MB of logs, 200 MB of prose: about ten minutes\nnpm run bench -- --size large          # ten times as much\nnpm run bench -- --size small --gate   # what must hold on every machine: ratios within the run, no absolute figure\n```",
    "The corpora are made under `bench/data/` when they are missing, the same bytes for the same `--seed`; each has a file with the values planted in it beside it. `--only <corpus>` measures one, `--rounds <n>` changes the number of turns, `--write` writes this page. The Python programs are looked for in `$PII_BENCH_PYTHON` (`python3`); `$PII_BENCH_PRODUCT` names another build to measure.",
  ].join("\n\n")}\n`;
}

/** @param {Measured} measured */
function corpusSection(measured) {
  const { corpus, rows } = measured;
  const failed = rows
    .filter(({ result }) => result.failed !== undefined)
    .map(({ title, result }) => `- ${title}: ${result.failed}`);
  return [
    `### ${corpus.title}`,
    `${(corpus.bytes / 1e6).toFixed(1)} MB in ${corpus.files === 1 ? "one file" : `${corpus.files} files`}, ${corpus.values} values planted: ${ABOUT[corpus.id]}.`,
    markdownTable(corpusTable(measured)),
    ...(failed.length === 0 ? [] : [failed.join("\n")]),
  ];
}
