import { signatureOf } from "../../bytes/signatures.ts";
import type { Document, Unfolded } from "../../model/document.ts";
import type { ExtractContext, Extractor, Sniffed } from "../../model/extractor.ts";
import { gap } from "../gap.ts";
import { createBudget } from "../../limits/budget.ts";
import { DEFAULT_LIMITS } from "../../limits/limits.ts";
import { obstacleOf } from "./decode.ts";
import { entries } from "./entries.ts";
import { readArchive } from "./header.ts";
import { salvaged } from "./salvage.ts";

/** A 7-Zip archive of any size (7zFormat.txt). */
export const sevenZip: Extractor = {
  id: "7z",
  description: "7-Zip archives",
  reads:
    "Every file, opened as what it is, of archives of any size (copied, LZMA, LZMA2, bzip2, Deflate, Deflate64, Zstandard, LZ4, with filters), and of one whose end is lost what can be decoded without it. Links are not followed; encrypted files, other methods and parts of split archives are told as gaps.",
  extensions: [".7z"],
  accepts: (sniffed) => signatureOf(sniffed.head)?.id === "7z" && !isForLibrary(sniffed),
  *extract(document, context) {
    yield* archive(document, context);
  },
};

/** Archives with methods that are not decoded here, of a size that the library reads. */
function isForLibrary(sniffed: Sniffed): boolean {
  if (sniffed.size > DEFAULT_LIMITS.documentBytes) return false;
  const source = { size: sniffed.size, read: (offset: number, length: number) => sniffed.peek(offset, length) };
  const found = readArchive(source, createBudget(DEFAULT_LIMITS));
  return typeof found !== "string" && found.streams.folders.some((folder) => obstacleOf(folder)?.reason === "unsupported");
}

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
