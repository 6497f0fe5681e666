import { describe, expect, it } from "vitest";
import { createRandom } from "../../../fixtures/make/random.mjs";
import { oneOfEach } from "../../../fixtures/make/nric.mjs";
import { survivesDamage } from "../damage.ts";
import { cellsOf, chosen, documentsOf, everyPrefix, fileOf, partsOf, reasons, unfold } from "../unfold.ts";

const [ann = ""] = oneOfEach(createRandom(12));
const JPEG = Buffer.concat([Buffer.from("ffd8ffe000104a464946", "hex"), Buffer.alloc(200, 7)]).toString("base64");
const folded = JPEG.replace(/.{70}/g, "$&\r\n ");

const OLD = `BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E9=99=88;=E5=A4=\r\n=A7=E6=96=87\r\nTEL;CELL:9123 4567\r\nPHOTO;JPEG;ENCODING=BASE64:\r\n ${folded}\r\n\r\nEND:VCARD\r\n`;
const NEW = `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Tan Ah Kow\r\nitem1.TEL;TYPE="CELL,VOICE":+65 9123\r\n  4567\r\nEMAIL;TYPE=INTERNET:tan\r\n @example.com\r\nADR;TYPE=HOME:;#05-67;Blk 123 Ang Mo Kio Ave 3;Singapore;;560123;\r\nNOTE:NRIC ${ann}\\, see\\nbelow\r\nPHOTO;ENCODING=b;TYPE=JPEG:${folded}\r\nEND:VCARD\r\n`;
const NEWEST = `BEGIN:VCARD\nVERSION:4.0\nTEL;VALUE=uri:tel:+65-9123-4567\nPHOTO:data:image/jpeg;base64,${JPEG}\nEND:VCARD\n`;

async function told(name: string, text: string | Uint8Array): Promise<[text: string, label: string, record: number][]> {
  const items = await unfold(fileOf(name, text));
  return cellsOf(partsOf(items)).map(([value, label, record]) => [value, label, record]);
}

describe("contact cards", () => {
  it.each([
    [
      "2.1",
      OLD,
      [
        ["陈 大文", "Name"],
        ["9123 4567", "Tel"],
      ],
    ],
    [
      "3.0",
      NEW,
      [
        ["Tan Ah Kow", "Name"],
        ["+65 9123 4567", "Tel"],
        ["tan@example.com", "Email"],
        ["#05-67, Blk 123 Ang Mo Kio Ave 3, Singapore 560123", "Address"],
        [`NRIC ${ann}, see\nbelow`, "Note"],
      ],
    ],
    ["4.0", NEWEST, [["+65-9123-4567", "Tel"]]],
  ])("of version %s give values with their labels, and pictures", async (_, card, wanted) => {
    const items = await unfold(fileOf("x.bin", card));
    const cells = cellsOf(partsOf(items)).map(([value, label]) => [value, label]);
    expect(cells).toEqual(expect.arrayContaining(wanted));
    expect(documentsOf(items).map(({ bytes }) => bytes.size)).toEqual([210]);
    expect(partsOf(items).map(({ record }) => record)).toEqual(["contact"]);
    expect(reasons(items)).toEqual([]);
  });

  it("are records of their own", async () => {
    const cells = await told("x.vcf", OLD + NEW + NEWEST);
    const phones = cells.filter(([, label]) => label === "Tel").map(([, , record]) => record);
    expect(new Set(phones).size).toBe(3);
    expect(cells.filter(([text]) => text.includes(ann))[0]?.[2]).toBe(phones[1]);
  });

  it("in another charset are decoded", async () => {
    const utf16 = Buffer.from(`\ufeff${NEW}`, "utf16le");
    expect(await told("x.vcf", utf16)).toContainEqual(["tan@example.com", "Email", 1]);
  });

  it("that end in the middle are told", async () => {
    expect(reasons(await unfold(fileOf("x.vcf", NEW.slice(0, 100))))).toEqual(["malformed/partly"]);
  });

  it("in a file with a line of megabytes stay whole", async () => {
    const long = `BEGIN:VCARD\nNOTE:${"words ".repeat(500_000)}${ann}\nTEL:91234567\nEND:VCARD\n`;
    const cells = await told("x.vcf", long);
    expect(cells.some(([text]) => text.endsWith(ann))).toBe(true);
    expect(cells).toContainEqual(["91234567", "Tel", 1]);
  });

  it("tell every prefix, and survive damage", async () => {
    await everyPrefix("x.vcf", Buffer.from(NEW), 7);
    await survivesDamage("vcard", Buffer.from(OLD + NEW), 60);
  });
});

describe("calendars", () => {
  const EVENT = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:One\r\nORGANIZER;CN="Tan: Ah Kow":mailto:tan@example.com\r\nATTENDEE;ROLE=REQ-PARTICIPANT;CN=Lim:MAILTO:lim@example.com\r\nDESCRIPTION:call\\n9123 4567\\; ${ann}\r\nATTACH;FMTTYPE=image/jpeg;ENCODING=BASE64;VALUE=BINARY;FILENAME=a.jpg:${folded}\r\nBEGIN:VALARM\r\nDESCRIPTION:alarm 8123 4567\r\nEND:VALARM\r\nEND:VEVENT\r\nBEGIN:VTODO\r\nSUMMARY:two@example.com\r\nEND:VTODO\r\nEND:VCALENDAR\r\n`;

  it("give events with who takes part, and files", async () => {
    const calendar = fileOf("x.bin", EVENT);
    expect(chosen(calendar).id).toBe("icalendar");
    const items = await unfold(calendar);
    const cells = cellsOf(partsOf(items)).map(([value, label, record]) => [value, label, record]);
    expect(cells).toContainEqual(["tan@example.com", "organizer", 2]);
    expect(cells).toContainEqual(["Tan: Ah Kow", "cn", 2]);
    expect(cells).toContainEqual(["lim@example.com", "attendee", 2]);
    expect(cells).toContainEqual([`call\n9123 4567; ${ann}`, "description", 2]);
    expect(cells).toContainEqual(["alarm 8123 4567", "description", 2]);
    expect(cells).toContainEqual(["two@example.com", "summary", 3]);
    expect(documentsOf(items).map(({ name, declaredType, bytes }) => [name, declaredType, bytes.size])).toEqual([
      ["a.jpg", "image/jpeg", 210],
    ]);
  });
});
