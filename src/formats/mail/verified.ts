import type { ByteSource } from "../../model/bytes.ts";
import type { Document, Unfolded, UnfoldedGap } from "../../model/document.ts";
import type { Budget, ExtractContext, Extractor } from "../../model/extractor.ts";
import { message } from "./message.ts";
import { verifyMessage, type Verification } from "./verify.ts";

/** Bytes of a message that decide whether it is in the sample: its header, which no two messages share. */
const SEED_BYTES = 4_096;
/** FNV-1a, 32 bits, and the finalizer of MurmurHash3, which spreads what is alike. */
const FNV_START = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * The reader of messages, which also holds a sample of `percent` of them (0 to 100) against the
 * second reader, message by message. A disagreement is a gap: somebody should look at the message.
 * `compared` hears of each message that was compared.
 */
export function verifiedMessage(percent: number, compared: (agrees: boolean) => void): Extractor {
  return {
    ...message,
    extract: (document, context) =>
      isSampled(document.bytes, percent) ? readAndCompare(document, context, compared) : message.extract(document, context),
  };
}

/**
 * Whether a message is in a sample of `percent`. Its own bytes decide, so that any number of jobs,
 * and the next scan, take the same sample; copies of a message are in it or not together.
 */
export function isSampled(bytes: ByteSource, percent: number): boolean {
  if (percent <= 0) return false;
  let hash = FNV_START ^ bytes.size;
  for (const byte of bytes.read(0, Math.min(SEED_BYTES, bytes.size))) hash = Math.imul(hash ^ byte, FNV_PRIME);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32 < percent / 100;
}

async function* readAndCompare(
  document: Document,
  context: ExtractContext,
  compared: (agrees: boolean) => void,
): AsyncGenerator<Unfolded> {
  yield* message.extract(document, context);
  const verification = await verifyMessage(document, { ...context, budget: uncounted(context.budget) });
  if (verification.compared) compared(verification.agrees);
  const gap = gapOf(verification);
  if (gap !== undefined) yield gap;
}

/** The message was counted when it was read; that it is looked at again opens nothing new. */
function uncounted(budget: Budget): Budget {
  return { ...budget, entry: () => undefined, output: () => undefined };
}

function gapOf({ agrees, compared, words, files }: Verification): UnfoldedGap | undefined {
  if (agrees) return undefined;
  const detail = compared
    ? `two mail readers disagree: words ${words.onlyFirst} only in the first, ${words.onlySecond} only in the second; ` +
      `files ${files.different} different, ${files.onlySecond} only in the second`
    : "not compared with the second mail reader, which could not read it whole";
  return { kind: "gap", steps: [], reason: "malformed", examined: "partly", detail };
}
