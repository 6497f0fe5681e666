import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const SRC = fileURLToPath(new URL("../../src", import.meta.url));
const NODE_NONE: readonly string[] = [];

/** The layer table of docs/architecture.md: room -> rooms it may import, Node modules it may import. */
const LAYERS: Readonly<Record<string, { readonly rooms: readonly string[] | "any"; readonly node: readonly string[] | "any" }>> =
  {
    model: { rooms: [], node: NODE_NONE },
    validators: { rooms: [], node: ["module"] },
    text: { rooms: [], node: ["module"] },
    bytes: { rooms: ["model"], node: ["buffer", "zlib"] },
    limits: { rooms: ["model"], node: NODE_NONE },
    detectors: { rooms: ["model", "validators", "text"], node: ["module"] },
    kernel: { rooms: [], node: ["buffer"] },
    formats: { rooms: ["model", "text", "bytes", "kernel", "limits"], node: ["buffer", "stream", "zlib"] },
    individuals: { rooms: ["model", "text"], node: NODE_NONE },
    assessment: { rooms: ["model"], node: NODE_NONE },
    engine: { rooms: ["model", "text", "kernel", "limits", "individuals"], node: ["buffer", "crypto"] },
    sources: { rooms: ["model", "bytes"], node: ["buffer", "crypto", "fs", "path", "stream"] },
    config: { rooms: ["model", "limits"], node: ["crypto", "fs", "os"] },
    ocr: { rooms: ["model", "validators"], node: ["fs", "module", "zlib"] },
    pool: {
      rooms: ["ocr", "model", "bytes", "limits", "kernel", "engine", "individuals", "sources", "config", "detectors", "formats"],
      node: ["worker_threads", "os"],
    },
    reporters: { rooms: ["model"], node: ["module"] },
    "version.ts": { rooms: [], node: NODE_NONE },
    "index.ts": { rooms: "any", node: ["os"] },
    cli: { rooms: "any", node: "any" },
  };

/** The libraries of each room; the other rooms have none. */
const LIBRARIES: Readonly<Record<string, readonly string[]>> = {
  text: ["chardet", "htmlparser2", "iconv-lite"],
  detectors: ["libphonenumber-js"],
  validators: ["stdnum"],
  formats: ["@embedpdf", "file-type", "hyparquet", "hyparquet-compressors", "libarchive-wasm", "mailparser", "yauzl"],
  sources: ["fast-glob"],
  reporters: ["chalk", "cli-table3", "get-east-asian-width"],
  ocr: ["tesseract.js-core"],
  cli: ["commander"],
};

/** Rooms that may hold nothing yet. */
const MAY_BE_EMPTY = new Set(["assessment"]);

interface Import {
  readonly from: string;
  readonly specifier: string;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? sourceFiles(join(folder, entry.name)) : entry.name.endsWith(".ts") ? [join(folder, entry.name)] : [],
  );
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, "utf8");
  const found = [...text.matchAll(/(?:\bfrom\s+|\bimport\s+|\b(?:import|require)\(\s*)["']([^"']+)["']/g)];
  return found.map((match) => ({ from: file, specifier: match[1] as string }));
}

function roomOf(file: string): string {
  return relative(SRC, file).split("/")[0] as string;
}

const files = sourceFiles(SRC);
const imports = files.flatMap(importsOf);

describe("layers", () => {
  it("looks at every room, and every room is in the table", () => {
    const rooms = new Set(readdirSync(SRC));
    expect([...rooms].filter((room) => LAYERS[room] === undefined)).toEqual([]);
    for (const room of Object.keys(LAYERS)) {
      if (MAY_BE_EMPTY.has(room)) continue;
      expect(
        files.some((file) => roomOf(file) === room),
        `${room} holds no source file`,
      ).toBe(true);
    }
    expect(imports.length).toBeGreaterThan(100);
  });

  it("imports only what the table allows", () => {
    const wrong = imports.flatMap(({ from, specifier }) => {
      const room = roomOf(from);
      const layer = LAYERS[room];
      if (layer === undefined) return [`${relative(SRC, from)}: room ${room} is not in the table`];
      if (specifier.startsWith("node:")) {
        const module = specifier.slice("node:".length).split("/")[0] as string;
        return layer.node === "any" || layer.node.includes(module) ? [] : [`${relative(SRC, from)} imports ${specifier}`];
      }
      if (!specifier.startsWith(".")) {
        return LIBRARIES[room]?.includes(specifier.split("/")[0] as string) === true
          ? []
          : [`${relative(SRC, from)} imports ${specifier}`];
      }
      const target = roomOf(resolve(dirname(from), specifier));
      if (target === room || layer.rooms === "any" || layer.rooms.includes(target)) return [];
      return [`${relative(SRC, from)} imports ${target}`];
    });
    expect(wrong).toEqual([]);
  });

  it("requires libraries in the one way that the bundler knows", () => {
    const wrong = files.flatMap((file) => {
      const text = readFileSync(file, "utf8");
      const uses = /\brequire\(|node:module/.test(text);
      const known =
        text.includes('import { createRequire } from "node:module";\n') &&
        text.includes("\nconst require = createRequire(import.meta.url);\n");
      const alone = text.split("createRequire").length === 3;
      return uses && !(known && alone) ? [relative(SRC, file)] : [];
    });
    expect(wrong).toEqual([]);
    expect(
      imports.filter(({ from, specifier }) => specifier === "node:module" && roomOf(from) === "text").length,
    ).toBeGreaterThan(1);
  });

  it("has no cycle of imports", () => {
    const graph = new Map(files.map((file) => [file, [] as string[]]));
    for (const { from, specifier } of imports) {
      if (specifier.startsWith(".")) graph.get(from)?.push(resolve(dirname(from), specifier));
    }
    const done = new Set<string>();
    const path: string[] = [];
    const visit = (file: string): string[] | undefined => {
      if (path.includes(file)) return [...path.slice(path.indexOf(file)), file].map((one) => relative(SRC, one));
      if (done.has(file)) return undefined;
      path.push(file);
      for (const next of graph.get(file) ?? []) {
        const cycle = visit(next);
        if (cycle !== undefined) return cycle;
      }
      path.pop();
      done.add(file);
      return undefined;
    };
    expect(files.map(visit).find((cycle) => cycle !== undefined)).toBeUndefined();
  });

  it("lets no report see a raw finding", () => {
    const wrong = files.filter(
      (file) => roomOf(file) === "reporters" && /\bimport[^;]*\b(?:Finding|Candidate)\b[^;]*;/.test(readFileSync(file, "utf8")),
    );
    expect(wrong.map((file) => relative(SRC, file))).toEqual([]);
  });

  it("names Node modules with their prefix", () => {
    const bare = imports.filter(({ specifier }) => /^(?:fs|path|stream|zlib|crypto|os|worker_threads|buffer)$/.test(specifier));
    expect(bare).toEqual([]);
  });
});
