import type { Candidate, Evidence } from "../model/finding.ts";
import type { Detector, TextWindow } from "../model/detector.ts";
import { inLabel, lastBefore, vocabulary } from "../text/labels.ts";
import { readMailAddress, type MailAddress } from "../text/mail-address.ts";
import { headerStart, isMachineLabel, lineEnd, lineStart, machineText } from "../text/surroundings.ts";

const LABELS = vocabulary([
  "email",
  "e-mail",
  "email address",
  "e-mail address",
  "emailadd",
  "mail",
  "mailto",
  "emel",
  "from",
  "to",
  "cc",
  "bcc",
  "reply-to",
  "sender",
  "contact",
  "paypal",
  "邮箱",
  "電郵",
  "电邮",
  "电子邮件",
  "邮件",
]);

/** Names of files that look like a top-level domain behind an `@` (`logo@2x.png`, `image001.png@01DB...`). */
const FILE =
  /\.(?:png|jpe?g|gif|svg|webp|bmp|ico|css|js|mjs|ts|map|html?|php|pdf|docx?|xlsx?|pptx?|zip|txt|json|ya?ml|xml|dll|exe|service|socket|timer|lst|log|conf|cfg|ini)$/i;
/** Domains that mail systems put into message identifiers. */
const ID_DOMAIN = /^(?:mail\.gmail\.com|[a-z0-9.-]{1,80}\.prod\.outlook\.com|[a-z0-9.-]{1,80}\.javamail|javamail)$/i;
/** How mail programs begin identifiers: Thunderbird, mutt, Gnus, Evolution, and UUIDs. */
const ID_LOCAL =
  /^(?:[0-9a-f]{8}\.[0-9]{6,8}|[0-9]{14}\.[a-z0-9._-]{1,40}|[a-z0-9]{8,14}\.fsf(?:_-_|!?[a-z0-9]{0,8})?|[0-9]{10}\.[0-9.]{1,20}\.camel|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i;
/** `meet@10.am`. */
const TIME = /^[0-9]{1,2}\.(?:am|pm)$/i;
/** Address fields of a message (RFC 5322 section 3.6), as they stand in a quotation; also Outlook's in Chinese. */
const ADDRESS_FIELD =
  /^[> \t*|]{0,40}(?:From|To|Cc|Bcc|Reply-To|Sender|Resent-From|Resent-To|Resent-Cc|Von|An|De|À|发件人|收件人|抄送|寄件者|收件者|副本|Daripada|Kepada)\*?\s{0,2}[:：]/i;
const WROTE = /(?:wrote|writes|写道|寫道|menulis)\s?[:：]\s*$/i;
/** The attribution line, broken before its last word. */
const WROTE_NEXT = /^[>)\]"'\s]{0,20}(?:wrote|writes|写道|寫道|menulis)\s?[:：]/i;

function examine({ text, at, label, role, closesText }: TextWindow): Candidate | undefined {
  const read = text[at] === "@" ? readMailAddress(text, at) : readEncoded(text, at);
  const address = role === "filename" ? withoutEnding(read) : read;
  if (address === undefined || isOther(text, address, label)) return undefined;
  const { start, end } = address;
  // What the window cut off may be the rest of the domain.
  if (end === text.length && !closesText) return undefined;
  const named = inLabel(label, LABELS) ?? lastBefore(text, start, LABELS, 24, lineStart(text, start))?.phrase;
  const evidence: Evidence[] = [
    { kind: "shape", shape: "addr-spec" },
    ...(named === undefined ? [] : [{ kind: "label", label: named } as const]),
  ];
  const correspondent = (role === "header" && label !== "subject") || (role === "quoted" && inAddressLine(text, start, end));
  return {
    type: "email",
    start,
    end,
    value: `${address.local}@${address.domain}`.toLowerCase(),
    confidence: "high",
    evidence,
    ...(correspondent ? { correspondent } : {}),
  };
}

/** Endings of files that are named after a mailbox or a person (`tan.ah.kow@example.com.pst`). */
const ENDING =
  /(?<=\..{1,253})\.(?:pst|ost|mbox|mbx|eml|emlx|msg|olm|ics|vcf|zip|7z|rar|gz|tgz|tar|csv|tsv|xlsx?|docx?|pptx?|pdf|rtf|txt|log|md|json|ndjson|xml|html?|png|jpe?g|gif|tiff?|heic|bak|tmp)$/i;

/** A file name's ending is no part of the domain before it. */
function withoutEnding(address: MailAddress | undefined): MailAddress | undefined {
  const length = address === undefined ? undefined : ENDING.exec(address.domain)?.[0].length;
  if (address === undefined || length === undefined) return address;
  // `.tar.gz`: one ending behind another.
  return withoutEnding({ ...address, domain: address.domain.slice(0, -length), end: address.end - length });
}

/** An address in a link, whose `@` is written `%40` (RFC 3986 section 2.1); `at` is the 4. */
function readEncoded(text: string, at: number): MailAddress | undefined {
  if (text[at - 1] !== "%" || !text.startsWith("40", at) || /[0-9]/.test(text[at + 2] ?? "")) return undefined;
  // Two characters fewer before the domain: what stands behind moves by as much.
  const address = readMailAddress(`${text.slice(0, at - 1)}@${text.slice(at + 2)}`, at - 1);
  return address === undefined ? undefined : { ...address, end: address.end + 2 };
}

/** True for what has the shape of an address and is another thing: file, identifier, login in a link, repository. */
function isOther(text: string, { start, end, local, domain }: MailAddress, label: string): boolean {
  if (FILE.test(domain) || (FILE.test(local) && text.slice(Math.max(0, start - 4), start).toLowerCase() === "cid:")) return true;
  if (isMachineLabel(label) || TIME.test(domain) || ID_LOCAL.test(local)) return true;
  if (/^mail\.gmail\.com$/i.test(domain)) return true;
  const bracketed = text[start - 1] === "<" && text[end] === ">";
  if (bracketed && (ID_DOMAIN.test(domain) || (local.length >= 24 && local.replaceAll(/[^0-9]/g, "").length >= 8))) return true;
  // git@github.com:team/repository, ssh and scp targets.
  if (/^:[A-Za-z~/.]/.test(text.slice(end, end + 2)) && /^(?:git|root|ubuntu|ec2-user|admin|deploy)$/i.test(local)) return true;
  // https://user:password@host and ftp://user@host (RFC 3986 section 3.2.1).
  if (/:\/\/[^\s/@]{0,80}$/.test(text.slice(Math.max(0, start - 84), start))) return true;
  const machine = machineText(text, start, end);
  return machine === "cid" || machine === "message-id";
}

/** True in an address field of a quoted header, also on its continued lines, and in `On ... <ann@b.sg> wrote:`. */
function inAddressLine(text: string, start: number, end: number): boolean {
  if (ADDRESS_FIELD.test(text.slice(headerStart(text, start), start))) return true;
  return WROTE.test(text.slice(end, lineEnd(text, end))) || WROTE_NEXT.test(text.slice(end, end + 40));
}

/** Electronic mail addresses. */
export const email: Detector = {
  id: "email",
  pack: "sg",
  types: ["email"],
  description: "E-mail addresses; those in address fields of headers, also quoted ones, are correspondents",
  references: [
    "RFC 5321 section 4.1.2 (Mailbox) and 4.5.3.1 (limits)",
    "RFC 5322 sections 3.4.1 and 3.6.4",
    "RFC 5891 (internationalised domain names)",
  ],
  anchors: [{ kind: "at" }, { kind: "digits", run: [2, 2], total: [2, 2], starts: ["40"], before: "%", notAfter: "%" }],
  examine,
  examples: {
    match: [
      { text: "Write to Ann.Tan@Example.com.sg.", values: ["ann.tan@example.com.sg"] },
      { text: "(ann@example.com)", values: ["ann@example.com"] },
      { text: "ann@my_company.com, _bob@my_company.com_", values: ["ann@my_company.com", "bob@my_company.com"] },
      { text: "邮箱ann@example.com谢谢", values: ["ann@example.com"] },
      { text: "ａｎｎ＠ｅｘａｍｐｌｅ．ｃｏｍ", values: ["ann@example.com"] },
      { text: "mailto:ann+news@example.com?subject=hi", values: ["ann+news@example.com"] },
      { text: "https://example.com/?email=ann@example.org&x=1", values: ["ann@example.org"] },
      { text: "https://example.com/?email=ann%40example.org&x=1", values: ["ann@example.org"] },
      { text: "sent to\\nann@example.com\\nbob@example.com", values: ["ann@example.com", "bob@example.com"] },
      { text: "ann@example.comTel: 61234567 _bob@example.com_", values: ["ann@example.com", "bob@example.com"] },
      { text: "'o'brien@example.com'", values: ["o'brien@example.com"] },
      { text: "ann@xn--fiqs8s.xn--fiqs8s, bob@münchen.de", values: ["ann@xn--fiqs8s.xn--fiqs8s", "bob@münchen.de"] },
      { text: "a@example.com,b@example.com;c@example.com", values: ["a@example.com", "b@example.com", "c@example.com"] },
    ],
    reject: [
      { text: "logo@2x.png", values: [] },
      { text: "cid:image001.png@01DB7A3C.4F2E1A90", values: [] },
      { text: "Message-ID: <20261123080000.ABC@mail.example.com>", values: [] },
      { text: "<CALckR-a8UDkRjO4xJyjd_s0GPxQWw@mail.gmail.com>", values: [] },
      { text: "info@presidio.", values: [] },
      { text: "getty@tty1.service 20160419091055.GF2345@example.org", values: [] },
      { text: "user@localhost lodash@4.17.21 @handle a@b", values: [] },
      { text: "git@github.com:team/repo.git", values: [] },
      { text: "https://ann:secret@example.com/", values: [] },
      { text: "<part1.abc@example.com>", label: "content-id", values: [] },
    ],
  },
};
