import type { ByteSource } from "../../model/bytes.ts";
import type { Flow } from "./flow.ts";

const STEP = 65_536;
const NOTHING = new Uint8Array(0);

/**
 * The bytes `[start, start + size)` of a flow as random access: forward it flows, back within the last `keep` bytes it
 * costs nothing, further back the stream is decoded again. Where the stream ends before its time the size shrinks to what
 * there is.
 */
export function flowSource(flow: Flow, start: number, size: number, keep: number): ByteSource {
  const room = 2 * keep;
  let kept = new Uint8Array(Math.min(room, size, 4 * STEP));
  let from = 0;
  let held = 0;
  const sized = (): number => (flow.ended() === undefined ? size : Math.max(0, Math.min(size, flow.known() - start)));

  const moveTo = (offset: number): void => {
    flow.seek(start + offset);
    from = offset;
    held = 0;
  };
  const makeRoom = (offset: number): void => {
    if (held < kept.length) return;
    if (kept.length < room) {
      const larger = new Uint8Array(Math.min(room, kept.length * 2));
      larger.set(kept);
      kept = larger;
      return;
    }
    const surplus = Math.min(held - keep, offset - from);
    kept.copyWithin(0, surplus, held);
    from += surplus;
    held -= surplus;
  };
  const near = (offset: number, end: number): Uint8Array => {
    if (offset < from) moveTo(offset);
    // Far ahead: what lies between is not gathered, but for what a reader may step back.
    else if (offset > from + held + keep) moveTo(offset - keep);
    else if (flow.at() !== start + from + held) flow.seek(start + from + held);
    while (from + held < end) {
      makeRoom(Math.min(offset, from + held));
      const most = Math.min(kept.length - held, Math.max(STEP, end - from - held), size - from - held);
      const piece = flow.next(most);
      if (piece.length === 0) break;
      kept.set(piece, held);
      held += piece.length;
    }
    return kept.subarray(offset - from, Math.max(offset - from, Math.min(held, end - from)));
  };
  return {
    get size() {
      return sized();
    },
    read(offset, length) {
      const end = Math.min(sized(), offset + length);
      if (offset >= end || offset < 0) return NOTHING;
      if (end - offset <= keep) return near(offset, end);
      // The size may be a lie: memory is taken for what comes.
      const parts: Uint8Array[] = [];
      let at = offset;
      while (at < end) {
        const piece = near(at, Math.min(end, at + keep));
        if (piece.length === 0) break;
        parts.push(piece.slice());
        at += piece.length;
      }
      return new Uint8Array(Buffer.concat(parts));
    },
  };
}
