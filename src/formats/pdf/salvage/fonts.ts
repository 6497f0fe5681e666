import type { Decode } from "./content.ts";
import type { RawStream } from "./streams.ts";

const MOST_CODES = 70_000;
const MOST_FONTS = 10_000;
/** The list at the head of an object stream that is read: 100,000 objects. */
const INDEX_CHARACTERS = 2 * 1_048_576;

/**
 * What the strings of fonts mean that have a map to Unicode (ISO 32000-1 section 9.10.3), by the names
 * that pages give to fonts. Two fonts of one name are told apart by nothing that is left: the first holds.
 */
export function fontsOf(
  file: Buffer,
  streams: readonly { readonly stream: RawStream; readonly data: Buffer }[],
): Map<string, Decode> {
  const maps = new Map<number, Buffer>();
  const objects = new Map<number, string>();
  const texts: string[] = [file.toString("latin1")];
  for (const { stream, data } of streams) {
    if (data.includes("begincmap")) maps.set(stream.number, data);
    if (/\/Type\s*\/ObjStm/.test(stream.dictionary)) {
      const said = data.toString("latin1");
      texts.push(said);
      innerObjects(stream.dictionary, said, objects);
    }
  }
  if (maps.size === 0) return new Map();
  for (const match of (texts[0] as string).matchAll(/(\d{1,9}) \d{1,5} obj\b/g)) {
    if (objects.size >= MOST_FONTS * 10) break;
    const start = match.index + match[0].length;
    objects.set(Number(match[1]), (texts[0] as string).slice(start, start + 1_000));
  }
  const fonts = new Map<string, Decode>();
  for (const text of texts) {
    for (const list of text.matchAll(/\/Font\s*<<([^<>]{1,20000})>>/g)) namesIn(list[1] ?? "", objects, maps, fonts);
    for (const list of text.matchAll(/\/Font (\d{1,9}) \d{1,5} R/g))
      namesIn(objects.get(Number(list[1])) ?? "", objects, maps, fonts);
  }
  return fonts;
}

/** Objects of an object stream (ISO 32000-1 section 7.5.7): pairs of numbers and places, then the objects. */
function innerObjects(dictionary: string, said: string, objects: Map<number, string>): void {
  const first = Number(/\/First\s+(\d{1,9})/.exec(dictionary)?.[1] ?? 0);
  const pairs = said.slice(0, Math.min(first, INDEX_CHARACTERS)).trim().split(/\s+/).map(Number);
  for (let at = 0; at + 1 < pairs.length && objects.size < MOST_FONTS * 10; at += 2) {
    const start = first + (pairs[at + 1] as number);
    objects.set(pairs[at] as number, said.slice(start, start + 1_000));
  }
}

function namesIn(
  list: string,
  objects: ReadonlyMap<number, string>,
  maps: ReadonlyMap<number, Buffer>,
  fonts: Map<string, Decode>,
): void {
  for (const match of list.matchAll(/\/([\w.+-]{1,60})\s{1,3}(\d{1,9}) \d{1,5} R/g)) {
    const name = match[1] as string;
    if (fonts.has(name) || fonts.size >= MOST_FONTS) continue;
    const font = objects.get(Number(match[2])) ?? "";
    const own = font.slice(0, Math.max(0, font.indexOf("endobj")) || undefined);
    const map = maps.get(Number(/\/ToUnicode (\d{1,9}) /.exec(own)?.[1] ?? -1));
    if (map !== undefined) fonts.set(name, decoder(map.toString("latin1"), /\/Type0\b/.test(own) ? 2 : 1));
  }
}

/** Reads a CMap (Adobe Technical Note 5411) of codes with so many bytes. */
export function decoder(map: string, width: 1 | 2): Decode {
  const codes = new Map<number, string>();
  for (const block of blocksOf(map, "bfchar")) {
    for (const pair of block.matchAll(/<([\da-fA-F]{1,8})>\s{0,5}<([\da-fA-F]{1,64})>/g)) {
      if (codes.size < MOST_CODES) codes.set(Number.parseInt(pair[1] as string, 16), wide(pair[2] as string));
    }
  }
  for (const said of blocksOf(map, "bfrange")) {
    for (const range of said.matchAll(
      /<([\da-fA-F]{1,8})>\s{0,5}<([\da-fA-F]{1,8})>\s{0,5}(?:<([\da-fA-F]{1,64})>|\[([^\]]{0,20000})\])/g,
    )) {
      const [low, high] = [Number.parseInt(range[1] as string, 16), Number.parseInt(range[2] as string, 16)];
      const listed = [...(range[4] ?? "").matchAll(/<([\da-fA-F]{1,64})>/g)].map((one) => wide(one[1] as string));
      const start = wide(range[3] ?? "");
      for (let code = low; code <= Math.min(high, low + 0xffff) && codes.size < MOST_CODES; code += 1) {
        const text = listed.length > 0 ? (listed[code - low] ?? "") : following(start, code - low);
        codes.set(code, text);
      }
    }
  }
  return (bytes) => {
    let text = "";
    for (let at = 0; at + width <= bytes.length; at += width) text += codes.get(bytes.readUIntBE(at, width)) ?? "";
    return text;
  };
}

/** What stands between `begin` and `end`; where no end follows, there is no block any more: a pattern would look for it at each `begin`. */
function* blocksOf(map: string, kind: string): Generator<string> {
  const opening = `begin${kind}`;
  for (let at = map.indexOf(opening); at >= 0;) {
    const end = map.indexOf(`end${kind}`, at);
    if (end < 0) return;
    yield map.slice(at + opening.length, end);
    at = map.indexOf(opening, end);
  }
}

function wide(hex: string): string {
  const bytes = Buffer.from(hex.padStart(Math.ceil(hex.length / 4) * 4, "0"), "hex");
  return bytes.swap16().toString("utf16le");
}

function following(start: string, steps: number): string {
  if (start === "") return "";
  const last = start.charCodeAt(start.length - 1) + steps;
  return start.slice(0, -1) + String.fromCharCode(last & 0xffff);
}
