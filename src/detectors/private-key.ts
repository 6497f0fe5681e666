import type { Detector, TextWindow } from "../model/detector.ts";
import type { Candidate, Confidence } from "../model/finding.ts";

/** What may stand between the dashes before the word, and behind it (RFC 7468, RFC 9580 section 6.2). */
const KINDS_BEFORE = /-----BEGIN ((?:RSA |EC |DSA |OPENSSH |ENCRYPTED |ANY |PGP |SSH2 ENCRYPTED )?)$/;
const REST = /^PRIVATE KEY( BLOCK)?-----/;
/** Line breaks as they stand, as a program's string or one line shows them, and the headers of a block (RFC 1421, RFC 9580). */
const BREAK = /^(?:\\r\\n|\\n|<br\s?\/?>|[\s"'+|>]){1,12}(?:[A-Za-z-]{4,20}: [^\n\\]{0,80}(?:\\r\\n|\\n|\r?\n){1,2}){0,3}\s{0,4}/;
const MATERIAL = /^[A-Za-z0-9+/=]{16}/;
/** The other half of a PuTTY key file: `Private-Lines: 8`. */
const PUTTY = /^Private-Lines: [0-9]{1,3}\r?\n[A-Za-z0-9+/=]{16}/;

function examine({ text, at }: TextWindow): Candidate | undefined {
  if (text.startsWith("Private-Lines", at)) {
    const lines = PUTTY.exec(text.slice(at, at + 60));
    return lines === null ? undefined : found(at, at + 13, "PuTTY", "high");
  }
  const from = Math.max(0, at - 32);
  const before = KINDS_BEFORE.exec(text.slice(from, at));
  const rest = REST.exec(text.slice(at, at + 24));
  if (before === null || rest === null) return undefined;
  const end = at + rest[0].length;
  const behind = text.slice(end, end + 160);
  const line = BREAK.exec(behind)?.[0];
  if (line === undefined || !MATERIAL.test(behind.slice(line.length)) || /^(.)\1{15}/.test(behind.slice(line.length)))
    return undefined;
  const kind = `${before[1]?.trim() ?? ""} PRIVATE KEY${rest[1] ?? ""}`.trim();
  const encrypted = kind.startsWith("ENCRYPTED") || kind.startsWith("SSH2") || /ENCRYPTED/.test(line);
  return found(from + before.index, end, kind, encrypted ? "medium" : "high");
}

/** The value is the kind of the key: the key itself never leaves its place. */
function found(start: number, end: number, kind: string, confidence: Confidence): Candidate {
  return { type: "credential", start, end, value: kind, confidence, evidence: [{ kind: "shape", shape: "private-key" }] };
}

/** Private keys in their textual encodings. */
export const privateKey: Detector = {
  id: "private-key",
  pack: "sg",
  types: ["credential"],
  description: "Private keys in PEM, OpenSSH, OpenPGP and PuTTY files; the value is the kind of key only",
  references: [
    "RFC 7468 (textual encodings of PKIX, PKCS and CMS structures)",
    "RFC 9580 section 6.2 (OpenPGP armour)",
    "Personal Data Protection (Notification of Data Breaches) Regulations 2021 (Singapore), Schedule, item 7",
  ],
  anchors: [{ kind: "word", words: ["private"] }],
  examine,
  examples: {
    match: [
      { text: "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA7bq8\n", values: ["RSA PRIVATE KEY"] },
      { text: "-----BEGIN PRIVATE KEY-----\r\nMIIEvQIBADANBgkqhkiG\r\n", values: ["PRIVATE KEY"] },
      { text: "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\n", values: ["OPENSSH PRIVATE KEY"] },
      {
        text: "-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: GnuPG v2\n\nlQOYBFzq2h8BCADKq1Ln\n",
        values: ["PGP PRIVATE KEY BLOCK"],
      },
      { text: '"-----BEGIN EC PRIVATE KEY-----\\nMHcCAQEEIIq9kq1zPx7v\\n"', values: ["EC PRIVATE KEY"] },
      { text: "Private-Lines: 8\nAAAAgQCxu3mNq0ZrXJ0h", values: ["PuTTY"] },
    ],
    reject: [
      { text: "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0B\n", values: [] },
      { text: "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----", values: [] },
      { text: "-----END RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA7bq8", values: [] },
      { text: "The file begins with -----BEGIN RSA PRIVATE KEY----- and ends with a line of dashes", values: [] },
      { text: "Keep your private key private", values: [] },
    ],
  },
};
