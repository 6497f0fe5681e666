import type { UnfoldedGap } from "../../model/document.ts";
import type { Step } from "../../model/location.ts";
import type { Defect } from "./types.ts";

const WORDS: Readonly<Record<Defect["kind"], string>> = {
  "no-boundary": "multipart message without a boundary",
  "boundary-unused": "the boundary of a multipart message does not occur",
  "not-multipart": "parts in a message that says that it has none",
  "not-closed": "multipart message is cut off: its closing boundary is missing",
  "header-not-ended": "message header is cut off or runs into the text",
  "too-many-parts": "message has more parts than are told apart",
  "bad-base64": "base64 part with many invalid characters",
  "cut-base64": "base64 part is cut off",
  "bad-quoted-printable": "quoted-printable part with many invalid characters",
  "unknown-encoding": "part in an unknown transfer encoding, read as it stands",
};

/** Defects of one kind beyond this are told by their number. */
const EACH = 8;

/** What is broken in a message, as gaps: what could be read all the same was. */
export function* structureGaps(encrypted: readonly string[], defects: readonly Defect[]): Generator<UnfoldedGap> {
  for (const part of encrypted) yield gap(part, "encrypted", "encrypted message (multipart/encrypted)");
  if (defects.length === 0) return;
  const byKind = new Map<Defect["kind"], string[]>();
  for (const { kind, part } of defects) {
    const known = byKind.get(kind);
    if (known === undefined) byKind.set(kind, [part]);
    else known.push(part);
  }
  for (const [kind, parts] of byKind) {
    const reason = kind === "too-many-parts" ? "count-limit" : "malformed";
    for (const part of parts.slice(0, EACH)) yield gap(part, reason, WORDS[kind]);
    if (parts.length > EACH) yield gap("", reason, `${parts.length - EACH} more of: ${WORDS[kind]}`);
  }
}

function gap(part: string, reason: UnfoldedGap["reason"], detail: string): UnfoldedGap {
  const steps: readonly Step[] = part === "" ? [] : [{ kind: "mime", part }];
  return { kind: "gap", steps, reason, examined: reason === "encrypted" ? "none" : "partly", detail };
}
