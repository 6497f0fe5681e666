/**
 * Where the three versions of the format ([MS-PST] 2.2.2) keep the same things: `ansi` (wVer 14, 15),
 * `unicode` (21, 23) and `unicode4k` (36, Outlook 2013 and later: pages of 4 KB, compressed blocks).
 */
export interface Layout {
  readonly version: "ansi" | "unicode" | "unicode4k";
  /** Bytes of a BID, of a byte index, and of a node id in an index page. */
  readonly idBytes: 4 | 8;
  readonly pageBytes: number;
  /** Where in a page the number of its entries stands, and in how many bytes. */
  readonly countAt: number;
  readonly countBytes: 1 | 2;
  readonly entryBytesAt: number;
  readonly levelAt: number;
  /** Where the trailer of a page begins; its checksum is that of all bytes before. */
  readonly trailerAt: number;
  readonly pageCrcAt: number;
  readonly pageBidAt: number;
  /** Entries of a branch page, and of the leaves of both trees. */
  readonly branchBytes: number;
  readonly blockEntryBytes: number;
  readonly nodeEntryBytes: number;
  /** Blocks begin and end at multiples of this. */
  readonly blockAlign: number;
  readonly blockTrailerBytes: number;
  /** Offsets in a block trailer. */
  readonly blockCrcAt: number;
  readonly blockBidAt: number;
  /** Most bytes of data in one block as it is stored. */
  readonly maxBlockData: number;
  /** Offset of the first entry of an SLBLOCK or SIBLOCK. */
  readonly subnodeEntriesAt: 4 | 8;
  /** Bits of a heap id that count the items of one block. */
  readonly heapIndexBits: 11 | 14;
  /** Offset in the header of the size of the file. */
  readonly fileBytesAt: number;
  /** Offsets in the header of the references to the roots of both trees, and of the encoding. */
  readonly nodeRootAt: number;
  readonly blockRootAt: number;
  readonly cryptAt: number;
  /** Where the first allocation map page stands; it comes again at the same distance for ever. */
  readonly firstMapAt: number;
}

const ANSI: Layout = {
  version: "ansi",
  idBytes: 4,
  pageBytes: 512,
  countAt: 496,
  countBytes: 1,
  entryBytesAt: 498,
  levelAt: 499,
  trailerAt: 500,
  pageCrcAt: 508,
  pageBidAt: 504,
  branchBytes: 12,
  blockEntryBytes: 12,
  nodeEntryBytes: 16,
  blockAlign: 64,
  blockTrailerBytes: 12,
  blockCrcAt: 8,
  blockBidAt: 4,
  maxBlockData: 8_180,
  subnodeEntriesAt: 4,
  heapIndexBits: 11,
  fileBytesAt: 168,
  nodeRootAt: 184,
  blockRootAt: 192,
  cryptAt: 461,
  firstMapAt: 0x4400,
};

const UNICODE: Layout = {
  version: "unicode",
  idBytes: 8,
  pageBytes: 512,
  countAt: 488,
  countBytes: 1,
  entryBytesAt: 490,
  levelAt: 491,
  trailerAt: 496,
  pageCrcAt: 500,
  pageBidAt: 504,
  branchBytes: 24,
  blockEntryBytes: 24,
  nodeEntryBytes: 32,
  blockAlign: 64,
  blockTrailerBytes: 16,
  blockCrcAt: 4,
  blockBidAt: 8,
  maxBlockData: 8_176,
  subnodeEntriesAt: 8,
  heapIndexBits: 11,
  fileBytesAt: 184,
  nodeRootAt: 216,
  blockRootAt: 232,
  cryptAt: 513,
  firstMapAt: 0x4400,
};

const UNICODE_4K: Layout = {
  ...UNICODE,
  version: "unicode4k",
  pageBytes: 4_096,
  countAt: 4_056,
  countBytes: 2,
  entryBytesAt: 4_060,
  levelAt: 4_061,
  trailerAt: 4_072,
  pageCrcAt: 4_076,
  pageBidAt: 4_080,
  blockAlign: 512,
  blockTrailerBytes: 24,
  maxBlockData: 65_512,
  heapIndexBits: 14,
  firstMapAt: 0x22000,
};

export const LAYOUTS: readonly Layout[] = [UNICODE, UNICODE_4K, ANSI];

/** The layout of a version number (wVer), if there is one. */
export function layoutOf(version: number): Layout | undefined {
  if (version === 14 || version === 15) return ANSI;
  if (version >= 36) return UNICODE_4K;
  return version >= 20 && version < 30 ? UNICODE : undefined;
}
