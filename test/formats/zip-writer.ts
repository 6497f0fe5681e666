import { crc32, deflateRawSync } from "node:zlib";

/** One entry of an archive that a test makes; what is not given is written as it should be. */
export interface MadeEntry {
  readonly name: string | Uint8Array;
  readonly content: string | Uint8Array;
  /** 0 stored, 8 deflated (default); another is written stored under that number. */
  readonly method?: number;
  /** General purpose bit flag: 1 encrypted, 8 sizes behind the data, 0x800 UTF-8. */
  readonly flags?: number;
  /** Sizes and offset in zip64 fields. */
  readonly zip64?: boolean;
  readonly crc?: number;
  /** Stated uncompressed size. */
  readonly size?: number;
  /** Left out of the directory. */
  readonly hidden?: boolean;
  /** Points the directory at an earlier entry's data instead of writing its own. */
  readonly sameAs?: number;
}

/** A zip archive (APPNOTE.TXT), with `before` in front of it and `comment` at its end. */
export function makeZip(entries: readonly MadeEntry[], before: Uint8Array = Buffer.alloc(0), comment = ""): Buffer {
  const chunks: Buffer[] = [Buffer.from(before)];
  const directory: Buffer[] = [];
  const offsets: number[] = [];
  let at = before.length;
  const push = (chunk: Buffer): void => {
    chunks.push(chunk);
    at += chunk.length;
  };
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const content = Buffer.from(entry.content);
    const method = entry.method ?? 8;
    const data = method === 8 ? deflateRawSync(content) : content;
    const flags = entry.flags ?? 0;
    const crc = entry.crc ?? crc32(content);
    const size = entry.size ?? content.length;
    const offset = entry.sameAs === undefined ? at : (offsets[entry.sameAs] ?? 0);
    offsets.push(offset);
    if (entry.sameAs === undefined) {
      const later = (flags & 8) !== 0;
      const extra = entry.zip64 === true ? zip64Field(later ? 0 : size, later ? 0 : data.length) : Buffer.alloc(0);
      const local = Buffer.alloc(30);
      local.writeUInt32LE(0x04034b50, 0);
      local.writeUInt16LE(20, 4);
      local.writeUInt16LE(flags, 6);
      local.writeUInt16LE(method, 8);
      local.writeUInt32LE(later ? 0 : crc, 14);
      local.writeUInt32LE(entry.zip64 === true ? 0xffffffff : later ? 0 : data.length, 18);
      local.writeUInt32LE(entry.zip64 === true ? 0xffffffff : later ? 0 : size, 22);
      local.writeUInt16LE(name.length, 26);
      local.writeUInt16LE(extra.length, 28);
      push(Buffer.concat([local, name, extra, data]));
      if (later) {
        const descriptor = Buffer.alloc(16);
        descriptor.writeUInt32LE(0x08074b50, 0);
        descriptor.writeUInt32LE(crc, 4);
        descriptor.writeUInt32LE(data.length, 8);
        descriptor.writeUInt32LE(size, 12);
        push(descriptor);
      }
    }
    if (entry.hidden === true) continue;
    const extra = entry.zip64 === true ? zip64Field(size, data.length, offset) : Buffer.alloc(0);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(20, 4);
    central.writeUInt16LE(20, 6);
    central.writeUInt16LE(flags, 8);
    central.writeUInt16LE(method, 10);
    central.writeUInt32LE(crc, 16);
    central.writeUInt32LE(entry.zip64 === true ? 0xffffffff : data.length, 20);
    central.writeUInt32LE(entry.zip64 === true ? 0xffffffff : size, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt16LE(extra.length, 30);
    central.writeUInt32LE(entry.zip64 === true ? 0xffffffff : offset, 42);
    directory.push(Buffer.concat([central, name, extra]));
  }
  const listing = Buffer.concat(directory);
  const start = at;
  push(listing);
  const zip64 = entries.some((entry) => entry.zip64 === true);
  if (zip64) push(zip64End(directory.length, listing.length, start, at));
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(zip64 ? 0xffff : directory.length, 8);
  end.writeUInt16LE(zip64 ? 0xffff : directory.length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(zip64 ? 0xffffffff : start, 16);
  end.writeUInt16LE(Buffer.byteLength(comment), 20);
  push(Buffer.concat([end, Buffer.from(comment)]));
  return Buffer.concat(chunks);
}

function zip64Field(size: number, packed: number, offset?: number): Buffer {
  const values = offset === undefined ? [size, packed] : [size, packed, offset];
  const field = Buffer.alloc(4 + values.length * 8);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(values.length * 8, 2);
  for (const [index, value] of values.entries()) field.writeBigUInt64LE(BigInt(value), 4 + index * 8);
  return field;
}

function zip64End(count: number, size: number, start: number, at: number): Buffer {
  const record = Buffer.alloc(56 + 20);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(45, 12);
  record.writeUInt16LE(45, 14);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(size), 40);
  record.writeBigUInt64LE(BigInt(start), 48);
  record.writeUInt32LE(0x07064b50, 56);
  record.writeBigUInt64LE(BigInt(at), 64);
  record.writeUInt32LE(1, 72);
  return record;
}
