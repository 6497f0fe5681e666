import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext, Extractor } from "../../model/extractor.ts";
import { unfoldItem } from "../outlook/unfold-item.ts";
import { TNEF_SIGNATURE } from "./attributes.ts";
import { readTnef } from "./item.ts";

export const tnef: Extractor = {
  id: "tnef",
  description: "TNEF, the envelope of Outlook and Exchange (winmail.dat)",
  reads: "as Outlook messages: header, plain, HTML and RTF text, recipients, every text property, attachments, messages in it",
  extensions: [".tnef", ".dat"],
  accepts: ({ head }) => head.length >= 6 && Buffer.from(head.buffer, head.byteOffset, 4).readUInt32LE(0) === TNEF_SIGNATURE,
  extract,
};

function extract({ bytes }: Document, context: ExtractContext): Iterable<Unfolded> {
  return unfoldItem(readTnef(bytes, context.budget.maxDocumentBytes), context);
}
