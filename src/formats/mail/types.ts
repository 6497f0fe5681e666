import type { PartHeader } from "./part.ts";

/** What is wrong with a message; `part` is the part's number, empty for the message itself. */
export interface Defect {
  readonly kind:
    | "no-boundary"
    | "boundary-unused"
    | "not-multipart"
    | "not-closed"
    | "header-not-ended"
    | "too-many-parts"
    | "bad-base64"
    | "cut-base64"
    | "bad-quoted-printable"
    | "unknown-encoding";
  readonly part: string;
}

/** A half-open range of bytes in the message. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A part that holds content rather than parts. */
export interface Leaf extends Range {
  /** Number as in RFC 3501 section 6.4.5; `1` for the content of a message without parts. */
  readonly part: string;
  readonly header: PartHeader;
  /** Which multipart/alternative it stands in, if any. */
  readonly alternative: number | undefined;
  /** Inside multipart/encrypted (RFC 1847). */
  readonly encrypted: boolean;
}

export interface Structure {
  readonly header: PartHeader;
  readonly leaves: readonly Leaf[];
  /** Text outside every part: before the first boundary, behind the last, lines of a broken header. */
  readonly loose: readonly Range[];
  readonly defects: readonly Defect[];
  /** Parts that are encrypted as a whole. */
  readonly encrypted: readonly string[];
  /** Nothing in its structure that two readers could take differently. */
  readonly plain: boolean;
}
