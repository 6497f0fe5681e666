import type { ByteSource } from "../../model/bytes.ts";
import type { Document } from "../../model/document.ts";
import type { GapReason } from "../../model/gap.ts";

/** The value of a property (MS-OXCDATA 2.11.1). Strings are decoded; dates are milliseconds since 1970 UTC. */
export type PropertyValue =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "texts"; readonly texts: readonly string[] }
  | { readonly kind: "number"; readonly number: number }
  | { readonly kind: "boolean"; readonly boolean: boolean }
  | { readonly kind: "time"; readonly time: number }
  /** May be large: an attachment, an HTML body. */
  | { readonly kind: "binary"; readonly bytes: ByteSource }
  | { readonly kind: "binaries"; readonly values: readonly ByteSource[] };

/** What a property with an id of 0x8000 and above means (MS-OXPROPS): a name, or a number in a set. */
export interface PropertyName {
  /** GUID of the property set, lower case with hyphens, without braces. */
  readonly set: string;
  readonly name: string | number;
}

export interface Property {
  /** 16-bit property id (MS-OXPROPS). */
  readonly id: number;
  /** Only for ids of 0x8000 and above, where it is known. */
  readonly name?: PropertyName;
  readonly value: PropertyValue;
}

/** The properties of a message, recipient or attachment, in the order of its container. */
export interface PropertyBag {
  readonly properties: readonly Property[];
  /** Properties that could not be read. */
  readonly broken: number;
}

/** An attachment (MS-OXCMSG 2.2.2). */
export interface OutlookAttachment {
  readonly bag: PropertyBag;
  readonly content:
    | { readonly kind: "bytes"; readonly bytes: ByteSource; readonly defect?: NonNullable<Document["defect"]> }
    /** Its container names it, and cannot give it. */
    | { readonly kind: "lost"; readonly reason: GapReason; readonly detail: string }
    /** A message, contact or appointment in place of a file. */
    | { readonly kind: "item"; readonly open: () => OutlookItem }
    /** An OLE object as a compound file of its own, or its storage. */
    | { readonly kind: "ole"; readonly bytes: ByteSource }
    /** A link to a file elsewhere, or nothing. */
    | { readonly kind: "none" };
}

/** A message, contact, appointment ... of whatever container (PST, MSG, TNEF). */
export interface OutlookItem {
  readonly bag: PropertyBag;
  readonly recipients: readonly PropertyBag[];
  readonly attachments: Iterable<OutlookAttachment>;
  /** What of it could not be read, in our own words. */
  readonly problems: readonly string[];
}
