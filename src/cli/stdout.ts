import { once } from "node:events";
import type { Writable } from "node:stream";
import type { Sink } from "./output-file.ts";

/**
 * Standard output as a sink. Waits for a slow reader (a cut report would lose findings), and
 * takes a reader that went away (`| head -1`) as the end of interest, not as an error.
 */
export function standardOutput(stream: Writable): Sink {
  let closed = false;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    closed = true;
    if (error.code !== "EPIPE") process.stderr.write(`pii-scan: standard output failed (${error.code ?? "error"})\n`);
  });
  return {
    get closed() {
      return closed;
    },
    async write(text) {
      if (closed || text === "") return;
      if (!stream.write(text))
        await Promise.race([once(stream, "drain"), once(stream, "close"), once(stream, "error")]).catch(() => {
          // The reader went away; the handler above has taken note of it.
        });
    },
    finish() {},
    discard() {},
  };
}
