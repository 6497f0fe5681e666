import type { Progress } from "../pool/unit-run.ts";

export type ProgressMode = "bar" | "plain" | "json" | "none";

export interface ProgressOutput {
  write(text: string): void;
  readonly columns: number;
}

/** Repaint on a terminal; heartbeat elsewhere: the first after 10 s, then every 30 s (a silent scanner gets killed). */
const REPAINT_MS = 100;
const FIRST_BEAT_MS = 10_000;
const NEXT_BEAT_MS = 30_000;
const JSON_MS = 1_000;
/** The rate is that of the last half minute; an ETA is shown after 5 s, when it means something. */
const WINDOW_MS = 30_000;
const ETA_AFTER_MS = 5_000;

export interface ProgressLine {
  /** Called by the clock of the command; `now` in milliseconds. */
  tick(now: number): void;
  /** Takes the line away. */
  clear(): void;
}

/** Shows progress on standard error; pure but for `output`, so that tests drive it with a clock of their own. */
export function createProgress(mode: ProgressMode, output: ProgressOutput, read: () => Progress, started: number): ProgressLine {
  const samples: { at: number; bytes: number }[] = [{ at: started, bytes: 0 }];
  let nextAt = started + (mode === "bar" ? REPAINT_MS : mode === "json" ? JSON_MS : FIRST_BEAT_MS);
  let painted = false;
  return {
    tick(now) {
      if (mode === "none" || now < nextAt) return;
      const progress = read();
      samples.push({ at: now, bytes: progress.bytes });
      while (samples.length > 2 && now - (samples[0]?.at ?? now) > WINDOW_MS) samples.shift();
      const rate = rateOf(samples);
      if (mode === "json") {
        output.write(`${JSON.stringify({ event: "progress", ...progress, bytesPerSecond: Math.round(rate) })}\n`);
        nextAt = now + JSON_MS;
        return;
      }
      const fields = sentence(progress, rate, now - started);
      if (mode === "plain") {
        output.write(`pii-scan: ${fields.join("  ")}\n`);
        nextAt = now + NEXT_BEAT_MS;
        return;
      }
      output.write(`\r\u001b[2K${fitting(fields, output.columns - 1)}`);
      painted = true;
      nextAt = now + REPAINT_MS;
    },
    clear() {
      if (painted) output.write("\r\u001b[2K");
      painted = false;
    },
  };
}

function rateOf(samples: readonly { at: number; bytes: number }[]): number {
  const first = samples[0];
  const last = samples.at(-1);
  if (first === undefined || last === undefined || last.at <= first.at) return 0;
  return ((last.bytes - first.bytes) * 1000) / (last.at - first.at);
}

/** Only ASCII and our own words: no name of the evidence reaches the terminal through here. What matters most comes first. */
function sentence(progress: Progress, rate: number, elapsed: number): string[] {
  const { bytes, totalBytes, files, totalFiles, findings, gaps } = progress;
  const percent = totalBytes === 0 ? 100 : Math.min(100, Math.floor((bytes * 100) / totalBytes));
  const eta = elapsed > ETA_AFTER_MS && rate > 0 && bytes < totalBytes;
  return [
    `${percent}%`,
    `${formatBytes(bytes)} of ${formatBytes(totalBytes)}`,
    `${formatBytes(rate)}/s`,
    ...(eta ? [`ETA ${formatSeconds((totalBytes - bytes) / rate)}`] : []),
    `${files}/${totalFiles} files`,
    `${findings} findings`,
    `${gaps} gaps`,
  ];
}

/** As many whole fields as fit: half a number is a wrong number. */
function fitting(fields: readonly string[], width: number): string {
  let line = fields[0] ?? "";
  for (const field of fields.slice(1)) {
    if (line.length + 2 + field.length > width) break;
    line += `  ${field}`;
  }
  return line;
}

/** A size in SI units (IEC 80000-13): `8.1 MB`. */
export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let value = Math.max(0, bytes);
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? Math.round(value) : value.toFixed(1)} ${units[unit] ?? ""}`;
}

/** A span of time: `41m07s`. */
export function formatSeconds(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole}s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}m${String(whole % 60).padStart(2, "0")}s`;
  return `${Math.floor(minutes / 60)}h${String(minutes % 60).padStart(2, "0")}m`;
}
