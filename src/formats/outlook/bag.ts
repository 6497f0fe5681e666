import type { ByteSource } from "../../model/bytes.ts";
import type { PropertyBag, PropertyValue } from "./item.ts";

/** The value of a property that has a fixed id; the first where a damaged container has several. */
export function valueOf(bag: PropertyBag, id: number): PropertyValue | undefined {
  return bag.properties.find((property) => property.id === id)?.value;
}

/** A text without what some writers leave at its end; empty when there is none. */
export function textOf(bag: PropertyBag, id: number): string {
  const value = valueOf(bag, id);
  return value?.kind === "text" ? value.text.replace(/\0+$/, "") : "";
}

export function numberOf(bag: PropertyBag, id: number): number | undefined {
  const value = valueOf(bag, id);
  return value?.kind === "number" ? value.number : undefined;
}

/** Bytes of a property; those of a text in UTF-8. */
export function bytesOf(bag: PropertyBag, id: number): ByteSource | undefined {
  const value = valueOf(bag, id);
  return value?.kind === "binary" ? value.bytes : undefined;
}
