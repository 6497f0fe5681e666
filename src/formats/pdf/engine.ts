import type { Methods } from "@embedpdf/pdfium";

/** PDFium's functions as WebAssembly exports them: numbers and pointers; 0 is false and null. */
export type Calls = { readonly [Name in keyof Methods]: (...given: number[]) => number } & {
  readonly malloc: (size: number) => number;
  readonly free: (pointer: number) => void;
  readonly memory: Memory;
};

/** The module around them, of which the memory is another one whenever it has grown. */
interface Module {
  readonly HEAPU8: Uint8Array;
  readonly wasmExports: Calls;
  addFunction(call: (...given: number[]) => number, signature: string): number;
  removeFunction(pointer: number): void;
}

/** A WebAssembly memory, of which its owner may replace `grow`. */
interface Memory {
  readonly buffer: ArrayBuffer;
  grow: (pages: number) => number;
}

/** PDFium as one document uses it; given back with `release`. */
export interface Lease {
  readonly api: Calls;
  readonly module: Module;
  /** Scratch memory of SCRATCH_BYTES, for results of calls; nobody keeps anything in it. */
  readonly scratch: number;
  /** Says that PDFium broke down: nobody calls this instance again. */
  readonly broke: () => void;
  readonly broken: () => boolean;
  readonly release: () => void;
}

export const SCRATCH_BYTES = 65_536;
/** PDFium decompresses whole streams: a bomb ends here, as a failed allocation. */
const MOST_MEMORY = 384 * 1024 ** 2;
/** Memory of an instance never shrinks: a larger one is given up after its last document. */
const KEPT_MEMORY = 160 * 1024 ** 2;

interface Instance {
  readonly module: Module;
  readonly scratch: number;
  users: number;
  broken: boolean;
}

let current: Promise<Instance> | undefined;

/** PDFium for one document: one instance a thread, made when the first PDF is met. Rejects when it cannot be loaded. */
export async function lease(): Promise<Lease> {
  const started = (current ??= start());
  let instance: Instance;
  try {
    instance = await started;
  } catch (error) {
    if (current === started) current = undefined;
    throw error;
  }
  instance.users += 1;
  const giveUp = (): void => {
    if (current === started) current = undefined;
  };
  return {
    api: instance.module.wasmExports,
    module: instance.module,
    scratch: instance.scratch,
    broke() {
      instance.broken = true;
      giveUp();
    },
    broken: () => instance.broken,
    release() {
      instance.users -= 1;
      if (instance.users === 0 && instance.module.HEAPU8.length > KEPT_MEMORY) giveUp();
    },
  };
}

async function start(): Promise<Instance> {
  const { init } = await import("@embedpdf/pdfium");
  // It finds its WebAssembly beside itself; what it would print is no report.
  const quiet = { print: () => {}, printErr: () => {} };
  const loaded: unknown = await init(quiet);
  const { pdfium: module } = loaded as { readonly pdfium: Module };
  const api = module.wasmExports;
  bound(api.memory);
  api.PDFiumExt_Init();
  return { module, scratch: api.malloc(SCRATCH_BYTES), users: 0, broken: false };
}

/** The module grows its memory through this object and has no limit of its own below 2 GB. */
function bound(memory: Memory): void {
  const grow = memory.grow.bind(memory);
  memory.grow = (pages) => {
    if (memory.buffer.byteLength + pages * 65_536 > MOST_MEMORY) throw new RangeError("no more memory for PDFium");
    return grow(pages);
  };
}
