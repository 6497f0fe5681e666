import { UsageError } from "../config/errors.ts";
import { EXIT } from "./exit-status.ts";
import { buildProgram } from "./program.ts";

/**
 * Runs one command line and sets the exit status; never calls `process.exit` on a good road,
 * because that cuts what is still on its way into a pipe.
 */
export async function main(argv: readonly string[]): Promise<void> {
  process.on("uncaughtException", (error) => {
    process.stderr.write(`pii-scan: internal error (${describe(error)}); the report is not complete\n`);
    process.exit(EXIT.usage);
  });
  const output = watchOutput();
  try {
    const status = await buildProgram(process).run(argv);
    process.exitCode = output.failed ? EXIT.usage : status;
  } catch (error) {
    process.exitCode = EXIT.usage;
    process.stderr.write(`pii-scan: ${await userMessage(error, argv)}\n`);
  }
}

/**
 * A reader that went away (`| head -1`) is the end of interest and no error. Anything else (a
 * full disk behind `>`) has cost the report, so the status must not say that all is well; it
 * may come to light after the command has ended.
 */
function watchOutput(): { readonly failed: boolean } {
  const state = { failed: false };
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE" || state.failed) return;
    state.failed = true;
    process.exitCode = EXIT.usage;
    process.stderr.write(`pii-scan: standard output cannot be written (${error.code ?? "error"}); the report is not complete\n`);
  });
  // Nobody is left to be told.
  process.stderr.on("error", () => {});
  return state;
}

/** Only errors of our own making have messages for people; others may quote the evidence. */
async function userMessage(error: unknown, argv: readonly string[]): Promise<string> {
  if (error instanceof UsageError) return (await import("./commands.ts")).errorText(error.message, argv);
  return `internal error (${describe(error)})`;
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const code = "code" in error && typeof error.code === "string" ? ` ${error.code}` : "";
  return `${error.name}${code}`;
}
