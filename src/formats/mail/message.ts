import { messageIdOf } from "./message-id.ts";
import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext, Extractor } from "../../model/extractor.ts";
import { acceptsMessage } from "./accepts.ts";
import { isSound, openMail, tellMail, type Mail } from "./mail.ts";
import { readAgain, witness } from "./second-reader.ts";

export const message: Extractor = {
  id: "eml",
  description: "mail message (RFC 5322, MIME)",
  reads:
    "header fields, plain and HTML text with quoted history told apart, attachments, attached messages, uuencoded files, " +
    "text outside the parts of a damaged message; encrypted and rights-protected messages are told as gaps",
  extensions: [".eml", ".emlx", ".mht", ".mhtml"],
  message: true,
  messageIdOf,
  accepts: acceptsMessage,
  extract,
};

/** A sound message is read once; what two readers could take differently is read by two. */
function extract(document: Document, context: ExtractContext): Iterable<Unfolded> | AsyncIterable<Unfolded> {
  const mail = openMail(document.bytes, context.budget);
  return isSound(mail) ? tellMail(mail) : tellTwice(mail);
}

async function* tellTwice(mail: Mail): AsyncGenerator<Unfolded> {
  const seen = witness();
  for (const item of tellMail(mail)) {
    seen.note(item);
    yield item;
  }
  yield* readAgain(mail, seen);
}
