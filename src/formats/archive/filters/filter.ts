/**
 * Undoes a filter for programs in place, in `bytes[0, end)`, which follows what was given before; says how many bytes
 * are done. What is left comes again at the start of the next call.
 */
export type Filter = (bytes: Uint8Array, end: number) => number;

const BUFFER = 262_144;

/** What a decompressor gives, with a filter undone; a piece is valid until the next one. */
export function* unfiltered<Result>(pieces: Generator<Uint8Array, Result>, filter: Filter): Generator<Uint8Array, Result> {
  // A copy: the decompressor refers back to what it gave, as it was.
  const buffer = new Uint8Array(BUFFER);
  let held = 0;
  for (;;) {
    const step = pieces.next();
    if (step.done === true) {
      // A filter leaves the last bytes, which are too few for an instruction, as they are.
      if (held > 0) yield buffer.subarray(0, held);
      return step.value;
    }
    for (let at = 0; at < step.value.length;) {
      const run = Math.min(BUFFER - held, step.value.length - at);
      buffer.set(step.value.subarray(at, at + run), held);
      at += run;
      held += run;
      const done = filter(buffer, held);
      if (done > 0) yield buffer.subarray(0, done);
      buffer.copyWithin(0, done, held);
      held -= done;
    }
  }
}
