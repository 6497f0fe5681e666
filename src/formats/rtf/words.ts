/** What a control word does. `put` writes a character; `into` makes the group a destination. */
export type Action =
  | { readonly kind: "put"; readonly bytes: Uint8Array }
  | { readonly kind: "into"; readonly dest: Destination; readonly label?: Uint8Array }
  | { readonly kind: (typeof COMMANDS)[number] };

/** Where the text of a group goes. */
export const DEST = { text: 0, note: 1, meta: 2, skip: 3, fonts: 4, object: 5, picture: 6, twice: 7, tag: 8 } as const;
export type Destination = (typeof DEST)[keyof typeof DEST];

const COMMANDS = [
  "par",
  "row",
  "cell",
  "unicode",
  "skipped",
  "font",
  "default-font",
  "plain",
  "codepage",
  "mac",
  "pc",
  "pca",
  "font-charset",
  "font-codepage",
  "bin",
  "hidden",
  "in-table",
  "paragraph",
  "newest",
  "html",
  "html-off",
  "from-text",
  "png",
  "jpeg",
  "drawing",
  "metafile",
] as const;

/** Control words (RTF 1.9.1; \from..., \html... : [MS-OXRTFEX] 2.1.3) by what they do. */
const WORDS: Readonly<Record<(typeof COMMANDS)[number], string>> = {
  par: "par line page sect column softline softpage lbr",
  row: "row nestrow",
  cell: "cell nestcell",
  unicode: "u",
  skipped: "uc",
  font: "f",
  "default-font": "deff",
  plain: "plain",
  codepage: "ansicpg",
  mac: "mac",
  pc: "pc",
  pca: "pca",
  "font-charset": "fcharset",
  "font-codepage": "cpg",
  bin: "bin",
  hidden: "v",
  "in-table": "intbl",
  paragraph: "pard",
  newest: "ud",
  html: "fromhtml",
  "html-off": "htmlrtf",
  "from-text": "fromtext",
  png: "pngblip",
  jpeg: "jpegblip",
  drawing: "emfblip",
  metafile: "wmetafile macpict pmmetafile dibitmap wbitmap",
};

/** Control words that stand for a character. */
const CHARACTERS: Readonly<Record<string, string>> = {
  tab: "\t",
  emdash: "\u2014",
  endash: "\u2013",
  lquote: "\u2018",
  rquote: "\u2019",
  ldblquote: "\u201c",
  rdblquote: "\u201d",
  bullet: "\u2022",
  emspace: " ",
  enspace: " ",
  qmspace: " ",
};

/** Destinations whose text is not the document's: tables, copies for old programs, machine data. */
const SKIPPED =
  "colortbl stylesheet listtable listoverridetable rsidtbl pgptbl filetbl listtext pntext pn pnseclvl shprslt nonshppict " +
  "nonesttables ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn mhtmltag creatim revtim printim buptim sn fontemb fontfile falt " +
  "panose fname objclass themedata colorschememapping datastore latentstyles xmlnstbl generator blipuid picprop";
const NOTES = "header headerl headerr headerf footer footerl footerr footerf footnote annotation";
/** Groups that programs may pass over (`\*`), and whose text is the document's all the same. */
const SHOWN = "shpinst shptxt do dptxbxtext shppict nesttableprops fldrslt result field object background";
const META =
  "title subject author manager company operator category keywords comment doccomm hlinkbase fldinst ffname ffdeftext ffhelptext " +
  "ffstattext ffl atnauthor atnid atnref sv propname staticval linkval docvar revtbl protusertbl xe tc txe rxe bkmkstart " +
  "objname objalias template mailmerge mmconnectstr mmquery mmaddfieldname mmmailsubject";

export interface Word {
  readonly name: Uint8Array;
  readonly action: Action;
}

const PLACES = 4_096;
const TABLE: (readonly Word[] | undefined)[] = Array.from({ length: PLACES });

for (const kind of COMMANDS) for (const name of WORDS[kind].split(" ")) add(name, { kind });
for (const [name, text] of Object.entries(CHARACTERS)) add(name, { kind: "put", bytes: Buffer.from(text) });
for (const name of SKIPPED.split(" ")) add(name, { kind: "into", dest: DEST.skip });
for (const name of NOTES.split(" ")) add(name, { kind: "into", dest: DEST.note });
for (const name of SHOWN.split(" ")) add(name, { kind: "into", dest: DEST.text });
for (const name of META.split(" ")) add(name, { kind: "into", dest: DEST.meta, label: Buffer.from(`${name}: `) });
add("info", { kind: "into", dest: DEST.meta });
add("userprops", { kind: "into", dest: DEST.meta });
add("formfield", { kind: "into", dest: DEST.meta });
add("fonttbl", { kind: "into", dest: DEST.fonts });
add("objdata", { kind: "into", dest: DEST.object });
add("pict", { kind: "into", dest: DEST.picture });
add("upr", { kind: "into", dest: DEST.twice });
add("htmltag", { kind: "into", dest: DEST.tag });

function add(name: string, action: Action): void {
  const bytes = Buffer.from(name, "latin1");
  const place = hashOf(bytes, 0, bytes.length) & (PLACES - 1);
  TABLE[place] = [...(TABLE[place] ?? []), { name: bytes, action }];
}

function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = to - from;
  for (let at = from; at < to; at += 1) hash = (Math.imul(hash, 31) + (bytes[at] as number)) | 0;
  return hash;
}

/** What the control word in the bytes `[from, to)` does; `undefined` for one that changes nothing in the text. No string is made of it. */
export function actionOf(bytes: Uint8Array, from: number, to: number): Action | undefined {
  const words = TABLE[hashOf(bytes, from, to) & (PLACES - 1)];
  if (words === undefined) return undefined;
  for (const { name, action } of words) {
    if (name.length !== to - from) continue;
    let at = 0;
    while (at < name.length && name[at] === bytes[from + at]) at += 1;
    if (at === name.length) return action;
  }
  return undefined;
}
