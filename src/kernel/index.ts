export { AT, BORDER, EVENT_FIELDS, isDigit, LEADS, MAX_RUN, type AnchorFilter, type Kernel } from "./kernel.ts";
export { bitsOf, createTypescriptKernel, typescriptKernel } from "./typescript.ts";
export { createWasmKernel } from "./wasm.ts";
export { createFirstLook, FIELD_RECORD, SHOWN, type FirstLook, type Vocabulary } from "./first-look.ts";
export { countNewlines, createJsonLines, LINE_FIELDS, threadJsonLines, type JsonLines } from "./json-lines.ts";
