import { describe, expect, it } from "vitest";
import { memorySource } from "../../../src/bytes/memory.ts";
import { readHeader } from "../../../src/formats/pst/header.ts";
import { openStore } from "../../../src/formats/pst/store.ts";
import { findSubnode, subnodesOf, type NodeRef } from "../../../src/formats/pst/subnodes.ts";
import { pst } from "../../../fixtures/make/pst.mjs";
import { readStore } from "./read.ts";
import { attached, counted, file, mail, range } from "./stores.ts";

/** Three numbers of 64 bits, as a list of subnodes holds them. */
function entry(nid: number, { data, subnodes }: NodeRef): Buffer {
  const bytes = Buffer.alloc(24);
  for (const [index, number] of [nid, data, subnodes].entries()) bytes.writeBigUInt64LE(BigInt(number), index * 8);
  return bytes;
}

function replace(bytes: Buffer, from: Buffer, to: Buffer): void {
  const at = bytes.indexOf(from);
  if (at < 0) throw new Error("not there");
  to.copy(bytes, at);
}

/** The first message of a file, and what is attached to it. */
function parts(bytes: Buffer): {
  message: NodeRef;
  attachments: readonly (NodeRef & { nid: number })[];
  inner: (NodeRef & { nid: number })[];
} {
  const header = readHeader(memorySource(bytes));
  if (header === undefined) throw new Error("no header");
  const store = openStore(memorySource(bytes), header);
  const message = [...store.nodes()].find(({ key }) => (key & 0x1f) === 4);
  if (message === undefined) throw new Error("no message");
  const attachments = [...subnodesOf(store.blocks, message.subnodes)].filter(({ nid }) => (nid & 0x1f) === 5);
  const inner = attachments.flatMap(({ subnodes }) => [...subnodesOf(store.blocks, subnodes)]);
  for (const one of attachments) expect(findSubnode(store.blocks, message.subnodes, one.nid)).toEqual(one);
  return { message, attachments, inner };
}

describe("a hostile file", () => {
  it("with a message that is attached to itself tells it once", async () => {
    const { bytes } = pst({ name: "S", folders: [{ name: "F", items: [mail(1, { attachments: [attached(mail(2))] })] }] });
    const { message, inner } = parts(bytes);
    for (const one of inner) replace(bytes, entry(one.nid, one), entry(one.nid, message));
    const { messages } = await readStore(bytes);
    expect(messages).toHaveLength(1);
    expect(messages[0]?.text.split("message 1.").length).toBe(2);
    expect(messages[0]?.gaps).toContainEqual(expect.stringContaining("was not read again"));
  });

  it("with a message that is attached twice tells it once", async () => {
    const { bytes } = pst({
      name: "S",
      folders: [{ name: "F", items: [mail(1, { attachments: [attached(mail(2)), attached(mail(3))] })] }],
    });
    const { inner } = parts(bytes);
    const [one, other] = inner.filter(({ nid }) => (nid & 0x1f) === 4);
    if (one === undefined || other === undefined) throw new Error("no attached messages");
    replace(bytes, entry(other.nid, other), entry(other.nid, one));
    const { messages } = await readStore(bytes);
    expect(messages[0]?.text.split("message 2.").length).toBe(2);
    expect(messages[0]?.gaps).toContainEqual(expect.stringContaining("was not read again"));
  });

  it("whose attachments share their data gives no more of it than a few times", async () => {
    const size = 30_000_000;
    const attachments = [file("0", counted(size)), ...range(4, (index) => file(`${index + 1}`, counted(9_000 + index)))];
    const { bytes } = pst({ name: "S", folders: [{ name: "F", items: [mail(1, { attachments })] }] });
    const { inner } = parts(bytes);
    const [large, ...others] = inner;
    if (large === undefined) throw new Error("no data");
    for (const one of others) replace(bytes, entry(one.nid, one), entry(one.nid, large));
    const told = (await readStore(bytes)).messages[0];
    // The first, two of the others: with the third it would be more than 64 MiB again.
    expect(told?.files.map((one) => one.bytes.size)).toEqual([size, size, size]);
    expect(told?.gaps.filter((one) => one.includes("was read once"))).toHaveLength(2);
  });

  it.each([
    [3, "malformed/partly: the folder states 8 messages, and 5 are there"],
    [0, undefined],
    [-2, undefined],
  ])("whose folder states %i messages more than it has", async (more, expected) => {
    const { bytes } = pst({ name: "S", folders: [{ name: "F", items: range(5, (number) => mail(number)) }] });
    // PidTagContentCount, an int32, in a property context.
    const stated = Buffer.from("0236030005000000", "hex");
    replace(bytes, stated, Buffer.from([2, 0x36, 3, 0, 5 + more, 0, 0, 0]));
    const { gaps, messages } = await readStore(bytes);
    expect(messages).toHaveLength(5);
    const own = gaps.filter((one) => one.includes("states"));
    expect(own).toEqual(expected === undefined ? [] : [expected]);
  });

  it("without data for the properties of an item still gives its attachments", async () => {
    const { bytes } = pst({
      name: "S",
      folders: [{ name: "F", items: [mail(1, { attachments: [file("a.txt", Buffer.from("hello"))] }), mail(2)] }],
    });
    const at = bytes.indexOf(Buffer.from("message 1.", "utf16le"));
    // The head of the heap that it is in.
    const heap = bytes.lastIndexOf(Buffer.from([0xec, 0xbc]), at) - 2;
    expect(at - heap).toBeLessThan(2_000);
    bytes.fill(0, heap, heap + 12);
    const { messages } = await readStore(bytes);
    expect(messages.map(({ failed }) => failed)).toEqual([undefined, undefined]);
    expect(messages[0]?.files.map(({ name }) => name)).toEqual(["a.txt"]);
    expect(messages[0]?.gaps).toContainEqual(expect.stringContaining("properties of the item could not be read"));
    expect(messages[1]?.text).toContain("message 2.");
  });
});
