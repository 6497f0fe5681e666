const BYTE_UNITS = ["kB", "MB", "GB", "TB"] as const;

/** A whole number with thousands separated: `104,220`. Without the tables of a locale, which take long to load. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** A number with its noun: `1 finding`, `2 findings`. */
export function counted(value: number, singular: string, plural = `${singular}s`): string {
  return `${count(value)} ${value === 1 ? singular : plural}`;
}

/** Bytes in decimal units (IEC 80000-13: kB is 1,000 bytes): `8.1 MB`. */
export function size(bytes: number): string {
  if (bytes < 1000) return counted(bytes, "byte");
  let value = bytes;
  let unit = "";
  for (const next of BYTE_UNITS) {
    if (value < 999.5) break;
    value /= 1000;
    unit = next;
  }
  return `${value < 9.95 ? value.toFixed(1) : count(Math.round(value))} ${unit}`;
}

/** Seconds as people say them: `1.9 s`, `41 min 07 s`, `2 h 03 min`. */
export function duration(seconds: number): string {
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
  const minutes = Math.round(whole / 60);
  return `${count(Math.floor(minutes / 60))} h ${String(minutes % 60).padStart(2, "0")} min`;
}
