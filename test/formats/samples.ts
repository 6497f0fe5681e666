import { gzipSync } from "node:zlib";
import { tar, zip } from "../../fixtures/make/archives.mjs";
import { avro } from "../../fixtures/make/avro.mjs";
import { cfb } from "../../fixtures/make/cfb.mjs";
import { signed } from "../../fixtures/make/cms.mjs";
import { ar, cab, cpio, rar4, rar5, sevenZip } from "../../fixtures/make/containers.mjs";
import { iso } from "../../fixtures/make/disc.mjs";
import { evtx } from "../../fixtures/make/evtx.mjs";
import { doc, ppt, xls } from "../../fixtures/make/legacy.mjs";
import { msg } from "../../fixtures/make/msg.mjs";
import {
  drawingParagraph,
  makeDocx,
  makeEpub,
  makeIwa,
  makeOdf,
  makePackage,
  makePptx,
  makeXlsb,
  makeXlsx,
  sheetRows,
  slide,
  wordParagraph,
} from "../../fixtures/make/office.mjs";
import { olm } from "../../fixtures/make/olm.mjs";
import { mailItem } from "../../fixtures/make/outlook-items.mjs";
import { packed } from "../../fixtures/make/packed.mjs";
import { dbf } from "../../fixtures/make/dbf.mjs";
import { parquet } from "../../fixtures/make/parquet.mjs";
import { lines, pdf } from "../../fixtures/make/pdf.mjs";
import { pst } from "../../fixtures/make/pst.mjs";
import { rtfOfText } from "../../fixtures/make/rtf.mjs";
import { sqlite, writeAheadLog } from "../../fixtures/make/sqlite.mjs";
import { tnef } from "../../fixtures/make/tnef.mjs";
import { png, tiff } from "../../fixtures/make/written.mjs";

/** What every sample holds. */
export const VALUE = "sg-nric S1234567D";
const SENTENCE = "The NRIC of the applicant is S1234567D.";
const TEXT = Buffer.from(`${SENTENCE}\r\n`);
const ROWS = [
  ["Name", "NRIC"],
  ["Tan", "S1234567D"],
  ["Lim", "none"],
];
const CSV = Buffer.from("Name,NRIC,Town\nTan Ah Kow,S1234567D,Bedok\nLim Bee,,Yishun\n");
const MAIL = Buffer.from(`From: a@example.com\r\nTo: b@example.com\r\nSubject: Form\r\n\r\n${SENTENCE}\r\n`);

/** A document of a format. */
export interface Sample {
  /** A file name. */
  readonly name: string;
  /** The extractor that opens it. */
  readonly format: string;
  readonly bytes: () => Uint8Array | Promise<Uint8Array>;
  /** `reason/examined` of the gaps of one in which VALUE is not found. */
  readonly unread?: readonly string[];
  /** The same of one in which it is found although something is missing. */
  readonly partly?: readonly string[];
}

const MEMBERS = [
  { name: "a.csv", bytes: CSV },
  { name: "a.eml", bytes: MAIL },
];

/** An LHA archive with one stored file (level 0 header). */
function lha(name: string, bytes: Buffer): Buffer {
  const header = Buffer.alloc(22 + name.length + 2);
  header[0] = header.length - 2;
  header.write("-lh0-", 2);
  header.writeUInt32LE(bytes.length, 7);
  header.writeUInt32LE(bytes.length, 11);
  header[19] = 0x20;
  header[21] = name.length;
  header.write(name, 22);
  header.writeUInt16LE(crc16(bytes), 22 + name.length);
  header[1] = header.subarray(2).reduce((sum, byte) => (sum + byte) & 0xff, 0);
  return Buffer.concat([header, bytes, Buffer.from([0])]);
}

/** CRC-16/ARC. */
function crc16(bytes: Buffer): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 0 ? crc >>> 1 : (crc >>> 1) ^ 0xa001;
  }
  return crc;
}

/** A binary property list: a map with one entry. */
function plist(): Buffer {
  const objects = [Buffer.from([0xd1, 1, 2]), Buffer.from("TNRIC"), Buffer.from("YS1234567D")];
  const offsets = [8, 11, 16];
  const trailer = Buffer.alloc(32);
  trailer.set([1, 1], 6);
  trailer.writeBigUInt64BE(3n, 8);
  trailer.writeBigUInt64BE(26n, 24);
  return Buffer.concat([Buffer.from("bplist00"), ...objects, Buffer.from(offsets), trailer]);
}

const letter = mailItem({
  from: { name: "A", email: "a@example.com" },
  to: [{ name: "B", email: "b@example.com" }],
  subject: "Form",
  date: new Date("2026-01-01T00:00:00Z"),
  id: "one@example.com",
  text: SENTENCE,
});
const grey = { width: 64, height: 40, pixels: Buffer.alloc(64 * 40, 200) };

/** One sample of each format at least: `walk.test.ts` reads them whole, cut off and damaged. */
export const SAMPLES: readonly Sample[] = [
  {
    name: "a.mbox",
    format: "mbox",
    bytes: () => Buffer.concat([Buffer.from("From a Thu Jan  1 00:00:00 2026\n"), MAIL, Buffer.from("\n")]),
  },
  { name: "a.eml", format: "eml", bytes: () => MAIL },
  { name: "a.pst", format: "pst", bytes: () => pst({ name: "a", folders: [{ name: "Inbox", items: [letter, letter] }] }).bytes },
  { name: "a.msg", format: "msg", bytes: () => msg(letter) },
  { name: "winmail.dat", format: "tnef", bytes: () => tnef(letter) },
  {
    name: "a.olm",
    format: "olm",
    bytes: () => olm([{ folder: "Inbox", from: { email: "a@example.com" }, subject: "Form", text: SENTENCE }]),
  },
  { name: "smime.p7m", format: "cms", bytes: () => signed(MAIL) },
  { name: "a.csv.gz", format: "gzip", bytes: () => gzipSync(CSV) },
  {
    name: "a.zip",
    format: "zip",
    bytes: () =>
      zip([
        { name: "a.csv", bytes: CSV },
        { name: "a.eml", bytes: MAIL },
      ]),
  },
  {
    name: "a.tar",
    format: "tar",
    bytes: () =>
      tar([
        { name: "a.csv", bytes: CSV },
        { name: "a.eml", bytes: MAIL },
      ]),
  },
  ...(["bzip2", "xz", "zstd", "lz4", "lzip", "compress", "lzma"] as const).map((format) => ({
    name: `a.${format}`,
    format,
    bytes: () => packed(format),
  })),
  { name: "a.7z", format: "7z", bytes: () => packed("sevenZip") },
  { name: "ppmd.7z", format: "7z-other", bytes: () => packed("sevenZipPpmd") },
  { name: "stored.7z", format: "7z", bytes: () => sevenZip(MEMBERS) },
  { name: "5.rar", format: "rar", bytes: () => rar5(MEMBERS) },
  { name: "4.rar", format: "rar", bytes: () => rar4(MEMBERS) },
  { name: "a.cab", format: "cab", bytes: () => cab(MEMBERS) },
  { name: "a.lzh", format: "lha", bytes: () => lha("a.txt", TEXT) },
  { name: "a.cpio", format: "cpio", bytes: () => cpio(MEMBERS) },
  { name: "a.deb", format: "ar", bytes: () => ar(MEMBERS) },
  { name: "a.iso", format: "iso", bytes: () => iso(MEMBERS) },
  { name: "a.doc", format: "doc", bytes: () => doc(`${SENTENCE}\r`) },
  { name: "a.xls", format: "xls", bytes: () => xls([{ name: "Staff", rows: ROWS }]) },
  { name: "a.ppt", format: "ppt", bytes: () => ppt([["Title", SENTENCE]]) },
  { name: "a.vsd", format: "ole", bytes: () => cfb([{ name: "VisioDocument", bytes: TEXT }]), unread: ["unsupported/partly"] },
  {
    name: "locked.docx",
    format: "encrypted-office",
    bytes: () => cfb([{ name: "EncryptedPackage", bytes: Buffer.alloc(5_000, 3) }]),
    unread: ["encrypted/none"],
  },
  { name: "a.docx", format: "docx", bytes: () => makeDocx(wordParagraph("The NRIC of the applicant is S12", "34567D.")) },
  { name: "a.xlsx", format: "xlsx", bytes: () => makeXlsx([{ name: "Staff", data: sheetRows(ROWS) }]) },
  { name: "a.xlsb", format: "xlsx", bytes: () => makeXlsb("Staff", ROWS) },
  { name: "a.pptx", format: "pptx", bytes: () => makePptx([slide(drawingParagraph(SENTENCE))], [0]) },
  {
    name: "a.vsdx",
    format: "vsdx",
    bytes: () =>
      makePackage({
        "[Content_Types].xml": "<Types/>",
        "visio/document.xml": "<VisioDocument/>",
        "visio/pages/page1.xml": `<PageContents><Shapes><Shape><Text>${SENTENCE}</Text></Shape></Shapes></PageContents>`,
      }),
  },
  { name: "a.odt", format: "odf", bytes: () => makeOdf("text", `<text:p>${SENTENCE}</text:p>`) },
  { name: "a.epub", format: "epub", bytes: () => makeEpub({ "a.xhtml": SENTENCE }, ["a.xhtml"]) },
  {
    name: "a.pages",
    format: "iwork",
    bytes: () => makePackage({ "Index/Document.iwa": makeIwa([SENTENCE]) }),
    partly: ["unsupported/partly"],
  },
  {
    name: "a.db",
    format: "sqlite",
    bytes: () =>
      sqlite({ tables: [{ name: "staff", sql: "CREATE TABLE staff (name TEXT, nric TEXT)", rows: [["Tan", "S1234567D"]] }] }),
  },
  {
    name: "a.db-wal",
    format: "sqlite-log",
    bytes: () =>
      writeAheadLog(sqlite({ tables: [{ name: "t", sql: "CREATE TABLE t (nric TEXT)", rows: [["nric S1234567D"]] }] }), 1_024),
  },
  {
    name: "a.dbf",
    format: "dbf",
    bytes: () =>
      dbf(
        [
          ["NAME", 12],
          ["NRIC", 9],
        ],
        [["Tan", "S1234567D"]],
      ),
  },
  { name: "a.parquet", format: "parquet", bytes: () => parquet(["Name", "NRIC"], [["Tan", "S1234567D"]]) },
  { name: "a.avro", format: "avro", bytes: () => avro(["Name", "NRIC"], [["Tan", "S1234567D"]]) },
  { name: "a.evtx", format: "evtx", bytes: () => evtx([{ name: "NRIC", value: "S1234567D" }]) },
  { name: "a.plist", format: "plist", bytes: plist },
  {
    name: "a.pdf",
    format: "pdf",
    bytes: () => pdf([{ content: lines(50, 700, ["Dear applicant,", "your NRIC is S1234567D."]) }]),
  },
  { name: "a.rtf", format: "rtf", bytes: () => Buffer.from(rtfOfText(SENTENCE), "latin1") },
  {
    name: "a.vcf",
    format: "vcard",
    bytes: () => Buffer.from(`BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Tan\r\nNOTE:${SENTENCE}\r\nEND:VCARD\r\n`),
  },
  {
    name: "a.ics",
    format: "icalendar",
    bytes: () =>
      Buffer.from(`BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDESCRIPTION:${SENTENCE}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`),
  },
  {
    name: "a.xml",
    format: "xml",
    bytes: () => Buffer.from('<?xml version="1.0"?><staff><one><nric>S1234567D</nric></one></staff>'),
  },
  {
    name: "a.sql",
    format: "sql",
    bytes: () => Buffer.from("CREATE TABLE staff (name text, nric text);\nINSERT INTO staff VALUES ('Tan','S1234567D');\n"),
  },
  {
    name: "a.yaml",
    format: "yaml",
    bytes: () => Buffer.from("staff:\n  - name: Tan\n    nric: S1234567D\n  - name: Lim\n    nric: ''\n"),
  },
  {
    name: "u_ex.log",
    format: "w3c-log",
    bytes: () => Buffer.from("#Software: IIS\n#Fields: date c-ip cs-uri-query\n2026-01-02 10.0.0.1 nric=S1234567D\n"),
  },
  {
    name: "a.xyz",
    format: "unsupported",
    bytes: () => Buffer.concat([Buffer.from([0, 1, 2, 3]), TEXT, Buffer.alloc(90)]),
    partly: ["unsupported/partly"],
  },
  { name: "a.tiff", format: "picture", bytes: () => tiff([grey], [[0x010e, SENTENCE]]), unread: ["image-not-read/none"] },
  { name: "a.png", format: "picture", bytes: () => png(grey), unread: ["image-not-read/none"] },
  { name: "a.html", format: "html", bytes: () => Buffer.from(`<html><body><p>${SENTENCE}</p></body></html>`) },
  { name: "a.ndjson", format: "ndjson", bytes: () => Buffer.from('{"nric":"S1234567D"}\n{"nric":""}\n') },
  { name: "a.json", format: "json", bytes: () => Buffer.from('[{"nric":"S1234567D"},{"nric":null}]') },
  { name: "a.csv", format: "csv", bytes: () => CSV },
  { name: "a.txt", format: "text", bytes: () => TEXT },
];
