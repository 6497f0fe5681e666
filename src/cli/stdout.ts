import type { Writable } from "node:stream";
import type { Sink } from "./output-file.ts";

/**
 * Standard output as a sink. Waits for a slow reader (a cut report would lose findings), and
 * takes a reader that went away (`| head -1`) as the end of interest, not as an error. What
 * other failures mean is decided where all of them are seen, in `main.ts`.
 */
export function standardOutput(stream: Writable): Sink {
  let closed = false;
  let goOn = (): void => {};
  const end = (): void => {
    closed = true;
    goOn();
  };
  // One listener each for the whole run: one per wait would pile up behind a slow reader.
  stream.on("drain", () => goOn());
  stream.on("close", end);
  stream.on("error", end);
  return {
    get closed() {
      return closed;
    },
    write(text) {
      if (closed || text === "" || stream.write(text)) return undefined;
      return new Promise<void>((resolve) => {
        goOn = resolve;
        if (closed) resolve();
      });
    },
    finish() {},
    discard() {},
  };
}
