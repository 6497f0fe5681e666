import type { Extractor } from "../model/extractor.ts";
import { csv } from "./csv/csv.ts";
import { gzip } from "./gzip.ts";
import { html } from "./html.ts";
import { json, ndjson } from "./json/json.ts";
import { mbox } from "./mail/mbox.ts";
import { message } from "./mail/message.ts";
import { picture } from "./picture.ts";
import { tar } from "./tar/tar.ts";
import { text } from "./text.ts";
import { unsupported } from "./unsupported.ts";
import { zip } from "./zip/zip.ts";

/** Every format, in order of precedence: the first that accepts a document opens it, the last accepts anything. */
export const EXTRACTORS: readonly Extractor[] = [
  mbox,
  message,
  gzip,
  zip,
  tar,
  picture,
  html,
  ndjson,
  json,
  csv,
  text,
  unsupported,
];
