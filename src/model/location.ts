/**
 * Where something stands: the file, then a list of steps into it. Never a joined
 * string; reporters format it and nothing parses it back.
 */
export type Step =
  /** A message of a mailbox. `index` counts from 0; `offset` is its first byte in the mailbox, or its node in an Outlook store (inside the engine only). */
  | { readonly kind: "message"; readonly index: number; readonly offset?: number; readonly messageId?: string }
  /** A MIME part: `part` is its dotted number (RFC 3501 section 6.4.5), `name` its file name if it has one. */
  | { readonly kind: "mime"; readonly part: string; readonly name?: string }
  /** An entry of an archive; `name` is its path as the archive spells it. */
  | { readonly kind: "entry"; readonly name: string }
  /** The content of a compressed stream (gzip); `name` is the name that its header states. */
  | { readonly kind: "stream"; readonly name?: string }
  /** A page; counts from 1. */
  | { readonly kind: "page"; readonly page: number }
  /** A sheet of a workbook. Lines and columns below it are rows and columns of the sheet. */
  | { readonly kind: "sheet"; readonly name: string }
  /** A folder of a mail store. */
  | { readonly kind: "folder"; readonly name: string }
  /** An attachment of a message that has no MIME parts (Outlook); `index` counts from 0. */
  | { readonly kind: "attachment"; readonly index: number; readonly name?: string }
  /** A table of a database. Lines below it are its rows. */
  | { readonly kind: "table"; readonly name: string };

export interface Location {
  /** Index into the named inputs; present when several were named. */
  readonly input?: number;
  /** Path relative to the folder that was named, or the base name of a file that was named. `/` separates. */
  readonly file: string;
  readonly steps: readonly Step[];
  /** Line in the decoded text, from 1. */
  readonly line?: number;
  /** Column in the decoded text in code points, from 1. */
  readonly column?: number;
}
