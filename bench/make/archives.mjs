import { Buffer } from "node:buffer";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { gzip, tar, zip } from "../../fixtures/make/archives.mjs";
import { sevenZip } from "../../fixtures/make/containers.mjs";
import { makeProse } from "./prose.mjs";

/** @typedef {import("../../fixtures/make/random.mjs").Random} Random */
/** @typedef {import("./truth.mjs").Truth} Truth */
/** @typedef {{ name: string, bytes: Buffer }} Member */

/** Programs that pack a stream from standard input to standard output. */
const PROGRAMS = /** @type {const} */ ([
  { program: "bzip2", ending: "bz2" },
  { program: "xz", ending: "xz", more: ["-3", "-T1"] },
  { program: "zstd", ending: "zst", more: ["-q"] },
]);

const MAX_BYTES = 2 ** 31 - 1;

/** The programs of this machine: a corpus made without one lacks its archive. */
export function packingPrograms() {
  return PROGRAMS.filter(
    ({ program }) => spawnSync(program, ["--version"], { stdio: "ignore", input: "" }).error === undefined,
  ).map(({ program }) => program);
}

/**
 * The same kind of prose in archives of every sort: zip, tar.gz, 7z (stored), and bz2, xz, zst where there are programs
 * that pack them.
 *
 * @param {string} folder
 * @param {number} bytes about how many, unpacked
 * @param {Random} random
 * @param {Truth} truth
 */
export function makeArchives(folder, bytes, random, truth) {
  const here = packingPrograms();
  /** @type {{ name: string, pack: (members: readonly Member[]) => Buffer }[]} */
  const kinds = [
    { name: "prose.zip", pack: (members) => zip(members) },
    { name: "prose.tar.gz", pack: (members) => gzip(tar(members)) },
    { name: "prose.7z", pack: (members) => sevenZip(members) },
    ...PROGRAMS.filter(({ program }) => here.includes(program)).map(({ program, ending, ...rest }) => ({
      name: `prose.txt.${ending}`,
      pack: (/** @type {readonly Member[]} */ members) =>
        packBy(program, "more" in rest ? rest.more : [], Buffer.concat(members.map((member) => member.bytes))),
    })),
  ];
  let unpacked = 0;
  for (const { name, pack } of kinds) {
    const plain = `${folder}/plain`;
    makeProse(plain, bytes / kinds.length, random, truth);
    const members = readdirSync(plain)
      .toSorted()
      .map((member) => ({ name: member, bytes: readFileSync(`${plain}/${member}`) }));
    unpacked += members.reduce((sum, member) => sum + member.bytes.length, 0);
    writeFileSync(`${folder}/${name}`, pack(members));
    rmSync(plain, { recursive: true });
  }
  return { name: "MB unpacked", count: unpacked / 1e6 };
}

/**
 * @param {string} program
 * @param {readonly string[]} more
 * @param {Buffer} input
 */
function packBy(program, more, input) {
  const { stdout, status } = spawnSync(program, ["-c", ...more], { input, maxBuffer: MAX_BYTES });
  if (status !== 0) throw new Error(`${program} ends with ${status}`);
  return stdout;
}
