import type { ByteSource } from "../../model/bytes.ts";
import type { Property, PropertyBag, PropertyName, PropertyValue } from "../outlook/item.ts";
import { openHeapTree } from "./heap-tree.ts";
import { PROPERTIES, openHeap, type Heap } from "./heap.ts";
import type { Blocks } from "./blocks.ts";
import type { NodeRef } from "./subnodes.ts";
import { fixedBytes, fixedValue, variableValues, type Decoding } from "./values.ts";

/** A property as a property context stores it: its value, or the id of where it is. */
export interface RawProperty {
  readonly id: number;
  readonly type: number;
  readonly view: DataView;
  /** Offset of the four bytes of the value or its HNID. */
  readonly at: number;
}

/** The properties of a node (PC, [MS-PST] 2.3.3). */
export interface PropertyContext {
  readonly heap: Heap;
  readonly properties: readonly RawProperty[];
  /** How often its tree could not be gone down. */
  readonly broken: number;
}

/** A reference to a subnode: an attached message or object. */
export const OBJECT = 0x0d;

/** More properties than ids there are is damage. */
const MAX_PROPERTIES = 65_536;

/** Opens the property context of a node; undefined when there is none to read. */
export function openProperties(blocks: Blocks, node: NodeRef): PropertyContext | undefined {
  const heap = openHeap(blocks, node);
  if (heap === undefined || heap.client !== PROPERTIES) return undefined;
  let broken = 0;
  const records = openHeapTree(heap, heap.userRoot, () => (broken += 1));
  if (records === undefined) return undefined;
  const properties: RawProperty[] = [];
  for (const { key, view, at, bytes } of records) {
    if (bytes < 6 || properties.length >= MAX_PROPERTIES) {
      broken += 1;
      break;
    }
    properties.push({ id: key & 0xffff, type: view.getUint16(at, true), view, at: at + 2 });
  }
  return properties.length === 0 && broken > 0 ? undefined : { heap, properties, broken };
}

/** The first property with an id. */
export function findProperty({ properties }: PropertyContext, id: number): RawProperty | undefined {
  return properties.find((one) => one.id === id);
}

/** A whole number of up to 32 bits that stands in a property. */
export function numberOf(context: PropertyContext, id: number): number | undefined {
  const found = findProperty(context, id);
  return found?.type === 3 ? found.view.getInt32(found.at, true) : undefined;
}

/** The bytes of a text, binary or object property. */
export function bytesOf({ heap }: PropertyContext, property: RawProperty): ByteSource | undefined {
  const hnid = property.view.getUint32(property.at, true);
  return hnid === 0 ? undefined : heap.value(hnid);
}

/** A text property, decoded. */
export function textOf(context: PropertyContext, id: number, decoding: Decoding): string | undefined {
  const found = findProperty(context, id);
  const [value] = found === undefined ? [] : (valuesOf(context, found, decoding) ?? []);
  return value?.kind === "text" ? value.text : undefined;
}

/** All properties but those of `without`, decoded. */
export function bagOf(
  context: PropertyContext,
  names: (id: number) => PropertyName | undefined,
  decoding: Decoding,
  without?: number,
): PropertyBag {
  const properties: Property[] = [];
  let { broken } = context;
  for (const one of context.properties) {
    if (one.id === without) continue;
    const values = valuesOf(context, one, decoding);
    if (values === undefined) broken += 1;
    else for (const value of values) properties.push(propertyOf(one.id, value, names));
  }
  return { properties, broken };
}

/** A property, with its name where its id needs one. */
export function propertyOf(id: number, value: PropertyValue, names: (id: number) => PropertyName | undefined): Property {
  const name = id >= 0x8000 ? names(id) : undefined;
  return name === undefined ? { id, value } : { id, name, value };
}

/** The values of a property; undefined when they cannot be read. */
function valuesOf(context: PropertyContext, property: RawProperty, decoding: Decoding): readonly PropertyValue[] | undefined {
  const { type, view, at } = property;
  const size = fixedBytes(type);
  if (size !== undefined && size <= 4) {
    const value = fixedValue(type, view, at);
    return value === undefined ? undefined : [value];
  }
  const hnid = view.getUint32(at, true);
  if (type === OBJECT) return [];
  // Nothing is stored of an empty value.
  if (hnid === 0 || type === 0 || type === 1) return size === undefined && type > 1 ? empty(type) : [];
  const source = context.heap.value(hnid);
  if (source === undefined) return undefined;
  if (size === undefined) return variableValues(type, source, decoding);
  if (source.size < size) return undefined;
  const bytes = new Uint8Array(source.read(0, size));
  const value = fixedValue(type, new DataView(bytes.buffer), 0);
  return value === undefined ? undefined : [value];
}

function empty(type: number): readonly PropertyValue[] {
  return type === 0x1e || type === 0x1f ? [{ kind: "text", text: "" }] : [];
}
