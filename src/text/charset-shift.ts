import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** A decoder that takes a text in pieces of any size. */
export interface TextStream {
  write(bytes: Uint8Array): string;
  end(): string;
}

const ESCAPE = 0x1b;
const TILDE = 0x7e;
const NEWLINE = 0x0a;

/**
 * HZ (RFC 1843): `~{` opens GB 2312, `~}` closes it, `~~` is a tilde and `~` before a line end
 * joins lines. A line end closes GB 2312, so that a lost `~}` costs one line.
 */
export function hzStream(): TextStream {
  let wide = false;
  let tilde = false;
  return shifted("gbk", (byte, put) => {
    if (tilde) {
      tilde = false;
      if (byte === 0x7b) wide = true;
      else if (byte === 0x7d) wide = false;
      else if (byte === TILDE) put(TILDE);
      else if (byte !== NEWLINE) {
        put(TILDE);
        put(byte);
      }
      return;
    }
    if (byte === TILDE) {
      tilde = true;
      return;
    }
    if (byte === NEWLINE) wide = false;
    put(wide && byte > 0x20 ? byte | 0x80 : byte);
  });
}

/** ISO-2022-KR (RFC 1557): `ESC $ ) C` announces KS X 1001, SO and SI switch to it and back. */
export function iso2022krStream(): TextStream {
  let wide = false;
  let skip = 0;
  return shifted("cp949", (byte, put) => {
    if (skip > 0) skip -= 1;
    else if (byte === ESCAPE) skip = 3;
    else if (byte === 0x0e) wide = true;
    else if (byte === 0x0f) wide = false;
    else {
      if (byte === NEWLINE) wide = false;
      put(wide && byte > 0x20 ? byte | 0x80 : byte);
    }
  });
}

/** A seven-bit encoding with shifts is its eight-bit sister with the high bits set. */
function shifted(sister: "gbk" | "cp949", step: (byte: number, put: (byte: number) => void) => void): TextStream {
  const iconv = require("iconv-lite") as typeof import("iconv-lite");
  const decoder = iconv.getDecoder(sister);
  return {
    write(bytes) {
      const out = Buffer.alloc(bytes.length + 1);
      let length = 0;
      const put = (byte: number): void => {
        out[length] = byte;
        length += 1;
      };
      for (const byte of bytes) step(byte, put);
      return decoder.write(out.subarray(0, length));
    },
    end: () => decoder.end() ?? "",
  };
}

const BASE64 = new Map(
  Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/").map((letter, value) => [
    letter.charCodeAt(0),
    value,
  ]),
);

/** UTF-7 (RFC 2152): `+` opens UTF-16 in base64, any byte that is not base64 closes it, and a `-` that does so is no text. */
export function utf7Stream(): TextStream {
  let wide = false;
  let opened = false;
  let bits = 0;
  let held = 0;
  return {
    write(bytes) {
      let text = "";
      for (const byte of bytes) {
        const value = wide ? BASE64.get(byte) : undefined;
        if (value !== undefined) {
          opened = false;
          held = ((held << 6) | value) & 0x3fffff;
          bits += 6;
          if (bits >= 16) {
            bits -= 16;
            text += String.fromCharCode((held >> bits) & 0xffff);
          }
        } else if (wide) {
          wide = false;
          if (byte !== 0x2d) text += String.fromCharCode(byte);
          else if (opened) text += "+";
        } else if (byte === 0x2b) {
          wide = true;
          opened = true;
          bits = 0;
        } else text += byte < 0x80 ? String.fromCharCode(byte) : "\ufffd";
      }
      return text;
    },
    end: () => "",
  };
}
