/** What a reader of RTF gives. `text` comes in pieces that end at a line; the others whole. */
export type RtfEvent =
  | { readonly kind: "text" | "notes" | "meta"; readonly bytes: Buffer }
  | { readonly kind: "object"; readonly bytes: Uint8Array; readonly whole: boolean }
  | { readonly kind: "picture"; readonly type: PictureType; readonly bytes: Uint8Array; readonly whole: boolean };

/** What a picture says that it is; a metafile, bitmap or Macintosh picture lies without the header that it has in a file. */
export type PictureType = "png" | "jpeg" | "drawing" | "metafile" | "unknown";

/** What is asked of a reader. */
export interface Wanted {
  /** HTML that is encapsulated in the text ([MS-OXRTFEX]) instead of the text, where there is any. */
  readonly encapsulated: boolean;
  /** Bytes of a text that are given out together, at least. */
  readonly piece: number;
  /** Embedded data beyond so many bytes is cut. */
  readonly data: number;
}
