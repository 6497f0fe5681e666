import { Buffer } from "node:buffer";

/** The part of the WebAssembly JavaScript interface that is used; the language's own library does not declare it. */
interface WebAssemblyInterface {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}

/** The exports of an embedded module (base64); `undefined` where the processor or the runtime has no WebAssembly with SIMD. */
export function instantiate(embedded: string): unknown {
  const { WebAssembly } = globalThis as unknown as { readonly WebAssembly?: WebAssemblyInterface };
  if (WebAssembly === undefined) return undefined;
  try {
    return new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(embedded, "base64"))).exports;
  } catch {
    // No SIMD (the module does not compile), or WebAssembly switched off: who asks has another way, with the same result.
    return undefined;
  }
}
