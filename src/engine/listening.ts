import { HEARING } from "../model/detector.ts";
import { heardAt, type Hearing } from "./hearing.ts";

/** Listens before places of one text, in ascending order: no byte is looked at twice. */
export interface Listener {
  /** The lists of which a phrase begins in the `HEARING` bytes before `place`, and not before `low`. */
  before(place: number, low: number): number;
}

export function createListener(hearing: Hearing, bytes: Uint8Array): Listener {
  const last = new Int32Array(32).fill(-1);
  let listened = 0;
  let all = 0;
  return {
    before(place, low) {
      for (let at = Math.max(listened, place - HEARING, 0); at < place; at += 1) {
        let bits = heardAt(hearing, bytes, at, bytes.length);
        all |= bits;
        for (; bits !== 0; bits &= bits - 1) last[31 - Math.clz32(bits & -bits)] = at;
      }
      listened = Math.max(listened, place);
      const from = Math.max(low, place - HEARING);
      let heard = 0;
      for (let left = all; left !== 0; left &= left - 1) {
        const bit = left & -left;
        if ((last[31 - Math.clz32(bit)] as number) >= from) heard |= bit;
      }
      return heard;
    },
  };
}
