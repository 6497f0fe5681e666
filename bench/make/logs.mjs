import { createDigits } from "./digits.mjs";
import { createSink } from "./sink.mjs";
import { createValues } from "./values.mjs";

/** @typedef {import("../../fixtures/make/random.mjs").Random} Random */
/** @typedef {import("./truth.mjs").Truth} Truth */
/** @typedef {ReturnType<typeof createValues>} Values */
/** @typedef {(time: Date) => string} Line */

const FILE_BYTES = 240_000;
/** One line in so many states somebody's value. */
const PLANTED = 110;

const ROUTES = ["/api/bills", "/api/readings", "/login", "/api/members/search", "/static/app.js", "/healthz"];
const LEVELS = ["INFO", "INFO", "INFO", "INFO", "WARN", "DEBUG"];
const STATES = ["paid", "open", "disputed", "void"];
const DISTRICTS = ["Ang Mo Kio", "Bukit Batok", "Toa Payoh North", "Pasir Ris", "Choa Chu Kang", "Jurong West"];
const REMARKS = ["cache hit", "served from replica", "retried after timeout", "session renewed for user", "slow query logged"];

/**
 * Server logs, CSV sheets and JSON lines, two fifths of their bytes digits: times, decimals, numbers of orders and requests.
 *
 * @param {string} folder
 * @param {number} bytes about how many
 * @param {Random} random
 * @param {Truth} truth
 */
export function makeLogs(folder, bytes, random, truth) {
  const values = createValues(random, truth);
  const kinds = [logKind(random), sheetKind(random), jsonKind(random)];
  let written = 0;
  for (let file = 0; written < bytes; file += 1) {
    const kind = kinds[file % kinds.length] ?? logKind(random);
    const sink = createSink(
      `${folder}/${String(Math.floor(file / 100)).padStart(2, "0")}/${kind.name}-${file}.${kind.extension}`,
    );
    const size = Math.min(FILE_BYTES, bytes - written);
    let time = Date.UTC(2025, 0, 2) + file * 3_600_000;
    sink.put(kind.head);
    while (sink.bytes < size) {
      time += random.int(1, 900);
      const planted = random.int(1, PLANTED) === 1;
      sink.put(planted ? kind.planted(new Date(time), values) : kind.line(new Date(time)));
    }
    sink.close();
    written += sink.bytes;
  }
}

/** @typedef {{ name: string, extension: string, head: string, line: Line, planted: (time: Date, values: Values) => string }} Kind */

/** @param {Random} random @returns {Kind} */
function logKind(random) {
  const { digits, hex } = createDigits(random);
  const start = (/** @type {Date} */ time) => `${time.toISOString()} ${random.pick(LEVELS)} api[${digits(5)}] `;
  return {
    name: "server",
    extension: "log",
    head: "",
    line: (time) =>
      `${start(time)}req=${hex(16)} 10.${random.int(0, 255)}.${random.int(0, 255)}.${random.int(1, 254)} GET ${random.pick(ROUTES)}?page=${digits(2)} status=${random.pick([200, 200, 200, 304, 404])} bytes=${digits(5)} took=${digits(2)}.${digits(3)}ms order=${digits(8)} ${random.pick(REMARKS)}\n`,
    planted: (time, values) =>
      start(time) +
      random.pick([
        () => `lookup by nric=${values.nric()} ok\n`,
        () => `member nric: ${values.nric()} mobile: ${values.phone()} updated\n`,
        () => `charge failed, card ${values.card()} declined, customer nric ${values.nric()}\n`,
        () => `sent otp to mobile ${values.phone()}\n`,
      ])(),
  };
}

/** @param {Random} random @returns {Kind} */
function sheetKind(random) {
  const { digits } = createDigits(random);
  const row = (/** @type {Date} */ time, /** @type {string[]} */ more) =>
    `${[digits(7), time.toISOString(), `HL-${digits(8)}`, `1.${digits(5)}`, `103.${digits(5)}`, `${digits(3)}.${digits(2)}`, random.pick(STATES), random.pick(DISTRICTS), random.pick(REMARKS), ...more].join(",")}\n`;
  return {
    name: "readings",
    extension: "csv",
    head: "id,time,reference,latitude,longitude,amount,state,district,remark,nric,mobile,card no\n",
    line: (time) => row(time, ["", "", ""]),
    planted: (time, values) =>
      row(
        time,
        random.pick([
          () => [values.nric(), "", ""],
          () => [values.nric(), values.phone(), ""],
          () => [values.nric(), "", values.card()],
          () => ["", values.phone(), ""],
        ])(),
      ),
  };
}

/** @param {Random} random @returns {Kind} */
function jsonKind(random) {
  const { digits, hex } = createDigits(random);
  const object = (/** @type {Date} */ time, /** @type {string} */ more) =>
    `{"ts":${time.getTime()},"at":"${time.toISOString()}","trace":"${hex(12)}","device":${random.int(1000, 9999)}${digits(4)},"kwh":${random.int(1, 99)}.${digits(4)},"total":${random.int(1000, 9999)}.${digits(2)},"state":"${random.pick(STATES)}","district":"${random.pick(DISTRICTS)}","remark":"${random.pick(REMARKS)}"${more}}\n`;
  return {
    name: "events",
    extension: "ndjson",
    head: "",
    line: (time) => object(time, ""),
    planted: (time, values) =>
      object(
        time,
        random.pick([
          () => `,"nric":"${values.nric()}"`,
          () => `,"nric":"${values.nric()}","mobile":"${values.phone()}"`,
          () => `,"nric":"${values.nric()}","cardNumber":"${values.card()}"`,
          () => `,"mobile":"${values.phone()}"`,
        ])(),
      ),
  };
}
