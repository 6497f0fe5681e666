/* Loaded with --import into a Node process that is measured where /usr/bin/time is missing. */
import { readFileSync, writeFileSync } from "node:fs";

/** Peak of this program only: what resourceUsage says may be that of the process it was forked from. */
function peakKilobytes() {
  try {
    const found = /^VmHWM:\s+([0-9]+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"));
    if (found !== null) return Number(found[1]);
  } catch {
    // Only Linux has that file.
  }
  return process.resourceUsage().maxRSS;
}

process.on("exit", () => {
  const file = process.env["PII_BENCH_USAGE"];
  if (file === undefined) return;
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  writeFileSync(file, `${userCPUTime / 1e6} ${systemCPUTime / 1e6} ${peakKilobytes()}\n`);
});
