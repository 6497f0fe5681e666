import { Buffer } from "node:buffer";
import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../../fixtures/make/random.mjs";
import { embedded, FIRST_EXTRA, line, lines, pdf, string } from "../../../fixtures/make/pdf.mjs";
import { coreText, everyPrefix, fileOf, gapsOf, partsOf, reasons, unfold } from "../unfold.ts";

const SEED = 20_261_123;

/** A document with something of everything. */
function sample(layout: "table" | "streams"): Buffer {
  const { catalog, objects } = embedded([{ name: "list.csv", bytes: Buffer.from("name,nric\nTan,S1111111X\n") }], FIRST_EXTRA);
  const note = `<< /Type /Annot /Subtype /Text /Rect [10 10 20 20] /T ${string("Lim")} /Contents ${string("call 9123 4567")} >>`;
  const pages = [
    { content: lines(50, 700, ["Dear Mr Tan", "your number is S7654321X"]), more: `/Annots [${note}]` },
    { content: line(50, 700, "moved by its map", { font: "F2" }) },
  ];
  return pdf(pages, { catalog, objects, info: `/Title ${string("A letter")}` }, { layout });
}

describe("a file that is cut off", () => {
  it.each(["table", "streams"] as const)("anywhere is told as something (%s)", async (layout) => {
    await everyPrefix("a.pdf", sample(layout), 29);
  });

  it("behind its first page is told with that page's text", async () => {
    const whole = sample("table");
    const end = whole.indexOf("endstream", whole.indexOf("/Contents"));
    const items = await unfold(fileOf("a.pdf", whole.subarray(0, end + 20)));
    expect(coreText(partsOf(items))).toContain("your number is S7654321X");
    expect(reasons(items)).toContain("malformed/partly");
  });

  it("in the middle of a compressed text keeps what comes before", async () => {
    const long = Array.from({ length: 400 }, (_, index) => `line ${index} of ${(index * 7_919) % 9_973}`);
    const whole = pdf([{ content: lines(50, 800, long, 12) }]);
    const start = whole.indexOf("stream", whole.lastIndexOf("/Contents"));
    const items = await unfold(fileOf("a.pdf", whole.subarray(0, start + 1_500)));
    const text = coreText(partsOf(items));
    expect(text).toContain(`${long[0]}\n${long[1]}`);
    expect(text).not.toContain(long[399]);
    expect(reasons(items)).toEqual(["malformed/partly"]);
  });
});

describe("a file with damaged bytes", () => {
  it.each(["table", "streams"] as const)("is told as text or gap, whatever they are (%s)", async (layout) => {
    const random = createRandom(SEED);
    const whole = sample(layout);
    for (let round = 0; round < 60; round += 1) {
      const bytes = Buffer.from(whole);
      const hits = random.int(1, 12);
      for (let hit = 0; hit < hits; hit += 1) {
        const at = random.int(8, bytes.length - 1);
        if (random.chance(0.5)) bytes[at] = random.int(0, 255);
        else bytes.fill(random.int(0, 255), at, Math.min(bytes.length, at + random.int(1, 60)));
      }
      const items = await unfold(fileOf("a.pdf", bytes));
      expect(items.length, `seed ${SEED} round ${round}`).toBeGreaterThan(0);
    }
  });

  it("loses a page whose object is gone, and says so", async () => {
    const text = sample("table").toString("latin1");
    const at = text.lastIndexOf("/Type /Page ");
    const bytes = Buffer.from(`${text.slice(0, at)}/Type /Nope ${text.slice(at + 12)}`, "latin1");
    const items = await unfold(fileOf("a.pdf", bytes));
    expect(coreText(partsOf(items))).toContain("S7654321X");
    expect(partsOf(items).some((part) => coreText([part]).includes("moved")) || gapsOf(items).length > 0).toBe(true);
  });

  it("says that a compressed text is damaged, and reads what comes before", async () => {
    const long = Array.from({ length: 400 }, (_, index) => `line ${index} of ${(index * 7_919) % 9_973}`);
    const whole = pdf([{ content: lines(50, 800, long, 12) }]);
    const start = whole.indexOf("stream", whole.lastIndexOf("/Contents"));
    whole.fill(0xff, start + 1_500, start + 1_540);
    const items = await unfold(fileOf("a.pdf", whole));
    expect(coreText(partsOf(items))).toContain(`${long[0]}\n${long[1]}`);
    expect(reasons(items)).toContain("malformed/partly");
  });
});

describe("hostile files", () => {
  const loop = (kids: string): Buffer =>
    Buffer.from(
      `%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Count 3 /Kids [${kids}] >>\nendobj\ntrailer\n<< /Root 1 0 R /Size 3 >>\n`,
    );
  it.each([
    ["a tree of pages that holds itself", loop("2 0 R 2 0 R")],
    ["a catalog that is its own tree", loop("1 0 R")],
    ["a header alone", Buffer.from("%PDF-1.7\n")],
    ["a header and noise", Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(200_000, 0xa5)])],
    ["brackets without end", Buffer.concat([Buffer.from("%PDF-1.7\n1 0 obj\n"), Buffer.alloc(500_000, "[")])],
    ["dictionaries without end", Buffer.concat([Buffer.from("%PDF-1.7\n1 0 obj\n"), Buffer.alloc(500_000, "<<")])],
    ["strings without end", Buffer.concat([Buffer.from("%PDF-1.7\n1 0 obj\n"), Buffer.alloc(500_000, "/V (")])],
    ["streams without end", Buffer.concat([Buffer.from("%PDF-1.7\n1 0 obj\n"), Buffer.alloc(300_000, "stream\n")])],
    ["fonts without end", Buffer.concat([Buffer.from("%PDF-1.7\n1 0 obj\n"), Buffer.alloc(300_000, "/Font << /F1 1 0 R ")])],
  ])(
    "%s end soon in text or gap",
    async (_, bytes) => {
      expect((await unfold(fileOf("a.pdf", bytes))).length).toBeGreaterThan(0);
    },
    5_000,
  );

  it("a page that draws itself", async () => {
    const form = {
      text: `/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X ${FIRST_EXTRA} 0 R >> >>`,
      stream: Buffer.from("/X Do"),
    };
    const items = await unfold(
      fileOf(
        "a.pdf",
        pdf([{ content: `${line(50, 700, "here")} /X Do` }], {
          objects: [form],
          resources: `/XObject << /X ${FIRST_EXTRA} 0 R >>`,
        }),
      ),
    );
    expect(coreText(partsOf(items))).toContain("here");
  }, 10_000);

  it("a bomb in a damaged file ends at a limit", async () => {
    const bomb = deflateSync(Buffer.alloc(64 * 1024 ** 2));
    const head = Buffer.from(`%PDF-1.7\n1 0 obj\n<< /Filter /FlateDecode /Length ${bomb.length} >>\nstream\n`);
    const stream = Buffer.concat([head, bomb, Buffer.from("\nendstream\nendobj\n")]);
    const items = await unfold(fileOf("a.pdf", Buffer.concat([stream, stream, stream])), { outputBytes: 32 * 1024 ** 2 });
    expect(reasons(items)).toContain("size-limit/none");
  }, 10_000);

  it("a bomb as the content of a page", async () => {
    const items = await unfold(
      fileOf("a.pdf", pdf([{ content: "0 0 m\n".repeat(2_000_000) }, { content: line(50, 700, "the next page") }])),
    );
    expect(coreText(partsOf(items))).toContain("the next page");
  }, 10_000);
});
