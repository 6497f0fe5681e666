import { BINXML_TYPE, type Substitution, utf16, valueText } from "./values.ts";

/** Hears the elements of an event in order. */
export interface EventHearer {
  open(name: string): void;
  /** An attribute of the element that was opened last. */
  attribute(name: string, value: string): void;
  text(value: string): void;
  binary(bytes: Uint8Array): void;
  close(): void;
}

/** Templates and fragments inside one another. */
const DEPTH = 16;
/** Tokens of one event: a template that refers to templates could grow without end. */
const TOKENS = 100_000;
/**
 * Tokens and characters that the events of one chunk may have: a template that names a long name a thousand times, and
 * a thousand events that refer to it, make gigabytes of 64 KB.
 */
const CHUNK_WORK = 4 * 1_048_576;

/** What may still be read of the events of a chunk. */
export interface Allowance {
  left: number;
}

/** The allowance of a chunk. */
export function allowance(): Allowance {
  return { left: CHUNK_WORK };
}

/**
 * Reads binary XML (libyal, "Windows XML Event Log (EVTX) format") between two offsets of a chunk, to which all
 * offsets in it refer. Throws RangeError where it is damaged, or more than the chunk is allowed.
 */
export function readBinaryXml(chunk: Buffer, start: number, end: number, hearer: EventHearer, allowed: Allowance): void {
  let tokens = 0;
  const spend = (amount: number): void => {
    allowed.left -= amount;
    if (allowed.left < 0) throw new RangeError("the events of the chunk grow without end");
  };
  let attribute: string | undefined;

  /** A name, which stands here or elsewhere in the chunk; returns it and what is behind it here. */
  const name = (at: number): { name: string; next: number } => {
    const offset = chunk.readUInt32LE(at);
    const length = chunk.readUInt16LE(offset + 6);
    if (offset + 8 + length * 2 > chunk.length) throw new RangeError("name out of the chunk");
    spend(length);
    const text = utf16(chunk, offset + 8, offset + 8 + length * 2);
    return { name: text, next: offset === at + 4 ? at + 4 + 10 + length * 2 : at + 4 };
  };
  const said = (text: string): void => {
    if (attribute !== undefined) hearer.attribute(attribute, text);
    else if (text !== "") hearer.text(text);
    attribute = undefined;
  };
  const substituted = (value: Substitution | undefined, depth: number): void => {
    if (value === undefined || value.end === value.start) return said("");
    spend(value.end - value.start);
    if (value.type === BINXML_TYPE) {
      attribute = undefined;
      fragment(value.start, value.end, undefined, depth + 1);
    } else if (value.type === 0x0e) {
      attribute = undefined;
      hearer.binary(chunk.subarray(value.start, value.end));
    } else said(valueText(chunk, value));
  };
  /** Definition and values of a template; returns what is behind them. */
  const template = (at: number, depth: number): number => {
    const definition = chunk.readUInt32LE(at + 5);
    const size = chunk.readUInt32LE(definition + 20);
    let next = at + 9;
    if (definition === next) next += 24 + size;
    const count = chunk.readUInt32LE(next);
    if (count > (chunk.length - next) / 4) throw new RangeError("too many values");
    let data = next + 4 + count * 4;
    const values: Substitution[] = [];
    for (let index = 0; index < count; index += 1) {
      const length = chunk.readUInt16LE(next + 4 + index * 4);
      if (data + length > chunk.length) throw new RangeError("value out of the chunk");
      values.push({ type: chunk[next + 6 + index * 4] as number, start: data, end: data + length });
      data += length;
    }
    fragment(definition + 24, definition + 24 + size, values, depth + 1);
    return data;
  };
  const fragment = (from: number, to: number, values: readonly Substitution[] | undefined, depth: number): void => {
    if (depth > DEPTH) throw new RangeError("nested too deeply");
    let open = 0;
    for (let at = from; at < to;) {
      tokens += 1;
      if (tokens > TOKENS) throw new RangeError("too many tokens");
      spend(1);
      const token = chunk.readUInt8(at) & 0x0f;
      const more = (chunk.readUInt8(at) & 0x40) !== 0;
      if (token === 0x00) break;
      at += 1;
      if (token === 0x01) {
        // The dependency identifier is there in definitions of templates only.
        const found = name(values === undefined ? at + 4 : at + 6);
        at = found.next + (more ? 4 : 0);
        hearer.open(found.name);
        open += 1;
      } else if (token === 0x02) attribute = undefined;
      else if (token === 0x03 || token === 0x04) {
        attribute = undefined;
        if (open > 0) hearer.close();
        open -= 1;
      } else if (token === 0x05) {
        const size = chunk.readUInt16LE(at + 1) * 2;
        spend(size);
        said(utf16(chunk, at + 3, Math.min(to, at + 3 + size)));
        at += 3 + size;
      } else if (token === 0x06) {
        const found = name(at);
        attribute = found.name;
        at = found.next;
      } else if (token === 0x07 || token === 0x0b) {
        const size = chunk.readUInt16LE(at) * 2;
        spend(size);
        said(utf16(chunk, at + 2, at + 2 + size));
        at += 2 + size;
      } else if (token === 0x08) {
        said(String.fromCharCode(chunk.readUInt16LE(at)));
        at += 2;
      } else if (token === 0x09 || token === 0x0a) at = name(at).next;
      else if (token === 0x0c) at = template(at, depth);
      else if (token === 0x0d || token === 0x0e) {
        substituted(values?.[chunk.readUInt16LE(at)], depth);
        at += 3;
      } else at += 3;
    }
    for (; open > 0; open -= 1) hearer.close();
  };
  fragment(start, end, undefined, 0);
}
