import { cpus, release, totalmem, type } from "node:os";
import { METHOD } from "../measure/process.mjs";

/** What the figures were taken on. @returns {string[]} */
export function describeMachine() {
  const processors = cpus();
  return [
    `${processors[0]?.model.trim() ?? "unknown processor"}, ${processors.length} cores, ${Math.round(totalmem() / 1e9)} GB of memory`,
    `Node ${process.versions.node} (V8 ${process.versions.v8}), ${type()} ${release()}, ${process.arch}`,
    `files in the page cache; processor time and memory by ${METHOD}`,
  ];
}
