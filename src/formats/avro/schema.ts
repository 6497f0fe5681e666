/** A schema of Avro (specification 1.11, "Schema Declaration"), as far as decoding needs it. */
export type Schema =
  | { readonly kind: "null" | "boolean" | "int" | "long" | "float" | "double" | "bytes" | "string" }
  | { readonly kind: "fixed"; readonly size: number }
  | { readonly kind: "enum"; readonly symbols: readonly string[] }
  | { readonly kind: "array" | "map"; readonly items: Schema }
  | { readonly kind: "union"; readonly branches: readonly Schema[] }
  | { readonly kind: "record"; readonly fields: { readonly name: string; readonly type: Schema }[] };

const PRIMITIVES = new Set(["null", "boolean", "int", "long", "float", "double", "bytes", "string"]);
/** Types inside one another. */
const DEPTH = 200;

/** Reads a schema; `undefined` when it is none. */
export function avroSchema(json: string): Schema | undefined {
  try {
    return schemaOf(JSON.parse(json), new Map(), 0);
  } catch {
    // The answer: the header of the file is damaged.
    return undefined;
  }
}

function schemaOf(given: unknown, named: Map<string, Schema>, depth: number): Schema {
  if (depth > DEPTH) throw new RangeError("nested too deeply");
  if (typeof given === "string") {
    if (PRIMITIVES.has(given)) return { kind: given } as Schema;
    const known = named.get(given) ?? named.get(given.split(".").at(-1) ?? "");
    if (known === undefined) throw new RangeError("unknown type");
    return known;
  }
  if (Array.isArray(given)) return { kind: "union", branches: given.map((one) => schemaOf(one, named, depth + 1)) };
  const object = given as Record<string, unknown>;
  const type = object["type"];
  if (type === "array") return { kind: "array", items: schemaOf(object["items"], named, depth + 1) };
  if (type === "map") return { kind: "map", items: schemaOf(object["values"], named, depth + 1) };
  const name = typeof object["name"] === "string" ? object["name"] : "";
  if (type === "fixed") {
    const fixed: Schema = { kind: "fixed", size: Number(object["size"]) };
    named.set(name, fixed);
    return fixed;
  }
  if (type === "enum") {
    const symbols: Schema = { kind: "enum", symbols: (object["symbols"] as unknown[]).map(String) };
    named.set(name, symbols);
    return symbols;
  }
  if (type === "record" || type === "error") {
    const fields: { name: string; type: Schema }[] = [];
    // Known before its fields are: a record may hold itself.
    const record: Schema = { kind: "record", fields };
    named.set(name, record);
    named.set(name.split(".").at(-1) ?? "", record);
    for (const field of object["fields"] as { name: unknown; type: unknown }[])
      fields.push({ name: String(field.name), type: schemaOf(field.type, named, depth + 1) });
    return record;
  }
  return schemaOf(type, named, depth + 1);
}
