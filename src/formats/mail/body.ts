import { isAscii } from "node:buffer";
import type { Step } from "../../model/location.ts";
import { htmlToUtf8 } from "../../text/html-bytes.ts";
import { heldSource } from "./held.ts";
import { htmlRanges, plainRanges, textSections, type TextPlace } from "./sections.ts";
import { textParts } from "../text-parts.ts";
import type { Utf8Text } from "./text-bytes.ts";
import type { Told } from "./told.ts";
import { uuencodedBlocks, type Uuencoded } from "./uuencode.ts";

const BEGIN = Buffer.from("begin");
const PGP = Buffer.from("-----BEGIN PGP MESSAGE-----");
const YENC = Buffer.from("=ybegin ");

/** Shows a plain text body: own words, quoted history, files that are encoded in it. Returns the number of quoted sections. */
export function plainBody(text: Utf8Text, part: string, place: TextPlace, told: Told): number {
  const blocks = text.bytes.includes(BEGIN) ? uuencodedBlocks(text.bytes.toString("latin1", 0, text.bytes.length)) : NO_BLOCKS;
  // One byte a character: offsets are those of the bytes, and what is encoded is ASCII.
  for (const block of blocks) {
    const name = Buffer.from(block.name, "latin1").toString("utf8");
    const step: Step = { kind: "mime", part, name };
    told.push({ kind: "document", steps: [step], name, declaredType: "", bytes: heldSource(block.bytes) });
    if (!block.whole) {
      told.push({ kind: "gap", steps: [step], reason: "malformed", examined: "partly", detail: "uuencoded file is cut off" });
    }
  }
  const shown = blocks.length === 0 ? text : { ...text, bytes: blanked(text.bytes, blocks) };
  unreadableBlocks(text.bytes, place.steps, told);
  return textSections(shown.bytes, plainRanges(shown), place, told);
}

const NO_BLOCKS: readonly Uuencoded[] = [];

/** Shows an HTML body: what is seen, and what attributes and comments carry unseen. */
export function htmlBody(html: Utf8Text, place: TextPlace, told: Told): number {
  const { text, attributes, quoted } = htmlToUtf8(html.bytes);
  // References can stand for more than ASCII in a page that is ASCII.
  const seen: Utf8Text = { bytes: text, ascii: isAscii(text) };
  unreadableBlocks(text, place.steps, told);
  const used = textSections(text, htmlRanges(seen, quoted), place, told);
  const unseen = attributes.join("\n");
  if (unseen.trim() !== "") {
    told.push(textParts(Buffer.from(unseen), { steps: place.steps, role: "metadata", record: "text", section: 0 }));
  }
  return used;
}

/** A block is told as a document: in the text only its line ends stay, so that line numbers do. */
function blanked(bytes: Buffer, blocks: readonly Uuencoded[]): Buffer {
  const kept: Buffer[] = [];
  let from = 0;
  for (const { start, end, whole } of blocks) {
    if (!whole) continue;
    kept.push(bytes.subarray(from, start), Buffer.alloc(countLineFeeds(bytes.subarray(start, end)), "\n"));
    from = end;
  }
  kept.push(bytes.subarray(from));
  return Buffer.concat(kept);
}

function countLineFeeds(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines += 1;
  return lines;
}

function unreadableBlocks(bytes: Buffer, steps: readonly Step[], told: Told): void {
  if (startsLine(bytes, PGP)) {
    told.push({ kind: "gap", steps, reason: "encrypted", examined: "partly", detail: "text holds a PGP-encrypted message" });
  }
  if (startsLine(bytes, YENC)) {
    told.push({ kind: "gap", steps, reason: "unsupported", examined: "partly", detail: "text holds a yEnc-encoded file" });
  }
}

function startsLine(bytes: Buffer, words: Buffer): boolean {
  for (let at = bytes.indexOf(words); at >= 0; at = bytes.indexOf(words, at + 1)) {
    if (at === 0 || bytes[at - 1] === 10) return true;
  }
  return false;
}
