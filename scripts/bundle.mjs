/**
 * Joins the command line and its worker into a few files, `dist/bundle/` (`npm run build`; a folder
 * as argument takes its place): a program of 300 files takes longer to load than a message to scan.
 * CommonJS, because Node starts it sooner than a module. What our source loads with `require` or
 * `import()` becomes a file of its own, read when it is needed; the licences of all libraries that
 * are joined in are written beside them. At the end `compile.mjs` keeps what V8 makes of it.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const SOURCE = join(ROOT, "src") + sep;
const OUT = process.argv[2] ?? join(ROOT, "dist", "bundle");

/** Left in node_modules: large, and loaded for few documents. */
const OUTSIDE = [
  "@embedpdf/pdfium",
  "chardet",
  "file-type",
  "hyparquet",
  "hyparquet-compressors",
  "iconv-lite",
  "libarchive-wasm",
  "mailparser",
];

const WHOLE = "*";
/** What our source requires, and the names that it uses: the rest of a library stays out. */
const REQUIRED = new Map([
  ["chalk", "Chalk"],
  ["cli-table3", WHOLE],
  ["htmlparser2", "Tokenizer"],
  ["libphonenumber-js/max", "getCountries, getCountryCallingCode, parsePhoneNumberFromString"],
  ...["au/tfn", "ca/sin", "cn/ric", "gb/nino", "hk/hkid", "in/aadhaar", "in/pan", "kr/rrn", "my/nric", "nz/ird", "pk/cnic"]
    .concat(["th/idnr", "tw/natid", "us/ssn"])
    .map((number) => /** @type {[string, string]} */ ([`stdnum/lib/cjs/${number}`, WHOLE])),
]);
const PART = "\0part:";

/** A `require` of a module's own hides what it loads from the bundler. */
const OWN_REQUIRE = [
  /^import \{ createRequire \} from "node:module";$/m,
  /^const require = createRequire\(import\.meta\.url\);$/m,
];

/** Starts programs for commands in files of their own, of which this command line has none. */
const COMMANDER = join("commander", "lib", "command.js");

/** @type {import("rolldown").Plugin} */
const parts = {
  name: "parts",
  resolveId(wanted, from) {
    if (wanted.startsWith(PART)) return wanted;
    return REQUIRED.has(wanted) && from?.startsWith(SOURCE) ? { id: `./${fileOf(wanted)}.js`, external: "relative" } : null;
  },
  load(id) {
    if (!id.startsWith(PART)) return null;
    const library = id.slice(PART.length);
    const names = REQUIRED.get(library);
    return names === WHOLE ? `module.exports = require("${library}");` : `export { ${names} } from "${library}";`;
  },
  transform(code, id) {
    if (id.startsWith(SOURCE)) return OWN_REQUIRE.reduce((text, pattern) => text.replace(pattern, ""), code);
    if (id.endsWith(COMMANDER)) return replaced(code, "require('node:child_process')", "undefined");
    if (!id.endsWith("metadata.max.json.js")) return null;
    // A string that is parsed when it is needed costs a third of an object literal.
    const table = code.slice(code.indexOf("{"), code.lastIndexOf("}") + 1);
    return `export default JSON.parse(${JSON.stringify(JSON.stringify(JSON.parse(table)))});`;
  },
};

/**
 * Escapes what is not ASCII; the build has taken the comments away, so that it stands in strings and
 * patterns only. One such character makes the text of the whole file twice as wide in memory.
 * @type {import("rolldown").Plugin}
 */
const ascii = {
  name: "ascii",
  generateBundle(_, files) {
    for (const file of Object.values(files)) {
      if (file.type !== "chunk") continue;
      if (/\\[^\0-\x7f]/.test(file.code)) throw new Error(`${file.fileName}: an escaped character that is not ASCII`);
      file.code = file.code.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
    }
  },
};

/**
 * Code that V8 takes from its cache cannot `import()`: a file does that for all, which Node loads itself.
 * @type {import("rolldown").Plugin}
 */
const imports = {
  name: "imports",
  generateBundle(_, files) {
    for (const file of Object.values(files)) {
      if (file.type === "chunk") file.code = file.code.replaceAll(/(?<![\w$.])import\(/g, 'require("./import.js")(');
    }
  },
};

const build = await rolldown({
  input: {
    main: join(SOURCE, "cli", "main.ts"),
    worker: join(SOURCE, "pool", "worker.ts"),
    ...Object.fromEntries([...REQUIRED.keys()].map((library) => [fileOf(library), PART + library])),
  },
  platform: "node",
  external: [/^node:/, /^tesseract\.js-core\//, ...OUTSIDE],
  plugins: [parts, ascii, imports],
});
const { output } = await build.write({
  dir: OUT,
  format: "cjs",
  cleanDir: true,
  entryFileNames: "[name].js",
  chunkFileNames: "[name].js",
  minify: true,
  comments: false,
});

const modules = output.flatMap((one) => (one.type === "chunk" ? one.moduleIds : []));
const folders = new Set(modules.map(packageOf).filter((folder) => folder !== undefined));
writeFileSync(join(OUT, "import.js"), "module.exports = (id) => import(id);\n");
writeFileSync(join(OUT, "package.json"), '{ "type": "commonjs" }\n');
writeFileSync(join(OUT, "LICENSES.txt"), [...folders].sort().map(licenceOf).join("\n"));
// What it prints is the report of its message.
if (process.argv[2] === undefined)
  execFileSync(process.execPath, [join(ROOT, "scripts", "compile.mjs")], { stdio: ["ignore", "ignore", "inherit"] });

/** @param {string} library */
function fileOf(library) {
  return library.replaceAll("/", "-");
}

/** @param {string} code @param {string} wanted @param {string} by */
function replaced(code, wanted, by) {
  if (code.split(wanted).length !== 2) throw new Error(`${wanted} does not stand where it stood`);
  return code.replace(wanted, by);
}

/** The folder of the library that a module belongs to. @param {string} id */
function packageOf(id) {
  const inside = `${sep}node_modules${sep}`;
  const at = id.lastIndexOf(inside) + inside.length;
  if (at < inside.length) return undefined;
  const [first = "", second = ""] = id.slice(at).split(sep);
  return join(id.slice(0, at), first.startsWith("@") ? join(first, second) : first);
}

/** @param {string} folder */
function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  if (file === undefined) throw new Error(`${name} ${version} states no licence text`);
  return `${"-".repeat(80)}\n${name} ${version} (${license})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
}
