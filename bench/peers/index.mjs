import { pdftotext, readpst, sheetjs } from "./format-readers.mjs";
import { mailparser, postalMime } from "./mail-readers.mjs";
import { bulkExtractor, ferretScan, hawkEye, pdscan } from "./programs.mjs";
import { datafog, presidio } from "./python.mjs";
import { ripgrep } from "./ripgrep.mjs";

/** All that are measured beside the product where they are installed. @type {readonly import("./peer.mjs").Peer[]} */
export const PEERS = [
  ripgrep,
  mailparser,
  postalMime,
  bulkExtractor,
  presidio,
  hawkEye,
  pdscan,
  datafog,
  ferretScan,
  sheetjs,
  pdftotext,
  readpst,
];
