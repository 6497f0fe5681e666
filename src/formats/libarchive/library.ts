import type { LibarchiveWasm } from "libarchive-wasm";

/** How many bytes are asked for at once: what the library has read of a damaged entry beyond it is in the same piece. */
const PIECE = 65_536;
/** `st_mode` file types (POSIX). */
const REGULAR = 0x8000;
const FOLDER = 0x4000;
const SYMLINK = 0xa000;

/** Why the library stopped, told from its message, which itself is never shown: it may quote the evidence. */
export type Failure = "encrypted" | "unsupported" | "damaged" | "trap";

export interface ArchiveEntry {
  /** Empty when the archive spells it in a charset that is not read. */
  readonly name: string;
  readonly type: "file" | "folder" | "link" | "special";
  readonly encrypted: boolean;
}

/** An archive that is open in a WebAssembly instance of its own: a trap costs nothing else. */
export interface OpenArchive {
  /** The next entry; `undefined` at the end, or a failure after which there is none. */
  next(): ArchiveEntry | Failure | undefined;
  /** The content of the entry in pieces, which are valid until the next one; returns why it ended before its end. */
  content(): Generator<Uint8Array, Failure | undefined>;
  /** Does the archive say that there is something encrypted in it? */
  hasEncrypted(): boolean;
}

/** More warnings than this in a row before an entry: the archive is given up. */
const WARNINGS = 100;

/** Opens an archive that is in memory (libarchive 3.7, all formats); a failure when it is no archive that is known. */
export async function openArchive(bytes: Uint8Array): Promise<OpenArchive | Failure> {
  const { libarchiveWasm } = await import("libarchive-wasm");
  const silent = (): void => {};
  try {
    const library = await libarchiveWasm({ print: silent, printErr: silent });
    const heap = heapOf(library);
    const place = heap.allocate(bytes.length);
    if (place === 0) return "trap";
    heap.bytes().set(bytes, place);
    const archive = library.read_new_memory(place, bytes.length);
    const out = heap.allocate(PIECE);
    if (archive === 0 || out === 0) return "damaged";
    return opened(library, archive, heap.bytes, out);
  } catch (error) {
    return failureOf(error);
  }
}

function opened(library: LibarchiveWasm, archive: number, heap: () => Uint8Array, out: number): OpenArchive {
  return {
    next() {
      let before = "";
      try {
        for (let warnings = 0; warnings < WARNINGS; warnings += 1) {
          const entry = library.read_next_entry(archive);
          if (entry !== 0) return described(library, entry);
          const message: unknown = library.error_string(archive);
          if (typeof message !== "string" || message === "") return undefined;
          // A warning (a name that cannot be converted) hides an entry behind the same answer as the end.
          if (message === before) return failureOf(new Error(message));
          before = message;
        }
        return "damaged";
      } catch (error) {
        return failureOf(error);
      }
    },
    *content() {
      for (;;) {
        const view = heap();
        // After a failure this shows how far the piece was filled: the library does not say.
        view.fill(0, out, out + PIECE);
        let count: number;
        try {
          count = library.read_data(archive, out, PIECE);
        } catch (error) {
          const failure = failureOf(error);
          if (failure === "damaged") {
            const filled = withoutZeros(heap().subarray(out, out + PIECE));
            if (filled.length > 0) yield filled;
          }
          return failure;
        }
        if (count <= 0) return undefined;
        yield heap().subarray(out, out + count);
      }
    },
    hasEncrypted() {
      try {
        return library.read_has_encrypted_entries(archive) > 0;
      } catch {
        // A trap was told where it happened.
        return false;
      }
    },
  };
}

function described(library: LibarchiveWasm, entry: number): ArchiveEntry {
  const kind = library.entry_filetype(entry);
  const linked = kind === SYMLINK || isText(library.entry_hardlink(entry)) || isText(library.entry_symlink(entry));
  const name: unknown = library.entry_pathname(entry);
  return {
    name: isText(name) ? name : "",
    type: linked ? "link" : kind === REGULAR || kind === 0 ? "file" : kind === FOLDER ? "folder" : "special",
    encrypted: library.entry_is_encrypted(entry) !== 0,
  };
}

/** The library's declarations promise strings where it gives null. */
function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

interface Heap {
  allocate(size: number): number;
  /** All memory; a view that goes stale when it grows. */
  readonly bytes: () => Uint8Array;
}

/** The library declares its module as anything: this is what of it is used. */
function heapOf(library: LibarchiveWasm): Heap {
  const module: unknown = library.module;
  if (!isModule(module)) throw new TypeError("not the module that was expected");
  return { allocate: (size) => module._malloc(size) >>> 0, bytes: () => module.HEAPU8 };
}

function isModule(value: unknown): value is { HEAPU8: Uint8Array; _malloc(size: number): number } {
  return typeof value === "object" && value !== null && "HEAPU8" in value && "_malloc" in value;
}

function failureOf(error: unknown): Failure {
  if (error instanceof Error && (error.name === "RuntimeError" || error.name === "RangeError")) return "trap";
  const message = error instanceof Error ? error.message : "";
  if (/encrypt|passphrase|password|decrypt/i.test(message)) return "encrypted";
  return /unsupported|not (?:currently )?supported|unknown compression/i.test(message) ? "unsupported" : "damaged";
}

function withoutZeros(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return bytes.subarray(0, end);
}
