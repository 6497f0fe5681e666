import type { ByteSource } from "../../model/bytes.ts";
import type { Leaf } from "./types.ts";

/** Object identifiers of CMS content types in DER (RFC 5652): enveloped-data, encrypted-data, authEnveloped-data (RFC 5083). */
const ENCRYPTED_CONTENT = ["2a864886f70d010703", "2a864886f70d010706", "2a864886f70d0109100117"].map((hex) =>
  Buffer.from(hex, "hex"),
);
const SMIME_TYPES = new Set(["application/pkcs7-mime", "application/x-pkcs7-mime"]);
const RIGHTS_TYPES = new Set(["application/x-microsoft-rpmsg-message"]);

/** Why a part cannot be read without a key, from its header alone; `undefined` when it does not say so. */
export function protectionOf({ header }: Pick<Leaf, "header">): string | undefined {
  if (RIGHTS_TYPES.has(header.type) || header.name.toLowerCase() === "message.rpmsg") return "rights-protected message";
  if (!SMIME_TYPES.has(header.type)) return undefined;
  const kind = header.parameters.get("smime-type")?.toLowerCase() ?? "";
  return kind === "enveloped-data" || kind === "authenveloped-data" || kind === "encrypted-data" ? SMIME : undefined;
}

const SMIME = "S/MIME encrypted message";

/** Bytes of a file in which its protection shows. */
const PROTECTION_BYTES = 64;

/** The same, from the content: mail programs leave the smime-type out. */
export function contentProtection({ header }: Pick<Leaf, "header">, content: ByteSource): string | undefined {
  if (!SMIME_TYPES.has(header.type)) return undefined;
  const head = Buffer.from(content.read(0, Math.min(PROTECTION_BYTES, content.size)));
  return ENCRYPTED_CONTENT.some((oid) => head.includes(oid)) ? SMIME : undefined;
}
