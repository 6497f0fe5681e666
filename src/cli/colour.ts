/** What decides whether a stream is coloured. */
export interface ColourChoice {
  readonly flag: "auto" | "always" | "never";
  readonly terminal: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Colour of one stream: the flag, then NO_COLOR (no-color.org: any non-empty value), then
 * FORCE_COLOR (force-color.org; `0` and `false` mean no), then TERM=dumb, then whether it is a
 * terminal. chalk decides otherwise, so it is never asked.
 */
export function useColour({ flag, terminal, env }: ColourChoice): boolean {
  if (flag !== "auto") return flag === "always";
  if (env["NO_COLOR"] !== undefined && env["NO_COLOR"] !== "") return false;
  const force = env["FORCE_COLOR"];
  if (force !== undefined) return force !== "0" && force !== "false";
  if (env["TERM"] === "dumb") return false;
  return terminal;
}
