import { codepageOfFont } from "./charsets.ts";

/** The fonts of a document, as far as they tell code pages. */
export interface Fonts {
  /** The next words of the font table are about this font. */
  define(number: number): void;
  charset(value: number): void;
  codepage(value: number): void;
  /** The code page of text in a font; that of the document where the font says nothing. */
  of(number: number): number;
  /** The code page of the document. */
  document: number;
}

/** More fonts than any document has are not remembered. */
const MAX_FONTS = 65_536;

export function createFonts(): Fonts {
  const codepages = new Map<number, number>();
  let current = -1;
  const set = (codepage: number): void => {
    if (codepages.size < MAX_FONTS || codepages.has(current)) codepages.set(current, codepage);
  };
  const fonts: Fonts = {
    document: 1252,
    define(number) {
      current = number;
    },
    charset: (value) => set(codepageOfFont(value)),
    codepage: (value) => set(value),
    of: (number) => codepages.get(number) || fonts.document,
  };
  return fonts;
}
