import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { normalise } from "./normalise.mjs";
import { PATTERNS } from "./patterns.mjs";
import { missingProgram } from "./peer.mjs";

/** @typedef {import("./peer.mjs").Peer} Peer */

/** @type {Peer} */
export const bulkExtractor = {
  id: "bulk_extractor",
  title: "bulk_extractor",
  does: "its scanners for accounts and e-mail, one thread; decodes base64, not quoted-printable; knows no NRIC",
  on: ["mail-part"],
  missing: () => missingProgram("bulk_extractor", ["-V"]),
  before: (scratch) => rmSync(`${scratch}/bulk`, { recursive: true, force: true }),
  command: (corpus, scratch) => ({
    program: "bulk_extractor",
    args: ["-j", "1", "-E", "accts", "-e", "email", "-e", "base64", "-o", `${scratch}/bulk`, `${corpus}/mail.mbox`],
  }),
};

/** @type {Peer} */
export const hawkEye = {
  id: "hawk-eye",
  title: "hawk-eye",
  does: "searches with the same patterns as ripgrep here (its own would be fetched from the network)",
  on: ["text-part"],
  missing: () => missingProgram("hawk_scanner"),
  command(corpus, scratch) {
    writeFileSync(`${scratch}/hawk-connection.yml`, `sources:\n  fs:\n    fs1:\n      path: ${JSON.stringify(corpus)}\n`);
    const patterns = PATTERNS.map(({ type, pattern }, index) => `"${type} ${index}": ${quoteYaml(pattern)}\n`);
    writeFileSync(`${scratch}/hawk-patterns.yml`, patterns.join(""));
    const files = ["--connection", `${scratch}/hawk-connection.yml`, "--fingerprint", `${scratch}/hawk-patterns.yml`];
    return {
      program: "hawk_scanner",
      args: ["fs", ...files, "--json", `${scratch}/hawk.json`, "--shutup", "--quiet", "--no-write"],
    };
  },
  values(scratch) {
    /** @type {{ fs: { pattern_name: string, matches: string[] }[] }} */
    const told = JSON.parse(readFileSync(`${scratch}/hawk.json`, "utf8"));
    return new Set(
      told.fs.flatMap(({ pattern_name: name, matches }) =>
        matches.filter((text) => !text.startsWith("#")).map((text) => normalise(name.slice(0, name.indexOf(" ")), text)),
      ),
    );
  },
};

/** @type {Peer} */
export const pdscan = {
  id: "pdscan",
  title: "pdscan",
  does: "its own rules; tells types and numbers of matches for each file; no check digits, knows no NRIC",
  on: ["text-part"],
  missing: () => missingProgram("pdscan", ["--help"]),
  command: (corpus, scratch) => ({
    program: "pdscan",
    args: [`file://${corpus}`, "--show-all", "--format", "ndjson"],
    output: `${scratch}/pdscan.ndjson`,
  }),
};

/** Its checks and what is called here what they find. @type {Readonly<Record<string, string>>} */
const FERRET_TYPES = { creditcard: "payment-card", email: "email", phone: "phone" };

/** @type {Peer} */
export const ferretScan = {
  id: "ferret-scan",
  title: "ferret-scan",
  does: "its checks for cards, e-mail and phone; knows no NRIC",
  on: ["text-part"],
  missing: () => missingProgram("ferret-scan"),
  before: (scratch) => rmSync(`${scratch}/ferret.json`, { force: true }),
  command: (corpus, scratch) => ({
    program: "ferret-scan",
    args: "--recursive --checks CREDIT_CARD,EMAIL,PHONE --quiet --show-match --format json"
      .split(" ")
      .concat("--output", `${scratch}/ferret.json`, "--file", corpus),
    statuses: [0, 1],
  }),
  values(scratch) {
    if (!existsSync(`${scratch}/ferret.json`)) return new Set();
    /** @type {{ results: { validator: string, text: string }[] | null }} */
    const told = JSON.parse(readFileSync(`${scratch}/ferret.json`, "utf8"));
    return new Set(
      (told.results ?? []).flatMap(({ validator, text }) => {
        const type = FERRET_TYPES[validator];
        return type === undefined ? [] : [normalise(type, text)];
      }),
    );
  },
};

/** A string in single quotes, in which YAML knows no escapes. @param {string} text */
function quoteYaml(text) {
  return `'${text.replaceAll("'", "''")}'`;
}
