export {
  AT,
  BORDER,
  createWordFilter,
  EVENT_FIELDS,
  isDigit,
  isLetter,
  LEADS,
  MAX_RUN,
  WORD,
  type AnchorFilter,
  type Kernel,
  type LookFilter,
  type WordFilter,
} from "./kernel.ts";
export { bitsOf, createTypescriptKernel, typescriptKernel } from "./typescript.ts";
export { createWasmKernel } from "./wasm.ts";
export { createFirstLook, FIELD_RECORD, SHOWN, type FirstLook, type Vocabulary } from "./first-look.ts";
export { countNewlines, createJsonLines, LINE_FIELDS, threadJsonLines, type JsonLines } from "./json-lines.ts";
