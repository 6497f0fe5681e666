/**
 * Work that is done at once as far as it can be. It gives a promise where it has to wait (the
 * result comes back with `next`, a rejection with `throw`), and `undefined` where it may be
 * stopped and what it has told may be taken away. To stop it, `return` is called, and what it
 * still gives is awaited.
 */
export type Work<T = void> = Generator<Promise<unknown> | undefined, T, unknown>;

/** Does work to its end. */
export async function finish<T>(work: Work<T>): Promise<T> {
  let step = work.next();
  while (step.done !== true) step = step.value === undefined ? work.next() : await resume(work, step.value);
  return step.value;
}

/** Goes on with work that waits for a promise. */
export async function resume<T>(
  work: Work<T>,
  promise: Promise<unknown>,
): Promise<IteratorResult<Promise<unknown> | undefined, T>> {
  let result: unknown;
  try {
    result = await promise;
  } catch (error) {
    // Whoever waits for it knows which document it is of.
    return work.throw(error);
  }
  return work.next(result);
}

/** Ends work that is not to be done to its end: the readers that are open in it are closed. */
export async function stop(work: Work<unknown>): Promise<void> {
  let step = work.return(undefined);
  while (step.done !== true) step = step.value === undefined ? work.next() : await resume(work, step.value);
}
