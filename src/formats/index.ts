import type { Extractor } from "../model/extractor.ts";
import { avro } from "./avro/avro.ts";
import { ar } from "./ar/ar.ts";
import { compressed } from "./compressed.ts";
import { icalendar, vcard } from "./card/card.ts";
import { cms } from "./cms/cms.ts";
import { dbf } from "./dbf/dbf.ts";
import { cpio } from "./cpio/cpio.ts";
import { csv } from "./csv/csv.ts";
import { evtx } from "./evtx/evtx.ts";
import { gzip } from "./gzip.ts";
import { html } from "./html.ts";
import { iso } from "./iso/iso.ts";
import { json, ndjson } from "./json/json.ts";
import { libarchive } from "./libarchive/libarchive.ts";
import { legacy } from "./legacy/legacy.ts";
import { mbox } from "./mail/mbox.ts";
import { message } from "./mail/message.ts";
import { msg } from "./msg/msg.ts";
import { docx } from "./office/docx.ts";
import { epub } from "./office/epub.ts";
import { iwork } from "./office/iwork.ts";
import { odf } from "./office/odf.ts";
import { pptx, vsdx } from "./office/pptx.ts";
import { xlsx } from "./office/xlsx.ts";
import { olm } from "./olm/olm.ts";
import { pdf } from "./pdf/pdf.ts";
import { parquet } from "./parquet/parquet.ts";
import { picture } from "./picture/picture.ts";
import { plist } from "./plist/plist.ts";
import { pst } from "./pst/pst.ts";
import { rtf } from "./rtf/rtf.ts";
import { sevenZip } from "./sevenzip/sevenzip.ts";
import { sql } from "./sql/sql.ts";
import { sqliteLog } from "./sqlite/log.ts";
import { sqlite } from "./sqlite/sqlite.ts";
import { tar } from "./tar/tar.ts";
import { text } from "./text.ts";
import { tnef } from "./tnef/tnef.ts";
import { unsupported } from "./unsupported.ts";
import { webLog } from "./web-log.ts";
import { xml } from "./xml/xml.ts";
import { yaml } from "./yaml.ts";
import { zip } from "./zip/zip.ts";

/** Every format, in order of precedence: the first that accepts a document opens it, the last accepts anything. */
export const EXTRACTORS: readonly Extractor[] = [
  mbox,
  message,
  pst,
  msg,
  tnef,
  cms,
  gzip,
  ...compressed,
  ...legacy,
  docx,
  xlsx,
  pptx,
  vsdx,
  odf,
  epub,
  iwork,
  olm,
  zip,
  tar,
  cpio,
  ar,
  iso,
  sevenZip,
  ...libarchive,
  sqlite,
  sqliteLog,
  dbf,
  parquet,
  avro,
  evtx,
  plist,
  pdf,
  picture,
  rtf,
  vcard,
  icalendar,
  html,
  xml,
  ndjson,
  json,
  sql,
  yaml,
  webLog,
  csv,
  text,
  unsupported,
];
