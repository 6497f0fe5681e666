import { expect, it } from "vitest";
import { count, counted, duration, size } from "../../src/reporters/words.ts";

it.each([
  [count(104_220), "104,220"],
  [counted(1, "finding"), "1 finding"],
  [counted(0, "finding"), "0 findings"],
  [counted(2, "person", "people"), "2 people"],
  [size(0), "0 bytes"],
  [size(1), "1 byte"],
  [size(999), "999 bytes"],
  [size(1000), "1.0 kB"],
  [size(9960), "10 kB"],
  [size(999_499), "999 kB"],
  [size(999_600), "1.0 MB"],
  [size(8_123_456), "8.1 MB"],
  [size(212e9), "212 GB"],
  [size(4_000e12), "4,000 TB"],
  [duration(0), "0.0 s"],
  [duration(1.94), "1.9 s"],
  [duration(59.96), "1 min 00 s"],
  [duration(2467), "41 min 07 s"],
  [duration(3599.6), "1 h 00 min"],
  [duration(7380), "2 h 03 min"],
])("%s", (text, expected) => {
  expect(text).toBe(expected);
});
