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
  try {
    process.exitCode = await buildProgram(process).run(argv);
  } catch (error) {
    process.exitCode = EXIT.usage;
    process.stderr.write(`pii-scan: ${userMessage(error)}\n`);
  }
}

/** Only errors of our own making have messages for people; others may quote the evidence. */
function userMessage(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  return `internal error (${describe(error)})`;
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const code = "code" in error && typeof error.code === "string" ? ` ${error.code}` : "";
  return `${error.name}${code}`;
}
