import { signatureOf } from "../../bytes/signatures.ts";
import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext, Extractor } from "../../model/extractor.ts";
import { gap } from "../gap.ts";
import { entries } from "./entries.ts";
import { readArchive } from "./header.ts";
import { salvaged } from "./salvage.ts";

/** A 7-Zip archive of any size (7zFormat.txt). */
export const sevenZip: Extractor = {
  id: "7z",
  description: "7-Zip archives",
  reads:
    "Every file, opened as what it is, of archives of any size (copied, LZMA, LZMA2, PPMd, bzip2, Deflate, Deflate64, Zstandard, LZ4, with filters), also of one whose end is lost. Links are not followed; encrypted files, other methods and parts of split archives are told as gaps.",
  extensions: [".7z"],
  accepts: (sniffed) => signatureOf(sniffed.head)?.id === "7z",
  *extract(document, context) {
    yield* archive(document, context);
  },
};

function* archive(document: Document, context: ExtractContext): Generator<Unfolded> {
  const source = document.bytes;
  const found = readArchive(source, context.budget);
  if (found === "empty") return;
  if (found === "encrypted") yield gap("encrypted", "none", "the archive needs a password");
  else if (found === "size-limit") yield gap("size-limit", "none", "the list of files is larger than may be held in memory");
  else if (found === "lost") yield* salvaged(document, context);
  else {
    const { read } = yield* entries(source, found, context);
    if (found.damaged) {
      const detail = "the archive's list of files is damaged, or did not stand where the archive says";
      yield gap("malformed", read === 0 ? "none" : "partly", detail);
    }
  }
}
