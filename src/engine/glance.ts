import type { ByteSource } from "../model/bytes.ts";
import type { TextPart } from "../model/document.ts";
import type { Skim } from "../model/extractor.ts";
import type { Kernel } from "../kernel/index.ts";
import type { Dispatch } from "./dispatch.ts";
import type { Spotted } from "./overlap.ts";
import { sweep } from "./sweep.ts";

/**
 * A first look at messages (`formats/mail/first-look.ts`): the texts of a header that may hold
 * something when nothing else in the message can, and nothing in it is to be told or opened;
 * else `undefined`.
 */
export interface Look {
  readonly message: (message: ByteSource) => readonly TextPart[] | undefined;
  readonly hold: (bytes: Uint8Array) => void;
  readonly within: (start: number) => readonly TextPart[] | undefined;
  readonly next: ArrayLike<number>;
}

/** What need not be read. */
export interface Glance {
  /** All there is to tell of a message that need not be read: the correspondents in its header. */
  readonly message: (message: ByteSource) => readonly string[] | undefined;
  /** The same for a run of messages of a mailbox. */
  readonly skim: Skim;
}

/** This many messages are read sooner than a look is made ready: a scan of one mail has none. */
const READ_FIRST = 32;
/** Messages of one run: behind each run a scan may be stopped. */
const LONGEST_RUN = 1_024;
const NOBODY: readonly string[] = [];

/** `wanted` is that of the engine: with a candidate to report in its header a message must be read. */
export function createGlance(
  makeLook: () => Look | undefined,
  dispatch: Dispatch,
  kernel: Kernel,
  wanted: (spotted: Spotted) => boolean,
  readFirst: number = READ_FIRST,
): Glance {
  let left = readFirst;
  let look: Look | undefined;
  let held: Uint8Array | undefined;
  // Texts that come again are the same objects, and what is in them is known.
  const known = new WeakMap<TextPart, readonly string[] | "read">();

  const isReady = (): boolean => {
    if (left > 0) left -= 1;
    else if (look === undefined) {
      look = makeLook();
      if (look === undefined) left = Number.POSITIVE_INFINITY;
    }
    return look !== undefined;
  };
  const correspondentsIn = (part: TextPart): readonly string[] | "read" => {
    const found = sweep(part, dispatch, kernel);
    if (found.some((one) => one.candidate.correspondent !== true && wanted(one))) return "read";
    return found.filter(({ candidate }) => candidate.correspondent === true).map(({ candidate }) => candidate.value);
  };
  const correspondentsOf = (texts: readonly TextPart[]): readonly string[] | undefined => {
    let all = NOBODY;
    for (const text of texts) {
      let here = known.get(text);
      if (here === undefined) {
        here = correspondentsIn(text);
        known.set(text, here);
      }
      if (here === "read") return undefined;
      if (here.length > 0) all = all.length === 0 ? here : [...all, ...here];
    }
    return all;
  };

  return {
    message(message) {
      const texts = isReady() ? look?.message(message) : undefined;
      // Where it looked at one message it holds no stretch of a mailbox any more.
      held = undefined;
      return texts === undefined ? undefined : correspondentsOf(texts);
    },
    skim(bytes, bodyStart) {
      if (!isReady() || look === undefined) return undefined;
      if (held !== bytes) {
        look.hold(bytes);
        held = bytes;
      }
      const all = new Set<string>();
      let last = -1;
      let offset = -1;
      let next = bodyStart;
      let messages = 0;
      for (; messages < LONGEST_RUN; messages += 1) {
        const texts = look.within(next);
        const correspondents = texts === undefined ? undefined : correspondentsOf(texts);
        if (correspondents === undefined) break;
        for (const one of correspondents) all.add(one);
        last = offset;
        offset = look.next[0] as number;
        next = look.next[1] as number;
      }
      return messages === 0 ? undefined : { messages, correspondents: [...all], last, offset, bodyStart: next };
    },
  };
}
