import type { Unfolded } from "../../model/document.ts";
import type { Step } from "../../model/location.ts";
import { memorySource } from "../../bytes/memory.ts";
import { htmlToText } from "../../text/html.ts";
import { splitQuoted } from "../../text/quotes.ts";
import { textBlocks } from "../blocks.ts";
import { htmlRanges, textSections, type TextPlace } from "./sections.ts";
import { uuencodedBlocks } from "./uuencode.ts";

/** Shows a plain text body: own words, quoted history, files that are encoded in it. Returns the number of quoted sections. */
export function* plainBody(text: string, part: string, place: TextPlace): Generator<Unfolded, number> {
  let shown = text;
  for (const block of uuencodedBlocks(text)) {
    const step: Step = { kind: "mime", part, name: block.name };
    yield { kind: "document", steps: [step], name: block.name, declaredType: "", bytes: memorySource(block.bytes) };
    if (block.whole) shown = blank(shown, block.start, block.end);
    else yield { kind: "gap", steps: [step], reason: "malformed", examined: "partly", detail: "uuencoded file is cut off" };
  }
  yield* unreadableBlocks(text, place.steps);
  return yield* textSections(shown, splitQuoted(shown), place);
}

/** Shows an HTML body: what is seen, and what attributes and comments carry unseen. */
export function* htmlBody(html: string, place: TextPlace): Generator<Unfolded, number> {
  const { text, attributes, quoted } = htmlToText(html);
  yield* unreadableBlocks(text, place.steps);
  const used = yield* textSections(text, htmlRanges(text, quoted), place);
  if (attributes.trim() !== "") {
    const bytes = Buffer.from(attributes);
    yield* textBlocks([bytes], { steps: place.steps, role: "metadata", record: "text", section: 0 });
  }
  return used;
}

/** The block is told as a document: in the text only its line ends stay, so that line numbers do. */
function blank(text: string, start: number, end: number): string {
  return text.slice(0, start) + "\n".repeat(text.slice(start, end).split("\n").length - 1) + text.slice(end);
}

function* unreadableBlocks(text: string, steps: readonly Step[]): Generator<Unfolded> {
  if (startsLine(text, "-----BEGIN PGP MESSAGE-----")) {
    yield { kind: "gap", steps, reason: "encrypted", examined: "partly", detail: "text holds a PGP-encrypted message" };
  }
  if (startsLine(text, "=ybegin ")) {
    yield { kind: "gap", steps, reason: "unsupported", examined: "partly", detail: "text holds a yEnc-encoded file" };
  }
}

function startsLine(text: string, words: string): boolean {
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    if (at === 0 || text[at - 1] === "\n") return true;
  }
  return false;
}
