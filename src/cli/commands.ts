/** What the commands do, apart from the command line itself: loaded when one is run, so that `--help` does not wait for it. */
export { errorText } from "./error-text.ts";
export { listDetectors, listFormats } from "./lists.ts";
export { runReport } from "./report.ts";
export { runScan } from "./scan.ts";
