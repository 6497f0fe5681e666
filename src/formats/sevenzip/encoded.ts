import type { ByteSource } from "../../model/bytes.ts";
import type { Budget } from "../../model/extractor.ts";
import { flowOf, obstacleOf } from "./decode.ts";
import type { Streams } from "./streams.ts";

/** Decodes a header that is packed as the content is ("EncodedHeader"). */
export function decodedHeader(
  source: ByteSource,
  { folders, packed }: Streams,
  budget: Budget,
): { bytes: Uint8Array; damaged: boolean } | "encrypted" | "lost" | "size-limit" {
  const folder = folders[0];
  if (folder === undefined) return "lost";
  const obstacle = obstacleOf(folder);
  if (obstacle !== undefined) return obstacle.reason === "encrypted" ? "encrypted" : "lost";
  const size = folder.sizes[folder.main] ?? 0;
  if (size > budget.maxDocumentBytes) return "size-limit";
  const flow = flowOf(source, folder, packed, budget);
  const parts: Uint8Array[] = [];
  for (let piece = flow.next(size); piece.length > 0; piece = flow.next(size)) parts.push(piece.slice());
  const bytes = Buffer.concat(parts);
  if (bytes.length < size) return "lost";
  const crc = folder.crc ?? folder.files.crcs[0];
  return { bytes: new Uint8Array(bytes), damaged: crc !== undefined && crc !== flow.crc() };
}
