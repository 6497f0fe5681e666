import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gunzipSync } from "node:zlib";

const require = createRequire(import.meta.url);

/** What of Tesseract's interface is used (tesseract::TessBaseAPI; the picture reader of the build takes a file of its memory). */
export interface Tesseract {
  Init(folder: null, languages: string, mode: number): number;
  /** Decodes the picture at `/input`, turned by an Exif orientation and by radians; 1 when it cannot. */
  SetImageFile(orientation: number, radians: number): number;
  SetVariable(name: string, value: string): boolean;
  FindLines(): number;
  /** Slope of the lines that were found, in radians. */
  GetGradient(): number;
  Recognize(monitor: null): number;
  GetUTF8Text(): string;
  /** 0 to 100. */
  MeanTextConf(): number;
  Clear(): void;
}

export interface Core {
  readonly FS: { writeFile(path: string, bytes: Uint8Array): void; unlink(path: string): void };
  readonly TessBaseAPI: new () => Tesseract;
}

type Start = (settings: { readonly print: () => void; readonly printErr: () => void }) => Promise<Core>;

/** Versions that this was made with; nothing of it is installed unless it is asked for. */
const ENGINE = "tesseract.js-core";
const DATA: readonly { readonly language: string; readonly library: string; readonly needed: boolean }[] = [
  { language: "eng", library: "@tesseract.js-data/eng", needed: true },
  { language: "chi_sim", library: "@tesseract.js-data/chi_sim", needed: false },
];

/** What to type to be able to read pictures. */
export const OCR_INSTALL = "npm install tesseract.js-core@7.0.0 @tesseract.js-data/eng@1.0.0 @tesseract.js-data/chi_sim@1.0.0";

/** Whether the optional packages are there. */
export function canReadPictures(): boolean {
  return pathOf(`${ENGINE}/tesseract-core-simd-lstm.js`) !== undefined && dataPath("@tesseract.js-data/eng", "eng") !== undefined;
}

/** Starts the recogniser with the languages that are installed. Throws where the packages are not there, or are damaged. */
export async function startTesseract(): Promise<{ readonly core: Core; readonly api: Tesseract }> {
  const start = require("tesseract.js-core/tesseract-core-simd-lstm.js") as Start;
  // It tells of every picture on the console otherwise; standard output is the report's.
  const core = await start({ print: () => {}, printErr: () => {} });
  const languages: string[] = [];
  for (const { language, library, needed } of DATA) {
    const path = dataPath(library, language);
    if (path === undefined && !needed) continue;
    if (path === undefined) throw new Error(`the package ${library} is missing`);
    core.FS.writeFile(`./${language}.traineddata`, gunzipSync(readFileSync(path)));
    languages.push(language);
  }
  const api = new core.TessBaseAPI();
  if (api.Init(null, languages.join("+"), LSTM_ONLY) === -1) throw new Error("the language data cannot be read");
  return { core, api };
}

/** tesseract::OEM_LSTM_ONLY: the build holds no other engine. */
const LSTM_ONLY = 1;

/** The data of whole numbers: as exact on documents as the larger one, and read in half the time. */
function dataPath(library: string, language: string): string | undefined {
  return pathOf(`${library}/4.0.0_best_int/${language}.traineddata.gz`);
}

function pathOf(module: string): string | undefined {
  try {
    return require.resolve(module);
  } catch {
    // It is not installed: that is what was asked.
    return undefined;
  }
}
