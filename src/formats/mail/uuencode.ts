/** A file that stands uuencoded in a text (POSIX uuencode), and where. */
export interface Uuencoded {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Half-open range of the block in the text, from `begin` to the end of the `end` line. */
  readonly start: number;
  readonly end: number;
  /** The `end` line was there and every line had the length that it states. */
  readonly whole: boolean;
}

const BEGIN = /(?:^|\n)begin(?:-base64)? [0-7]{3,4} ([^\r\n]{1,255})\r?\n/g;

/** Every uuencoded block of a text. A word `begin` that no encoded line follows is prose. */
export function uuencodedBlocks(text: string): readonly Uuencoded[] {
  if (!text.includes("begin")) return [];
  const blocks: Uuencoded[] = [];
  BEGIN.lastIndex = 0;
  for (let match = BEGIN.exec(text); match !== null; match = BEGIN.exec(text)) {
    const start = match.index + (match[0].startsWith("\n") ? 1 : 0);
    const block = decodeBlock(text, match.index + match[0].length, match[0].includes("begin-base64"));
    if (block === undefined) continue;
    blocks.push({ name: (match[1] ?? "").trim(), start, ...block });
    BEGIN.lastIndex = Math.max(match.index + match[0].length, block.end - 1);
  }
  return blocks;
}

function decodeBlock(text: string, from: number, base64: boolean): Pick<Uuencoded, "bytes" | "end" | "whole"> | undefined {
  const pieces: Uint8Array[] = [];
  let at = from;
  while (at < text.length) {
    const newline = text.indexOf("\n", at);
    const end = newline < 0 ? text.length : newline + 1;
    const line = end - at > 200 ? undefined : text.slice(at, end).replace(/\r?\n$/, "");
    if (line === "end" || (base64 && line === "====")) return { bytes: Buffer.concat(pieces), end, whole: true };
    const bytes = line === undefined ? undefined : base64 ? base64Line(line) : decodeLine(line);
    if (bytes === undefined) break;
    pieces.push(bytes);
    at = end;
  }
  return pieces.length === 0 ? undefined : { bytes: Buffer.concat(pieces), end: at, whole: false };
}

/** Length in the first character, then four characters of six bits for each three bytes. */
function decodeLine(line: string): Uint8Array | undefined {
  if (line === "" || line === "`") return new Uint8Array(0);
  const length = (line.charCodeAt(0) - 32) & 63;
  const needed = Math.ceil(length / 3) * 4;
  // Blanks at the end of a line are lost on the way; a checksum character may stand behind it.
  if (line.length - 1 > needed + 2 || line.length - 1 + 4 < needed || !/^[ -`]+$/.test(line)) return undefined;
  const padded = line.padEnd(needed + 1, " ");
  const out = new Uint8Array((needed / 4) * 3);
  for (let group = 0; group < needed / 4; group += 1) {
    const [a, b, c, d] = [1, 2, 3, 4].map((index) => (padded.charCodeAt(group * 4 + index) - 32) & 63) as [
      number,
      number,
      number,
      number,
    ];
    out.set(
      [(a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d].map((value) => value & 255),
      group * 3,
    );
  }
  return out.subarray(0, length);
}

function base64Line(line: string): Uint8Array | undefined {
  return /^[A-Za-z0-9+/]{1,160}={0,2}$/.test(line) ? Buffer.from(line, "base64") : undefined;
}
