import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ean13, postalItem, two } from "../../fixtures/make/corpus/numbers.mjs";
import { luhnDigit } from "../../fixtures/make/cards.mjs";
import { createRandom } from "../../fixtures/make/random.mjs";
import { scan, type FindingEvent } from "../../src/index.ts";

const MODULES = fileURLToPath(new URL("../../node_modules", import.meta.url));
/** Sources, READMEs, lock files and minified code of installed packages: enough to see a rule that is too wide. */
const MOST_BYTES = 12 * 1024 * 1024;
const FROM_EACH = 400 * 1024;
let folder = "";
let findings: FindingEvent[] = [];
let bytes = 0;

beforeAll(async () => {
  folder = mkdtempSync(`${tmpdir()}/pii-floor-`);
  copyTexts();
  writeLists();
  const found: FindingEvent[] = [];
  for await (const event of scan([folder], { reveal: true }, { inline: true })) if (event.event === "finding") found.push(event);
  findings = found;
});
afterAll(() => rmSync(folder, { recursive: true }));

function copyTexts(): void {
  let number = 0;
  for (const name of readdirSync(MODULES).sort()) {
    let taken = 0;
    const walk = (path: string): void => {
      if (taken > FROM_EACH || bytes > MOST_BYTES) return;
      for (const entry of readdirSync(path, { withFileTypes: true })) {
        const full = `${path}/${entry.name}`;
        if (entry.isDirectory()) walk(full);
        else if (
          /\.(?:js|mjs|cjs|ts|json|md|map|css|txt|lock)$/.test(entry.name) &&
          taken <= FROM_EACH &&
          statSync(full).size < FROM_EACH
        ) {
          const content = readFileSync(full);
          taken += content.length;
          bytes += content.length;
          writeFileSync(`${folder}/${number++}-${entry.name.replaceAll(/[^a-z.]/gi, "")}`, content);
        }
      }
    };
    if (!name.startsWith(".") && statSync(`${MODULES}/${name}`).isDirectory()) walk(`${MODULES}/${name}`);
  }
}

function writeLists(): void {
  const random = createRandom(8);
  const list = (name: string, line: (index: number) => string, count = 4_000): void => {
    mkdirSync(folder, { recursive: true });
    const text = `${Array.from({ length: count }, (_, index) => line(index)).join("\n")}\n`;
    bytes += text.length;
    writeFileSync(`${folder}/list-${name}`, text);
  };
  const imei = (): string => {
    const body = `35${random.digits(12)}`;
    return body + luhnDigit(body);
  };
  list("uuid.txt", () => `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-a${random.hex(3)}-${random.hex(12)}`);
  list("hash.txt", () => random.hex(64));
  list("base64.txt", () => random.bytes(57).toString("base64"));
  list("imei.csv", (index) => (index === 0 ? "imei,model" : `${imei()},X${random.digits(3)}`));
  list("isbn.csv", (index) => (index === 0 ? "isbn,title" : `${ean13(`978${random.digits(9)}`)},Book ${index}`));
  list("parcels.txt", () => postalItem(random));
  list("eight.txt", () => random.pick(["6", "8", "9"]) + random.digits(7));
  list(
    "numbers.csv",
    () => `${random.digits(8)},${random.digits(6)},${random.int(1, 999)}.${random.digits(2)},${random.digits(5)}`,
  );
  list(
    "server.log",
    (index) =>
      `2024-03-12T10:${two(index % 60)}:22.${random.digits(3)}Z INFO [${random.hex(8)}] GET /v1/items/${random.digits(8)} 200 ${random.digits(5)}us`,
  );
}

const of = (...types: string[]): string[] =>
  findings
    .filter(({ type }) => types.includes(type))
    .map(({ type, value, location }) => `${type} ${value} in ${location.file}:${location.line}`);

it("reads some megabytes", () => expect(bytes).toBeGreaterThan(4 * 1024 * 1024));

it("finds no NRIC, whole or masked, in code, logs and lists of numbers", () =>
  expect(of("sg-nric", "sg-nric-partial")).toEqual([]));

it("finds no card", () => expect(of("payment-card")).toEqual([]));

it("finds no telephone number in lists of numbers", () => {
  expect(of("phone").filter((one) => one.includes("in list-"))).toEqual([]);
});

it("finds no passport, account, birth date or address in lists of numbers", () => {
  const others = of("passport", "bank-account", "iban", "date-of-birth", "sg-address", "credential", "sg-uen", "person-name");
  expect(others.filter((one) => one.includes("in list-"))).toEqual([]);
});
