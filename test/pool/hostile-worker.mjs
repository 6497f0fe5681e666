/**
 * The worker that is built, with readers of its own: a file `HOSTILE <what>` costs the thread in one of the ways in
 * which libraries do.
 */
import { EXTRACTORS } from "../../dist/formats/index.js";

/** @type {Readonly<Record<string, () => unknown>>} */
const WAYS = {
  loops() {
    for (;;);
  },
  waits: () => new Promise(() => {}),
  "eats memory": () => {
    const eaten = [];
    for (;;) eaten.push(Array.from({ length: 10_000 }, (_, index) => ({ index })));
  },
  exits: () => process.exit(0),
  "throws later": () => {
    setTimeout(() => {
      throw new Error("nobody listens");
    }, 0);
    return new Promise(() => {});
  },
  "rejects later": () => {
    void Promise.reject(new Error("nobody listens"));
    return new Promise(() => {});
  },
};

/** @type {import("../../src/model/extractor.ts").Extractor[]} */ (EXTRACTORS).unshift({
  id: "hostile",
  description: "",
  reads: "",
  extensions: [],
  accepts: ({ head }) => Buffer.from(head).toString("latin1", 0, 8) === "HOSTILE ",
  async *extract({ bytes }) {
    const way = Buffer.from(bytes.read(8, bytes.size - 8)).toString();
    const text = Buffer.from(`write to ${way.replaceAll(" ", "-")}@example.com`);
    const core = { start: 0, end: text.length };
    const origin = { line: 1, column: 1 };
    yield { kind: "text", steps: [], role: "body", record: "line", section: 0, bytes: text, core, origin };
    await WAYS[way]?.();
  },
});
await import("../../dist/pool/worker.js");
