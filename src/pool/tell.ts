import type { Location } from "../model/location.ts";
import type { Discloser } from "../engine/disclose.ts";
import type { Sink } from "../engine/sink.ts";
import type { Outbox } from "./outbox.ts";

/** What was learned of a file besides its findings and gaps. */
export interface Told {
  format: string;
  /** True when the file itself could not be opened at all. */
  unexamined: boolean;
}

/**
 * Takes what the engine tells through the discloser: from here on there are no raw values.
 * `told` keeps what its closing says of the file; `through` is called behind each message.
 */
export function teller(discloser: Discloser, outbox: Outbox, told: Told, through: () => void): Sink {
  return {
    finding: (finding) => outbox.add({ kind: "finding", finding: discloser.finding(finding) }),
    gap(gap) {
      if (gap.examined === "none" && isOfFile(gap.location)) told.unexamined = true;
      outbox.add({ kind: "gap", gap: discloser.gap(gap) });
    },
    expected: (count) => outbox.count("expected", count),
    message(outcome, messages) {
      outbox.count(outcome, messages);
      through();
    },
    correspondent: outbox.correspondent,
    format(id) {
      told.format = id;
    },
  };
}

/** The gap is of the file itself, or of the one message that it is. */
function isOfFile({ steps }: Location): boolean {
  return steps.length === 0 || (steps.length === 1 && steps[0]?.kind === "message" && steps[0].offset === undefined);
}
