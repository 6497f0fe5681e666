import type { AnchorFilter } from "../kernel/index.ts";
import type { Detector } from "../model/detector.ts";

/** A detector to ask, for one bit of the filter. */
export interface Ask {
  readonly detector: Detector;
  readonly order: number;
  /** Where its bit is shared: the tables of its own anchor, looked at again before it is asked. */
  readonly own?: AnchorFilter;
  /** It is asked only where one of these lists is heard (bits of `Dispatch.hearing`); 0 where it listens to none. */
  readonly hears: number;
}
