import type { MessageCounts } from "../model/events.ts";
import type { Location } from "../model/location.ts";
import type { Discloser } from "../engine/disclose.ts";
import type { UnitOutput } from "../engine/ledger.ts";
import type { Observed } from "../engine/unfold.ts";

/** All documents of the unit before `position` have been told. */
export interface Through {
  readonly kind: "through";
  readonly position: number;
}

/** What was learned of a file besides its findings and gaps. */
export interface Told {
  format: string;
  /** True when the file itself could not be opened at all. */
  unexamined: boolean;
}

/**
 * Takes what the engine observes through the discloser: from here on there are no raw values.
 * After each message of a mailbox a `through` says how far a later worker would not have to
 * look again; `position` is that of the message being read.
 */
export async function* tell(
  observed: AsyncIterable<Observed>,
  discloser: Discloser,
  told: Told,
  position: () => number,
): AsyncGenerator<UnitOutput | Through> {
  const correspondents = new Set<string>();
  for await (const one of observed) {
    switch (one.kind) {
      case "finding":
        yield { kind: "finding", finding: discloser.finding(one.finding) };
        break;
      case "gap":
        if (one.gap.examined === "none" && isOfFile(one.gap.location)) told.unexamined = true;
        yield { kind: "gap", gap: discloser.gap(one.gap) };
        break;
      case "correspondent":
        correspondents.add(one.value);
        break;
      case "format":
        told.format = one.id;
        break;
      case "expected":
        yield { kind: "messages", counts: { ...NONE, expected: one.count } };
        break;
      case "message":
        yield { kind: "messages", counts: { ...NONE, [one.outcome]: 1 } };
        if (correspondents.size > 0) yield { kind: "correspondents", keys: [...correspondents].map(discloser.correspondent) };
        correspondents.clear();
        yield { kind: "through", position: position() + 1 };
        break;
    }
  }
  if (correspondents.size > 0) yield { kind: "correspondents", keys: [...correspondents].map(discloser.correspondent) };
}

const NONE: MessageCounts = { expected: 0, read: 0, partly: 0, failed: 0 };

/** The gap is of the file itself, or of the one message that it is. */
function isOfFile({ steps }: Location): boolean {
  return steps.length === 0 || (steps.length === 1 && steps[0]?.kind === "message" && steps[0].offset === undefined);
}
