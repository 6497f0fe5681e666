/** A way to write texts of one form as a few words, exactly. */
export interface Spelling {
  readonly words: number;
  /** False, with `into` in any state, for a text that is not of the form. */
  pack(text: string, into: Uint32Array): boolean;
  /** The text again. */
  unpack(word: (index: number) => number): string;
}

const BASE64URL = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
const KEY_LENGTH = 43;
/** Of six bits each; the words stay clear of the sign. */
const LETTERS_A_WORD = 5;

const CODES = Array.from(BASE64URL, (letter) => letter.charCodeAt(0));

/** Rank of each character in the order of the code points, 64 for what is none. */
const RANKS = new Uint8Array(128).fill(64);
for (let rank = 0; rank < BASE64URL.length; rank += 1) RANKS[BASE64URL.charCodeAt(rank)] = rank;

/**
 * Keys of findings: 256 bits in base64url (RFC 4648 section 5), 43 characters. Ranked by code
 * point, so that the words compare as the texts do.
 */
export const KEY: Spelling = {
  words: 9,
  pack(text, into) {
    if (text.length !== KEY_LENGTH) return false;
    let letter = 0;
    for (let word = 0; word < 9; word += 1) {
      let value = 0;
      for (let end = Math.min(letter + LETTERS_A_WORD, KEY_LENGTH); letter < end; letter += 1) {
        const code = text.charCodeAt(letter);
        const rank = code < 128 ? (RANKS[code] as number) : 64;
        if (rank === 64) return false;
        value = (value << 6) | rank;
      }
      into[word] = value;
    }
    return true;
  },
  unpack(word) {
    const codes: number[] = [];
    for (let index = 0; index < 9; index += 1) {
      const value = word(index);
      const letters = Math.min(LETTERS_A_WORD, KEY_LENGTH - index * LETTERS_A_WORD);
      for (let shift = 6 * (letters - 1); shift >= 0; shift -= 6) codes.push(CODES[(value >>> shift) & 63] as number);
    }
    return String.fromCharCode(...codes);
  },
};

/** Ids of findings and records: a letter, a hyphen and 16 hexadecimal digits. */
export function idSpelling(prefix: string): Spelling {
  return {
    words: 2,
    pack(text, into) {
      if (text.length !== prefix.length + 16 || !text.startsWith(prefix)) return false;
      for (let word = 0; word < 2; word += 1) {
        let value = 0;
        for (let digit = 0; digit < 8; digit += 1) {
          const code = text.charCodeAt(prefix.length + word * 8 + digit);
          if (code >= 0x30 && code <= 0x39) value = (value << 4) | (code - 0x30);
          else if (code >= 0x61 && code <= 0x66) value = (value << 4) | (code - 0x57);
          else return false;
        }
        into[word] = value;
      }
      return true;
    },
    unpack: (word) => prefix + hex(word(0)) + hex(word(1)),
  };
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

function hex(word: number): string {
  return (HEX[word >>> 24] as string) + HEX[(word >>> 16) & 255] + HEX[(word >>> 8) & 255] + HEX[word & 255];
}
