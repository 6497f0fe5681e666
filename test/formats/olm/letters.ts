import { ANN_NRIC, BEN_NRIC, CARA_NRIC } from "../outlook/people.ts";

export const REPLY = `Dear Ben, my NRIC is ${ANN_NRIC}, call me at +65 8123 4567 or write to cara@example.net.

On Tue, 3 Mar 2026 at 09:00, Ben Lim <ben@example.org> wrote:
> Hi Ann, mine is ${BEN_NRIC}.
> > Earlier still: ${CARA_NRIC} 陈伟明
`;

export const TABLE = `<html><head><meta charset="iso-2022-jp"></head><body><p>Dear Ben, see é 陈伟明</p><table><tr><th>Name</th><th>NRIC</th><th>Mobile</th></tr>
<tr><td>Ann</td><td>${ANN_NRIC}</td><td>81234567</td></tr><tr><td>Ben</td><td>${BEN_NRIC}</td><td>91234567</td></tr></table>
<p><a href="mailto:cara@example.net">write</a></p><blockquote type="cite">${CARA_NRIC}</blockquote></body></html>`;

/** The same message as bytes of RFC 5322. */
export function eml(subject: string, { text, html }: { readonly text?: string; readonly html?: string }): Buffer {
  const head = `From: Ann Tan <ann@example.com>\r\nTo: Ben Lim <ben@example.org>\r\nSubject: ${subject}\r\nMIME-Version: 1.0\r\n`;
  const part = (type: string, content: string): string =>
    `Content-Type: text/${type}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${content.replaceAll("\n", "\r\n")}\r\n`;
  if (text !== undefined && html !== undefined) {
    const parts = `--b\r\n${part("plain", text)}--b\r\n${part("html", html)}--b--\r\n`;
    return Buffer.from(`${head}Content-Type: multipart/alternative; boundary=b\r\n\r\n${parts}`);
  }
  return Buffer.from(head + (html === undefined ? part("plain", text ?? "") : part("html", html)));
}
