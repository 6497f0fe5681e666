export {
  AT,
  BORDER,
  EVENT_FIELDS,
  isDigit,
  LEADS,
  MAX_RUN,
  REACH_MOST,
  WORD,
  type AnchorFilter,
  type Kernel,
  type Listening,
} from "./kernel.ts";
export { bitsOf, createTypescriptKernel, typescriptKernel } from "./typescript.ts";
export { createWasmKernel } from "./wasm.ts";
export { createFirstLook, FIELD_RECORD, SHOWN, type FirstLook, type Vocabulary } from "./first-look.ts";
export { countNewlines, createJsonLines, LINE_FIELDS, threadJsonLines, type JsonLines } from "./json-lines.ts";
export { createWordFilter, isLetter, type WordFilter } from "./word-filter.ts";
