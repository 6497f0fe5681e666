import { memorySource } from "../../bytes/memory.ts";
import type { Unfolded } from "../../model/document.ts";
import type { ExtractContext } from "../../model/extractor.ts";
import { gap } from "../gap.ts";
import { slot, slots, wideText, type Pdf } from "./document.ts";

/** Embedded files (ISO 32000-1 section 7.11.4) of the document, from the `attached`-th on, which counts those that were begun. */
export function* attachmentsOf(
  pdf: Pdf,
  size: number,
  context: ExtractContext,
  progress: { attached: number },
): Generator<Unfolded> {
  const count = Math.max(0, pdf.api.FPDFDoc_GetAttachmentCount(pdf.handle));
  while (progress.attached < count) {
    const index = progress.attached;
    // What an attachment held may have been the end of this instance.
    if (pdf.broken()) {
      yield gap("malformed", "partly", `${count - index} embedded files were not read`);
      return;
    }
    const limit = context.budget.entry();
    if (limit !== undefined) {
      yield gap(limit, "partly", `${count - index} embedded files were not opened`);
      return;
    }
    progress.attached += 1;
    const attachment = pdf.api.FPDFDoc_GetAttachment(pdf.handle, index);
    if (attachment !== 0) yield* attachmentOf(pdf, attachment, index, size, context);
  }
}

/** One embedded file, by PDFium's handle; `size` is that of the document that holds it. */
export function* attachmentOf(
  pdf: Pdf,
  attachment: number,
  index: number,
  size: number,
  context: ExtractContext,
): Generator<Unfolded> {
  const { api } = pdf;
  const name = wideText(pdf, (to, room) => api.FPDFAttachment_GetName(attachment, to, room));
  const step = { kind: "attachment", index, ...(name === "" ? {} : { name }) } as const;
  const length = slot(pdf, 0);
  if (api.FPDFAttachment_GetFile(attachment, 0, 0, length) === 0) {
    yield gap("malformed", "none", "the content of an embedded file is not there", [step]);
    return;
  }
  const bytes = slots(pdf).getUint32(0, true);
  const limit =
    bytes > context.budget.maxDocumentBytes ? "size-limit" : context.budget.output(bytes, { produced: bytes, consumed: size });
  if (limit !== undefined) {
    yield gap(limit, "none", `an embedded file of ${bytes} bytes was not opened`, [step]);
    return;
  }
  const buffer = api.malloc(Math.max(1, bytes));
  const got = buffer !== 0 && api.FPDFAttachment_GetFile(attachment, buffer, bytes, length) !== 0;
  const content = got ? pdf.heap().slice(buffer, buffer + bytes) : undefined;
  if (buffer !== 0) api.free(buffer);
  if (content === undefined) yield gap("malformed", "none", "an embedded file could not be taken out", [step]);
  else yield { kind: "document", steps: [step], name, declaredType: "", bytes: memorySource(content) };
}
