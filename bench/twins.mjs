import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { projectFile } from "./measure/process.mjs";

/** @typedef {import("./gate.mjs").Check} Check */

const ROUNDS = 7;
/** How many times as fast the kernel must be as its twin, and a first look as reading the message. */
const LEAST = { kernel: 2.5, look: 2 };

/**
 * Ratios inside one process, the two sides in turn: what the WebAssembly modules are there for.
 *
 * @param {string} prose a file
 * @param {string} mailbox a file
 * @returns {Promise<Check[]>}
 */
export async function checkTwins(prose, mailbox) {
  const load = (/** @type {string} */ file) => import(projectFile(`dist/${file}`));
  const [{ createWasmKernel, typescriptKernel }, { createDispatch }, { DETECTORS }] = await Promise.all([
    load("kernel/index.js"),
    load("engine/dispatch.js"),
    load("detectors/index.js"),
  ]);
  // As a scan has it that was told nothing.
  const dispatch = createDispatch(
    DETECTORS.filter((/** @type {{ pack: string }} */ { pack }) => pack === "sg"),
    "medium",
  );
  const { filter } = dispatch.quiet;
  const wasm = createWasmKernel();
  if (wasm === undefined) return [{ name: "this computer runs the WebAssembly kernel", holds: false, seen: "it does not" }];
  const text = readFileSync(prose);
  const anchors = (/** @type {typeof wasm} */ kernel) => {
    let found = 0;
    for (let from = 0; from < text.length;) {
      const { count, next } = kernel.anchors(text, from, text.length, filter);
      found += count;
      from = next;
    }
    return found;
  };
  const looks = await lookOrRead(load, dispatch, wasm, mailbox);
  return [
    ratio(
      "WebAssembly kernel against its TypeScript twin, prose",
      LEAST.kernel,
      () => anchors(wasm),
      () => anchors(typescriptKernel),
    ),
    ratio("a first look at quiet mails against reading them", LEAST.look, looks.look, looks.read),
  ];
}

/**
 * The mails of a mailbox that a first look is certain of.
 *
 * @param {(file: string) => Promise<any>} load
 * @param {any} dispatch
 * @param {unknown} kernel
 * @param {string} mailbox
 */
async function lookOrRead(load, dispatch, kernel, mailbox) {
  const [{ sweep }, { createMailLook }, { mbox }, { message }, { heldSource }, { createBudget }, { DEFAULT_LIMITS }] =
    await Promise.all([
      load("engine/sweep.js"),
      load("formats/mail/first-look.js"),
      load("formats/mail/mbox.js"),
      load("formats/mail/message.js"),
      load("formats/mail/held.js"),
      load("limits/budget.js"),
      load("limits/limits.js"),
    ]);
  const context = () => ({ budget: createBudget(DEFAULT_LIMITS), insideMessage: true, depth: 0 });
  const look = createMailLook(dispatch.quiet.filter);
  const whole = { kind: "document", steps: [], name: "", declaredType: "", bytes: heldSource(readFileSync(mailbox)) };
  const mails = [...mbox.extract(whole, context())].filter(
    (item) => item.kind === "document" && look.message(item.bytes) !== undefined,
  );
  const read = () => {
    let found = 0;
    for (const mail of mails)
      for (const item of message.extract(mail, context()))
        if (item.kind === "text") found += sweep(item, dispatch, kernel).length;
    return found;
  };
  return { read, look: () => mails.filter((mail) => look.message(mail.bytes) !== undefined).length };
}

/**
 * @param {string} name
 * @param {number} least
 * @param {() => number} fast
 * @param {() => number} slow
 * @returns {Check}
 */
function ratio(name, least, fast, slow) {
  const times = { fast: /** @type {number[]} */ ([]), slow: /** @type {number[]} */ ([]) };
  let worked = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [side, act] of /** @type {const} */ ([
      ["fast", fast],
      ["slow", slow],
    ])) {
      const start = performance.now();
      worked += act();
      times[side].push(performance.now() - start);
    }
  }
  const seen = median(times.slow) / median(times.fast);
  return {
    name: `${name}: at least ${least} times as fast`,
    holds: worked > 0 && seen >= least,
    seen: `${seen.toFixed(2)} times`,
  };
}

/** @param {readonly number[]} numbers */
function median(numbers) {
  return /** @type {number} */ (numbers.toSorted((left, right) => left - right)[numbers.length >> 1]);
}
