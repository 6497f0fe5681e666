import type { Location } from "./location.ts";

/** Why something could not be (wholly) examined. The order is the order of the listings. */
export const GAP_REASONS = [
  "unreadable",
  "encrypted",
  "malformed",
  "unsupported",
  "depth-limit",
  "size-limit",
  "count-limit",
  "ratio-limit",
  "work-limit",
  "not-followed",
  "changed",
  "image-not-read",
] as const;

export type GapReason = (typeof GAP_REASONS)[number];

/** What could not be read is a result: it travels like a finding and every reporter shows it. */
export interface Gap {
  readonly location: Location;
  readonly reason: GapReason;
  /** `partly`: some of it was examined; `none`: nothing was. */
  readonly examined: "none" | "partly";
  /** One line for people, from our own words and numbers only: never text of the evidence, never a library's message. */
  readonly detail: string;
}
