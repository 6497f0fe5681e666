import { describe, expect, it } from "vitest";
import { pst, type How, type Store as Made } from "../../../fixtures/make/pst.mjs";
import { randomBytes } from "../random.ts";
import { allOf, readStore, type Store } from "./read.ts";
import { attached, counted, file, FORMS, mail, range } from "./stores.ts";

const STORE: Made = {
  name: "Store",
  folders: [
    {
      name: "Inbox",
      items: range(60, (number) =>
        mail(number, {
          body: `body of ${number}, and more of it. `.repeat(number * 3),
          attachments:
            number % 7 === 0
              ? [
                  file("a.bin", counted(30_000 + number)),
                  attached(mail(100 + number, { attachments: [file("b.bin", counted(9_000))] })),
                ]
              : [],
        }),
      ),
      folders: [{ name: "Below", items: range(10, (number) => mail(200 + number)) }],
    },
  ],
};
const MESSAGES = 70;
/** Blocks and pages of one version and encoding each are enough for what does not depend on both. */
const THREE = FORMS.filter(({ name }) => ["ansi, permute", "unicode, cyclic", "unicode-4k, none"].includes(name));

function make(how: How, mostPerPage = 6): Buffer {
  return pst(STORE, { ...how, mostPerPage }).bytes;
}

/** What holds of any file: no message is there twice or without being expected, and what is lost is told. */
function isHonest(store: Store): void {
  expect(store.messages.length).toBe(store.expected);
  expect(store.messages.length).toBeLessThanOrEqual(MESSAGES);
  expect(new Set(store.messages.map(({ nid }) => nid)).size).toBe(store.messages.length);
  if (store.messages.length < MESSAGES) expect(store.gaps).not.toEqual([]);
  for (const { messageId, text, gaps, failed } of store.messages) {
    const number = /^<(\d+)@/.exec(messageId ?? "")?.[1];
    const whole = number !== undefined && text.includes(`message ${number}.`) && text.includes(`body of ${number}`);
    if (!whole && number !== "0") expect([...gaps, failed]).not.toEqual([undefined]);
  }
}

function readWholly({ messages }: Store): number {
  return messages.filter(({ gaps, failed }) => failed === undefined && gaps.length === 0).length;
}

describe.each(THREE)("a damaged file of the form $name", ({ how }) => {
  it("with destroyed blocks of 512 bytes loses no more than they hold", async () => {
    const healthy = make(how);
    for (let seed = 1; seed <= 16; seed += 1) {
      const bytes = Buffer.from(healthy);
      const places = randomBytes(seed, 64);
      for (let index = 0; index < 8; index += 1) {
        const at = Math.floor((places.readUInt32LE(index * 4) / 2 ** 32) * (bytes.length / 512)) * 512;
        bytes.set(seed % 2 === 0 ? randomBytes(seed + index, 512) : Buffer.alloc(512), at);
      }
      const store = await readStore(bytes).catch((error: unknown) => {
        throw new Error(`seed ${seed}`, { cause: error });
      });
      isHonest(store);
      // Each block of a 4k file may hold one page with dozens of entries.
      expect(readWholly(store), `seed ${seed}`).toBeGreaterThan(MESSAGES / 2);
    }
  });

  it("without the pages that lead to its leaves is read by the leaves", async () => {
    const bytes = make(how);
    const { pageBytes, typeAt, levelAt } = PAGES[how.format ?? "unicode"];
    let destroyed = 0;
    for (let at = 0; at + pageBytes <= bytes.length; at += pageBytes) {
      const type = bytes[at + typeAt];
      if (
        (type === 0x80 || type === 0x81) &&
        bytes[at + typeAt + 1] === type &&
        (bytes[at + levelAt] ?? 0) > 0 &&
        (bytes[at + levelAt] ?? 0) < 9
      ) {
        bytes.fill(0, at, at + pageBytes);
        destroyed += 1;
      }
    }
    expect(destroyed).toBeGreaterThan(2);
    const store = await readStore(bytes);
    isHonest(store);
    expect(readWholly(store)).toBe(MESSAGES);
    expect(store.gaps).toEqual([
      expect.stringMatching(/^malformed\/partly: parts of its index of items \(1\) and of its index of data \(1\)/),
    ]);
  });

  it("without any page of the tree of blocks is read by the trailers of the blocks", async () => {
    const bytes = make(how);
    const { pageBytes, typeAt } = PAGES[how.format ?? "unicode"];
    for (let at = 0; at + pageBytes <= bytes.length; at += pageBytes) {
      if (bytes[at + typeAt] === 0x80 && bytes[at + typeAt + 1] === 0x80) bytes.fill(0, at, at + pageBytes);
    }
    const store = await readStore(bytes);
    isHonest(store);
    expect(readWholly(store)).toBe(MESSAGES);
    expect(store.gaps).toEqual([expect.stringContaining("index of data (1)")]);
  });

  it("tells the messages that are gone from the tree of nodes, as its folders list them", async () => {
    const bytes = make(how);
    const { pageBytes, typeAt, levelAt } = PAGES[how.format ?? "unicode"];
    let lost = 0;
    for (let at = 0; at + pageBytes <= bytes.length && lost === 0; at += pageBytes) {
      if (bytes[at + typeAt] !== 0x81 || bytes[at + typeAt + 1] !== 0x81 || bytes[at + levelAt] !== 0) continue;
      const wide = how.format !== "ansi";
      const nids = range(6, (index) => bytes.readUInt32LE(at + index * (wide ? 32 : 16)));
      if (nids.some((nid) => (nid & 0x1f) !== 4)) continue;
      lost = nids.length;
      bytes.fill(0, at, at + pageBytes);
    }
    expect(lost).toBe(6);
    const store = await readStore(bytes);
    isHonest(store);
    expect(store.expected).toBe(MESSAGES);
    expect(store.messages.filter(({ failed }) => failed === "malformed")).toHaveLength(lost);
    expect(readWholly(store)).toBe(MESSAGES - lost);
  });

  it.each([
    ["its roots", 160, 96],
    ["its version", 10, 2],
    ["its encoding", 461, 60],
    ["all of its header", 4, 560],
  ])("whose header lies about %s is read all the same", async (_name, start, length) => {
    const bytes = make(how);
    bytes.fill(0xab, start, start + length);
    const store = await readStore(bytes);
    isHonest(store);
    expect(readWholly(store)).toBe(MESSAGES);
    expect(store.gaps.some((one) => one.includes("header"))).toBe(true);
  });

  it("that is cut off anywhere gives what is before the cut", async () => {
    const bytes = make(how);
    const counts: number[] = [];
    for (let part = 0; part <= 24; part += 1) {
      const store = await readStore(bytes.subarray(0, Math.floor((bytes.length * part) / 24)));
      isHonest(store);
      counts.push(readWholly(store));
    }
    expect(counts.at(-1)).toBe(MESSAGES);
  });

  it("does not go round in circles where pages and lists refer to themselves", async () => {
    const healthy = make(how);
    for (let seed = 1; seed <= 10; seed += 1) {
      const bytes = Buffer.from(healthy);
      const places = randomBytes(seed, 256);
      // Numbers that are right elsewhere: copies of other parts of the file.
      for (let index = 0; index < 16; index += 1) {
        const [from, to] = [places.readUInt32LE(index * 8), places.readUInt32LE(index * 8 + 4)].map(
          (value) => Math.floor((value / 2 ** 32) * (bytes.length / 64)) * 64,
        ) as [number, number];
        bytes.copyWithin(to, from, from + 64 + (seed % 4) * 448);
      }
      const store = await readStore(bytes).catch((error: unknown) => {
        throw new Error(`seed ${seed}`, { cause: error });
      });
      expect(store.messages.length).toBe(store.expected);
      expect(new Set(store.messages.map(({ nid }) => nid)).size).toBe(store.messages.length);
    }
  });
});

const PAGES = {
  ansi: { pageBytes: 512, typeAt: 500, levelAt: 499 },
  unicode: { pageBytes: 512, typeAt: 496, levelAt: 491 },
  "unicode-4k": { pageBytes: 4_096, typeAt: 4_072, levelAt: 4_061 },
};

it("every prefix of the head of a file is told as something", async () => {
  const bytes = make({ format: "unicode" });
  for (let end = 4; end < 1_200; end += 7) {
    const store = await readStore(bytes.subarray(0, end));
    expect(store.gaps.length, `prefix of ${end} bytes`).toBeGreaterThan(0);
    expect(store.expected).toBe(0);
  }
});

it("a damaged attachment is told with its message, a large one behind it", async () => {
  for (const size of [100_000, 6_000_000]) {
    const data = counted(size);
    const { bytes } = pst({ name: "S", folders: [{ name: "F", items: [mail(1, { attachments: [file("x", data)] }), mail(2)] }] });
    const at = bytes.indexOf(data.subarray(60_000, 60_032));
    expect(at).toBeGreaterThan(0);
    bytes.fill(0xee, at, at + 64);
    const { messages, gaps } = await readStore(bytes);
    const told = size > 4 * 1024 ** 2 ? gaps : (messages[0]?.gaps ?? []);
    expect(told).toEqual([expect.stringContaining("blocks of data are damaged (1)")]);
    expect(messages[1]?.gaps).toEqual([]);
  }
});

it("blocks on the borders of what is looked through at once are found", async () => {
  const data = counted(3_500_000);
  for (const format of ["ansi", "unicode", "unicode-4k"] as const) {
    const { bytes } = pst(
      { name: "S", folders: [{ name: "F", items: [mail(1, { attachments: [file("x", data)] })] }] },
      { format, crypt: "permute" },
    );
    const { pageBytes, typeAt } = PAGES[format];
    for (let at = 0; at + pageBytes <= bytes.length; at += pageBytes) {
      if (bytes[at + typeAt] === 0x80 && bytes[at + typeAt + 1] === 0x80) bytes.fill(0, at, at + pageBytes);
    }
    const { messages } = await readStore(bytes);
    expect(messages[0]?.gaps).toEqual([]);
    expect(allOf(messages[0]?.files[0]?.bytes ?? { size: 0, read: () => data }).equals(data)).toBe(true);
  }
});
