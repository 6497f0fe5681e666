import type { ByteSource } from "../model/bytes.ts";
import type { TextPart } from "../model/document.ts";
import type { Kernel } from "../kernel/index.ts";
import type { Dispatch } from "./dispatch.ts";
import type { Spotted } from "./overlap.ts";
import { sweep } from "./sweep.ts";

/**
 * A first look at a message (`formats/mail/first-look.ts`): the texts of its header that may hold
 * something when nothing else in it can, and nothing in it is to be told or opened; else `undefined`.
 */
export type Look = (message: ByteSource) => readonly TextPart[] | undefined;

/**
 * What there is to tell of a message that need not be read: the correspondents in its header.
 * `undefined` for one that must be.
 */
export type Glance = (message: ByteSource) => readonly string[] | undefined;

const NOBODY: readonly string[] = [];

/** `wanted` is that of the engine: with a candidate to report in its header a message must be read. */
export function createGlance(look: Look, dispatch: Dispatch, kernel: Kernel, wanted: (spotted: Spotted) => boolean): Glance {
  // Texts that come again are the same objects, and what is in them is known.
  const known = new WeakMap<TextPart, readonly string[] | "read">();

  const correspondentsIn = (part: TextPart): readonly string[] | "read" => {
    const found = sweep(part, dispatch, kernel);
    if (found.some((one) => one.candidate.correspondent !== true && wanted(one))) return "read";
    return found.filter(({ candidate }) => candidate.correspondent === true).map(({ candidate }) => candidate.value);
  };

  return (message) => {
    const texts = look(message);
    if (texts === undefined) return undefined;
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
}
