import { signatureOf } from "../bytes/signatures.ts";
import type { Extractor } from "../model/extractor.ts";
import { gap } from "./gap.ts";

/** Pictures: known, and not read. SVG is text and read as such. */
export const picture: Extractor = {
  id: "picture",
  description: "Pictures and scans",
  reads: "Nothing: each picture is told as a gap, once for a message.",
  extensions: [".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff", ".webp", ".bmp", ".heic", ".ico"],
  accepts: (sniffed) => signatureOf(sniffed.head)?.group === "picture",
  *extract() {
    yield gap("image-not-read", "none", "a picture was not read");
  },
};
