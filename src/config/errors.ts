/** Wrong use or wrong configuration: one line for people, exit status 2. Holds nothing of the evidence. */
export class UsageError extends Error {
  readonly code = "USAGE";
  override readonly name = "UsageError";
}
