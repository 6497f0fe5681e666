/**
 * The inner loop of the sweep. Two twins may stand behind this interface; both must give the
 * same events on every input and every way of cutting it.
 */
export interface Kernel {
  readonly id: string;
  /**
   * Writes the anchors that begin in `[from, to)` as pairs into `out` and returns the number
   * of pairs: the offset, and the length of the run of digits (AT for an `@`). A run that
   * began before `from` is left out. Stops when `out` is full; `next` is where to go on.
   */
  anchors(bytes: Uint8Array, from: number, to: number, out: Uint32Array): { readonly count: number; readonly next: number };
}

/** In place of a run's length: the anchor is an `@`. */
export const AT = 0;
