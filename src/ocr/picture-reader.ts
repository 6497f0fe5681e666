import type { PictureReader, PictureText } from "../model/context.ts";
import type { Core, Tesseract } from "./core.ts";
import { repair } from "./repair.ts";

/** Words that were read with less confidence than this are read again with the picture turned. */
const SURE = 70;
/** Exif orientations that stand for a quarter turn each (Exif 2.32, tag 0x0112). */
const TURNS = [1, 6, 3, 8];
/** Lines that lean more than this (radians) are straightened; more than the second is no slope but a guess. */
const LEANS = 0.005;
const LEANS_TOO_MUCH = 0.5;
const INPUT = "/input";

/** Reads pictures with Tesseract, in this thread; the recogniser is started for the first picture. */
export function createPictureReader(): PictureReader {
  let started: Promise<{ readonly core: Core; readonly api: Tesseract }> | undefined;
  return {
    async read(picture, orientation) {
      // Loaded for the first picture: a scan without --ocr does not pay for it.
      started ??= import("./core.ts").then(({ startTesseract }) => startTesseract());
      const { core, api } = await started;
      try {
        core.FS.writeFile(INPUT, picture);
        return readTurned(api, orientation);
      } catch (error) {
        // A trap leaves the module in an unknown state: the next picture gets a new one.
        started = undefined;
        throw error;
      }
    },
  };
}

function readTurned(api: Tesseract, orientation: number): PictureText | undefined {
  let best = readOnce(api, orientation);
  if (best === undefined) return undefined;
  if (best.confidence < SURE || letters(best.text) === 0) {
    for (const turn of TURNS) {
      if (turn === orientation) continue;
      const other = readOnce(api, turn);
      if (other !== undefined && score(other) > score(best)) best = other;
    }
  }
  api.Clear();
  return { ...repair(best.text), confidence: best.confidence };
}

interface Reading {
  readonly text: string;
  readonly confidence: number;
}

function readOnce(api: Tesseract, orientation: number): Reading | undefined {
  if (api.SetImageFile(orientation, 0) === 1) return undefined;
  api.FindLines();
  const slope = api.GetGradient();
  if (Math.abs(slope) >= LEANS && Math.abs(slope) < LEANS_TOO_MUCH) api.SetImageFile(orientation, slope);
  api.Recognize(null);
  return { text: api.GetUTF8Text(), confidence: api.MeanTextConf() };
}

/** A picture that stands on its side reads as many short words of little confidence. */
function score({ text, confidence }: Reading): number {
  return confidence * letters(text);
}

function letters(text: string): number {
  let count = 0;
  for (const [word] of text.matchAll(/[\p{L}\p{N}]{3,64}/gu)) count += word.length;
  return count;
}
