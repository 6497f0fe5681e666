import type { TextPart, Unfolded } from "../../model/document.ts";

/** What is told of a part, in order; a long text in blocks that are made when they are asked for. */
export type Told = (Unfolded | Iterable<TextPart>)[];

/** All of it, one by one. */
export function* each(told: Told): Generator<Unfolded> {
  for (const one of told) {
    if ("kind" in one) yield one;
    else yield* one;
  }
}
